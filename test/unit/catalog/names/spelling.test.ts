import { describe, expect, it } from 'vitest';
import { buildNameIndex } from '../../../../src/catalog/names/build-index.ts';
import { resolveDevice } from '../../../../src/catalog/names/device.ts';
import { parseDevicePhrase } from '../../../../src/catalog/names/device-phrase.ts';
import { deviceSpelling, modelSpelling, tightKey, words } from '../../../../src/catalog/names/keys.ts';
import { resolveModel } from '../../../../src/catalog/names/model.ts';
import { nearestNames } from '../../../../src/catalog/names/nearest.ts';
import { resolveQuant } from '../../../../src/catalog/names/quant.ts';
import { undecorated, withSeries } from '../../../../src/catalog/names/wording.ts';
import { parts } from '../../../fixtures/names-catalogue.ts';

describe('words of a name', () => {
  it.each([
    ['Qwen2.5-0.5B', ['qwen2.5', '0.5b']],
    ['llama.cpp', ['llama', 'cpp']],
    ['v1. x', ['v1', 'x']],
    ['.5', ['5']],
    ['Intel(R) Core(TM) i9®', ['intel', 'core', 'i9']],
    ['Café', ['cafe']],
    ['a_b/c:d', ['a', 'b', 'c', 'd']],
    ['', []],
  ])('%s', (name, list) => expect(words(name)).toEqual(list));
  it('joined are the key, however they were divided', () => {
    expect(tightKey('Qwen-2.5 0.5B')).toBe(tightKey('qwen2.5-0.5b'));
    expect(tightKey(['a', 'b'])).toBe('ab');
  });
});

describe('the spelling of a device', () => {
  it.each<[string, object]>([
    [
      'NVIDIA GeForce RTX 3060 12GB',
      {
        full: 'rtx306012gb',
        sized: 'rtx3060',
        base: 'rtx3060',
        memoryGb: 12,
        gpuCores: null,
        makers: ['nvidia', 'geforce'],
      },
    ],
    ['RTX 3060 (12 GiB)', { full: 'rtx306012gb', memoryGb: 12 }],
    ['RTX 3060 12g', { memoryGb: 12 }],
    [
      'Apple M2 Ultra 76-core GPU',
      {
        full: 'm2ultra76core',
        sized: 'm2ultra76core',
        base: 'm2ultra',
        gpuCores: 76,
        memoryGb: null,
        makers: ['apple', 'gpu'],
      },
    ],
    [
      'M2 Ultra 76 cores 192 GB',
      { full: 'm2ultra76core192gb', sized: 'm2ultra76core', base: 'm2ultra', gpuCores: 76, memoryGb: 192 },
    ],
    ['M2 Ultra 76cores', { full: 'm2ultra76core', gpuCores: 76 }],
    ['MacBook Pro M3 Max', { full: 'm3max' }],
    ['MacBook Air M3', { full: 'm3' }],
    ['Mac Studio M2 Ultra', { full: 'm2ultra' }],
    ['Mac mini M4', { full: 'm4' }],
    ['iMac M4', { full: 'm4' }],
    ['Mac Studio', { full: 'macstudio' }],
    ['Ryzen AI Max+ 395', { full: 'ryzenaimax395' }],
    ['AMD Radeon Instinct MI50', { full: 'mi50', makers: ['amd', 'radeon', 'instinct'] }],
    ['Tesla Edition Card', { full: '' }],
    ['Quadro RTX 6000', { full: 'quadrortx6000' }],
    ['Ryzen 7 8700G', { full: 'ryzen78700g', base: 'ryzen78700g', memoryGb: null }],
    ['RTX 4090D-48G', { base: 'rtx4090d', memoryGb: 48 }],
    ['A Large Box 1024 GB', { base: 'alargebox', memoryGb: 1024 }],
  ])('%s', (name, expected) => expect(deviceSpelling(name)).toMatchObject(expected));
});

