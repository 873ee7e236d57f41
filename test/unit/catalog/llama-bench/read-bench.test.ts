import { describe, expect, it } from 'vitest';
import {
  type BenchFormat,
  benchFormat,
  otherTool,
} from '../../../../src/catalog/llama-bench/bench-format.ts';
import { type KnownNames, UNNAMED } from '../../../../src/catalog/llama-bench/bench-row.ts';
import { readBench } from '../../../../src/catalog/llama-bench/read-bench.ts';
import { DataError, type DataProblem } from '../../../../src/schema/errors.ts';
import { asCsv, asJson, asJsonl, asMarkdown, objects } from '../../../fixtures/llama-bench/runs.ts';

const DEVICES = ['NVIDIA GeForce RTX 4080', 'AMD RYZEN AI MAX+ 395', 'AMD Radeon RX 7900 XTX'];
const known: KnownNames = {
  device: (name) => DEVICES.includes(name),
  devicesIn: (name) => (name === 'two cards' ? 2 : 1),
  model: (name) => ['Qwen2.5-7B-Instruct-Q4_K_M', 'llama 8B'].includes(name),
  quant: (name) => ['Q4_K_M', 'UD-Q4_K_XL'].includes(name),
};
const file = (text: string) => ({ path: 'run.txt', shown: 'run.txt', text });
const read = (text: string, format: BenchFormat = 'json', on: string | null = null) =>
  readBench(file(text), format, on, known);
const rowsOf = (text: string, format: BenchFormat = 'json', on: string | null = null) =>
  read(text, format, on).map(({ row }) => row);
/** The first row of a run in JSON with these fields. */
const first = (changes: Record<string, unknown>, on: string | null = null) => {
  const [row] = rowsOf(asJson(changes), 'json', on);
  if (!row) throw new Error('no row');
  return row;
};
const faults = (text: string, format: BenchFormat = 'json'): readonly DataProblem[] => {
  try {
    read(text, format);
  } catch (error) {
    if (error instanceof DataError) return error.problems;
  }
  return [];
};
const said = (text: string, format: BenchFormat = 'json') =>
  faults(text, format).map((p) => `${p.line}:${p.column} ${p.path}: ${p.message}`);

