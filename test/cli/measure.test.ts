import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type MeasureDocument, measureSchema } from '../../src/schema/measure.ts';
import { folderWith } from '../fixtures/folder-with.ts';
import { asCsv, asJson, asMarkdown, objects } from '../fixtures/llama-bench/runs.ts';
import { advise } from './world.ts';

const measure = async (text: string, ...args: string[]) => {
  const run = await advise(['measure', 'run.json', '--json', ...args], { files: { 'run.json': text } });
  return { ...run, document: measureSchema.parse(JSON.parse(run.stdout)) };
};

type Factor = (row: MeasureDocument['rows'][number]) => number;
/** The run of the fixture at so many times what we expect of it. */
async function runAt(factor: Factor, changes: Record<string, unknown> = {}): Promise<string> {
  const base = objects({ backends: 'CUDA', ...changes });
  const { document } = await measure(JSON.stringify(base));
  return JSON.stringify(
    base.map((test, i) => {
      const row = document.rows[i] as MeasureDocument['rows'][number];
      const avg_ts = (row.expected_tok_s?.value ?? 0) * factor(row);
      return {
        ...test,
        avg_ts,
        stddev_ts: avg_ts * 0.01,
        ...('stddev_ts' in changes ? { stddev_ts: avg_ts * 0.2 } : {}),
      };
    }),
  );
}
const codes = (d: MeasureDocument) => d.causes.map((c) => c.code);
const ratio = (d: MeasureDocument, phase: string) => d.phases.find((p) => p.phase === phase)?.ratio;

