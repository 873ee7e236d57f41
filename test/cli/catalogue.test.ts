import { describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/package/load-catalog.ts';
import { FACTS } from '../../src/rules/facts.ts';
import { dataCheckSchema } from '../../src/schema/views.ts';
import { grouped } from '../../src/units/format.ts';
import { folderWith } from '../fixtures/folder-with.ts';
import { advise } from './world.ts';

const catalog = builtInCatalog();
const json = async (...args: string[]) => {
  const run = await advise([...args, '--json']);
  return { ...run, document: JSON.parse(run.stdout) };
};

describe('advise list', () => {
  it.each([
    ['systems', Object.keys(catalog.systems)],
    ['devices', Object.keys(catalog.devices)],
    ['models', [...Object.keys(catalog.models), ...Object.keys(catalog.diffusion)]],
    ['quants', Object.keys(catalog.quants)],
    ['engines', Object.keys(catalog.engines)],
    ['rules', catalog.rules.map((r) => r.id)],
    ['facts', Object.keys(FACTS)],
    ['sources', Object.keys(catalog.sources)],
    ['workloads', Object.keys(catalog.workloads)],
  ])('%s: one entry each', async (kind, known) => {
    const { code, document } = await json('list', kind);
    expect(code).toBe(0);
    expect(document.map((x: { id: string }) => x.id)).toEqual(known);
    const plain = await advise(['list', kind]);
    expect(plain.stdout.trimEnd().split('\n')).toHaveLength(known.length);
  });
  it('offers: one row per dated price', async () => {
    const { document } = await json('list', 'offers');
    expect(document.map((o: { item: string }) => o.item)).toEqual(catalog.offers.map((o) => o.item));
    expect(document[0]).toMatchObject({
      amount: catalog.offers[0]?.amount,
      source: catalog.offers[0]?.source,
    });
  });
  it('offers: only those of the day', async () => {
    const { document } = await json('list', 'offers', '--as-of', '2025-12-31');
    expect(document).toHaveLength(catalog.offers.filter((o) => o.observed <= '2025-12-31').length);
  });
  it('measurements: one row per looked-up cell, with what was run and its source', async () => {
    const { document } = await json('list', 'measurements');
    expect(document).toHaveLength(Object.values(catalog.cells).flat().length);
    const [key, cells] = Object.entries(catalog.cells).at(-1) ?? ['', []];
    const last = document.at(-1);
    expect([last.device, last.count, last.model].join('|')).toBe(key);
    expect(last).toMatchObject({ tok_s: cells.at(-1)?.tok_s, source: cells.at(-1)?.source });
  });
  it('takes one kind', async () => {
    expect((await advise(['list', 'systems', 'devices'])).code).toBe(2);
    expect((await advise(['list', 'phones'])).stderr).toContain('systems, devices');
    for (const [word, kind] of [
      ['machines', 'systems'],
      ['gpus', 'devices'],
      ['model', 'models'],
    ] as const)
      expect((await advise(['list', word])).stdout).toBe((await advise(['list', kind])).stdout);
  });
});

describe('advise show', () => {
  it('has the entry, its offers by the day and its sources in full', async () => {
    const { document } = await json('show', 'dgx-spark', '--as-of', '2026-03-01');
    expect(document).toMatchObject({ what: 'system', id: 'dgx-spark', kind: 'box', memory_gb: 128 });
    expect(document.offers.length).toBeGreaterThan(0);
    for (const o of document.offers) expect(o.observed <= '2026-03-01').toBe(true);
    const days = document.offers.map((o: { observed: string }) => o.observed);
    expect(days).toEqual([...days].sort().reverse());
    for (const o of document.offers) expect(document.cited[o.source]).toHaveProperty('title');
    expect(document.cited[document.sources.default[0]]).toHaveProperty('date');
  });
  it('prints the readings that were not chosen, with source and date', async () => {
    const { document } = await json('show', 'gb10');
    const [first] = document.contradictions;
    expect(first.chosen).toHaveProperty('source');
    expect(first.others.length).toBeGreaterThan(0);
    const { stdout } = await advise(['show', 'gb10']);
    expect(stdout).toContain('contradictions:');
    for (const other of first.others)
      expect(stdout).toContain(`${other.value} (${other.kind}, ${other.date}, ${other.source})`);
  });
  it('every claim of every entry is either chosen or listed as another reading', async () => {
    const contested = Object.values(catalog.devices).filter(
      (d) => new Set(d.claims.map((c) => c.field)).size < d.claims.length,
    );
    expect(contested.length).toBeGreaterThan(3);
    for (const d of contested.slice(0, 5)) {
      const { contradictions } = (await json('show', d.id)).document;
      const shown = contradictions.flatMap((c: { chosen: object | null; others: object[] }) => [
        c.chosen,
        ...c.others,
      ]);
      for (const { field } of contradictions) {
        const claims = d.claims.filter((c) => c.field === field);
        expect(shown).toEqual(expect.arrayContaining(claims));
      }
    }
  });
  it.each([
    ['RTX 3090', 'device', 'rtx-3090'],
    ['DGX Spark', 'system', 'dgx-spark'],
    ['q4_k_m', 'quant', 'q4_k_m'],
    ['Q4_K_M', 'quant', 'q4_k_m'],
    ['llama.cpp', 'engine', 'llama.cpp'],
    ['chat', 'workload', 'chat'],
    ['flux.1-dev', 'model', 'flux.1-dev'],
    ['decode-sluggish', 'rule', 'decode-sluggish'],
    ['own-notes', 'source', 'own-notes'],
  ])('%s is the %s %s', async (name, what, id) => {
    expect((await json('show', name)).document).toMatchObject({ schema_version: 1, what, id });
    const { stdout, stderr } = await advise(['show', name]);
    expect([stdout.split('\n').slice(0, 2), stderr]).toEqual([[`what: ${what}`, `id: ${id}`], '']);
  });
  it('a model has its file sizes and how many cells were measured', async () => {
    const { document } = await json('show', 'gpt-oss-120b');
    expect(document.file_gb.mxfp4).toBeGreaterThan(50);
    expect(document.measured_cells).toBeGreaterThan(10);
  });
  it('suggests what was meant', async () => {
    const run = await advise(['show', 'rtx-3091']);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('rtx-3090');
  });
  it('suggests machines that are sold before the class of them', async () => {
    const { stderr } = await advise(['show', 'strix']);
    const ids = [...stderr.matchAll(/"([^"]+)"/g)].map(([, id = '']) => id).slice(1);
    expect(ids).toHaveLength(3);
    expect(ids.map((id) => catalog.systems[id]?.group)).toEqual(ids.map(() => 'strix-halo-128'));
    expect(ids.map((id) => catalog.systems[id]?.generic === true)).toEqual([false, false, true]);
  });
});

it.each([
  ['systems', ['ID', 'KIND', 'MEMORY_GB', 'RELEASED']],
  ['devices', ['ID', 'MEMORY_GB', 'BANDWIDTH_GB_S', 'RELEASED']],
  ['models', ['ID', 'KIND', 'PARAMS_TOTAL_B', 'QUALITY', 'RELEASED']],
  ['offers', ['ITEM', 'KIND', 'AMOUNT', 'CURRENCY', 'OBSERVED']],
  ['sources', ['ID', 'DATE', 'TITLE']],
])(
  'a terminal of 80 columns shows what %s are chosen by, and at the end how many there are',
  async (kind, titles) => {
    const { stdout } = await advise(['list', kind], { tty: true, columns: 80 });
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]?.split(/\s+/)).toEqual(titles);
    const { stdout: piped } = await advise(['list', kind]);
    const count = `${grouped(piped.trimEnd().split('\n').length)} ${kind}.`;
    expect(lines.at(-1)).toBe(count);
    expect(piped).not.toContain(count);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  },
);

