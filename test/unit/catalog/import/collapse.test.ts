import { describe, expect, it } from 'vitest';
import { collapseRepeats, matureSoftware } from '../../../../src/catalog/import/collapse.ts';
import {
  cellKey,
  eraKey,
  newestDate,
  newestEra,
  round4,
} from '../../../../src/catalog/measurements/experiments.ts';
import type { Measurement } from '../../../../src/schema/measurement.ts';
import { measuredRow } from '../../../fixtures/measured-row.ts';

const row = (over: Partial<Measurement> = {}): Measurement =>
  measuredRow({ device: 'chip', model: 'm', phase: 'prefill', tokens: 512, ...over });
const rates = (rows: readonly Measurement[]) => rows.map((m) => m.tok_s);

describe('rows of one experiment', () => {
  it.each<Partial<Measurement>>([
    { device: 'other' },
    { count: 2 },
    { nodes: 2 },
    { engine: 'vllm' },
    { backend: 'vulkan' },
    { model: 'n' },
    { quant: 'q8_0' },
    { phase: 'decode' },
    { tokens: 128 },
    { depth: 1 },
    { concurrency: 2 },
    { split: 'layer' },
    { offload: 'experts' },
    { host: 'cpu' },
    { offload_share: 0.5 },
  ])('are not those with %j', (over) => expect(cellKey(row(over))).not.toBe(cellKey(row())));
  it('may differ in who ran them, when and how fast', () => {
    expect(
      cellKey(row({ source: 't', date: '2020-01-01', tok_s: 1, n: 9, note: 'x', ref: 'r', offload: 'none' })),
    ).toBe(cellKey(row()));
    const { tokens: _, ...untold } = row();
    expect(cellKey(untold)).not.toBe(cellKey(row()));
  });
  it('of decode are one era whatever they generated', () => {
    expect(eraKey(row({ phase: 'decode', tokens: 128 }))).toBe(eraKey(row({ phase: 'decode', tokens: 256 })));
    expect(eraKey(row({ tokens: 128 }))).not.toBe(eraKey(row({ tokens: 256 })));
  });
});

describe('repeats of one source', () => {
  it('are their median, with all runs behind it', () => {
    const { kept, oldBuilds, repeats } = collapseRepeats([
      row({ tok_s: 90, n: 2, ref: 'low' }),
      row({ tok_s: 130, n: 3, ref: 'high', stddev: 1 }),
      row({ tok_s: 100, n: 1, ref: 'middle', stddev: 2 }),
    ]);
    expect(kept).toHaveLength(1);
    expect(kept[0]).toMatchObject({ tok_s: 100, n: 6, ref: 'middle' });
    expect(kept[0]).not.toHaveProperty('stddev');
    expect([oldBuilds, repeats]).toEqual([0, 2]);
  });
  it('keep the spread of a single run', () => {
    expect(collapseRepeats([row({ stddev: 2 })]).kept[0]).toMatchObject({ stddev: 2, n: 1 });
    expect(collapseRepeats([row()]).kept[0]).not.toHaveProperty('stddev');
  });
  it('are those of the newest build', () => {
    const { kept, oldBuilds, repeats } = collapseRepeats([
      row({ date: '2026-01-01', tok_s: 50 }),
      row({ date: '2026-05-01', tok_s: 80 }),
      row({ date: '2026-05-01', tok_s: 84 }),
    ]);
    expect(kept).toMatchObject([{ tok_s: 82, date: '2026-05-01' }]);
    expect([oldBuilds, repeats]).toEqual([1, 1]);
  });
  it('prefer the run with flash attention, which is the default, where both were run', () => {
    const attention = (note: string) =>
      collapseRepeats([row({ tok_s: 100 }), row({ tok_s: 200, note })]).kept[0]?.tok_s;
    expect(['fa=1', 'ub=512 fa=on', 'fa=true', 'fa=auto'].map(attention)).toEqual([200, 200, 200, 200]);
    expect(['fa=0', 'fa=10', 'xfa=1', ''].map(attention)).toEqual([150, 150, 150, 150]);
    expect(
      rates(collapseRepeats([row({ tok_s: 100, note: 'fa=1' }), row({ tok_s: 200, note: 'fa=1' })]).kept),
    ).toEqual([150]);
  });
  it('stay apart from other sources and other cells', () => {
    expect(collapseRepeats([row(), row({ source: 't' }), row({ depth: 512 })]).kept).toHaveLength(3);
    expect(collapseRepeats([])).toEqual({ kept: [], oldBuilds: 0, repeats: 0 });
  });
  it('have four digits', () => {
    expect(round4(1234.567)).toBe(1235);
    expect(round4(0.0123456)).toBe(0.01235);
  });
});

