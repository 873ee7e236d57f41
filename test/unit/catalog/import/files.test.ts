import { describe, expect, it } from 'vitest';
import { importFiles } from '../../../../src/catalog/import/import-files.ts';
import { listedOnce, ofOneFormat, slowedByDepth } from '../../../../src/catalog/import/incredible-runs.ts';
import type { Measurement } from '../../../../src/schema/measurement.ts';
import { measuredRow, rawRow } from '../../../fixtures/measured-row.ts';
import { index } from '../../../fixtures/names-catalogue.ts';

const raw = (over: object = {}) =>
  rawRow({ source: 'https://example.org/a', source_date: '2026-05-01', ...over });
const measured = (over: Partial<Measurement> = {}): Measurement =>
  measuredRow({ model: 'm', source: 'a', ...over });

describe('files that are imported together', () => {
  const imported = (...files: object[][]) =>
    importFiles(
      index,
      [],
      files.map((rows, i) => ({ name: `f${i}`, rows: rows.map((over) => raw(over)) })),
    );

  it('account for every row, file by file and in all', () => {
    const { report, files, sources } = imported(
      [{}, { tok_s: 110 }, { device: 'x' }],
      [{ source: 'https://example.org/b', tok_s: 120 }, { notes: 'MTP' }],
    );
    expect(report.total).toEqual({
      read: 5,
      kept: 2,
      dropped: { repeat: 1, speculative: 1, unknown_device: 1 },
    });
    expect(Object.keys(report.total.dropped)).toEqual(['repeat', 'speculative', 'unknown_device']);
    expect(report.files).toEqual({
      f0: { read: 3, kept: 1, dropped: { repeat: 1, unknown_device: 1 } },
      f1: { read: 2, kept: 1, dropped: { speculative: 1 } },
    });
    expect([...files.keys()]).toEqual(['f0', 'f1']);
    expect([...sources.keys()]).toEqual(['speeds-example-org-a', 'speeds-example-org-b']);
    expect(report.disagreement.decode.any_date).toEqual({ cells: 1, median_relative_difference: 0.133 });
    expect(report.disagreement.prefill.any_date.cells).toBe(0);
  });
  it('name what nobody resolved, most frequent first, forty at most', () => {
    const { report } = imported([
      { device: 'z' },
      { device: 'b' },
      { device: 'z' },
      { device: 'a' },
      { model: 'none' },
      { quant: 'Q9_Z' },
    ]);
    expect(Object.entries(report.unresolved.devices)).toEqual([
      ['z', 2],
      ['a', 1],
      ['b', 1],
    ]);
    expect(report.unresolved.models).toEqual({ none: 1 });
    expect(report.unresolved.quants).toEqual({ Q9_Z: 1 });
    const many = Array.from({ length: 45 }, (_, i) => ({ device: `nobody${i}` }));
    expect(Object.keys(imported(many).report.unresolved.devices)).toHaveLength(40);
  });
  it('count how far plain rows were understood, and not those that are left out anyway', () => {
    const { report } = imported([{}, { device: 'x' }, { notes: 'MTP' }, { tok_s: 10_000, depth: 7 }]);
    expect(report.resolution.devices).toEqual({ named: 3, share: 0.667 });
  });
  it('keep a source once, with its newest day, and only where a row of it is kept', () => {
    const { sources } = imported([
      { source_date: '2026-05-03' },
      { depth: 99, source_date: '2026-05-01' },
      { device: 'x', source: 'https://example.org/c' },
    ]);
    expect([...sources]).toEqual([['speeds-example-org-a', expect.objectContaining({ date: '2026-05-03' })]]);
  });
  it('leave old builds out across files, the newest row being today', () => {
    const { report, files } = imported(
      [{ source_date: '2025-01-01' }],
      [{ source: 'https://example.org/b' }],
    );
    expect([...files.keys()]).toEqual(['f1']);
    expect(report.files['f0']).toEqual({ read: 1, kept: 0, dropped: { old_build: 1 } });
    const prompt = { phase: 'prefill', tokens: 512, tok_s: 3000 };
    // A prompt of two years before the newest row says nothing, whatever the cell.
    expect(
      imported(
        [{ ...prompt, depth: 1, source_date: '2024-04-01' }],
        [{ ...prompt, source: 'https://example.org/b' }],
      ).report.files['f0']?.dropped,
    ).toEqual({ old_build: 1 });
    expect(imported([]).report.total).toEqual({ read: 0, kept: 0, dropped: {} });
  });
});

