import { describe, expect, it } from 'vitest';
import { isUnresolved, resolveRow } from '../../../../src/catalog/measurements/resolve-row.ts';
import { buildNameIndex } from '../../../../src/catalog/names/build-index.ts';
import { rawRow, resolvedRow } from '../../../fixtures/measured-row.ts';
import { index, parts } from '../../../fixtures/names-catalogue.ts';

const reason = (over: object) => {
  const found = resolveRow(index, rawRow(over));
  return isUnresolved(found) ? found.reason : null;
};

describe('a row with its names resolved', () => {
  it('says machine, model, format, engine and how the work was shared', () => {
    expect(resolvedRow()).toMatchObject({
      count: 1,
      nodes: 1,
      assumedQuant: false,
      engine: { engine: 'llama.cpp', wrapped: false },
      backend: 'cuda',
      split: 'none',
      offload: 'none',
      depth: 0,
    });
    expect(resolvedRow({ device: '2x RTX 3090', device_count: 3 })).toMatchObject({
      count: 6,
      split: 'layer',
      nodes: 1,
    });
    // Several SoCs are several machines.
    expect(resolvedRow({ device: 'DGX Spark', device_count: 2 })).toMatchObject({ count: 2, nodes: 2 });
    expect(resolvedRow({ phase: 'prefill', depth: 77 }).depth).toBe(77);
    // What is generated stands behind the prompt; a prompt is read into what was there before.
    const notes = 'prompt 512 tok';
    expect([resolvedRow({ notes }).depth, resolvedRow({ phase: 'prefill', depth: 0, notes }).depth]).toEqual([
      512, 0,
    ]);
  });
  it('stops at the first name that is unknown', () => {
    expect([reason({ device: 'x' }), reason({ model: 'x' }), reason({ quant: 'x9' })]).toEqual([
      'unknown_device',
      'unknown_model',
      'unknown_quant',
    ]);
  });
  it('says which were probably meant of those that are known', () => {
    const nearest = (over: object) => {
      const found = resolveRow(index, rawRow(over));
      return isUnresolved(found) ? found.name : null;
    };
    expect(nearest({ device: 'RTX 3091' })).toEqual({
      unknown: 'RTX 3091',
      nearest: expect.arrayContaining(['rtx-3090']),
    });
    expect(nearest({ model: 'Gema 3 27B' })).toEqual({ unknown: 'Gema 3 27B', nearest: ['gemma-3-27b'] });
    expect(nearest({ quant: 'Q4_K_N' })).toMatchObject({ nearest: expect.arrayContaining(['q4_k_m']) });
  });
  it('is on the version that its memory tells', () => {
    const mac = { device: 'Apple M3 Max', backend: 'metal' };
    expect(resolvedRow({ ...mac, memory_gib: 36 }).device).toMatchObject({ id: 'm3-max-30' });
    expect(resolvedRow(mac).device).toMatchObject({ id: 'm3-max-40' });
  });
  it.each([
    ['experts on CPU', 'experts'],
    ['ncpumoe 8', 'experts'],
    ['n-cpu-moe  12', 'experts'],
    ['ncmoe  8', 'experts'],
    ['ngl  12', 'layers'],
    ['n-cpu-moe 8', 'experts'],
    ['ncmoe 8', 'experts'],
    ['n-cpu-moe 0', 'none'],
    ['--cpu-moe', 'experts'],
    ['exps=cpu', 'experts'],
    ['ffn layers on cpu', 'experts'],
    ['expert weights in host RAM', 'experts'],
    ['experts, all on card; cpu fan', 'none'],
    ['rest on CPU', 'layers'],
    ['part on cpu', 'layers'],
    ['-ngl 12', 'layers'],
    ['ngl 99', 'none'],
    ['ngl 999', 'none'],
    ['ngl 0', 'layers'],
    ['cpu offload', 'layers'],
    ['nothing special', 'none'],
  ])('"%s" keeps %s on the host', (notes, offload) => expect(resolvedRow({ notes }).offload).toBe(offload));
  it('has its offload from the name of the machine, too', () => {
    const device = 'RTX 3090 + EPYC 9355';
    expect(resolvedRow({ device }).offload).toBe('layers');
    expect(resolvedRow({ device, notes: 'ktransformers' }).offload).toBe('experts');
    expect(resolvedRow({ device, notes: 'MoE' }).offload).toBe('experts');
  });
  it('is MLX where only that has the format', () => {
    const mac = { device: 'M2 Ultra 76-core', backend: 'metal' };
    expect(resolvedRow({ ...mac, quant: '4bit' }).engine.engine).toBe('llama.cpp');
    const two = buildNameIndex({
      ...parts,
      quants: {
        ...parts.quants,
        other: { ...parts.quants['mlx-4bit'], id: 'other', name: '4-bit', engines: ['vllm'] } as never,
      },
    });
    const found = resolveRow(two, rawRow({ ...mac, quant: '4bit' }));
    expect('engine' in found && found.engine.engine).toBe('mlx');
    expect(isUnresolved(resolveRow(two, rawRow({ quant: '4bit' })))).toBe(true);
    // Only llama.cpp and MLX are run by one harness.
    expect(isUnresolved(resolveRow(two, rawRow({ ...mac, engine: 'transformers', quant: '4bit' })))).toBe(
      true,
    );
    expect(reason({ ...mac, quant: 'x9' })).toBe('unknown_quant');
  });
  it('is the usual format of its engine where none is said', () => {
    const unsaid = { quant: '' };
    expect(resolvedRow({ ...unsaid, engine: 'ollama' })).toMatchObject({
      assumedQuant: true,
      quant: { id: 'q4_k_m' },
    });
    expect(resolvedRow({ quant: 'default tag', engine: 'Ollama' })).toMatchObject({ assumedQuant: true });
    expect(resolvedRow({ ...unsaid, engine: 'vllm' })).toMatchObject({
      assumedQuant: true,
      quant: { id: 'bf16' },
    });
    for (const quant of ['default tag of x9', 'x9, default tag'])
      expect(reason({ quant, engine: 'ollama' })).toBe('unknown_quant');
    const published = buildNameIndex({
      ...parts,
      models: { m: { id: 'm', name: 'M', aliases: [], native_precision: 'mxfp4' } },
      quants: { ...parts.quants, mxfp4: { ...parts.quants['q4_k_m'], id: 'mxfp4', name: 'MXFP4' } as never },
    });
    expect(resolveRow(published, rawRow({ ...unsaid, engine: 'ollama', model: 'm' }))).toMatchObject({
      assumedQuant: true,
      quant: { id: 'mxfp4' },
    });
    expect(reason({ ...unsaid })).toBe('unknown_quant');
    expect(reason({ ...unsaid, engine: 'mlx' })).toBe('unknown_quant');
    // 16 GB of weights do not fit 12 GB; two cards hold them.
    expect(reason({ ...unsaid, engine: 'vllm', device: 'RTX 3060' })).toBe('unknown_quant');
    expect(resolvedRow({ ...unsaid, engine: 'vllm', device: 'RTX 3060', device_count: 2 }).quant.id).toBe(
      'bf16',
    );
    expect(reason({ ...unsaid, engine: 'vllm', model: 'Gemma 3 27B' })).toBe('unknown_quant');
    expect(reason({ ...unsaid, engine: 'vllm', device: 'DGX Spark' })).toBe('unknown_quant');
  });
});