describe('eras of software', () => {
  it('end a quarter before the newest row of the cell, from whatever source', () => {
    const newest = row({ date: '2026-05-01', source: 't' });
    const edge = row({ date: '2026-01-31' });
    const old = row({ date: '2026-01-30', tok_s: row().tok_s - 1 });
    const elsewhere = row({ date: '2020-01-01', model: 'n' });
    expect(newestEra([newest, edge, old, elsewhere])).toEqual({
      kept: [newest, edge, elsewhere],
      old: [old],
    });
  });
  it('do not end where the newer machine was the slower one', () => {
    const slow = row({ date: '2026-05-01', source: 't', tok_s: 40 });
    const fast = row({ date: '2025-05-01', tok_s: 60 });
    const slower = row({ date: '2025-05-02', tok_s: 39 });
    expect(newestEra([slow, fast, slower])).toEqual({ kept: [slow, fast], old: [slower] });
    // Of several older ones each is held against those of today, not against the others.
    const faster = row({ date: '2025-05-03', tok_s: 70 });
    expect(newestEra([slow, fast, faster])).toEqual({ kept: [slow, fast, faster], old: [] });
    // What was not measured again belongs to its ladder, however fast it was.
    const shallow = row({ date: '2025-05-01', tokens: 128, tok_s: 90 });
    expect(newestEra([slow, shallow], () => 'one ladder').old).toEqual([shallow]);
  });
  it('may be told by another key', () => {
    const rows = [row({ date: '2026-05-01' }), row({ date: '2020-01-01', model: 'n' })];
    expect(newestEra(rows, () => 'all').old).toHaveLength(1);
  });
  it('know the newest day', () => {
    expect(newestDate([{ date: '2025-12-31' }, { date: '2026-01-01' }, { date: '2024-01-01' }])).toBe(
      '2026-01-01',
    );
    expect(newestDate([])).toBe('');
  });
});

describe('software of the first year of a chip', () => {
  const newest = row({ date: '2026-10-01', model: 'n' });
  const oldOf = (early: Measurement, released: string | undefined, last = newest) =>
    matureSoftware([early, last], () => released).old.length;

  it('is left out once builds more than 270 days newer exist', () => {
    expect(oldOf(row({ date: '2026-01-03' }), '2025-06-01')).toBe(1);
    expect(oldOf(row({ date: '2026-01-04' }), '2025-06-01')).toBe(0);
  });
  it('is that of 365 days from the release, whose day may be vague', () => {
    expect(oldOf(row({ date: '2025-12-31' }), '2025-01-01')).toBe(1);
    expect(oldOf(row({ date: '2026-01-01' }), '2025-01-01')).toBe(0);
    expect(oldOf(row({ date: '2025-12-31' }), '2025')).toBe(1);
    expect(oldOf(row({ date: '2026-01-01' }), '2025')).toBe(0);
    expect(oldOf(row({ date: '2026-01-01' }), '2025-02')).toBe(1);
  });
  it('stays where it decodes, and where nobody knows the release', () => {
    const decode = { phase: 'decode', date: '2025-07-01' } as const;
    expect(oldOf(row(decode), '2025-06-01', row({ ...decode, date: '2026-10-01' }))).toBe(0);
    expect(oldOf(row({ date: '2025-07-01' }), undefined)).toBe(0);
  });
  it.each<Partial<Measurement>>([
    { device: 'other' },
    { engine: 'vllm' },
    { backend: 'vulkan' },
    { phase: 'decode' },
    { offload: 'experts' },
  ])('is replaced by its like, not by %j', (over) =>
    expect(oldOf(row({ date: '2025-07-01' }), '2025-06-01', row({ ...over, date: '2026-10-01' }))).toBe(0),
  );
});
