import { describe, expect, it } from 'vitest';
import { buildNameIndex } from '../../../../src/catalog/names/build-index.ts';
import { resolveDevice } from '../../../../src/catalog/names/device.ts';
import { modelSpelling } from '../../../../src/catalog/names/keys.ts';
import { resolveModel } from '../../../../src/catalog/names/model.ts';
import { resolveQuant } from '../../../../src/catalog/names/quant.ts';
import { parts } from '../../../fixtures/names-catalogue.ts';

const index = buildNameIndex(parts);

describe('resolveDevice', () => {
  it.each([
    ['rtx-3090', null, 'rtx-3090'],
    ['NVIDIA GeForce RTX 3090', null, 'rtx-3090'],
    ['RTX3090', null, 'rtx-3090'],
    ['GeForce RTX 3060', null, 'rtx-3060-12'],
    ['RTX 3060 12 GB', null, 'rtx-3060-12'],
    ['RTX PRO 6000 Blackwell', 96, 'rtx-pro-6000'],
    ['NVIDIA DGX Spark (ASUS Ascent GX10)', 128, 'gb10'],
    ['Apple M2 Ultra 76-core GPU', null, 'm2-ultra-76'],
    ['Mac Studio M2 Ultra (60-core GPU)', 192, 'm2-ultra-60'],
  ])('%s (%s GiB) is %s', (name, memory, id) => {
    expect(resolveDevice(index, name, memory)).toMatchObject({ id, count: 1 });
  });

  it('refuses a variant that the name leaves open', () => {
    expect(resolveDevice(index, 'Apple M2 Ultra')).toHaveProperty('unknown');
  });
  it.each([
    ['Apple M3 Max', null, 'm3-max-40'],
    ['Apple M3 Max', 64, 'm3-max-40'],
    ['Apple M3 Max', 36, 'm3-max-30'],
    ['Apple M3 Max', 32, 'm3-max-40'],
    ['Apple M3 Max 36GB', null, 'm3-max-30'],
    ['Apple M3 Max 64GB', null, 'm3-max-40'],
    ['Apple M3 Max 32GB', null, 'm3-max-40'],
    ['Apple M3 Max 30-core GPU', 64, 'm3-max-30'],
  ])('lets memory correct the version sold most: %s (%s GiB) is %s', (name, memory, id) => {
    expect(resolveDevice(index, name, memory)).toMatchObject({ id });
  });
  it('refuses a card with another memory size', () => {
    expect(resolveDevice(index, 'RTX 3090 48GB')).toHaveProperty('unknown');
    expect(resolveDevice(index, 'GeForce RTX 4090 (48 GB mod)')).toHaveProperty('unknown');
  });
  it.each([
    ['3090', 'rtx-3090'],
    ['RTX 3090 (EVGA FTW3 Ultra)', 'rtx-3090'],
    ['ASUS ROG Strix GeForce RTX 3090 OC 24G', 'rtx-3090'],
    ['RTX 3090, EPYC 7532, 512 GB RAM', 'rtx-3090'],
    ['GeForce RTX 3090 with 64GB RAM', 'rtx-3090'],
    ['AMD EPYC 9355 32-Core Processor', 'epyc-9355'],
    ['Mac Studio (M2 Ultra, 60-core GPU, 192 GB)', 'm2-ultra-60'],
    ['M2 Ultra 24C/76G Mac Studio', 'm2-ultra-76'],
    ['MacBook Pro 16" M3 Max 14-core 30-core GPU', 'm3-max-30'],
    ['Apple M2 Ultra 16P+8E+76GPU', 'm2-ultra-76'],
    ['EPYC 9355 (Nvidia 3090)', 'rtx-3090'],
    ['Some workstation (RTX 3090 24GB)', 'rtx-3090'],
    ['RTX 3090 (EPYC 9355)', 'rtx-3090'],
    ['DGX Spark (EPYC 9355)', 'gb10'],
  ])('reads %s as %s', (name, id) => {
    expect(resolveDevice(index, name)).toMatchObject({ id, count: 1, offload: false });
  });
  it.each([
    'RTX 3090 (laptop)',
    'RTX 3090 (laptop, 115 W)',
    'RTX 3090 (48GB, watercooled)',
    'RTX 3090 / RTX 4090',
    'RTX 3090 Lite',
    'RTX 9999 (EPYC 9355)',
    'RTX 9999 (RTX 3090)',
    'EPYC 9355 iGPU',
    'NVIDIA GB10 NPU',
    'NVIDIA GB10 (NPU)',
    'Apple M2 Ultra 40-core GPU',
    'Apple M2 Ultra or M3 Max',
  ])('does not take %s for the plain part', (name) => {
    expect(resolveDevice(index, name)).toHaveProperty('unknown');
  });
  it('suggests every variant of a name that leaves it open', () => {
    expect(resolveDevice(index, 'Apple M2 Ultra')).toMatchObject({ nearest: ['m2-ultra-60', 'm2-ultra-76'] });
  });
  it('finds the card behind the processor named first', () => {
    expect(resolveDevice(index, 'EPYC 9355 + RTX 3090')).toMatchObject({ id: 'rtx-3090', host: 'epyc-9355' });
  });
  it.each([
    ['2x RTX 3090', 2],
    ['RTX 3090 x2', 2],
    ['2 × GeForce RTX 3090', 2],
    ['2xRTX3090', 2],
    ['4x 3090', 4],
    ['RTX 3090 (x2)', 2],
    ['RTX 3090 24GB (4x)', 4],
    ['RTX 3090 (2 GPUs)', 2],
    ['Dual RTX 3090', 2],
    ['RTX 3090 NVLink x2', 2],
  ])('counts %s as %i', (name, count) => {
    expect(resolveDevice(index, name)).toMatchObject({ id: 'rtx-3090', count, offload: false });
  });
  it('tells a host CPU from a second card', () => {
    expect(resolveDevice(index, 'GeForce RTX 4090 + EPYC 9355 (12ch DDR5)')).toMatchObject({
      id: 'rtx-4090',
      host: 'epyc-9355',
      offload: true,
      others: [],
    });
    expect(resolveDevice(index, 'GeForce RTX 4090 + RTX 3090')).toMatchObject({
      offload: false,
      others: ['rtx-3090'],
    });
    expect(resolveDevice(index, 'GeForce RTX 3090 + CPU RAM offload')).toMatchObject({
      host: null,
      offload: true,
    });
  });
  it('knows that only the CPU of a machine ran', () => {
    for (const name of ['DGX Spark (GB10 CPU only)', 'DGX Spark CPU', 'NVIDIA GB10 (CPU)'])
      expect(resolveDevice(index, name)).toMatchObject({ id: 'gb10', cpuOnly: true });
    expect(resolveDevice(index, 'RTX 3090 + CPU')).toMatchObject({ cpuOnly: false, offload: true });
  });
  it('suggests ids, misnomers first', () => {
    expect(resolveDevice(index, 'RTX 3095')).toMatchObject({ nearest: expect.arrayContaining(['rtx-3090']) });
    expect(resolveDevice(index, 'RTX 5080 Ti')).toMatchObject({ nearest: ['rtx-4090'] });
    const misnomers = {
      'Big Card': { meant: ['gb10'], note: '' },
      'Big Model': { meant: ['gpt-oss-120b'], note: '' },
    };
    const wrong = buildNameIndex({ ...parts, misnomers });
    expect(resolveDevice(wrong, 'big card')).toMatchObject({ nearest: ['gb10'] });
    expect(resolveModel(wrong, 'big-model')).toMatchObject({ nearest: ['gpt-oss-120b'] });
    const many = Array.from({ length: 5 }, (_, i) => ({
      ...parts.devices['rtx-3090'],
      id: `x${i}`,
      name: `Acme 10${i}`,
    }));
    const alike = buildNameIndex({
      ...parts,
      devices: Object.fromEntries(many.map((d) => [d.id, d])) as never,
    });
    expect(resolveDevice(alike, 'Acme 109')).toMatchObject({ nearest: ['x0', 'x1', 'x2'] });
  });
});

