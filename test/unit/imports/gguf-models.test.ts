import { describe, expect, it } from 'vitest';
import { readHeader } from '../../../src/imports/gguf/header.ts';
import { modelOfGguf } from '../../../src/imports/gguf/model-of-gguf.ts';
import { builtInCatalog } from '../../../src/package/load-catalog.ts';
import {
  deepseekLite,
  gemma4Moe,
  gemma27b,
  gptOss,
  lfm2,
  llama8b,
  qwen3Moe,
  qwen3Next,
} from '../../fixtures/gguf/models.ts';
import { type GgufFile, writeGguf } from '../../fixtures/gguf/write-gguf.ts';

const catalog = builtInCatalog();
const read = async (file: GgufFile) => {
  const bytes = writeGguf(file);
  const source = {
    name: 'x.gguf',
    size: bytes.length,
    read: async (s: number, n: number) => bytes.slice(s, s + n),
  };
  return modelOfGguf([await readHeader(source)], catalog.tensor_types);
};

describe('a GGUF file says what it is', () => {
  it.each([
    ['llama-3.1-8b', llama8b()],
    ['qwen3-30b-a3b', qwen3Moe()],
    ['deepseek-v2-lite', deepseekLite()],
    ['gemma-3-27b', gemma27b()],
    ['qwen3-next-80b-a3b', qwen3Next()],
    ['gemma-4-26b-a4b', gemma4Moe()],
    ['gpt-oss-20b', gptOss()],
    ['lfm2-1.2b', lfm2()],
  ])('%s: the shape and the parameters that we know', async (id, file) => {
    const { shape } = await read(file);
    const ours = catalog.models[id];
    expect(shape.architecture.attention).toEqual(ours?.architecture?.attention);
    expect(shape.architecture.moe).toEqual(ours?.architecture?.moe);
    expect(shape.architecture).toMatchObject({
      layers: ours?.architecture?.layers,
      hidden: ours?.architecture?.hidden,
      vocab: ours?.architecture?.vocab,
      tied_embeddings: ours?.architecture?.tied_embeddings,
      max_context: ours?.architecture?.max_context,
    });
    expect(shape.params_total_b / (ours?.params_total_b ?? 0)).toBeCloseTo(1, 2);
    expect(shape.params_active_b / (ours?.params_active_b ?? 0)).toBeCloseTo(1, 2);
  });

  it('weighs gpt-oss-20b as published, in its own format', async () => {
    const { bytes, file_type } = await read(gptOss());
    expect(file_type).toBe('MXFP4_MOE');
    expect(bytes / 1e9).toBeGreaterThan(13.5);
    expect(bytes / 1e9).toBeLessThan(14);
  });

  it('weighs what the published file weighs, to the tensor', async () => {
    const { bytes, classes } = await read(llama8b());
    expect(bytes / (catalog.file_bytes['llama-3.1-8b']?.['q4_k_m'] ?? 0)).toBeCloseTo(1, 2);
    // Q6_K head, Q4_K embedding: 6.5625 and 4.5 bits of 4096 x 128256 weights.
    expect(classes.head).toBe((4096 * 128256 * 6.5625) / 8);
    expect(classes.embedding).toBe((4096 * 128256 * 4.5) / 8);
    expect(classes.routed).toBe(0);
  });
});
