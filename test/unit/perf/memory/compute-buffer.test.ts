import { describe, expect, it } from 'vitest';
import {
  activationBytes,
  computeCurve,
  llamaComputeBytes,
} from '../../../../src/perf/memory/compute-buffer.ts';
import { GIB, MIB, model } from '../../../fixtures/memory-parts.ts';

const usual = {
  sequences: 1,
  micro_batch: 512,
  flash_attention: true,
  quantised_cache: false,
  outputs: 512,
};
function shape(id: string) {
  const a = model(id).architecture;
  if (!a) throw new Error(`${id} has no architecture`);
  return a;
}

describe('compute buffer of llama.cpp', () => {
  it('is the logits and two activations where attention is small', () => {
    const logits = 151_936 * 512 * 4;
    const activation = 2560 * 512 * 4;
    const buffer = llamaComputeBytes(shape('qwen3-4b'), { ...usual, context: 32_768 });
    expect(buffer / (logits + 2 * activation)).toBeCloseTo(1, 4);
  });

  it('holds the scores of all heads without flash attention: 2 GiB for 32 heads, 32768 cells and 512 tokens', () => {
    const a = shape('llama-3.1-8b');
    const at = (context: number) => llamaComputeBytes(a, { ...usual, context, flash_attention: false });
    expect((at(65_536) - at(32_768)) / GIB).toBeCloseTo(2 + 0.0625, 3);
  });

  it('grows with the mask where attention is the peak: 1 KiB a cell for latent attention', () => {
    const a = shape('deepseek-v3');
    const at = (context: number) => llamaComputeBytes(a, { ...usual, context });
    expect((at(131_072) - at(32_768)) / MIB).toBe(96);
  });

  it('is almost proportional to the micro-batch', () => {
    const a = shape('llama-3.3-70b');
    const small = llamaComputeBytes(a, { ...usual, context: 8192 });
    const large = llamaComputeBytes(a, { ...usual, context: 8192, micro_batch: 2048, outputs: 2048 });
    expect(large / small).toBeCloseTo(4, 2);
  });

  it('is small when only the last token is wanted', () => {
    const a = shape('qwen3-4b');
    const one = llamaComputeBytes(a, { ...usual, context: 8192, outputs: 1 });
    expect(one).toBeLessThan(llamaComputeBytes(a, { ...usual, context: 8192 }) / 3);
  });
});

describe('curve over context', () => {
  it('meets the replay at its points and never falls', () => {
    const a = shape('gpt-oss-20b');
    const curve = computeCurve(a, usual);
    expect(curve(2048)).toBe(llamaComputeBytes(a, { ...usual, context: 2048 }));
    let last = 0;
    for (let context = 256; context <= 262_144; context *= 1.3) {
      expect(curve(context)).toBeGreaterThanOrEqual(last);
      last = curve(context);
    }
  });
});

describe('activations of 16-bit engines', () => {
  it('stay below what vLLM was measured to need at 2048 tokens', () => {
    for (const id of ['llama-3.1-8b', 'qwen3-32b', 'llama-3.3-70b', 'qwen3-30b-a3b']) {
      const bytes = activationBytes(shape(id), 2048, 1, true);
      expect(bytes).toBeGreaterThan(0.1 * GIB);
      expect(bytes).toBeLessThan(1.7 * GIB);
    }
  });
});