describe('a row of llama-bench', () => {
  it('becomes a measurement with every field in its place', () => {
    expect(first({})).toEqual({
      device: 'NVIDIA GeForce RTX 4080',
      device_count: 1,
      os: '',
      engine: 'llama.cpp',
      engine_version: 'b5163 (8cf427ff)',
      backend: 'cuda',
      model: 'Qwen2.5-7B-Instruct-Q4_K_M',
      quant: 'Q4_K_M',
      // 4,677,120,000 bytes / 2^30, six digits.
      weights_gib: 4.35591,
      phase: 'prefill',
      tokens: 512,
      depth: 0,
      concurrency: 1,
      tok_s: 7100.002165,
      stddev: 140.34152,
      split: 'none',
      source: '',
      source_date: '2026-04-24',
      notes: '',
    });
  });

  it('tells prompt, answer and depth apart', () => {
    expect(rowsOf(asJson()).map((r) => [r.phase, r.tokens, r.depth, r.tok_s])).toEqual([
      ['prefill', 512, 0, 7100.002165],
      ['decode', 128, 0, 118.881588],
      ['prefill', 512, 512, 6425.91],
      ['decode', 128, 512, 116.71],
    ]);
  });

  it('is the same from JSON, JSONL and CSV, and as exact as the table prints from Markdown', () => {
    const json = rowsOf(asJson());
    expect(rowsOf(asJsonl(), 'jsonl')).toEqual(json);
    expect(rowsOf(asCsv(), 'csv')).toEqual(json);
    expect(rowsOf(asMarkdown(), 'markdown')).toEqual(
      json.map((row) => ({
        ...row,
        model: 'qwen2 7B',
        weights_gib: 4.36,
        tok_s: Number(row.tok_s.toFixed(2)),
        stddev: Number((row.stddev ?? 0).toFixed(2)),
        source_date: '',
      })),
    );
  });

  it('keeps every cell of its file', () => {
    expect(read(asJson())[0]?.record).toMatchObject({ n_batch: '2048', model_n_params: '7615616512' });
    expect(read(asJson({ embeddings: true, no_kv_offload: false }))[0]?.record).toMatchObject({
      embeddings: '1',
      no_kv_offload: '0',
    });
    expect(read(asJson())[0]?.record).not.toHaveProperty('samples_ns');
  });

  it('is a decode over prompt and answer together where both were run in one', () => {
    expect(first({ n_prompt: 512, n_gen: 128 })).toMatchObject({
      phase: 'decode',
      tokens: 640,
      notes: 'average over the two tests',
    });
  });

  it('leaves out what its file does not say', () => {
    const bare = first({
      n_depth: undefined,
      stddev_ts: undefined,
      model_size: undefined,
      build_number: undefined,
      test_time: 'yesterday',
    });
    expect(bare).toMatchObject({ depth: 0, engine_version: '', source_date: '' });
    expect(bare).not.toHaveProperty('stddev');
    expect(bare).not.toHaveProperty('weights_gib');
    expect(first({ build_commit: undefined }).engine_version).toBe('b5163 ()');
    expect(first({ test_time: 'on 2026-04-24' }).source_date).toBe('');
  });

  it('reads rates as people and machines write them, and no other word', () => {
    expect(first({ avg_ts: '1.5e2' }).tok_s).toBe(150);
    expect(first({ avg_ts: '15e-1' }).tok_s).toBe(1.5);
    expect(first({ avg_ts: '2E+1' }).tok_s).toBe(20);
    for (const word of ['0x10', '12 tok/s', 'about 12', '.5', '1.', 'Infinity', '-3'])
      expect(faults(asJson({ avg_ts: word })).length, word).toBeGreaterThan(0);
  });

  it('takes the finest name of model and format that is known', () => {
    expect(first({ model_filename: 'x/Other-Q8_0.gguf' })).toMatchObject({
      model: 'Other-Q8_0',
      quant: 'Q4_K_M',
    });
    expect(first({ model_filename: 'x/Other-UD-Q4_K_XL.gguf' }).quant).toBe('UD-Q4_K_XL');
    expect(first({ model_filename: 'x/Other.gguf', model_type: 'llama 8B Q8_0' })).toMatchObject({
      model: 'llama 8B',
      quant: 'Q8_0',
    });
    expect(first({ model_filename: '', model_type: 'nobody 3B F16' })).toMatchObject({
      model: 'nobody 3B',
      quant: 'F16',
    });
    expect(first({ model_filename: 'Other-Q5_1.gguf', model_type: 'nobody' }).quant).toBe('Q5_1');
    expect(first({ model_filename: 'Other.gguf', model_type: 'nobody' }).quant).toBe('');
  });
});

