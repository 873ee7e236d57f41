import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/package/load-catalog.ts';
import type { Cell } from '../../src/schema/catalog.ts';
import { evaluationSchema } from '../../src/schema/evaluation.ts';
import {
  DIFFUSION_CSV,
  FINETUNE_CSV,
  MEMORY_CSV,
  SPEEDS_HEADER,
  SPEEDS_ROWS,
  speedsCsv,
  VERDICTS_HEADER,
} from '../fixtures/replay/tables.ts';
import { advise } from './world.ts';

const evaluate = async (kind: string, csv: string, ...flags: string[]) => {
  const run = await advise(['evaluate', kind, 'my.csv', '--json', ...flags], { files: { 'my.csv': csv } });
  return { ...run, document: JSON.parse(run.stdout) };
};

describe('advise evaluate', () => {
  it.each([['--on', 'rtx-3090'], ['--model-only']])('takes %s for speeds alone', async (...flags) => {
    expect((await evaluate('speeds', speedsCsv(...Object.values(SPEEDS_ROWS)), ...flags)).code).toBe(0);
    const { code, document } = await evaluate('memory', MEMORY_CSV, ...flags);
    expect(code).toBe(2);
    expect(document.error.message).toBe(`${flags[0]}: evaluate memory knows no such thing`);
  });
});

