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
    ['Apple M3 Max 30-core GPU', 64, 'm3-max-30'],
  ])('lets memory correct the version sold most: %s (%s GiB) is %s', (name, memory, id) => {
    expect(resolveDevice(index, name, memory)).toMatchObject({ id });
  });
  it('refuses a card with another memory size', () => {
    expect(resolveDevice(index, 'RTX 3090 48GB')).toHaveProperty('unknown');
    expect(resolveDevice(index, 'GeForce RTX 4090 (48 GB mod)')).toHaveProperty('unknown');
  });
  it.each(['2x RTX 3090', 'RTX 3090 x2', '2 × GeForce RTX 3090'])('counts %s', (name) => {
    expect(resolveDevice(index, name)).toMatchObject({ id: 'rtx-3090', count: 2, offload: false });
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
    expect(resolveDevice(index, 'DGX Spark (GB10 CPU only)')).toMatchObject({ id: 'gb10', cpuOnly: true });
  });
  it('suggests ids, misnomers first', () => {
    expect(resolveDevice(index, 'RTX 3095')).toMatchObject({ nearest: expect.arrayContaining(['rtx-3090']) });
    expect(resolveDevice(index, 'RTX 5080 Ti')).toMatchObject({ nearest: ['rtx-4090'] });
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
  ])('%s is %s', (name, id) => {
    expect(resolveModel(index, name)).toMatchObject({ id, via: 'name' });
  });

  it('takes a fine-tune for its base only when asked for speed', () => {
    for (const name of ['Qwen3.6-27B-AEON-Ultimate-Uncensored', 'Fara1.5-27B', 'qwen35 27B']) {
      expect(resolveModel(index, name)).toHaveProperty('unknown');
      expect(resolveModel(index, name, { alike: true })).toMatchObject({ id: 'qwen3.6-27b', via: 'speed' });
    }
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
    ['', 'llama.cpp', 'Qwen3.8-27B-UD-Q4_K_XL', 'ud-q4_k_xl'],
    ['', 'vllm', 'Qwen3.8-27B-AWQ-INT4', 'awq'],
    ['AWQ 4bit', 'vllm', '', 'awq'],
    ['4bit', 'mlx', '', 'mlx-4bit'],
    ['MLX 4-bit', 'mlx', '', 'mlx-4bit'],
    ['bfloat16', 'vllm', '', null],
    ['BF16', 'vllm', '', 'bf16'],
  ] as const)('%s on %s (%s) is %s', (name, engine, model, id) => {
    const found = resolveQuant(index, name, engine, model);
    if (id === null) expect(found).toHaveProperty('unknown');
    else expect(found).toEqual({ id });
  });
  it('leaves an unnamed format unknown', () => {
    expect(resolveQuant(index, '', 'vllm', 'Qwen3.6-27B')).toEqual({ unknown: '', nearest: [] });
  });
});