describe('the machine of a row', () => {
  const TWO = 'NVIDIA GeForce RTX 4080, NVIDIA GeForce RTX 4080';

  it('is as many cards as worked', () => {
    expect(first({ gpu_info: TWO })).toMatchObject({ device_count: 2, split: 'layer' });
    expect(first({ gpu_info: TWO, split_mode: 'row' })).toMatchObject({
      device_count: 2,
      split: 'row',
      notes: 'split mode row',
    });
    expect(first({ gpu_info: TWO, split_mode: undefined }).split).toBe('layer');
    expect(first({ gpu_info: TWO, split_mode: 'none' })).toMatchObject({ device_count: 1, split: 'none' });
    expect(first({ gpu_info: TWO, devices: 'CUDA0' }).device_count).toBe(1);
    expect(first({ gpu_info: TWO, devices: 'CUDA0/CUDA1' }).device_count).toBe(2);
    expect(first({ gpu_info: TWO, devices: 'CUDA0/CUDA1/CUDA2' }).device_count).toBe(2);
    expect(first({ gpu_info: TWO, devices: '' }).device_count).toBe(2);
    expect(first({ gpu_info: '', devices: 'CUDA0/CUDA1' }).device_count).toBe(1);
    expect(first({ gpu_info: 'NVIDIA GeForce RTX 4080,  ' })).toMatchObject({
      device: 'NVIDIA GeForce RTX 4080',
      device_count: 1,
    });
  });

  it('is all its kinds, once, where they differ', () => {
    expect(first({ gpu_info: 'NVIDIA GeForce RTX 4080, NVIDIA GeForce RTX 3090' })).toMatchObject({
      device: 'NVIDIA GeForce RTX 4080 + NVIDIA GeForce RTX 3090',
      device_count: 1,
    });
  });

  it('is what the reader says it is, counted by the file unless the name counts', () => {
    expect(first({ gpu_info: TWO }, 'my-card')).toMatchObject({ device: 'my-card', device_count: 2 });
    expect(first({ gpu_info: TWO }, 'two cards')).toMatchObject({ device: 'two cards', device_count: 1 });
    expect(first({ gpu_info: `${TWO}, Intel(R) UHD Graphics` }, 'my-card').device_count).toBe(1);
  });

  it('is the processor on a CPU build or without devices', () => {
    for (const changes of [{ backends: 'CPU' }, { devices: 'none' }])
      expect(first({ gpu_info: TWO, cpu_info: 'Some CPU', ...changes })).toMatchObject({
        device: 'Some CPU',
        device_count: 1,
      });
    expect(first({ backends: 'CPU', cpu_info: '' }).device).toBe(UNNAMED);
    expect(first({ backends: 'CPU', cpu_info: undefined }).device).toBe('not named in the file');
  });

  it('is the chip by its processor where its graphics have no name of their own', () => {
    expect(first({ gpu_info: 'AMD Radeon Graphics', cpu_info: 'AMD RYZEN AI MAX+ 395' }).device).toBe(
      'AMD RYZEN AI MAX+ 395',
    );
    expect(
      first({ gpu_info: 'AMD Radeon Graphics', cpu_info: 'AMD RYZEN AI MAX+ 395   w/ Radeon 8060S' }).device,
    ).toBe('AMD RYZEN AI MAX+ 395');
    expect(first({ gpu_info: 'Odd Graphics', cpu_info: 'Odd CPU' }).device).toBe('Odd Graphics');
    expect(first({ gpu_info: '', cpu_info: '' }).device).toBe(UNNAMED);
  });

  it('is called without its driver', () => {
    for (const driver of [' (RADV NAVI31)', '(radv)', ' (NVK AD102)', ' (Intel ANV)'])
      expect(first({ gpu_info: `AMD Radeon RX 7900 XTX${driver}` }).device).toBe('AMD Radeon RX 7900 XTX');
    expect(first({ gpu_info: 'Card (TM)' }).device).toBe('Card (TM)');
  });

  it('has no signs that move a cursor in its name, and no endless one', () => {
    expect(first({ gpu_info: 'RTX\u001b[2J\u202e9' }).device).toBe('RTX [2J 9');
    expect(first({ gpu_info: 'x'.repeat(900) }).device).toHaveLength(400);
  });

  it('ran on the backend that the build names, also in the words of 2023', () => {
    const old = (name: string) => first({ backends: undefined, [name]: true }).backend;
    expect(['cuda', 'hipblas', 'metal', 'vulkan', 'sycl'].map(old)).toEqual([
      'cuda',
      'rocm',
      'metal',
      'vulkan',
      'sycl',
    ]);
    expect(first({ backends: undefined, cuda: false, metal: true }).backend).toBe('metal');
    expect(first({ backends: undefined }).backend).toBe('');
  });
});

describe('what the run was told', () => {
  it.each<[Record<string, unknown>, string]>([
    [{ flash_attn: 1 }, 'fa=1'],
    [{ flash_attn: false }, 'fa=0'],
    [{ flash_attn: -1 }, ''],
    [{ flash_attn: undefined }, ''],
    [{ n_ubatch: 2048 }, 'ub=2048'],
    [{ n_ubatch: undefined }, ''],
    [{ n_batch: 4096 }, 'n_batch=4096'],
    [{ n_batch: undefined }, ''],
    [{ type_k: 'q8_0', type_v: 'q8_0' }, 'kv=q8_0'],
    [{ type_k: 'q8_0' }, 'kv=q8_0/f16'],
    [{ type_v: 'q4_0' }, 'kv=f16/q4_0'],
    [{ type_k: undefined, type_v: undefined }, ''],
    [{ n_gpu_layers: 0 }, 'ngl 0'],
    [{ n_gpu_layers: 12 }, 'ngl 12'],
    [{ n_gpu_layers: undefined }, ''],
    [{ n_cpu_moe: 8 }, 'ncmoe 8'],
    [{ n_cpu_moe: undefined }, ''],
    [{ backends: 'CPU', n_gpu_layers: 12 }, 'threads 8'],
    [{ backends: 'CPU', n_threads: undefined }, ''],
    [{ tensor_buft_overrides: 'blk.*ffn_.*_exps.=CPU' }, 'exps=cpu'],
    [{ tensor_buft_overrides: 'ffn_up_exp = CPU' }, 'exps=cpu'],
    [{ tensor_buft_overrides: 'ffn_exps=CUDA1;attn=CPU' }, ''],
    [{ tensor_buft_overrides: undefined }, ''],
    [{ flash_attn: 1, n_ubatch: 1024, n_batch: 1024 }, 'fa=1; ub=1024; n_batch=1024'],
  ])('%j is noted as "%s"', (changes, notes) => {
    expect(first(changes).notes).toBe(notes);
  });
});