describe('advise evaluate speeds', () => {
  const rows = Object.values(SPEEDS_ROWS);
  const csv = speedsCsv(...rows);

  it('predicts every row or names the reason, in the order of the file', async () => {
    const { code, document } = await evaluate('speeds', csv);
    expect(code).toBe(0);
    expect(evaluationSchema.safeParse(document).error).toBeUndefined();
    expect(document).toMatchObject({
      kind: 'evaluation',
      subject: 'speeds',
      rows_total: rows.length,
      predicted: 5,
      skipped: { speculative: 1, unknown_device: 1, unknown_model: 1, unknown_quant: 1 },
    });
    const reasons = document.rows.map((r: { skipped: string | null }) => r.skipped);
    expect(reasons).toEqual([
      null,
      null,
      null,
      null,
      null,
      'speculative',
      'unknown_device',
      'unknown_model',
      'unknown_quant',
    ]);
    for (const r of document.rows) expect(r.prediction === null).toBe(r.skipped !== null);
  });

  it('spans the devices that a name without its memory leaves open', async () => {
    const row = (device: string, memory_gib = '') => ({ ...SPEEDS_ROWS.decode, device, memory_gib });
    const names = ['A100', 'A100 40GB', 'A100 80GB', 'N150'].map((name) => row(name));
    const { document } = await evaluate('speeds', speedsCsv(...names, row('A100', '80')));
    const [open, small, large, strangers, sized] = document.rows;
    expect(small.prediction.value).toBeLessThan(large.prediction.value);
    const both = [small.prediction, large.prediction];
    expect(open.prediction.low).toBe(Math.min(...both.map(({ low }) => low)));
    expect(open.prediction.high).toBe(Math.max(...both.map(({ high }) => high)));
    expect(open.prediction.value).toBeCloseTo(Math.sqrt(small.prediction.value * large.prediction.value), 6);
    expect(strangers.skipped).toBe('unknown_device');
    expect(sized.prediction).toEqual(large.prediction);
  });

  it('reads our own tables, every row by its ids', async () => {
    const [header = '', ...lines] = readFileSync('data/measurements/amd-hogeheer-depth.csv', 'utf8')
      .trimEnd()
      .split('\n');
    const { code, document } = await evaluate('speeds', `${header}\n${lines.join('\n')}\n`, '--model-only');
    expect(code).toBe(0);
    expect(evaluationSchema.safeParse(document).error).toBeUndefined();
    expect(document).toMatchObject({ rows_total: lines.length, predicted: lines.length, skipped: {} });
    expect(document.groups.concurrent.n).toBeGreaterThan(0);
    const strange = lines.slice(0, 3).map((line, i) => {
      const cells = line.split(',');
      cells[[0, 6, 7][i] ?? 0] = 'no-such-thing';
      return cells.join(',');
    });
    const { skipped } = (await evaluate('speeds', [header, ...strange].join('\n'))).document;
    expect(skipped).toEqual({ unknown_device: 1, unknown_model: 1, unknown_quant: 1 });
  });

  it('says the same of a row by its names and by its ids', async () => {
    const ids = 'rtx-3090,1,1,llama.cpp,,cuda,llama-3.1-8b,q4_k_m,decode,128,0,1,132,1,none,2026-10-01,s,,';
    const header =
      'device,count,nodes,engine,engine_version,backend,model,quant,phase,tokens,depth,concurrency,tok_s,n,split,date,source,ref,note';
    const named = speedsCsv({ ...SPEEDS_ROWS.decode, source_date: '2026-10-01' });
    const [ours, raw] = [await evaluate('speeds', `${header}\n${ids}\n`), await evaluate('speeds', named)];
    expect(ours.document.rows[0].prediction).toEqual(raw.document.rows[0].prediction);
    expect(ours.document.groups).toEqual(raw.document.groups);
  });

  it('hands back the input fields as read, every column', async () => {
    const { document } = await evaluate('speeds', csv);
    expect(Object.keys(document.rows[0].row)).toEqual(SPEEDS_HEADER.split(','));
    expect(document.rows[0].row).toMatchObject({
      device: 'NVIDIA GeForce RTX 3090',
      tok_s: '132',
      split: '',
    });
  });

  it('counts each row in the groups it belongs to', async () => {
    const { groups } = (await evaluate('speeds', csv)).document;
    const n = Object.fromEntries(Object.entries(groups).map(([k, g]) => [k, (g as { n: number }).n]));
    expect(n).toMatchObject({
      decode: 4,
      prefill: 1,
      dense: 3,
      moe: 2,
      deep: 2,
      multi_device: 1,
      concurrent: 1,
      single: 3,
      decode_moe: 2,
    });
  });

  it('predicts what such rows measure, within a factor of two', async () => {
    const { document } = await evaluate('speeds', csv, '--model-only');
    for (const { row, prediction } of document.rows.slice(0, 5)) {
      const ratio = prediction.value / Number(row.tok_s);
      expect([row.model, ratio > 0.5 && ratio < 2]).toEqual([row.model, true]);
      expect(prediction.low).toBeLessThan(prediction.value);
      expect(prediction.high).toBeGreaterThan(prediction.value);
      expect(prediction.basis).not.toBe('measured');
    }
  });

  it('answers a stored cell by itself, unless told not to', async () => {
    const told = (c: Cell) => c.phase === 'decode' && c.concurrency === 1 && c.sources > 2 && !c.offload;
    const [key = '', cells = []] =
      Object.entries(builtInCatalog().cells).find(([k, list]) => k.includes('|1|') && list.some(told)) ?? [];
    const cell = cells.find(told);
    const [device = '', , model = ''] = key.split('|');
    const csv = speedsCsv({
      ...SPEEDS_ROWS.decode,
      device,
      model,
      engine: cell?.engine ?? '',
      backend: cell?.backend ?? '',
      quant: cell?.quant ?? '',
      tokens: cell?.tokens ?? '',
      depth: cell?.depth ?? 0,
      tok_s: cell?.tok_s ?? 0,
      source_date: cell?.date ?? '',
    });
    const stored = (await evaluate('speeds', csv)).document.rows[0].prediction;
    const modelled = (await evaluate('speeds', csv, '--model-only')).document.rows[0].prediction;
    expect(stored).toMatchObject({ basis: 'measured' });
    expect(Math.abs(Math.log(stored.value / (cell?.tok_s ?? 0)))).toBeLessThan(0.02);
    expect(modelled.basis).toBe('calibrated');
  });

  it('takes heavier weights at their word, and slower', async () => {
    const light = { ...SPEEDS_ROWS.decode, weights_gib: 4.5 };
    const heavy = { ...SPEEDS_ROWS.decode, weights_gib: 5.4 };
    const absurd = { ...SPEEDS_ROWS.decode, weights_gib: 54 };
    const { rows } = (await evaluate('speeds', speedsCsv(light, heavy, absurd), '--model-only')).document;
    expect(rows[1].prediction.value).toBeLessThan(rows[0].prediction.value);
    expect(rows[2].skipped ?? rows[2].prediction.value).not.toBe(rows[1].prediction.value);
  });

  it('is slower at depth and faster in total for more users', async () => {
    const at = (over: object) => ({ ...SPEEDS_ROWS.decode, ...over });
    const { rows } = (
      await evaluate(
        'speeds',
        speedsCsv(at({}), at({ depth: 32_768 }), at({ concurrency: 4 })),
        '--model-only',
      )
    ).document;
    const [shallow, deep, four] = rows.map((r: { prediction: { value: number } }) => r.prediction.value);
    expect(deep).toBeLessThan(shallow);
    expect(four).toBeGreaterThan(shallow);
  });

  it('knows rates in which prompts were read in between, in a group of their own', async () => {
    const together = {
      ...SPEEDS_ROWS.eightUsers,
      depth: 8192,
      notes: 'llama-benchy 0.4.0; decode depth = prompt+depth',
    };
    const plain = { ...together, notes: '' };
    const whole = {
      ...together,
      concurrency: 1,
      tok_s: 20,
      notes: 'output tokens over wall time (includes prefill)',
    };
    const blind = { ...whole, tokens: '' };
    const { document } = await evaluate('speeds', speedsCsv(together, plain, whole, blind), '--model-only');
    const [a, b, c] = document.rows.map((r: { prediction: { value: number } | null }) => r.prediction?.value);
    expect(a).toBeLessThan(b);
    expect(c).toBeLessThan(a);
    expect(document.skipped).toEqual({ includes_prefill: 1 });
    expect(document.groups).toMatchObject({ whole_request: { n: 2 }, decode: { n: 1 } });
  });

  it('says how wrong it was: a file of exact predictions has no error', async () => {
    const { rows } = (await evaluate('speeds', csv, '--model-only')).document;
    const exact = Object.values(SPEEDS_ROWS)
      .slice(0, 5)
      .map((row, i) => ({ ...row, tok_s: rows[i].prediction.value }));
    const { groups } = (await evaluate('speeds', speedsCsv(...exact), '--model-only')).document;
    expect(groups.decode).toMatchObject({ mdape: 0, p90_ape: 0, bias: 0, coverage80: 1 });
    const double = exact.map((row) => ({ ...row, tok_s: row.tok_s * 2 }));
    const halved = (await evaluate('speeds', speedsCsv(...double), '--model-only')).document.groups;
    expect(halved.decode).toMatchObject({ mdape: 0.5, bias: -0.5 });
  });

  it('reads what is piped in where the file is "-", and names it in faults', async () => {
    const piped = await advise(['evaluate', 'speeds', '-', '--json'], { stdin: csv });
    expect(JSON.parse(piped.stdout)).toEqual((await evaluate('speeds', csv)).document);
    const bad = await advise(['evaluate', 'speeds', '-'], { stdin: 'device,model\nx,y\n' });
    expect(bad.stderr).toContain('stdin:1:2');
  });

  it('prints groups and reasons for people', async () => {
    const run = await advise(['evaluate', 'speeds', 'my.csv'], { files: { 'my.csv': csv }, tty: true });
    expect(run.stdout).toContain('5 of 9 rows predicted; left out: speculative decoding 1');
    expect(run.stdout).toMatch(/GROUP\s+ROWS\s+MDAPE/);
    expect(run.stdout).not.toContain('NaN');
    const piped = await advise(['evaluate', 'speeds', 'my.csv'], { files: { 'my.csv': csv } });
    const lines = piped.stdout.split('\n');
    const head = lines.findIndex((l) => l.startsWith('GROUP\t'));
    expect(lines[head]?.split('\t')).toHaveLength(6);
    expect(lines[head + 1]?.split('\t')).toHaveLength(6);
    expect(piped.stdout).toContain('IN 80 % RANGE:');
  });

  it('names what nobody knows, with its line and what is nearest, five names at most', async () => {
    const named = (device: string) => ({ ...SPEEDS_ROWS.decode, device });
    const table = speedsCsv(
      SPEEDS_ROWS.decode,
      named('RTX 3091'),
      named('RTX 3091'),
      { ...SPEEDS_ROWS.decode, quant: 'Q4_K_N' },
      ...['Abc 1', 'Bcd 2', 'Cde 3', 'Def 4', 'Efg 5'].map(named),
    );
    const { document } = await evaluate('speeds', table);
    expect(document.unknown_names).toHaveLength(8);
    expect(document.unknown_names[0]).toEqual({
      line: 3,
      what: 'device',
      name: 'RTX 3091',
      nearest: expect.arrayContaining(['rtx-3090']),
    });
    const { stdout } = await advise(['evaluate', 'speeds', 'my.csv'], { files: { 'my.csv': table } });
    expect(stdout).toContain('left out: unknown device 7, unknown format 1\n');
    expect(stdout).toContain(
      'line 3 (and 1 more row): no device is called "RTX 3091". Did you mean "rtx-3090',
    );
    expect(stdout).toContain('line 5: no format is called "Q4_K_N".');
    expect(stdout).toContain('line 8: no device is called "Cde 3".');
    expect(stdout).not.toContain('Def 4');
    expect(stdout).toContain('\n2 more rows have unknown names.\n');
  });
});