describe('resolveModel', () => {
  it.each([
    ['qwen3.6-27b', 'qwen3.6-27b'],
    ['Qwen/Qwen3.6-27B', 'qwen3.6-27b'],
    ['Qwen_Qwen3.6-27B', 'qwen3.6-27b'],
    ['Qwen 3.6 27B', 'qwen3.6-27b'],
    ['qwen3.6:27b', 'qwen3.6-27b'],
    ['Qwen3.6-27B-GGUF', 'qwen3.6-27b'],
    ['Qwen3.6-27B-UD-Q4_K_XL.gguf', 'qwen3.6-27b'],
    ['qwen-2.5-0.5b-it', 'qwen2.5-0.5b'],
    ['Qwen3-30B-A3B-Instruct-2507', 'qwen3-30b-a3b-2507'],
    ['Qwen3-30B-A3B', 'qwen3-30b-a3b'],
    ['meta-llama/Meta-Llama-3.1-8B-Instruct', 'llama-3.1-8b'],
    ['Llama-3.1-8B-hf', 'llama-3.1-8b'],
    ['DeepSeek-R1 671B', 'deepseek-r1'],
    ['gemma-3-27b-it-qat', 'gemma-3-27b'],
    ['gpt-oss:120b', 'gpt-oss-120b'],
    ['C:\\models\\Qwen3.6-27B-Q4_K_M.gguf', 'qwen3.6-27b'],
    ['models--mlx-community--Qwen3.6-27B-4bit', 'qwen3.6-27b'],
    ['gpt-oss-120b-mxfp4-00001-of-00003.gguf', 'gpt-oss-120b'],
    ['qwen3_6-27b-mlx-4bit', 'qwen3.6-27b'],
    ['Qwen3.6 27B Q4_K - Medium', 'qwen3.6-27b'],
    ['qwen3.6-27b-iq3xxs-64k:latest', 'qwen3.6-27b'],
  ])('%s is %s', (name, id) => {
    expect(resolveModel(index, name)).toMatchObject({ id, via: 'name' });
  });

  it('does not run the number of a generation into that of the size', () => {
    const base = Object.values(parts.models)[0] as (typeof parts.models)[string];
    const old = { ...base, id: 'lo2-7b', name: 'Lo 2 7B', aliases: [] };
    const both = buildNameIndex({ ...parts, models: { ...parts.models, 'lo2-7b': old } });
    for (const name of ['lo2-7b', 'Lo2 7B', 'lo-2-7b-instruct', 'LO2_7B'])
      expect(resolveModel(both, name)).toMatchObject({ id: 'lo2-7b' });
    for (const name of ['lo 27b', 'lo27b', 'Lo-27B-Instruct'])
      expect(resolveModel(both, name), name).toHaveProperty('unknown');
  });
  it('takes a fine-tune for its base only when asked for speed', () => {
    for (const name of ['Qwen3.6-27B-AEON-Ultimate-Uncensored', 'Fara1.5-27B', 'qwen35 27B']) {
      expect(resolveModel(index, name)).toHaveProperty('unknown');
      expect(resolveModel(index, name, { alike: true })).toMatchObject({ id: 'qwen3.6-27b', via: 'speed' });
    }
  });
  it('takes a name that only computes alike in any spelling, a default tag as it is written', () => {
    for (const name of ['Tuned-9B', 'acme/Tuned-9B-GGUF', 'tuned:latest'])
      expect(resolveModel(index, name, { alike: true })).toMatchObject({ id: 'qwen3.6-27b', via: 'speed' });
    expect(resolveModel(index, 'Tuned', { alike: true })).toHaveProperty('unknown');
  });
  it('does not take a cut model for the whole one', () => {
    expect(resolveModel(index, 'Qwen3.6-35B-A3B-REAP', { alike: true })).toHaveProperty('unknown');
    expect(resolveModel(index, 'Qwen3-30B-A3B-REAP-25B', { alike: true })).toHaveProperty('unknown');
  });
  it('does not accept a size that contradicts the model', () => {
    expect(resolveModel(index, 'DeepSeek-R1 32B')).toHaveProperty('unknown');
  });
  it('suggests the nearest', () => {
    expect(resolveModel(index, 'qwen3.6-22b')).toMatchObject({
      nearest: expect.arrayContaining(['qwen3.6-27b']),
    });
  });
});

