import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { collect } from '../../src/catalog/collections.ts';
import { parseCsvRecords } from '../../src/catalog/files/csv-records.ts';
import { parseFiles } from '../../src/catalog/files/parse-files.ts';
import { readFolder } from '../../src/catalog/files/read-folder.ts';
import { buildNameIndex } from '../../src/catalog/names/build-index.ts';
import { resolveDevice } from '../../src/catalog/names/device.ts';
import { resolveModel } from '../../src/catalog/names/model.ts';
import { resolveQuant } from '../../src/catalog/names/quant.ts';
import type { Engine } from '../../src/schema/vocabulary.ts';

const files = readFolder('data', 'data').files.filter((file) => !file.path.startsWith('measurements'));
const all = collect(parseFiles(files));
const index = buildNameIndex({ ...all, systems: all.hand_written });

describe('every name in the data leads back to its owner', () => {
  it('families of chips that an engine lacks', () => {
    const families = new Set(Object.values(all.devices).map((d) => d.family));
    const lacked = Object.values(all.engines).flatMap((e) => Object.values(e.lacks_families).flat());
    expect(lacked.length).toBeGreaterThan(0);
    expect(lacked.filter((family) => !families.has(family))).toEqual([]);
  });
  it('devices', () => {
    const lost = Object.values(all.devices).flatMap((device) =>
      [device.id, device.name, ...device.aliases].flatMap((name) => {
        const found = resolveDevice(index, name, device.memory.capacity_gb ?? null);
        return 'id' in found && found.id === device.id ? [] : [`${device.id}: ${name}`];
      }),
    );
    expect(lost).toEqual([]);
  });
  it('models, and what computes like them', () => {
    const lost = Object.values(all.models).flatMap((model) =>
      [
        ...[model.id, model.name, ...model.aliases].map((name) => ({ name, alike: false })),
        ...(model.speed_aliases ?? []).map((name) => ({ name, alike: true })),
      ].flatMap(({ name, alike }) => {
        const found = resolveModel(index, name, { alike });
        return 'id' in found && found.id === model.id ? [] : [`${model.id}: ${name}`];
      }),
    );
    expect(lost).toEqual([]);
  });
  it('quants, on each engine that runs them', () => {
    const lost = Object.values(all.quants).flatMap((quant) =>
      [quant.id, quant.name, ...quant.aliases].flatMap((name) =>
        quant.engines.flatMap((engine) => {
          const found = resolveQuant(index, name, engine);
          return 'id' in found && found.id === quant.id ? [] : [`${quant.id}: ${name} on ${engine}`];
        }),
      ),
    );
    expect(lost).toEqual([]);
  });
});