describe('a table that cannot be read', () => {
  const fault = async (csv: string, kind = 'speeds') => {
    const run = await advise(['evaluate', kind, 'my.csv', '--json'], { files: { 'my.csv': csv } });
    expect(run.code).toBe(2);
    const { error } = JSON.parse(run.stdout);
    expect(error.code).toBe('data');
    return error.problems as { file: string; line: number; column: number; message: string; hint?: string }[];
  };
  it('misspelt column: named, with the one that was meant', async () => {
    const [problem] = await fault(speedsCsv(SPEEDS_ROWS.decode).replace('depth', 'dephts'));
    expect(problem).toMatchObject({ file: 'my.csv', line: 1, column: 13, hint: 'Did you mean "depth"?' });
  });
  it('missing columns: all of them, once', async () => {
    const problems = await fault('device,model,tok_s\nRTX 3090,llama-3.1-8b,100\n');
    expect(problems.map((p) => p.message)).toEqual(['columns are missing: engine, quant, phase']);
  });
  it('columns that are not there: one device, an empty cache, one user', async () => {
    const brief = 'device,engine,model,quant,phase,tok_s\n2x RTX 3090,llama.cpp,Qwen3 8B,Q4_K_M,decode,120\n';
    const row = { device: '2x RTX 3090', model: 'Qwen3 8B', quant: 'Q4_K_M', tok_s: 120 };
    const said = speedsCsv({ ...SPEEDS_ROWS.decode, ...row, depth: 0, tokens: '', source_date: '' });
    const predicted = async (csv: string) => (await evaluate('speeds', csv)).document.rows[0].prediction;
    expect((await predicted(brief)).value).toBeGreaterThan(0);
    expect(await predicted(brief)).toEqual(await predicted(said));
  });
  it('bad numbers: each with its line', async () => {
    const bad = [
      { ...SPEEDS_ROWS.decode, tok_s: 'fast' },
      SPEEDS_ROWS.prefill,
      { ...SPEEDS_ROWS.decode, tok_s: -3 },
      { ...SPEEDS_ROWS.decode, depth: 1.5 },
      { ...SPEEDS_ROWS.decode, phase: 'encode' },
    ];
    const problems = await fault(speedsCsv(...bad));
    expect(problems.map((p) => p.line)).toEqual([2, 4, 5, 6]);
  });
  it('ragged rows, empty files and the wrong kind of file', async () => {
    expect((await fault(`${speedsCsv(SPEEDS_ROWS.decode)}a,b,c\n`))[0]?.line).toBe(3);
    expect((await fault(''))[0]?.message).toBe('the file is empty');
    expect((await fault(MEMORY_CSV))[0]?.message).toMatch(/^columns are missing: device, engine, /);
    expect((await fault(speedsCsv(SPEEDS_ROWS.decode), 'memory'))[0]?.message).toContain('missing: ');
  });
  it('a header without rows is an empty evaluation', async () => {
    const { code, document } = await evaluate('speeds', `${SPEEDS_HEADER}\n`);
    expect(code).toBe(0);
    expect(document).toMatchObject({ rows_total: 0, predicted: 0, skipped: {}, rows: [] });
    expect(document.groups.decode).toEqual({
      n: 0,
      mdape: null,
      p90_ape: null,
      bias: null,
      coverage80: null,
    });
  });
  it('a file or a kind that is not there', async () => {
    const none = await advise(['evaluate', 'speeds', 'gone.csv']);
    expect(none.code).toBe(2);
    expect(none.stderr).toContain('gone.csv');
    const wrong = await advise(['evaluate', 'speed', 'my.csv']);
    expect(wrong.stderr).toContain('"speeds"');
  });
});