describe('the spelling of a model', () => {
  it.each<[string, object]>([
    ['org/Qwen3-8B-Instruct.gguf', { stem: ['qwen3', '8b'], sizeless: 'qwen3', totalB: 8, format: null }],
    ['Qwen3-8B-UD-Q4_K_XL.gguf', { stem: ['qwen3', '8b'], format: 'ud-q4-k-xl' }],
    ['model.safetensors', { stem: ['model'] }],
    ['Qwen3 8B 4 bit', { stem: ['qwen3', '8b'], format: '4bit' }],
    ['Qwen3 8B 4-bit', { format: '4bit' }],
    ['Qwen3 8B (default)', { stem: ['qwen3', '8b'] }],
    ['Qwen3-30B-A3B-2507', { stem: ['qwen3', '30b', 'a3b'], sizeless: 'qwen3', totalB: 30 }],
    ['Mistral-0414', { stem: ['mistral'] }],
    ['Mistral-1399', { stem: ['mistral', '1399'] }],
    ['SmolLM 500M', { totalB: 0.5 }],
    ['Big 1.5T', { totalB: 1500 }],
    ['Mixtral A3B', { totalB: null, sizeless: 'mixtral' }],
    ['gemma-e4b', { sizeless: 'gemma', totalB: null }],
    ['phi 3', { stem: ['phi', '3'], format: null }],
    ['x-mlx', { stem: ['x'], format: null }],
    ['x-mlx-8bit', { format: 'mlx-8bit' }],
    ['x-nvfp4', { format: 'nvfp4' }],
    ['x-w4a16', { format: 'w4a16' }],
    ['x-exl3-6.0bpw', { format: 'exl3-6.0bpw' }],
    ['x-iq4-nl', { format: 'iq4-nl' }],
  ])('%s', (name, expected) => expect(modelSpelling(name)).toMatchObject(expected));

  it('has keys from the literal to the forgiving', () => {
    expect(modelSpelling('Qwen_Qwen3-8B-Instruct-2507-Q4_K_M').keys).toEqual([
      'qwenqwen3-8binstruct2507q4km',
      'qwenqwen3-8binstruct2507',
      'qwenqwen3-8b2507',
      'qwen3-8b2507',
      'qwenqwen3-8b',
    ]);
    expect(modelSpelling('Qwen3-8B').keys).toEqual(['qwen3-8b']);
    expect(modelSpelling('x_').keys).toEqual(['x']);
  });
});

describe('a machine in words', () => {
  it.each<[string, ReturnType<typeof parseDevicePhrase>]>([
    ['RTX 3090', { parts: [{ name: 'RTX 3090', count: 1 }], offload: false, cpuOnly: false }],
    ['2x RTX 3090', { parts: [{ name: 'RTX 3090', count: 2 }], offload: false, cpuOnly: false }],
    ['12 × RTX 3090', { parts: [{ name: 'RTX 3090', count: 12 }], offload: false, cpuOnly: false }],
    ['DGX Spark x2', { parts: [{ name: 'DGX Spark', count: 2 }], offload: false, cpuOnly: false }],
    ['DGX Spark × 12', { parts: [{ name: 'DGX Spark', count: 12 }], offload: false, cpuOnly: false }],
    ['GTX2', { parts: [{ name: 'GTX2', count: 1 }], offload: false, cpuOnly: false }],
    ['a 2x card', { parts: [{ name: 'a 2x card', count: 1 }], offload: false, cpuOnly: false }],
    [
      'RTX 4090 (48 GB mod) + EPYC (12ch  DDR5)',
      {
        parts: [
          { name: 'RTX 4090 (48 GB mod)', count: 1 },
          { name: 'EPYC', count: 1 },
        ],
        offload: false,
        cpuOnly: false,
      },
    ],
    ['A100 (unlocked)', { parts: [{ name: 'A100 (unlocked)', count: 1 }], offload: false, cpuOnly: false }],
    ['GB10 (CPU only)', { parts: [{ name: 'GB10', count: 1 }], offload: false, cpuOnly: true }],
    ['RTX 3090 + system RAM', { parts: [{ name: 'RTX 3090', count: 1 }], offload: true, cpuOnly: false }],
    ['RTX 3090 + CPU offload', { parts: [{ name: 'RTX 3090', count: 1 }], offload: true, cpuOnly: false }],
    ['a+b', { parts: [{ name: 'a+b', count: 1 }], offload: false, cpuOnly: false }],
    ['', { parts: [], offload: false, cpuOnly: false }],
  ])('"%s"', (text, phrase) => expect(parseDevicePhrase(text)).toEqual(phrase));
});