describe('weight format inside a model name', () => {
  it.each([
    ['Qwen3.8-27B-UD-Q4_K_XL', 'ud-q4-k-xl'],
    ['Qwen3.8-27B-AWQ-INT4', 'awq-int4'],
    ['Llama-3.2-1B-Instruct-4bit', '4bit'],
    ['Qwen3.6-27B-exl3-6.0bpw', 'exl3-6.0bpw'],
    ['gemma-4-12b-it-Q6_K.gguf', 'q6-k'],
    ['qwen35 27B Q4_K - Medium', 'q4-k-m'],
    ['qwen3.8-27b-iq3xxs-64k:latest', 'iq3xxs'],
    ['gemma-3-27b-it', null],
    ['Qwen3-30B-A3B-Instruct-2507', null],
  ])('%s carries %s', (name, format) => {
    expect(modelSpelling(name).format).toBe(format);
  });
});

describe('resolveQuant', () => {
  it.each([
    ['Q4_K_M', 'llama.cpp', '', 'q4_k_m'],
    ['q4_k_m', 'llama.cpp', '', 'q4_k_m'],
    ['GGUF-Q4_K_M', 'llama.cpp', '', 'q4_k_m'],
    ['i1-Q4_K_M', 'llama.cpp', '', 'q4_k_m'],
    ['Q4_K_XL', 'llama.cpp', '', 'ud-q4_k_xl'],
    ['UD-Q4_K_XL (unsloth)', 'llama.cpp', '', 'ud-q4_k_xl'],
    ['Unsloth Dynamic Q4_K_XL', 'llama.cpp', '', 'ud-q4_k_xl'],
    ['UD 2.0 Q4_K_XL', 'llama.cpp', '', 'ud-q4_k_xl'],
    ['Q4_K - Medium', 'llama.cpp', '', 'q4_k_m'],
    ['4bit MLX', 'mlx', '', 'mlx-4bit'],
    ['auto (BF16)', 'vllm', '', 'bf16'],
    ['', 'llama.cpp', 'Qwen3.8-27B-UD-Q4_K_XL', 'ud-q4_k_xl'],
    ['', 'vllm', 'Qwen3.8-27B-AWQ-INT4', 'awq'],
    ['AWQ 4bit', 'vllm', '', 'awq'],
    ['unsloth Q4_K_M', 'llama.cpp', '', 'q4_k_m'],
    ['UD 2.0 Q4_K_M', 'llama.cpp', '', 'ud-q4_k_m'],
    ['Q4_K_M (made at home)', 'llama.cpp', '', 'q4_k_m'],
    ['bartowski Q4_K_M (made at home)', 'llama.cpp', '', 'q4_k_m'],
    ['weights (Q4_K_M)', 'llama.cpp', '', 'q4_k_m'],
    ['  ', 'llama.cpp', 'Qwen3.8-27B-UD-Q4_K_XL', 'ud-q4_k_xl'],
    ['4-bit compressed-tensors', 'vllm', '', 'awq'],
    ['4bit', 'mlx', '', 'mlx-4bit'],
    ['MLX 4-bit', 'mlx', '', 'mlx-4bit'],
    ['bfloat16', 'vllm', '', null],
    ['BF16', 'vllm', '', 'bf16'],
  ] as const)('%s on %s (%s) is %s', (name, engine, model, id) => {
    const found = resolveQuant(index, name, engine, model);
    if (id === null) expect(found).toHaveProperty('unknown');
    else expect(found).toEqual({ id });
  });
  const formats = (names: Record<string, readonly [name: string, engine: string]>) =>
    buildNameIndex({
      ...parts,
      quants: Object.fromEntries(
        Object.entries(names).map(([id, [name, engine]]) => [
          id,
          { ...parts.quants['q4_k_m'], id, name, aliases: [], engines: [engine] },
        ]),
      ) as never,
    });
  it('tells the format of a packer from that of others by the same name', () => {
    const two = formats({ others: ['Q4_K_XL', 'llama.cpp'], dynamic: ['UD-Q4_K_XL', 'llama.cpp'] });
    const read = (name: string) => resolveQuant(two, name, 'llama.cpp');
    expect(read('Q4_K_XL')).toEqual({ id: 'others' });
    for (const name of ['UD-Q4_K_XL', 'unsloth Q4_K_XL', 'Q4_K_XL (unsloth)', 'unsloth UD-Q4_K_XL'])
      expect(read(name)).toEqual({ id: 'dynamic' });
  });
  it('finds its words in another order', () => {
    const grouped = formats({ g32: ['MLX 4-bit g32', 'mlx'] });
    for (const name of ['MLX-4bit-g32', '4-bit g32 MLX', 'g32 MLX 4-bit'])
      expect(resolveQuant(grouped, name, 'mlx')).toEqual({ id: 'g32' });
  });
  it('is that of the engine where several have one name, and none of theirs elsewhere', () => {
    const same = formats({ first: ['4bit', 'mlx'], second: ['4 bit', 'exllama'] });
    expect(resolveQuant(same, '4bit', 'exllama')).toEqual({ id: 'second' });
    expect(resolveQuant(same, '4bit', null)).toEqual({ id: 'first' });
    expect(resolveQuant(same, '4bit', 'vllm')).toMatchObject({ nearest: ['first', 'second'] });
  });
  it('suggests three at most', () => {
    const many = formats({
      a: ['Q4_K_A', 'mlx'],
      b: ['Q4_K_B', 'mlx'],
      c: ['Q4_K_C', 'mlx'],
      d: ['Q4_K_D', 'mlx'],
    });
    expect(resolveQuant(many, 'Q4_K_Z', 'mlx')).toEqual({ unknown: 'Q4_K_Z', nearest: ['a', 'b', 'c'] });
  });
  it('leaves an unnamed format unknown', () => {
    expect(resolveQuant(index, '', 'vllm', 'Qwen3.6-27B')).toEqual({ unknown: '', nearest: [] });
  });
});