describe('advise evaluate memory', () => {
  it('gives cache, compute and output buffers, and their sum', async () => {
    const { document } = await evaluate('memory', MEMORY_CSV);
    expect(evaluationSchema.safeParse(document).error).toBeUndefined();
    expect(document).toMatchObject({
      rows_total: 5,
      predicted: 3,
      skipped: { unknown_model: 1, unsupported_kv_type: 1 },
    });
    const [f16, q8] = document.rows.map((r: { prediction: unknown }) => r.prediction);
    expect(f16.kv_mib).toBeCloseTo(1024, 6);
    expect(q8.kv_mib).toBeCloseTo(544, 6);
    for (const { prediction: p } of document.rows)
      if (p) expect(p.value).toBeCloseTo(p.kv_mib + p.compute_mib + p.output_mib, 9);
    expect(document.groups.kv).toMatchObject({ n: 2, mdape: 0 });
  });
  it('predicts rows without a measurement, which then count in no group', async () => {
    const { document } = await evaluate('memory', MEMORY_CSV);
    expect(document.rows[4].prediction.kv_mib).toBeCloseTo(16_384, 6);
    expect(document.groups.all.n).toBe(2);
  });
});

describe('advise evaluate finetune', () => {
  it('predicts speed and memory, and memory alone where no device is named', async () => {
    const { document } = await evaluate('finetune', FINETUNE_CSV);
    expect(evaluationSchema.safeParse(document).error).toBeUndefined();
    expect(document).toMatchObject({
      rows_total: 5,
      predicted: 2,
      skipped: { unsupported_method: 1, implausible: 1, unsupported_image_model: 1 },
    });
    const [first, , , , last] = document.rows.map((r: { prediction: unknown }) => r.prediction);
    expect(first).toMatchObject({ unit: 'tokens/s', value: first.tokens_per_s.value });
    expect(first.peak_gib.unit).toBe('GiB');
    expect(last).toMatchObject({ unit: 'GiB', tokens_per_s: null });
    expect(document.groups.time.n).toBe(1);
    expect(document.groups.memory.n).toBe(2);
    expect(document.groups.memory.mdape).toBeLessThan(0.3);
  });
});