describe('how many of which machine a phrase names', () => {
  const one = (text: string) => {
    const { parts: list } = parseDevicePhrase(text);
    return list.map(({ name, count }) => `${count} of ${name}`).join(' + ');
  };
  it.each([
    ['RTX 3090 2x', '2 of RTX 3090'],
    ['RTX 3090 12×', '12 of RTX 3090'],
    ['RTX 3090 *2', '2 of RTX 3090'],
    ['RTX  3090   x 2', '2 of RTX 3090'],
    ['3x 4090', '3 of 4090'],
    ['2x 24 GB', '1 of 2x 24 GB'],
    ['RTX 3090 xx', '1 of RTX 3090 xx'],
    ['Quad  H100', '4 of H100'],
    ['two RTX 3090s', '2 of RTX 3090'],
    ['2 RTX 3090s', '2 of RTX 3090'],
    ['2x RTX 3090s', '2 of RTX 3090'],
    ['2 24 GB cards', '1 of 2 24 GB cards'],
    ['8 GB GTX 1070', '1 of 8 GB GTX 1070'],
    ['8 core M1', '1 of 8 core M1'],
    ['Individual H100', '1 of Individual H100'],
    ['13th Gen Intel Core i9-13900K', '1 of Intel Core i9-13900K'],
    ['a 13th gen box', '1 of a 13th gen box'],
    ['EPYC 9355  @ 3.55 GHz', '1 of EPYC 9355'],
    ['RTX 3090 w/ 64GB DDR5', '1 of RTX 3090'],
    ['RTX 4090 with 48GB', '1 of RTX 4090 48GB'],
    ['RTX 4090, laptop', '1 of RTX 4090 laptop'],
    ['RTX 4090 (laptop, 16 GB)', '1 of RTX 4090 laptop 16 GB'],
    ['RTX 3080 / 20GB', '1 of RTX 3080 20GB'],
    ['RTX 3080 / RTX 3090', '1 of RTX 3080 / RTX 3090'],
    ['GB10 CPU', '1 of GB10'],
  ])('%s is %s', (text, read) => expect(one(text)).toBe(read));
});