/** Names as benchmarks, shops and file names print them. */
const DEVICES: readonly (readonly [string, number | null, object])[] = [
  ['NVIDIA RTX 3090 24GB', 24, { id: 'rtx-3090' }],
  ['GeForce RTX 5060 Ti', 16, { id: 'rtx-5060-ti-16' }],
  ['GeForce RTX 5060 Ti 16GB', null, { id: 'rtx-5060-ti-16' }],
  ['GeForce RTX 3080', 10, { id: 'rtx-3080' }],
  ['GeForce RTX 3080 12GB', 12, { id: 'rtx-3080-12' }],
  ['GeForce RTX 3060', 12, { id: 'rtx-3060-12' }],
  ['GeForce RTX 4060 Laptop', null, { id: 'rtx-4060-laptop' }],
  ['GeForce RTX 4090 (48 GB mod)', 48, { id: 'rtx-4090-48-mod' }],
  ['DGX Spark', 128, { id: 'gb10', cpuOnly: false }],
  ['DGX Spark (ASUS Ascent GX10)', 128, { id: 'gb10' }],
  ['DGX Spark (GB10 CPU only)', 128, { id: 'gb10', cpuOnly: true }],
  ['AMD Ryzen AI Max+ 395', 128, { id: 'ryzen-ai-max-395' }],
  ['Strix Halo', null, { id: 'ryzen-ai-max-395' }],
  ['Mac Studio M3 Ultra', 512, { id: 'apple-m3-ultra-80' }],
  ['Mac Studio M3 Ultra 60-core GPU', 96, { id: 'apple-m3-ultra-60' }],
  ['MacBook Pro M3 Max', 36, { id: 'apple-m3-max-30' }],
  ['MacBook Pro M3 Max', 64, { id: 'apple-m3-max-40' }],
  ['Mac mini M4 Pro 20-core GPU', null, { id: 'apple-m4-pro-20' }],
  ['MacBook Air M1 7-core GPU', 8, { id: 'apple-m1-7' }],
  ['RTX PRO 6000 Blackwell', 96, { id: 'rtx-pro-6000-ws' }],
  ['RTX PRO 6000 Blackwell Max-Q', 96, { id: 'rtx-pro-6000-maxq' }],
  ['RTX PRO 6000 Blackwell Server Edition', 96, { id: 'rtx-pro-6000-server' }],
  ['Instinct MI50 16GB (Radeon Pro VII class)', 16, { id: 'mi50-16' }],
  ['Tesla V100-SXM2-32GB', 32, { id: 'tesla-v100-32' }],
  ['H100 80GB HBM3', 80, { id: 'h100-sxm' }],
  ['H100 PCIe', 80, { id: 'h100-pcie' }],
  ['Radeon 890M (Ryzen AI 9 HX 370 class, Strix Point)', null, { id: 'ryzen-ai-9-hx-370-ddr5' }],
  ['Ryzen 9 7950X (CPU only)', null, { id: 'ryzen-9-7950x', cpuOnly: true }],
  ['GeForce RTX 4090 + EPYC 9355 (12ch DDR5)', 24, { id: 'rtx-4090', host: 'epyc-9355p', offload: true }],
  ['GeForce RTX 4090 + 2x Xeon Gold 6454S (hybrid)', 24, { id: 'rtx-4090', host: 'xeon-gold-6454s' }],
  [
    'RTX 4060 Laptop + Ryzen AI 9 HX 370',
    8,
    { id: 'rtx-4060-laptop', host: 'ryzen-ai-9-hx-370-ddr5', others: [] },
  ],
  [
    'RTX 4060 Laptop + Radeon 890M',
    8,
    { id: 'rtx-4060-laptop', host: null, others: ['ryzen-ai-9-hx-370-ddr5'] },
  ],
  ['Radeon PRO V620 + EPYC 7713', 32, { id: 'radeon-pro-v620', host: 'epyc-7713p', offload: true }],
  ['GeForce RTX 5070 Ti + RTX 5060 Ti 16GB', null, { id: 'rtx-5070-ti', others: ['rtx-5060-ti-16'] }],
  ['2x RTX 3090', null, { id: 'rtx-3090', count: 2 }],
];
const MODELS: readonly (readonly [string, string, 'name' | 'speed'])[] = [
  ['Qwen_Qwen3.5-9B', 'qwen3.5-9b', 'name'],
  ['qwen3.5:9b-mlx', 'qwen3.5-9b', 'name'],
  ['Qwen3-Coder-30B-A3B-Instruct-4bit', 'qwen3-coder-30b-a3b', 'name'],
  ['Qwen3-30B-A3B-Instruct-2507', 'qwen3-30b-a3b-2507', 'name'],
  ['Qwen3-235B-A22B-Instruct', 'qwen3-235b-a22b', 'name'],
  ['Meta-Llama-3-8B', 'llama-3-8b', 'name'],
  ['Llama 2 7B', 'llama-2-7b', 'name'],
  ['meta-llama/Llama-3.2-1B-Instruct', 'llama-3.2-1b', 'name'],
  ['gemma-3-27b-it-qat', 'gemma-3-27b', 'name'],
  ['Gemma 4 26B-A4B MoE', 'gemma-4-26b-a4b', 'name'],
  ['gemma-4-12b-it-Q6_K.gguf', 'gemma-4-12b', 'name'],
  ['gpt-oss:20b', 'gpt-oss-20b', 'name'],
  ['DeepSeek R1 671B', 'deepseek-r1', 'name'],
  ['Deepseek-R1-0528_Qwen3-8B', 'deepseek-r1-0528-qwen3-8b', 'name'],
  ['NVIDIA-Nemotron-3-Super-120B-A12B', 'nemotron-3-super-120b-a12b', 'name'],
  ['Mistral-Small-3.1-24B-Instruct-2503', 'mistral-small-3.1-24b', 'name'],
  ['Laguna S 2.1 118B-A8B', 'laguna-s-2.1', 'name'],
  ['dots.llm1.inst', 'dots.llm1', 'name'],
  ['Qwen3.6-27B-AEON-Ultimate-Uncensored', 'qwen3.6-27b', 'speed'],
  ['nvidia_Nemotron-Cascade-2-30B-A3B', 'nemotron-3-nano-30b-a3b', 'speed'],
  ['qwen3moe 30B.A3B', 'qwen3-30b-a3b', 'speed'],
];

