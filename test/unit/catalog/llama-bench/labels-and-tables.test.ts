import { describe, expect, it } from 'vitest';
import {
  fileStem,
  formatInName,
  readBenchBackend,
  readModelType,
} from '../../../../src/catalog/llama-bench/bench-labels.ts';
import { readBenchTable } from '../../../../src/catalog/llama-bench/bench-table.ts';
import { asMarkdown } from '../../../fixtures/llama-bench/runs.ts';

describe('labels', () => {
  it.each([
    ['qwen2 7B Q4_K - Medium', 'qwen2 7B', 'Q4_K_M'],
    ['qwen2 7B Q4_K - Small', 'qwen2 7B', 'Q4_K_S'],
    ['llama 8B Q3_K - Large', 'llama 8B', 'Q3_K_L'],
    ['llama 8B Q8_0', 'llama 8B', 'Q8_0'],
    ['llama 8B mostly Q4_0', 'llama 8B', 'Q4_0'],
    ['llama 7B all F32', 'llama 7B', 'F32'],
    ['llama 7B F16', 'llama 7B', 'F16'],
    ['gpt-oss 20B MXFP4 MoE', 'gpt-oss 20B', 'MXFP4'],
    ['qwen3 4B NVFP4', 'qwen3 4B', 'NVFP4'],
    ['llama 70B IQ3_S mix - 3.66 bpw', 'llama 70B', 'IQ3_M'],
    ['llama 70B IQ2_XXS - 2.0625 bpw', 'llama 70B', 'IQ2_XXS'],
    ['bitnet 3B TQ1_0 - 1.69 bpw ternary', 'bitnet 3B', 'TQ1_0'],
    ['qwen2 7B Q4_K - Medium (guessed)', 'qwen2 7B', 'Q4_K_M'],
    ['qwen2 7B   BF16', 'qwen2 7B', 'BF16'],
    ['  gemma 2B  ', 'gemma 2B', null],
    ['Q8_0', 'Q8_0', null],
  ])('"%s" is %s in %s', (text, label, quant) => {
    expect(readModelType(text)).toEqual({ label, quant });
  });

  it.each([
    ['models/a/Qwen-Q4_K_M.gguf', 'Qwen-Q4_K_M'],
    ['C:\\models\\Qwen.GGUF', 'Qwen'],
    ['big-00001-of-00003.gguf', 'big'],
    ['big-00001-of-00003-x.gguf', 'big-00001-of-00003-x'],
    ['a.gguf.part', 'a.gguf.part'],
    ['big-1-of-3.gguf', 'big-1-of-3'],
  ])('the file %s is called %s', (path, stem) => {
    expect(fileStem(path)).toBe(stem);
  });

  it.each([
    ['Qwen3-8B-UD-Q4_K_XL', 'UD-Q4_K_XL'],
    ['Qwen3.Q8_0', 'Q8_0'],
    ['Qwen3_IQ4_XS', 'IQ4_XS'],
    ['Q4_K_M', 'Q4_K_M'],
    ['gpt-oss-MXFP4-MOE', 'MXFP4-MOE'],
    ['qwen-bf16', 'bf16'],
    ['qwen-f32', 'f32'],
    ['qwen-F16', 'F16'],
    ['Qwen3-8B', null],
    ['XQ4_0', null],
    ['Qwen-Q4_0-instruct', null],
  ])('%s ends in the format %s', (stem, format) => {
    expect(formatInName(stem)).toBe(format);
  });

  it.each([
    ['CUDA', 'cuda'],
    ['CUDA,RPC', 'cuda'],
    ['BLAS, Metal', 'cpu'],
    ['MTL,BLAS', 'metal'],
    ['RPC, ROCm', 'rocm'],
    ['HIP', 'rocm'],
    ['hipBLAS', 'rocm'],
    ['Vulkan', 'vulkan'],
    ['Metal', 'metal'],
    ['SYCL', 'sycl'],
    ['CPU', 'cpu'],
    ['BLAS', 'cpu'],
    ['WebGPU', 'webgpu'],
  ])('the backend %s is %s', (text, backend) => {
    expect(readBenchBackend(text)).toBe(backend);
  });
});