describe('a device by its name', () => {
  const index = buildNameIndex(parts);
  const device = (name: string, memory?: number) => resolveDevice(index, name, memory);

  it('is itself, alone', () => {
    expect(device('RTX 3090')).toEqual({
      id: 'rtx-3090',
      count: 1,
      nodes: 1,
      host: null,
      offload: false,
      cpuOnly: false,
      others: [],
    });
    expect(device('DGX Spark')).toMatchObject({ id: 'gb10', count: 1, nodes: 1 });
  });
  it.each(['1'.repeat(20_000), 'rtx '.repeat(3_000)])('is not looked for in an endless text', (endless) => {
    expect(device(`${endless} RTX 3090`)).toEqual({ unknown: `${endless} RTX 3090`, nearest: [] });
  });
  it('multiplies what a system holds', () => {
    const rig = {
      id: 'pair',
      name: 'My Pair',
      aliases: [],
      devices: [{ device: 'rtx-3090', count: 2 }],
      nodes: 2,
    };
    const mixed = {
      id: 'mixed',
      name: 'My Mix',
      aliases: [],
      devices: [
        { device: 'rtx-3090', count: 1 },
        { device: 'rtx-4090', count: 1 },
      ],
      nodes: 1,
    };
    const more = buildNameIndex({ ...parts, systems: { pair: rig, mixed } as never });
    expect(resolveDevice(more, 'My Pair')).toMatchObject({ id: 'rtx-3090', count: 2, nodes: 2 });
    expect(resolveDevice(more, '3x My Pair')).toMatchObject({ id: 'rtx-3090', count: 6, nodes: 2 });
    expect(resolveDevice(more, 'My Mix')).toHaveProperty('unknown');
  });
  it('is the variant that cores or memory tell, and none that contradicts them', () => {
    expect(device('M2 Ultra (76 cores)')).toMatchObject({ id: 'm2-ultra-76' });
    expect(device('M2 Ultra 40-core')).toHaveProperty('unknown');
    expect(device('M3 Max', 128)).toMatchObject({ id: 'm3-max-40' });
    expect(device('M3 Max', 96)).toMatchObject({ id: 'm3-max-30' });
    expect(device('RTX 3060 8GB')).toHaveProperty('unknown');
    expect(device('RTX 3060 11GB')).toMatchObject({ id: 'rtx-3060-12' });
    expect(device('RTX 3090 24 GB')).toMatchObject({ id: 'rtx-3090' });
  });
  it('is that of the maker who is named, where two chips share a name', () => {
    const one = parts.devices['rtx-4090'];
    const twins = {
      n1: { ...one, id: 'n1', name: 'N150', vendor: 'intel' },
      n2: { ...one, id: 'n2', name: 'n150', vendor: 'amd' },
    };
    const twin = buildNameIndex({ ...parts, devices: twins as never });
    expect(resolveDevice(twin, 'Intel N150')).toMatchObject({ id: 'n1' });
    expect(resolveDevice(twin, 'AMD N150')).toMatchObject({ id: 'n2' });
    expect(resolveDevice(twin, 'N150')).toHaveProperty('unknown');
    expect(resolveDevice(twin, 'Apple N150')).toHaveProperty('unknown');
  });
  it('is the size that the row says, where two sizes share a name', () => {
    const one = parts.devices['rtx-4090'];
    const sized = (id: string, capacity_gb: number) => ({
      ...one,
      id,
      name: 'RTX 4060 Ti',
      memory: { ...one?.memory, capacity_gb },
    });
    const twin = buildNameIndex({
      ...parts,
      devices: { small: sized('small', 8), large: sized('large', 16) } as never,
    });
    expect(resolveDevice(twin, 'RTX 4060 Ti', 16)).toMatchObject({ id: 'large' });
    expect(resolveDevice(twin, 'RTX 4060 Ti', 8)).toMatchObject({ id: 'small' });
    expect(resolveDevice(twin, 'RTX 4060 Ti 16GB')).toMatchObject({ id: 'large' });
    expect(resolveDevice(twin, 'RTX 4060 Ti')).toHaveProperty('unknown');
    expect(resolveDevice(twin, 'RTX 4060 Ti', 12)).toHaveProperty('unknown');
  });
  it('is the chip whose processor has the cores that the name counts, where no graphics have as many', () => {
    const chip = (id: string, name: string, gpu_cores: number | undefined, cpu_cores: number) => ({
      ...parts.devices['m3-max-40'],
      id,
      name,
      aliases: id === 'max-32' ? ['Apple M1 Max'] : [],
      compute: { gpu_cores, cpu_cores },
    });
    const chips = [
      chip('pro-16', 'Apple M4 Pro 16-core', 16, 12),
      chip('pro-20', 'Apple M4 Pro 20-core', 20, 14),
      chip('pro-uncounted', 'Apple M4 Pro 9-core', undefined, 8),
      chip('max-24', 'Apple M1 Max 24-core', 24, 10),
      chip('max-32', 'Apple M1 Max 32-core', 32, 10),
      chip('server', 'Xeon 6787P', undefined, 86),
    ];
    const macs = buildNameIndex({
      ...parts,
      devices: Object.fromEntries(chips.map((one) => [one.id, one])) as never,
    });
    expect(resolveDevice(macs, 'Apple M4 Pro 14-core')).toMatchObject({ id: 'pro-20' });
    expect(resolveDevice(macs, 'Apple M4 Pro 12-core')).toMatchObject({ id: 'pro-16' });
    expect(resolveDevice(macs, 'Apple M4 Pro 16-core')).toMatchObject({ id: 'pro-16' });
    expect(resolveDevice(macs, 'Apple M4 Pro 10-core')).toHaveProperty('unknown');
    // Two of them have ten: the version sold most.
    expect(resolveDevice(macs, 'Apple M1 Max 10-core')).toMatchObject({ id: 'max-32' });
    expect(resolveDevice(macs, 'Xeon 6787P 84-core')).toMatchObject({ id: 'server' });
  });
  it('is the one that bears the whole name, its memory included', () => {
    const chip = (id: string, name: string) => ({ ...parts.devices['gb10'], id, name, aliases: [] });
    const sizes = buildNameIndex({
      ...parts,
      devices: { small: chip('small', 'Acme Chip 64GB'), large: chip('large', 'Acme Chip 128GB') } as never,
    });
    expect(resolveDevice(sizes, 'Acme Chip 128 GB')).toMatchObject({ id: 'large' });
    expect(resolveDevice(sizes, 'Acme Chip')).toHaveProperty('unknown');
  });
  it('is the version sold most where several others have the memory that is said', () => {
    const chip = (cores: number, sizes_gb: readonly number[], aliases: readonly string[] = []) => ({
      ...parts.devices['m3-max-40'],
      id: `max-${cores}`,
      name: `Apple M3 Max ${cores}-core`,
      aliases,
      memory: { kind: 'unified', sizes_gb },
      compute: { gpu_cores: cores },
    });
    const sizes = buildNameIndex({
      ...parts,
      devices: {
        'max-20': chip(20, [36]),
        'max-30': chip(30, [36, 96]),
        'max-40': chip(40, [64], ['Apple M3 Max']),
      } as never,
    });
    expect(resolveDevice(sizes, 'Apple M3 Max', 96)).toMatchObject({ id: 'max-30' });
    expect(resolveDevice(sizes, 'Apple M3 Max', 36)).toMatchObject({ id: 'max-40' });
  });
  it('keeps its name where its memory cannot contradict it', () => {
    const card = (id: string, memory: object) => ({ ...parts.devices['rtx-4090'], id, name: id, memory });
    const sizes = buildNameIndex({
      ...parts,
      devices: {
        'Acme 100': card('Acme 100', { kind: 'vram', capacity_gb: 24 }),
        'Acme 200': card('Acme 200', { kind: 'vram' }),
        'Acme 300': card('Acme 300', { kind: 'unified', capacity_gb: 128 }),
      } as never,
    });
    expect(resolveDevice(sizes, 'Acme 100 82-core')).toMatchObject({ id: 'Acme 100' });
    expect(resolveDevice(sizes, 'Acme 100 48GB')).toHaveProperty('unknown');
    expect(resolveDevice(sizes, 'Acme 200 48GB')).toMatchObject({ id: 'Acme 200' });
    expect(resolveDevice(sizes, 'Acme 300 64GB')).toMatchObject({ id: 'Acme 300' });
  });
  it('is the chip or card that bears the name, whatever else could be read into it', () => {
    const card = (id: string, name: string) => ({ ...parts.devices['rtx-4090'], id, name, aliases: [] });
    const machine = { id: 'box', name: 'NVIDIA GB10', aliases: [], nodes: 1 };
    const pair = { id: 'pair', name: 'My Pair', aliases: [], nodes: 1 };
    const two = { devices: [{ device: 'rtx-3090', count: 2 }] };
    const more = buildNameIndex({
      ...parts,
      devices: {
        ...parts.devices,
        dual: card('dual', 'Dual 500'),
        rx: card('rx', 'RX 5060'),
        rtx: card('rtx', 'RTX 5060'),
      } as never,
      systems: { box: { ...machine, ...two }, pair: { ...pair, ...two } } as never,
    });
    expect(resolveDevice(more, 'NVIDIA GB10')).toMatchObject({ id: 'gb10', count: 1 });
    expect(resolveDevice(more, 'Dual 500')).toMatchObject({ id: 'dual', count: 1 });
    expect(resolveDevice(more, 'NVIDIA GB10 iGPU')).toMatchObject({ id: 'gb10' });
    // Of two series, and of a machine in brackets, nobody knows which was meant.
    expect(resolveDevice(more, '5060')).toHaveProperty('unknown');
    expect(resolveDevice(more, 'Some workstation (My Pair)')).toHaveProperty('unknown');
  });
  it('comes with its host, which is no second card', () => {
    expect(device('RTX 4090 + Xeon w5')).toMatchObject({
      id: 'rtx-4090',
      host: null,
      offload: true,
      others: [],
    });
    expect(device('RTX 4090 + Ryzen 9')).toMatchObject({ offload: true });
    expect(device('RTX 4090 + Ryzen AI')).toMatchObject({ offload: false, others: ['Ryzen AI'] });
    expect(device('RTX 4090 + Core i9')).toMatchObject({ offload: true });
    expect(device('RTX 4090 + mystery')).toMatchObject({ offload: false, others: ['mystery'] });
    expect(device('2x RTX 4090 + RTX 3090')).toMatchObject({
      id: 'rtx-4090',
      count: 2,
      others: ['rtx-3090'],
    });
    expect(device('mystery + RTX 3090')).toMatchObject({ unknown: 'mystery + RTX 3090' });
    expect(device('(remark)')).toHaveProperty('unknown', '(remark)');
  });
});