describe('files that are cut, mixed or strange', () => {
  it('keep what an interrupted run had finished', () => {
    const cut = asJson().replace(/\s*\]\s*$/, ',');
    expect(rowsOf(cut)).toEqual(rowsOf(asJson()));
    expect(rowsOf(asJson().replace(/\s*\]\s*$/, ''))).toHaveLength(4);
    expect(rowsOf(cut.replace(/,$/, ',\n  '))).toHaveLength(4);
  });

  it('are read with a byte order mark, with CRLF and among the lines of a log', () => {
    expect(rowsOf(`\ufeff${asJson()}`)).toHaveLength(4);
    expect(rowsOf(`\ufeff${asJsonl()}`, 'jsonl')).toHaveLength(4);
    expect(rowsOf(asJsonl().replaceAll('\n', '\r\n'), 'jsonl')).toHaveLength(4);
    expect(rowsOf(`load_backend: x\n  ${asJsonl()}done\n`, 'jsonl')).toHaveLength(4);
    expect(rowsOf(asMarkdown().replaceAll('\n', '\r\n'), 'markdown')).toHaveLength(4);
  });

  it('may hold one object over several lines', () => {
    expect(rowsOf(JSON.stringify(objects()[0], null, 2), 'jsonl')).toHaveLength(1);
  });

  it('are refused with the place of the fault', () => {
    const text = asJson({ n_prompt: null });
    const starts = text.split('\n').flatMap((line, i) => (line === '  {' ? [i + 1] : []));
    expect(starts).toHaveLength(4);
    expect(said(text)).toEqual(
      starts.map((line) => `${line}:1 n_prompt: "n_prompt" is missing or no number`),
    );
    expect(said(asJson({ n_gen: 'many' }))[0]).toBe('2:1 n_prompt: "n_prompt" is missing or no number');
    expect(said(asJson({ model_type: '' }))[0]).toBe('2:1 model_type: "model_type" is missing or no number');
    expect(said(asJson({ avg_ts: undefined }))[0]).toBe('2:1 avg_ts: "avg_ts" is missing or no number');
    expect(said(`${asJsonl()}{"model_type": `, 'jsonl')).toEqual(['5:1 : is no complete JSON object']);
    expect(said(`${asJsonl()}{"model_type": 3`, 'jsonl')).toHaveLength(1);
    expect(said(`[[1], ${JSON.stringify(objects()[0])}]`)).toEqual([
      '1:1 : is no object with the fields of a test',
    ]);
    expect(said(`[null, 4, ${JSON.stringify(objects()[0])}]`)).toHaveLength(2);
  });

  it('are refused at the cell of a table or the column of a CSV', () => {
    const csv = asCsv({ avg_ts: 'fast' });
    const column = (csv.split('\n')[1] ?? '').indexOf('"fast"') + 1;
    expect(faults(csv, 'csv')[0]).toMatchObject({ line: 2, column, path: 'tok_s' });
    const table = asMarkdown().replace('7100.00', 'lots   ');
    expect(faults(table, 'markdown')[0]).toMatchObject({ line: 5, path: 'avg_ts' });
    const deep = asCsv({ n_depth: -5 });
    expect(faults(deep, 'csv')[0]).toMatchObject({
      column: (deep.split('\n')[1] ?? '').indexOf('"-5"') + 1,
      path: 'depth',
    });
    const spread = asCsv({ stddev_ts: -5 });
    expect(faults(spread, 'csv')[0]).toMatchObject({
      column: (spread.split('\n')[1] ?? '').indexOf('"-5"') + 1,
      path: 'stddev',
    });
  });

  it('that break off say where, and how to lose nothing', () => {
    const [fault] = faults('[\n  {"model_type": "a",\n   "n_prompt" 5}\n]\n');
    expect(fault).toMatchObject({ file: 'run.txt', line: 3, message: 'is not JSON from here on' });
    expect(fault?.column).toBeGreaterThan(10);
    expect(fault?.hint).toContain('-o jsonl');
  });

  it('of other tools are called by their name', () => {
    expect(said('[{"generation_tps": 40.1}]')).toEqual(['1:1 : was written by another tool: mlx-lm']);
    expect(said('[{"name": "x"}]')).toEqual([
      '1:1 : has no tests of llama-bench (model_type, n_prompt, n_gen, avg_ts)',
    ]);
    expect(said('[]')).toHaveLength(1);
    // Two of its own fields make it a test with a hole; one may be anybody's.
    expect(said('[{"model_type": "x"}]')[0]).toContain('has no tests');
    expect(said('[{"model_type": "x", "n_gen": 3}]')[0]).toContain('n_prompt');
  });

  it('beyond any benchmark are not read', () => {
    expect(said(`${asJson()}${' '.repeat(32_000_000)}`)).toEqual([
      '1:1 : is larger than any benchmark prints',
    ]);
  });

  it('tell a person what to give instead', () => {
    expect(() => read('[]')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('llama-bench -o json') }),
    );
    expect(() => read(asJson({ n_prompt: null }))).toThrow(
      expect.objectContaining({ hint: 'Fix the places named and run it again.' }),
    );
  });
});