describe('advise measure says how a machine stands', () => {
  it('reads what is piped in where the file is "-"', async () => {
    const text = await runAt(() => 1);
    const run = await advise(['measure', '-', '--json'], { stdin: text });
    const document = measureSchema.parse(JSON.parse(run.stdout));
    expect(document).toEqual({ ...(await measure(text)).document, file: 'stdin', overlay: document.overlay });
    expect(document.overlay.csv).toContain(',stdin,');
    const nobody = await advise(['measure', '-'], { typed: [] });
    expect(nobody.code).toBe(2);
    expect(nobody.stderr).toContain('nothing is piped in');
  });

  it('finds nothing to say of one that does what we expect', async () => {
    const { document, code } = await measure(await runAt(() => 1));
    expect(code).toBe(0);
    expect(document.machines).toEqual([{ id: 'rtx-4080', name: 'GeForce RTX 4080', count: 1 }]);
    expect(ratio(document, 'decode')).toBeCloseTo(1, 3);
    expect(ratio(document, 'prefill')).toBeCloseTo(1, 3);
    expect(document.phases.map((p) => p.standing)).toEqual(['as_expected', 'as_expected']);
    expect(document.causes).toEqual([]);
  });

  it("expects what an estimate says, with the measurements of others and without one's own", async () => {
    const text = asJson({
      gpu_info: 'NVIDIA GeForce RTX 3090',
      model_filename: 'Qwen3.8-27B-Q4_K_M.gguf',
      model_type: 'qwen35 27B Q4_K - Medium',
      model_size: 16_860_000_000,
      model_n_params: 26_900_000_000,
      test_time: '2026-11-20T10:00:00Z',
      avg_ts: 39.2,
    });
    const { document } = await measure(text);
    const row = document.rows.find((r) => r.phase === 'decode' && r.depth === 0);
    const asked =
      'estimate --on rtx-3090 -m qwen3.8-27b -q q4_k_m --backend cuda --engine llama.cpp --depth 64';
    const told = async (...more: string[]) =>
      JSON.parse((await advise([...asked.split(' '), '--json', ...more])).stdout).decode_tok_s;
    const estimate = await told();
    const expected = row?.expected_tok_s?.value ?? 0;
    expect(Math.abs(expected / estimate.value - 1)).toBeLessThan(0.01);
    expect(Math.abs(expected / (await told('--model-only')).value - 1)).toBeGreaterThan(0.03);
    const folder = folderWith({ 'measurements/mine.csv': document.overlay.csv });
    const again = await measure(text, '--data', folder);
    expect(again.document.rows).toEqual(document.rows);
    const shown = await advise(['measure', 'run.json', '-f', 'plain'], { files: { 'run.json': text } });
    expect(shown.stderr).toContain('Expected is what `advise estimate` says of such a machine');
  });

  it('names the share, and asks about the power limit when everything is slow', async () => {
    const { document } = await measure(await runAt(() => 0.4));
    expect(ratio(document, 'decode')).toBeCloseTo(0.4, 3);
    expect(document.phases.map((p) => p.standing)).toEqual(['slow', 'slow']);
    expect(document.causes).toContainEqual({ code: 'power_limit', certain: false, args: { limit_w: 320 } });
    const run = await advise(['measure', 'run.json', '-f', 'plain'], {
      files: { 'run.json': await runAt(() => 0.4) },
    });
    expect(run.stderr).toContain('40 % of expected decode');
    expect(run.stderr).toContain('Power limit? It is 320 W as sold');
  });

  it('asks about memory when only decode is slow, about power when only prefill is', async () => {
    const decode = await measure(await runAt((r) => (r.phase === 'decode' ? 0.5 : 1)));
    expect(codes(decode.document)).toContain('memory_speed');
    expect(codes(decode.document)).not.toContain('power_limit');
    const prefill = await measure(await runAt((r) => (r.phase === 'prefill' ? 0.5 : 1)));
    expect(codes(prefill.document)).toContain('power_limit');
    expect(codes(prefill.document)).not.toContain('memory_speed');
  });

  it('reads the causes that the run itself states', async () => {
    const slow = (r: { depth: number }) => (r.depth > 0 ? 0.4 : 0.7);
    const said = { flash_attn: 0, n_ubatch: 64, type_k: 'q8_0', type_v: 'q8_0', stddev_ts: 1 };
    const { document } = await measure(await runAt(slow, { ...said, test_time: '2025-11-01T10:00:00Z' }));
    for (const code of [
      'flash_attention_off',
      'small_micro_batch',
      'quantised_cache',
      'old_build',
      'uneven_runs',
    ])
      expect(document.causes).toContainEqual(expect.objectContaining({ code, certain: true }));
  });

  it('asks about the backend when another is expected to do better', async () => {
    const { document } = await measure(await runAt(() => 0.45, { backends: 'Vulkan' }));
    expect(document.causes).toContainEqual(
      expect.objectContaining({ code: 'other_backend', args: expect.objectContaining({ backend: 'cuda' }) }),
    );
  });

  it('asks nothing of a machine that is faster than the range', async () => {
    const { document } = await measure(await runAt((r) => (r.phase === 'prefill' ? 3 : 1)));
    expect(codes(document)).toEqual(['newer_software']);
  });
});