describe('printed names', () => {
  it.each(DEVICES)('%s (%s GiB)', (name, memory, expected) => {
    expect(resolveDevice(index, name, memory)).toMatchObject(expected);
  });
  it.each(MODELS)('%s is %s by %s', (name, id, via) => {
    expect(resolveModel(index, name, { alike: true })).toMatchObject({ id, via });
  });
  it.each([
    ['UD-Q4_K_XL', 'llama.cpp', 'ud-q4_k_xl'],
    ['Q4_K_XL', 'llama.cpp', 'ud-q4_k_xl'],
    ['i1-Q4_K_M', 'llama.cpp', 'q4_k_m'],
    ['GGUF-Q6_K', 'llama.cpp', 'q6_k'],
    ['MLX 4-bit', 'mlx', 'mlx-4bit'],
    ['4bit', 'mlx', 'mlx-4bit'],
    ['AWQ-INT4', 'vllm', 'awq-int4'],
    ['GPTQ-Int4', 'vllm', 'gptq-int4'],
    ['FP8-dynamic', 'vllm', 'fp8'],
    ['NVFP4 (lukealonso)', 'vllm', 'nvfp4'],
    ['bfloat16', 'mlx', 'bf16'],
  ] as const)('%s on %s', (name, engine, id) => {
    expect(resolveQuant(index, name, engine)).toEqual({ id });
  });
  it('does not take a cut model for the whole one', () => {
    expect(resolveModel(index, 'GLM-4.5-Air-REAP', { alike: true })).toHaveProperty('unknown');
  });
});

/**
 * Names as people write them in tables, forums, file names and tags, each with what a reader takes it for; `meant`
 * stays empty where a careful reader would ask back. Written down before looking at what becomes of them.
 */
const path = 'test/fixtures/spellings.csv';
const SPELLINGS = parseCsvRecords({ path, shown: path, text: readFileSync(path, 'utf8') }).records.map(
  ({ fields }) => fields,
);

function taken({ kind, written = '', engine }: Readonly<Record<string, string>>): string {
  if (kind === 'device') {
    const found = resolveDevice(index, written);
    return 'unknown' in found ? '' : `${found.id} x${found.count}`;
  }
  const found =
    kind === 'model'
      ? resolveModel(index, written, { alike: true })
      : resolveQuant(index, written, engine as Engine);
  return 'unknown' in found ? '' : found.id;
}

describe('spellings of devices, models and formats', () => {
  it.each(['device', 'model', 'quant'])('takes each %s for what was meant', (kind) => {
    const rows = SPELLINGS.filter((row) => row.kind === kind);
    const misread = rows.flatMap((row) => {
      const meant = kind === 'device' && row.meant ? `${row.meant} x${row.count}` : row.meant;
      const got = taken(row);
      return got === meant ? [] : [`${row.written}: ${got || 'unknown'} instead of ${meant || 'unknown'}`];
    });
    expect(rows.length).toBeGreaterThan(90);
    expect(misread).toEqual([]);
  });
});