describe('a figure that a source lists twice', () => {
  it('is one run, of the fewest devices, where it has four digits', () => {
    const [one, two] = [measured({ tok_s: 123.4 }), measured({ tok_s: 123.4, count: 2, split: 'layer' })];
    expect(listedOnce([two, one])).toEqual({ kept: [one], out: 1 });
    expect(listedOnce([{ ...two, source: 'b' }, one]).out).toBe(0);
    expect(listedOnce([{ ...two, depth: 1 }, one]).out).toBe(0);
    expect(listedOnce([{ ...two, backend: 'vulkan' }, one]).out).toBe(0);
    expect(listedOnce([{ ...two, tok_s: 123.5 }, one]).out).toBe(0);
    expect(listedOnce([one, one])).toEqual({ kept: [one, one], out: 0 });
  });
  it.each([
    [123, 0],
    [1234, 1],
    [0.1234, 1],
    [0.00123, 0],
    [0.001234, 1],
    [10.5, 0],
    [10.05, 1],
  ])('%f is known well enough: %i', (tok_s, again) => {
    expect(listedOnce([measured({ tok_s }), measured({ tok_s, count: 2, split: 'layer' })]).out).toBe(again);
  });
});

describe('a run that a source lists under two formats', () => {
  const at = (depth: number, tok_s: number, quant: string, over: Partial<Measurement> = {}) =>
    measured({ depth, tok_s, quant, ...over });
  const [named, again] = [
    [at(0, 197.3, 'iq4_xs'), at(2048, 196.3, 'iq4_xs'), at(4096, 195, 'iq4_xs'), at(8192, 192.4, 'iq4_xs')],
    [at(0, 197.3, 'q4_k_m'), at(2048, 196.3, 'q4_k_m'), at(4096, 195, 'q4_k_m'), at(8192, 192.4, 'q4_k_m')],
  ];
  it('teaches nothing of either, round figures included', () => {
    const other = at(16384, 188.1, 'q4_k_m');
    expect(ofOneFormat([...named, other, ...again])).toEqual({ kept: [other], out: 8 });
  });
  it('is told from chance by three figures of four digits', () => {
    const two = [...named.slice(0, 3), ...again.slice(0, 3)];
    expect(ofOneFormat(two)).toEqual({ kept: two, out: 0 });
  });
  it('is of one source, machine and model', () => {
    const elsewhere = (over: Partial<Measurement>) =>
      ofOneFormat([...named, ...again.map((m) => ({ ...m, ...over }))]).out;
    expect(elsewhere({})).toBe(8);
    expect(elsewhere({ source: 'b' })).toBe(0);
    expect(elsewhere({ device: 'rtx-4090' })).toBe(0);
    expect(elsewhere({ model: 'n' })).toBe(0);
    expect(elsewhere({ tok_s: 150.1 })).toBe(0);
    // Figures on several machines are not three of one run.
    const partly = [...named, ...again].map((m) => (m.depth > 0 ? m : { ...m, device: 'rtx-4090' }));
    expect(ofOneFormat(partly).out).toBe(0);
    expect(ofOneFormat([...again.slice(0, 1), ...named, ...again.slice(1)]).out).toBe(8);
  });
  it('is told by figures of one shape, of the same two formats', () => {
    const shifted = again.map((m) => ({ ...m, depth: m.depth + 1 }));
    expect(ofOneFormat([...named, ...shifted]).out).toBe(0);
    const third = again.slice(2).map((m) => ({ ...m, quant: 'q5_k_m' }));
    expect(ofOneFormat([...named, ...again.slice(0, 2), ...third]).out).toBe(0);
  });
  it('is no run that was repeated with one format', () => {
    expect(ofOneFormat([...named, ...named]).out).toBe(0);
  });
});