describe('models and formats by their names', () => {
  const index = buildNameIndex(parts);
  it('take a size that agrees within three in a hundred', () => {
    expect(resolveModel(index, 'DeepSeek R1 685B')).toMatchObject({ id: 'deepseek-r1' });
    expect(resolveModel(index, 'DeepSeek R1 700B')).toHaveProperty('unknown');
    expect(resolveModel(index, 'Gemma 3')).toMatchObject({ id: 'gemma-3-27b' });
  });
  it('are bases of fine-tunes only where a size stands in what they share', () => {
    expect(resolveModel(index, 'Qwen3.6-27B-Mine', { alike: true })).toMatchObject({
      id: 'qwen3.6-27b',
      via: 'speed',
    });
    for (const word of ['REAP', 'pruned', 'merged', 'draft', 'EAGLE3', 'VL', 'Omni', 'Reranker', 'Embedding'])
      expect(resolveModel(index, `Qwen3.6-27B-${word}`, { alike: true })).toHaveProperty('unknown');
    expect(resolveModel(index, 'DeepSeek-R1-Zero-Mine', { alike: true })).toHaveProperty('unknown');
    expect(resolveModel(index, 'nothing like it', { alike: true })).toMatchObject({
      unknown: 'nothing like it',
      nearest: [],
    });
  });
  it('suggest three at most', () => {
    const found = resolveModel(index, 'qwen3-30b-a3c');
    expect(found).toHaveProperty('unknown', 'qwen3-30b-a3c');
    expect('nearest' in found && found.nearest.length).toBeLessThanOrEqual(3);
    expect('nearest' in found && found.nearest).toContain('qwen3-30b-a3b');
    const many = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, name: `Acme 7${id}`, aliases: [] }));
    const alike = buildNameIndex({ ...parts, models: Object.fromEntries(many.map((m) => [m.id, m])) });
    expect(resolveModel(alike, 'Acme 7x')).toMatchObject({ nearest: ['a', 'b', 'c'] });
  });
  it('read the packer off a format', () => {
    for (const name of [
      'unsloth dynamic Q4_K_XL',
      'Unsloth-Dynamic Q4_K_XL',
      'UD-Q4_K_XL (gguf)',
      'native UD-Q4_K_XL',
      'ubergarm UD-Q4_K_XL',
      'i1 UD-Q4_K_XL',
    ])
      expect(resolveQuant(index, name, 'llama.cpp')).toEqual({ id: 'ud-q4_k_xl' });
    expect(resolveQuant(index, '4 bits', 'mlx')).toEqual({ id: 'mlx-4bit' });
    expect(resolveQuant(index, '4-bit', null)).toEqual({ id: 'mlx-4bit' });
    expect(resolveQuant(index, 'Q4_K_N', 'llama.cpp')).toMatchObject({
      unknown: 'Q4_K_N',
      nearest: expect.arrayContaining(['q4_k_m']),
    });
  });
});