it('cuts no sentence in a list', async () => {
  const { stdout } = await advise(['list', 'workloads'], { tty: true, columns: 80 });
  expect(stdout).not.toContain('…');
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

describe('advise data', () => {
  it.each(['device', 'system', 'model', 'rule'])('new %s: a template on stdout', async (kind) => {
    const run = await advise(['data', 'new', kind, 'my-thing']);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain(`# Save as ${kind}s/my-thing.yaml`);
    expect(run.written).toEqual({});
    const { document } = await json('data', 'new', kind);
    expect(document).toMatchObject({ kind: 'template', path: `${kind}s/my-${kind}.yaml` });
  });
  it.each([
    [['new', 'gpu'], 'device'],
    [['new', 'device', 'RTX 9999'], 'lower-case'],
    [['new', 'device', 'rtx-3090'], 'advise show rtx-3090'],
    [['new', 'device', 'a', 'b'], 'one id'],
    [['chek'], 'check'],
    [['check', 'test/data/overlays/good', 'more'], 'one folder'],
  ])('refuses %j', async (args, said) => {
    const run = await advise(['data', ...args]);
    expect([run.code, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toContain(said);
  });
  it('check: all faults with their places, exit 2, one document under --json', async () => {
    const { code, document, stderr } = await json('data', 'check', 'test/data/overlays/faults');
    expect(code).toBe(2);
    expect(stderr).toBe('');
    expect(document).toMatchObject({ kind: 'data_check', ok: false });
    expect(document.problems.length).toBeGreaterThan(10);
    const plain = await advise(['data', 'check', 'test/data/overlays/faults']);
    expect([plain.code, plain.stdout]).toEqual([2, '']);
    expect(plain.stderr).toMatch(/no-such-parts\.yaml:2:7/);
    expect(plain.stderr).toMatch(/\d+ problems in \d+ files/);
  });
  it('check: the folder of the package is what ships, and does not lie over itself', async () => {
    const own = await advise(['data', 'check', 'data']);
    expect([own.code, own.stdout]).toEqual([0, 'data: no problems\n']);
  });
  it('an answer over a faulty folder is refused the same way', async () => {
    const run = await advise(['--workload', 'chat', '--data', 'test/data/overlays/faults', '--json']);
    expect(run.code).toBe(2);
    expect(JSON.parse(run.stdout).error.problems.length).toBeGreaterThan(10);
  });
  it('names what asked for the folder that is not there', async () => {
    const env = { ADVISE_DATA: 'no/such/folder' };
    const run = await advise(['--workload', 'chat', '--json'], { env });
    expect(JSON.parse(run.stdout).error.message).toBe('ADVISE_DATA: "no/such/folder" is not a folder');
    const check = await advise(['data', 'check', 'no/such/folder']);
    expect(check.stderr).toContain('data check: "no/such/folder" is not a folder');
  });
  it('check: a price in euros is right, and noted as never used', async () => {
    const folder = folderWith({
      'prices/mine.csv':
        'item,config,kind,amount,currency,region,observed,trust,source,note\n' +
        'dgx-spark,,street,4000,EUR,DE,2026-11-20,ok,own-notes,\n',
    });
    const plain = await advise(['data', 'check', folder]);
    expect([plain.code, plain.stderr]).toEqual([0, '']);
    expect(plain.stdout).toMatch(/no problems\nnote: .*mine\.csv:2:\d+ .*EUR: shown, never used as a price/);
    const { document } = await json('data', 'check', folder);
    expect(dataCheckSchema.parse(document)).toMatchObject({ ok: true, problems: [] });
    expect(document.notes).toHaveLength(1);
  });
  it('a folder that is not there', async () => {
    const run = await advise(['--workload', 'chat', '--data', 'no/such/folder']);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('no/such/folder');
  });
});