describe('advise evaluate diffusion', () => {
  it('predicts the job or the denoising loop, one card at a time', async () => {
    const { document } = await evaluate('diffusion', DIFFUSION_CSV);
    expect(evaluationSchema.safeParse(document).error).toBeUndefined();
    expect(document).toMatchObject({
      rows_total: 5,
      predicted: 2,
      skipped: { unsupported_parallel: 1, unsupported_text_model: 1, unsupported_step_cache: 1 },
    });
    expect(document.groups).toMatchObject({ time: { n: 2 }, whole_job: { n: 1 }, denoising_only: { n: 1 } });
    expect(document.rows[0].prediction).toMatchObject({ unit: 's' });
    expect(document.groups.time.mdape).toBeLessThan(0.6);
  });
});

describe('advise evaluate verdicts', () => {
  const args = (...flags: string[]) => `"${JSON.stringify(flags).replaceAll('"', '""')}"`;
  const line = (id: string, flags: string, rest: string) => `${id},2026-11-20,${flags},${rest},2,src,why,`;
  const table = (...lines: string[]) => `${[VERDICTS_HEADER, ...lines].join('\n')}\n`;
  const macs = args('--workload', 'chat', '--os', 'macos', '--budget', '3000');

  it('passes and fails by every column that is filled', async () => {
    const { document } = await evaluate(
      'verdicts',
      table(
        line('MAC-OK', macs, '\\bmac\\b,,,,'),
        line('ALSO-OK', macs, 'nothing-like-it,mac,,,'),
        line('REJECTED', macs, 'mac,,mac,,'),
        line('EMPTY', macs, ',,,yes,'),
        line('ALTERNATIVE', macs, ',,,,own'),
        line('UNKNOWN', args('--workload', 'chat', '--model', 'no-such-model'), '.,,,,'),
        line('FLAG', args('--workload', 'chat', '--bugdet', '3000'), '.,,,,'),
      ),
    );
    expect(evaluationSchema.safeParse(document).error).toBeUndefined();
    const verdicts = Object.fromEntries(
      document.rows.map((r: { row: { case_id: string }; prediction: { failed: string[] } | null }) => [
        r.row.case_id,
        r.prediction?.failed ?? 'error',
      ]),
    );
    expect(verdicts).toEqual({
      'MAC-OK': [],
      'ALSO-OK': [],
      REJECTED: ['rejected'],
      EMPTY: ['should be empty'],
      ALTERNATIVE: [expect.stringContaining('alternative should be own')],
      UNKNOWN: 'error',
      FLAG: 'error',
    });
    expect(document).toMatchObject({
      subject: 'verdicts',
      rows_total: 7,
      predicted: 5,
      skipped: { unknown_model: 1, usage: 1 },
      rejected_picks: 1,
      groups: { chat: { n: 7 } },
    });
    expect(document.agreement).toBeCloseTo(2 / 7, 9);
  });

  it.each([
    [['--workload', 'chta=2,rag']],
    [['--workload=chta']],
    [['--budget', '900', '-w', 'chta']],
    [['-wchta']],
  ])('counts a case that cannot be answered under the work it names: %j', async (flags) => {
    const { document } = await evaluate('verdicts', table(line('WRONG', args(...flags), '.,,,,')));
    expect(document.groups).toMatchObject({ chta: { n: 1 } });
  });

  it('and one that names no work under none', async () => {
    const { document } = await evaluate('verdicts', table(line('NONE', args('--budget', '900'), '.,,,,')));
    expect(Object.values(document.groups)).toMatchObject([{ n: 1 }]);
    expect(document.groups).not.toHaveProperty('--budget');
  });

  it('shows what the nearest accepted machine lacks', async () => {
    const run = await advise(['evaluate', 'verdicts', 'v.csv'], {
      files: {
        'v.csv': table(line('BOX', args('--workload', 'chat', '--budget', '9000'), '^dgx-spark ,,,,')),
      },
    });
    expect(run.stdout).toContain('BOX: ');
    expect(run.stdout).toContain('--budget 9000 --as-of 2026-11-20');
    expect(run.stdout).toMatch(/accepted: dgx-spark, rank \d+, [\d.]+ points behind; decided by/);
  });

  it('refuses cases that cannot be run', async () => {
    const run = await advise(['evaluate', 'verdicts', 'v.csv', '--json'], {
      files: { 'v.csv': table(line('ARGS', 'chat', 'mac,,,,'), line('REGEX', macs, '(,,,,')) },
    });
    const { problems } = JSON.parse(run.stdout).error;
    expect(run.code).toBe(2);
    expect(problems.map((p: { line: number; path: string }) => [p.line, p.path])).toEqual([
      [2, 'args'],
      [3, 'accept_regex'],
    ]);
  });
});