describe('nearest names', () => {
  it('are closest first, at most so many, none that nobody meant', () => {
    expect(nearestNames('rtx', ['rtx-1', 'rty', 'completely-else', 'rt'])).toEqual(['rt', 'rty', 'rtx-1']);
    expect(nearestNames('rtx', ['rtx-1', 'rty', 'rt'], 1)).toEqual(['rt']);
    expect(nearestNames('ab', ['ba'])).toEqual(['ba']);
    expect(nearestNames('3090', ['geforce-rtx-3090-ti'])).toEqual(['geforce-rtx-3090-ti']);
    expect(nearestNames('geforce-rtx-3090-ti', ['3090'])).toEqual(['3090']);
    expect(nearestNames('ti', ['geforce-ti'])).toEqual([]);
    expect(nearestNames('ABCDEFGHIJ', ['abcdefwxyz', 'abcdeuvxyz'])).toEqual(['abcdefwxyz']);
    expect(nearestNames('x', ['x', 'x'])).toEqual(['x']);
  });
});

describe('a name without its decoration', () => {
  it.each([
    ['RTX 4070S', 'RTX 4070 SUPER'],
    ['RTX 4090M', 'RTX 4090 Laptop'],
    ['RTX 4070 Ti M', 'RTX 4070 Ti Laptop'],
    ['MSI RTX 3090 Suprim X 24GB VRAM', 'RTX 3090 24GB'],
    ['RTX 4070Ti M', 'RTX 4070Ti Laptop'],
    ['NVIDIA L40S', 'NVIDIA L40S'],
    ['Jetson 8M', 'Jetson 8M'],
    ['RTX 3090, 24GB VRAM.', 'RTX 3090 24GB'],
    ['Intel Xeon(R) CPU E5-2680', 'Intel Xeon R E5 2680'],
  ])('%s is %s', (name, plain) => expect(undecorated(name)).toBe(plain));
});

describe('a card named by its number alone', () => {
  it.each([
    ['4090', '4090'],
    ['7900XTX', '7900XTX'],
    ['NVIDIA 3090 Ti', '3090 Ti'],
    ['7900 XTX', '7900 XTX'],
    ['AMD Radeon W7900', 'W7900'],
    ['Intel B60', 'B60'],
    ['R9700', 'R9700'],
    ['a770', 'a770'],
  ])('%s may be of any series', (name, number) => {
    expect(withSeries(name)).toContain(`RTX ${number}`);
    expect(withSeries(name)).toContain(`Arc Pro ${number}`);
  });
  it.each(['', '24', '24GB', '192GB', '12345', 'B', 'Box', 'arm64', 'H100', 'A10000', 'RTX 4090'])(
    '"%s" is none',
    (name) => expect(withSeries(name)).toEqual([]),
  );
});