describe('advise measure makes an overlay', () => {
  it('draws what it says for where that is read, while the overlay goes elsewhere', async () => {
    const files = { 'run.json': await runAt(() => 0.4) };
    const said = async (world: { tty: boolean; stderrTty: boolean }) =>
      (await advise(['measure', 'run.json'], { files, columns: 60, ...world })).stderr.split('\n');
    const onScreen = await said({ tty: false, stderrTty: true });
    expect(Math.max(...onScreen.map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(onScreen.join('')).not.toContain('\t');
    const inFile = await said({ tty: true, stderrTty: false });
    expect(Math.max(...inFile.map((line) => line.length))).toBeGreaterThan(60);
    expect(inFile.join('')).toContain('\t');
  });
  it('prints it where nothing else is printed, and --data takes it', async () => {
    const text = await runAt(() => 0.8);
    const run = await advise(['measure', 'run.json'], { files: { 'run.json': text } });
    expect(run.stdout.split('\n')[0]).toMatch(/^device,count,nodes,engine/);
    expect(run.stdout.trim().split('\n')).toHaveLength(5);
    expect(run.written).toEqual({});
    const folder = folderWith({ 'measurements/mine.csv': run.stdout });
    const check = await advise(['data', 'check', folder]);
    expect(check.code).toBe(0);
    const asked = 'estimate --on rtx-4080 -m qwen2.5-7b -q q4_k_m --backend cuda --json';
    const ask = asked.split(' ');
    const own = JSON.parse((await advise([...ask, '--data', folder])).stdout).decode_tok_s;
    const ours = JSON.parse((await advise([...ask, '--model-only'])).stdout).decode_tok_s;
    expect(own.basis).toBe('measured');
    expect(own.value / ours.value).toBeCloseTo(0.8, 1);
  });

  it('writes to --output only: a folder as --data takes it, or a file', async () => {
    const files = { 'run.json': asJson() };
    const folder = await advise(['measure', 'run.json', '-o', 'mine/'], { files });
    expect(Object.keys(folder.written)).toEqual(['mine/measurements/own-rtx-4080.csv']);
    expect(folder.stderr).toContain('--data mine');
    expect(folder.stdout).toContain('of expected decode');
    const file = await advise(['measure', 'run.json', '-o', 'x/measurements/a.csv'], { files });
    expect(Object.keys(file.written)).toEqual(['x/measurements/a.csv']);
    expect(dirname(Object.keys(file.written)[0] ?? '')).toBe('x/measurements');
    const json = await advise(['measure', 'run.json', '-o', 'mine', '--json'], { files });
    expect(JSON.parse(json.stdout).overlay.csv).toBe(json.written['mine/measurements/own-rtx-4080.csv']);
  });

  it('keeps rows that teach nothing out of it, and says which', async () => {
    const both = JSON.stringify([...objects(), ...objects({ n_prompt: 512, n_gen: 128, n_depth: 0 })]);
    const { document } = await measure(both);
    expect(document.overlay.rows).toBe(4);
    expect(document.rows.filter((r) => r.skipped !== null).length).toBe(4);
  });

  it.each([
    ['CSV', asCsv()],
    ['Markdown', asMarkdown()],
  ])('reads %s as well', async (_, text) => {
    expect((await measure(text)).document.overlay.rows).toBe(4);
  });
});

describe('a run that cannot be placed', () => {
  it.each([
    ['no machine', asMarkdown({ log: '' }), /unknown device/, /--on ID/],
    [
      'an unknown model',
      asJson({ model_filename: 'frob-9.gguf', model_type: 'frob 9B Q4_0' }),
      /unknown model/,
      /list models/,
    ],
    [
      'an unknown card',
      asJson({ gpu_info: 'NVIDIA GeForce RTX 9999', cpu_info: 'x' }),
      /unknown device/,
      /--on ID/,
    ],
  ])('%s', async (_, text, said, hint) => {
    const run = await advise(['measure', 'run.json', '--json'], { files: { 'run.json': text } });
    expect(run.code).toBe(2);
    const { error } = JSON.parse(run.stdout);
    expect(error.message).toMatch(said);
    expect(error.hint).toMatch(hint);
  });

  it('takes the machine from --on', async () => {
    const { document } = await measure(asMarkdown({ log: '' }), '--on', 'rtx-4080');
    expect(document.machines[0]?.id).toBe('rtx-4080');
  });

  it('refuses a file of another tool by name', async () => {
    const run = await advise(['measure', 'run.json'], { files: { 'run.json': '{"eval_count": 3}' } });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('another tool: Ollama');
  });

  it('shows names from the file without their control characters', async () => {
    const run = await advise(['measure', 'run.json'], {
      files: {
        'run.json': asJson({ model_type: 'qwen2\u001b[2J 7B Q4_0', build_commit: '\u001b]0;x\u0007' }),
      },
    });
    expect((run.stdout + run.stderr).replace(/[\n\t]/g, '')).not.toMatch(/\p{Cc}/u);
  });
});