describe('a row whose name counts devices as its column does', () => {
  it.each([
    ['RTX 3090', 2, 2],
    ['2x RTX 3090', 1, 2],
    ['2x RTX 3090', 2, 2],
    ['2x RTX 3090', 3, 6],
  ])('%s, %i of them, is %i', (device, device_count, count) => {
    expect(resolvedRow({ device, device_count }).count).toBe(count);
  });
});

describe("Ollama's names without a tag", () => {
  const r1Small = {
    id: 'deepseek-r1-0528-qwen3-8b',
    name: 'DeepSeek R1 0528 Qwen3 8B',
    aliases: [],
    speed_aliases: ['deepseek-r1:latest'],
    params_total_b: 8.2,
  };
  const among = buildNameIndex({ ...parts, models: { ...parts.models, [r1Small.id]: r1Small } });
  it.each([
    ['ollama', 'deepseek-r1', 'deepseek-r1-0528-qwen3-8b'],
    ['Ollama 0.12', 'deepseek-r1', 'deepseek-r1-0528-qwen3-8b'],
    ['ollama', 'deepseek-r1:671b', 'deepseek-r1'],
    [' ollama', 'deepseek-r1', 'deepseek-r1-0528-qwen3-8b'],
    ['ollama', 'acme/deepseek-r1', 'deepseek-r1'],
    ['ollama', 'DeepSeek R1', 'deepseek-r1'],
    ['llama.cpp', 'deepseek-r1', 'deepseek-r1'],
  ])('%s %s is %s', (engine, model, id) => {
    expect(resolvedRow({ engine, model }, among).model.id).toBe(id);
  });
});