describe('the format of a file', () => {
  it.each<[string, BenchFormat | null]>([
    [asJson(), 'json'],
    [`\ufeff \n${asJson()}`, 'json'],
    [asJsonl(), 'jsonl'],
    [asCsv(), 'csv'],
    ['"model_type", n_prompt ,n_gen,avg_ts\n', 'csv'],
    ['model_type,n_prompt,n_gen\n', null],
    ['device,model\nmodel_type,n_prompt,n_gen,avg_ts\n', null],
    [asMarkdown(), 'markdown'],
    ['some prose\n  |model|ngl|test|t/s|\n', 'markdown'],
    ['| model | test | t/s | more |\n', null],
    ['x | model | test | t/s |\n', null],
    ['| model | t/s |\n', null],
    ['device,model\n', null],
    ['', null],
  ])('of %j is %s', (text, format) => {
    expect(benchFormat(text)).toBe(format);
  });

  it.each<[string, string | null]>([
    ['|    PP |     TG |    B |   N_KV |   T_PP s | S_PP t/s |', 'llama-batched-bench or llama-sweep-bench'],
    ['|PP|TG|N_KV|S_PP t/s|', 'llama-batched-bench or llama-sweep-bench'],
    ['{"speed_pp": 3}', 'llama-batched-bench or llama-sweep-bench'],
    ['{"n_kv_max": 3}', 'llama-batched-bench or llama-sweep-bench'],
    ['CREATE TABLE IF NOT EXISTS llama_bench (', "llama-bench's SQL (`-o sql`)"],
    ['INSERT INTO test (a) VALUES', "llama-bench's SQL (`-o sql`)"],
    ['INSERT INTO x\nllama_bench', null],
    ['llama-benchy 0.4', 'llama-benchy'],
    ['e2e_ttft,x', 'llama-benchy'],
    ['"est_ppt": 1', 'llama-benchy'],
    ['{"output_throughput": 812.1}', "vLLM's or SGLang's serving benchmark"],
    ['{"mean_tpot_ms": 812.1}', "vLLM's or SGLang's serving benchmark"],
    ['{"eval_count": 300}', 'Ollama'],
    ['{"prompt_eval_duration": 300}', 'Ollama'],
    ['{"prompt_tps": 300}', 'mlx-lm'],
    ['llama_perf_context_print: load', "llama-cli's or llama-server's timings"],
    ['llama_print_timings: load', "llama-cli's or llama-server's timings"],
    ['hello', null],
  ])('%j is the work of %s', (text, tool) => {
    expect(otherTool(text)).toBe(tool);
  });
});