describe('a run that is faster at a greater depth', () => {
  const at = (depth: number, tok_s: number, over: Partial<Measurement> = {}) =>
    measured({ depth, tok_s, ...over });
  it('teaches nothing at any depth', () => {
    const rising = [at(0, 90), at(512, 53), at(16384, 87), at(65536, 80)];
    const other = at(0, 60, { model: 'n' });
    expect(slowedByDepth([...rising, other])).toEqual({ kept: [other], out: 4 });
  });
  it('may do so by a tenth', () => {
    expect(slowedByDepth([at(0, 100), at(4096, 110)]).out).toBe(0);
    expect(slowedByDepth([at(0, 100), at(4096, 110.1)]).out).toBe(2);
  });
  it('is one tester, machine, file, setting, build and number of users', () => {
    const two = (over: Partial<Measurement>) => slowedByDepth([at(0, 50), at(4096, 90, over)]).out;
    expect(two({})).toBe(2);
    // Half of what is generated counts as depth: 64 tokens, then 576.
    expect(two({ depth: 0, tokens: 1152 })).toBe(2);
    expect(two({ depth: 0, tokens: 1151 })).toBe(0);
    const others: Partial<Measurement>[] = [
      ...[{ source: 'b' }, { device: 'rtx-4090' }, { quant: 'q8_0' }, { concurrency: 2 }],
      ...[{ engine_version: 'b9' }, { date: '2026-05-02' }, { note: 'kv=q4_0' }],
    ];
    expect(others.map(two)).toEqual(others.map(() => 0));
  });
  it('is not believed elsewhere where most runs on that device are like that', () => {
    const runs = (...rates: number[]) =>
      rates.flatMap((tok_s, i) => [at(0, 50, { model: `m${i}` }), at(4096, tok_s, { model: `m${i}` })]);
    const users = at(0, 400, { concurrency: 16, model: 'x' });
    const lone = at(0, 40, { model: 'y' });
    const prompt = at(0, 900, { phase: 'prefill' });
    const others = [users, lone, prompt];
    expect(slowedByDepth([...runs(90, 90, 90, 45, 45), ...others])).toEqual({ kept: [prompt], out: 12 });
    expect(slowedByDepth([...runs(90, 90, 90, 45, 45, 45), ...others]).out).toBe(6);
    expect(slowedByDepth([...runs(90, 90), ...others]).out).toBe(4);
    const elsewhere = others.map((m) => ({ ...m, device: 'rtx-4090' }));
    expect(slowedByDepth([...runs(90, 90, 90), ...elsewhere]).kept).toEqual(elsewhere);
  });
  it('is of one user: several wait for one another', () => {
    const users = [at(0, 50, { concurrency: 4 }), at(4096, 90, { concurrency: 4 })];
    expect(slowedByDepth(users)).toEqual({ kept: users, out: 0 });
  });
  it('is told of prompts by those of one length: longer ones are read faster', () => {
    const read = (tokens: number, depth: number, tok_s: number) =>
      at(depth, tok_s, { phase: 'prefill', tokens });
    const longer = [read(512, 0, 500), read(4096, 0, 900)];
    expect(slowedByDepth(longer)).toEqual({ kept: longer, out: 0 });
    const deeper = [read(2048, 0, 500), read(2048, 8192, 900)];
    expect(slowedByDepth([...deeper, ...longer])).toEqual({ kept: longer, out: 2 });
  });
});