const table = (text: string) => readBenchTable({ path: 't.md', shown: 't.md', text });
const HEADER = '| model | size | backend | ot | test | t/s |\n| --- | ---: | :-- | --- | ---: | ---: |\n';

describe('tables', () => {
  it.each([
    ['pp512', { n_prompt: '512', n_gen: '0', n_depth: '0' }],
    ['pp 512', { n_prompt: '512', n_gen: '0', n_depth: '0' }],
    ['tg 128 @ d4096', { n_prompt: '0', n_gen: '128', n_depth: '4096' }],
    ['tg128@ d 16', { n_prompt: '0', n_gen: '128', n_depth: '16' }],
    ['pp512+tg128', { n_prompt: '512', n_gen: '128', n_depth: '0' }],
    ['pp512 + tg128 @ d1', { n_prompt: '512', n_gen: '128', n_depth: '1' }],
  ])('the test %s', (cell, fields) => {
    expect(table(`${HEADER}| m | 1.00 GiB | CUDA | x | ${cell} | 5.0 |\n`).records[0]?.fields).toMatchObject(
      fields,
    );
  });

  it.each(['', '@ d512', 'pp512 more', 'x pp512', 'pp'])('"%s" is no test', (cell) => {
    expect(
      table(`${HEADER}| m | 1.00 GiB | CUDA | x | ${cell} | 5.0 |\n`).records[0]?.fields,
    ).not.toHaveProperty('n_prompt');
  });

  it.each<[string, string | undefined, string | undefined]>([
    ['132.19 ± 0.55', '132.19', '0.55'],
    ['132.19 � 0.55', '132.19', '0.55'],
    ['132', '132', undefined],
    ['132.19', '132.19', undefined],
    ['about 132.19', undefined, undefined],
    ['132.19 ± 0.55 x', undefined, undefined],
    ['132.', undefined, undefined],
  ])('the rate %s', (cell, rate, spread) => {
    const fields = table(`${HEADER}| m | 1 | CUDA | x | tg128 | ${cell} |\n`).records[0]?.fields;
    expect([fields?.['avg_ts'], fields?.['stddev_ts']]).toEqual([rate, spread]);
  });

  it.each<[string, string | undefined]>([
    ['1.00 GiB', '1073741824'],
    ['2 MiB', '2097152'],
    ['0.5 MiB', '524288'],
    ['1.00 GB', undefined],
    ['x 1.00 GiB', undefined],
    ['1.00 GiB x', undefined],
  ])('the size %s', (cell, bytes) => {
    expect(table(`${HEADER}| m | ${cell} | CUDA | x | tg128 | 5 |\n`).records[0]?.fields['model_size']).toBe(
      bytes,
    );
  });

  it('knows the short titles of columns', () => {
    const titles = [
      'model',
      'backend',
      'ngl',
      'threads',
      'sm',
      'mg',
      'nkvo',
      'fa',
      'dev',
      'ts',
      'ot',
      'ncmoe',
      'embd',
    ];
    const cells = titles.map((_, i) => `cell${i}`);
    const { records } = table(`| ${titles.join(' | ')} | test | t/s |\n| ${cells.join(' | ')} | pp1 | 1 |\n`);
    expect(records[0]?.fields).toMatchObject({
      model_type: 'cell0',
      backends: 'cell1',
      n_gpu_layers: 'cell2',
      n_threads: 'cell3',
      split_mode: 'cell4',
      main_gpu: 'cell5',
      no_kv_offload: 'cell6',
      flash_attn: 'cell7',
      devices: 'cell8',
      tensor_split: 'cell9',
      tensor_buft_overrides: 'cell10',
      n_cpu_moe: 'cell11',
      embeddings: 'cell12',
    });
  });

  it('says the column of a cell, past cells with the same text', () => {
    const { records } = table(`${HEADER}| m | 1 | CUDA | x | tg128 | 5.0 |\n`);
    const [record] = records;
    expect(record?.line).toBe(3);
    expect(record?.columnOf('model_type')).toBe(3);
    expect(record?.columnOf('backends')).toBe(11);
    expect(record?.columnOf('nobody')).toBe(1);
  });

  it('puts a pattern together again that holds the sign between cells', () => {
    const { records, problems } = table(`${HEADER}| m | 1 | CUDA | a|b|c=CPU | tg128 | 5.0 |\n`);
    expect(problems).toEqual([]);
    expect(records[0]?.fields).toMatchObject({
      tensor_buft_overrides: 'a|b|c=CPU',
      avg_ts: '5.0',
      n_gen: '128',
    });
  });

  it('refuses rows with other cells than the header has', () => {
    const plain = '| model | test | t/s |\n| --- | --- | --- |\n';
    expect(table(`${plain}| m | tg128 | 5.0 | more |\n`).problems).toEqual([
      { file: 't.md', line: 3, column: 1, path: '', message: 'has 4 cells under a header of 3' },
    ]);
    expect(table(`${HEADER}| m | tg128 | 5.0 |\n`).problems[0]?.message).toBe(
      'has 3 cells under a header of 6',
    );
  });

  it('has a line of dashes under its titles, which is no row, however they are aligned', () => {
    const under = (line: string) => table(`| model | test | t/s |\n${line}\n`);
    for (const line of ['| --- | --- | --- |', '|:-|-:|:---:|'])
      expect(under(line)).toMatchObject({ records: [], problems: [] });
    expect(under('| m- | tg128 - | 5.0 ± - |').records).toHaveLength(1);
    expect(under('| -m | -tg128 | -5.0 |').records).toHaveLength(1);
  });

  it('ends at prose, and not at an empty line', () => {
    const row = '| m | tg128 | 5.0 |\n';
    const plain = '| model | test | t/s |\n';
    expect(table(`${plain}${row}\n${row}`).records).toHaveLength(2);
    expect(table(`${plain}${row}prose\n${row}`).records).toHaveLength(1);
    expect(table(row).records).toHaveLength(0);
    expect(table(`| other | test | t/s |\n${row}`).records).toHaveLength(0);
    expect(table(`| model | test | rate |\n${row}`).records).toHaveLength(0);
    expect(table(`  | model | test | t/s |\n  ${row}`).records).toHaveLength(1);
  });

  it('takes machines and the build from the log around it', () => {
    expect(table(asMarkdown())).toMatchObject({
      machines: ['NVIDIA GeForce RTX 4080'],
      build: 'b5163 (8cf427ff)',
    });
    expect(table('').build).toBeNull();
    expect(table('x build: 8cf427ff (5163)\n').build).toBeNull();
  });

  it.each([
    ['  Device 0: NVIDIA GeForce RTX 4080, compute capability 8.9', 'NVIDIA GeForce RTX 4080'],
    ['Device 12: Card, x', 'Card'],
    ['ggml_vulkan: 0 = AMD Radeon RX 7900 XTX (RADV NAVI31) (radv) | uma: 0', 'AMD Radeon RX 7900 XTX'],
    ['ggml_vulkan: 10 = Intel Arc | uma', 'Intel Arc'],
    ['ggml_metal_device_init: GPU name:   MTL0 (Apple M4 Max)', 'Apple M4 Max'],
    ['ggml_metal_init: GPU name:   Apple M2', 'Apple M2'],
    ['ggml_metal_init: found device: Apple M1 Pro ', 'Apple M1 Pro'],
    ['| 0| [level_zero:gpu:0]|     Intel Arc A770 Graphics|    1.5|', 'Intel Arc A770 Graphics'],
  ])('finds the machine in "%s"', (line, name) => {
    expect(table(`${line}\n`).machines).toEqual([name]);
  });

  it.each(['my Device 0: Card, x', 'x ggml_vulkan: 0 = Card | y', 'x ggml_metal_init: GPU name: M2'])(
    'takes no machine from "%s"',
    (line) => {
      expect(table(`${line}\n`).machines).toEqual([]);
    },
  );
});
