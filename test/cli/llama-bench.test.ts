import { describe, expect, it } from 'vitest';
import type { MeasuredEvaluation } from '../../src/schema/evaluation.ts';
import { asCsv, asJson, asJsonl, asMarkdown, objects } from '../fixtures/llama-bench/runs.ts';
import { advise } from './world.ts';

type Speeds = Extract<MeasuredEvaluation, { subject: 'speeds' }>;

const evaluate = async (text: string, args: readonly string[] = [], name = 'run.txt') => {
  const run = await advise(['evaluate', 'speeds', name, '--json', ...args], { files: { [name]: text } });
  return {
    ...run,
    document: JSON.parse(run.stdout) as Speeds & { error?: { message: string; code: string } },
  };
};
/** The complaint as a person sees it. */
const complaint = async (text: string) => {
  const run = await advise(['evaluate', 'speeds', 'run.txt'], { files: { 'run.txt': text } });
  expect(run.code).toBe(2);
  expect(run.stdout).toBe('');
  return run.stderr;
};

describe('what llama-bench prints is read as it is', () => {
  it.each([
    ['JSON', asJson()],
    ['JSONL', asJsonl()],
    ['CSV', asCsv()],
    ['Markdown with its log', asMarkdown()],
    ['Markdown with CRLF', asMarkdown().replaceAll('\n', '\r\n')],
    ['JSON with a byte order mark', `\ufeff${asJson()}`],
    ['JSONL with a byte order mark', `\ufeff${asJsonl()}`],
  ])('%s', async (_, text) => {
    const { document, code } = await evaluate(text);
    expect(code).toBe(0);
    expect(document.rows_total).toBe(4);
    expect(document.predicted).toBe(4);
    expect(document.groups['decode']?.n).toBe(2);
    expect(document.groups['deep']?.n).toBe(2);
    for (const { prediction } of document.rows) expect(prediction?.value).toBeGreaterThan(50);
  });

  it('predicts the same from every format', async () => {
    const values = async (text: string) =>
      (await evaluate(text)).document.rows.map((r) => r.prediction?.value);
    const json = await values(asJson());
    expect(await values(asJsonl())).toEqual(json);
    expect(await values(asCsv())).toEqual(json);
    // The table rounds the size of the file to 0.01 GiB and says no date, so that its software is today's.
    const table = await values(asMarkdown());
    for (const [i, value] of table.entries())
      expect(Math.abs((value ?? 0) / (json[i] ?? 1) - 1)).toBeLessThan(0.1);
  });

  it('may hold marks that turn words, and none of them reaches the screen', async () => {
    const { stdout, code } = await evaluate(asJson().replace(/"cpu_info": "/g, '"cpu_info": "\u202e'));
    expect(code).toBe(0);
    expect(stdout).not.toContain('\u202e');
    expect(stdout).toContain('\\u202e');
  });

  it('is one test where a byte order mark stands before one object in many lines', async () => {
    const [one] = objects();
    const { document } = await evaluate(`\ufeff${JSON.stringify(one, null, 2)}`);
    expect(document.predicted).toBe(1);
  });

  it('keeps what an interrupted run had finished', async () => {
    const { document } = await evaluate(asJson().replace(/\s*\]\s*$/, ','));
    expect(document.predicted).toBe(4);
  });

  it('needs --on where the table names no machine, and says so by the reason', async () => {
    const alone = asMarkdown({ log: '' });
    const unnamed = await evaluate(alone);
    expect(unnamed.document.skipped).toEqual({ unknown_device: 4 });
    expect(unnamed.stderr).toContain('--on ID');
    expect((await evaluate(alone, ['--on', 'rtx-4080'])).document.predicted).toBe(4);
  });

  it('counts cards that worked together, and one that was told to work alone', async () => {
    const two = { gpu_info: 'NVIDIA GeForce RTX 3090, NVIDIA GeForce RTX 3090' };
    expect((await evaluate(asJson(two))).document.groups['multi_device']?.n).toBe(4);
    expect((await evaluate(asJson({ ...two, split_mode: 'none' }))).document.groups['multi_device']?.n).toBe(
      0,
    );
    expect((await evaluate(asJson({ ...two, devices: 'CUDA0' }))).document.groups['multi_device']?.n).toBe(0);
    const unequal = { gpu_info: 'NVIDIA GeForce RTX 3090, NVIDIA GeForce RTX 4090' };
    expect((await evaluate(asJson(unequal))).document.skipped).toEqual({ mixed_devices: 4 });
  });

  it('takes --on for the whole machine where it counts cards itself', async () => {
    const two = { gpu_info: 'NVIDIA GeForce RTX 3090, NVIDIA GeForce RTX 3090' };
    const rig = await evaluate(asJson(two), ['--on', 'rig-2x3090']);
    const cards = await evaluate(asJson(two), ['--on', 'rtx-3090']);
    expect(rig.document.rows.map((r) => r.prediction?.value)).toEqual(
      cards.document.rows.map((r) => r.prediction?.value),
    );
    const beside = { gpu_info: 'NVIDIA GeForce RTX 3090, Intel(R) UHD Graphics 770' };
    expect((await evaluate(asJson(beside), ['--on', 'rtx-3090'])).document.groups['single']?.n).toBe(4);
  });

  it('reads what builds of 2023 print', async () => {
    const { document } = await evaluate(
      asJson({ backends: undefined, cuda: true, metal: false, n_depth: undefined, devices: undefined }),
    );
    expect(document.predicted).toBe(4);
    expect(document.skipped).toEqual({});
  });

  it('leaves out what one rate cannot tell: prompt and answer together, layers on the processor', async () => {
    const both = JSON.stringify(objects({ n_prompt: 512, n_gen: 128 }));
    expect((await evaluate(both)).document.skipped).toEqual({ averaged_shapes: 4 });
    expect((await evaluate(asJson({ n_gpu_layers: 12 }))).document.skipped).toEqual({
      unsupported_offload: 4,
    });
  });

  it('finds the chip by its processor where the graphics have no name of their own', async () => {
    const { document } = await evaluate(
      asJson({
        gpu_info: 'AMD Radeon Graphics',
        cpu_info: 'AMD RYZEN AI MAX+ 395 w/ Radeon 8060S',
        backends: 'ROCm',
        // As fast as its memory allows.
        avg_ts: 40,
      }),
    );
    expect(document.predicted).toBe(4);
  });
});

describe('a file that is none of it', () => {
  it.each([
    [
      'llama-batched-bench',
      '|    PP |     TG |    B |   N_KV |   T_PP s | S_PP t/s |\n|---|---|\n',
      /llama-batched-bench/,
    ],
    ['vLLM', '{"output_throughput": 812.1, "mean_tpot_ms": 3}', /vLLM/],
    ['Ollama', '{"eval_count": 300, "eval_duration": 1}', /Ollama/],
    ['mlx-lm', '[{"generation_tps": 40.1}]', /mlx-lm/],
    ['SQL', 'CREATE TABLE IF NOT EXISTS llama_bench (\n  build_commit TEXT\n);\n', /SQL/],
    ['other JSON', '[{"name": "x"}]', /no tests of llama-bench/],
    ['an empty list', '[]', /no tests of llama-bench/],
  ])('%s is named', async (_, text, said) => {
    expect(await complaint(text)).toMatch(said);
  });

  it.each([
    ['a number in words', asJson({ avg_ts: 'fast' }), 'run.txt:2:1'],
    ['a rate below zero', asJson({ avg_ts: -3 }), 'run.txt:2:1'],
    ['a rate that is no number', asJson().replace(/"avg_ts": [\d.]+/, '"avg_ts": nan'), 'run.txt:26:16'],
    ['a missing length', asJson({ n_prompt: null }), 'n_prompt'],
    ['JSON that breaks off', asJson().slice(0, 700), 'run.txt:'],
    ['a broken line of JSONL', `${asJsonl()}{"model_type": `, 'run.txt:5:1'],
    ['a table row that is too short', `${asMarkdown()}`.replace('|  -1 |', '|'), 'run.txt:5:1'],
  ])('%s is refused with its place', async (_, text, place) => {
    expect(await complaint(text)).toContain(place);
  });

  it('never sends control characters from a file to the terminal', async () => {
    const text = asJson({ gpu_info: 'RTX \u001b[2J9999', avg_ts: 'x\u001b]0;owned\u0007' });
    expect((await complaint(text)).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    const run = await advise(['evaluate', 'speeds', 'a\u001b[2J.json'], {});
    expect(run.stderr).not.toContain('\u001b');
  });
});
