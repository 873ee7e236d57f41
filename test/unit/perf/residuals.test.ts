import { describe, expect, it } from 'vitest';
import {
  bestLeftOut,
  bySource,
  leaveOneOut,
  type Residual,
  spreadByLevel,
  summarise,
} from '../../../src/perf/residuals.ts';

const off = (log: number, over: Partial<Residual> = {}): Residual => ({
  log,
  source: 's',
  level: 0,
  group: 'g',
  ...over,
});
/** A prediction this many times the measurement. */
const times = (factor: number, over: Partial<Residual> = {}) => off(-Math.log(factor), over);

describe('a summary of errors', () => {
  it('tells errors as shares of the measurement, too low as positive', () => {
    const summary = summarise(
      [times(0.8, { source: 'a' }), times(0.9, { source: 'a' }), times(1.5, { source: 'b', group: 'f' })],
      [0.3],
    );
    expect(summary.rows).toBe(3);
    expect(summary.sources).toBe(2);
    expect(summary.mdape).toBeCloseTo(0.2, 12);
    // Source a's rows have half a say each: 0.1 and 0.2 weigh as much as 0.5 alone, so the median is between 0.2 and 0.5.
    expect(summary.mdape_by_source).toBeCloseTo(0.35, 12);
    expect(summary.p90_ape).toBeCloseTo(0.2 + 0.8 * 0.3, 12);
    expect(summary.bias).toBeCloseTo(0.1, 12);
    expect(summary.coverage80).toBeCloseTo(2 / 3, 12);
    expect(Object.keys(summary.groups)).toEqual(['f', 'g']);
    expect(summary.groups['g']?.rows).toBe(2);
    expect(summary.groups['g']?.mdape).toBeCloseTo(0.15, 12);
    expect(summary.groups['f']?.mdape).toBeCloseTo(0.5, 12);
  });
  it('counts the end of the interval as inside, and takes the width of the level', () => {
    const rows = [off(0.3), off(-0.3), off(0.3, { level: 1 }), off(0.3, { level: 7 })];
    expect(summarise(rows, [0.3, 0.2]).coverage80).toBe(0.75);
    expect(summarise(rows, []).coverage80).toBe(0);
  });
  it('covers nothing where there is nothing', () => {
    expect(summarise([], [0.3])).toMatchObject({ rows: 0, sources: 0, coverage80: 0, groups: {} });
  });
});

describe('the width by level of evidence', () => {
  const many = (log: number, level: number, n = 10) => Array.from({ length: n }, () => off(log, { level }));

  it('is never below what two careful testers differ by', () => {
    expect(spreadByLevel(many(0.01, 0), 1)).toEqual([0.15]);
    expect(spreadByLevel([], 2)).toEqual([0.15, 0.15]);
  });
  it('narrows with nearer evidence and never widens', () => {
    // A third of the rows lies at 0.6, beyond their 0.4: all widths grow until four rows in five are inside.
    const widths = spreadByLevel([...many(0.8, 0), ...many(-0.4, 1), ...many(0.6, 2)], 3);
    expect(widths.map((w) => Number(w.toFixed(9)))).toEqual([1.2, 0.6, 0.6]);
  });
  it('borrows the width above where few rows speak', () => {
    expect(spreadByLevel([...many(0.8, 0, 40), ...many(0.2, 1, 7)], 2)).toEqual([0.8, 0.8]);
    expect(spreadByLevel([...many(0.8, 0, 40), ...many(0.2, 1, 8)], 2)).toEqual([0.8, 0.2]);
  });
  it("is at least everybody's where nothing is near", () => {
    const [far] = spreadByLevel([...many(0.2, 0), ...many(0.9, 1)], 2);
    expect(far).toBeGreaterThanOrEqual(0.9);
  });
});

describe('the cost of a fit', () => {
  it('is the mean over sources of the mean within each', () => {
    const values = [
      { source: 'a', value: 1 },
      { source: 'a', value: 3 },
      { source: 'b', value: 8 },
    ];
    expect(bySource(values)).toBe(5);
    expect(bySource([])).toBe(0);
  });
});

it('predicts each source with a fit that has not seen it, sources in order', () => {
  const rows = [
    { source: 'b', value: 10 },
    { source: 'a', value: 1 },
    { source: 'b', value: 20 },
  ];
  const result = leaveOneOut(
    rows,
    (r) => r.source,
    (seen) => seen.map((r) => r.value),
    (seen, r) => off(r.value, { source: r.source, group: seen.join('+') }),
  );
  expect(result.map((r) => [r.source, r.log, r.group])).toEqual([
    ['a', 1, '10+20'],
    ['b', 10, '1'],
    ['b', 20, '1'],
  ]);
});

describe('the best of a grid', () => {
  // Sources a to e measured y = 3x, each with an offset of its own; the mean offset is fitted beside the slope.
  const rows = ['a', 'b', 'c', 'd', 'e'].flatMap((source, i) =>
    [1, 2, 3].map((x) => ({ source, x, y: 3 * x + i / 10 })),
  );
  type Row = (typeof rows)[number];
  const of = {
    source: (r: Row) => r.source,
    fit: (seen: readonly Row[], slope: number) => ({
      slope,
      offset: seen.reduce((sum, { x, y }) => sum + y - slope * x, 0) / seen.length,
    }),
    residual: ({ slope, offset }: { slope: number; offset: number }, { source, x, y }: Row) =>
      off(y - slope * x - offset, { source }),
  };
  it('tells sources best that it has not seen', () => expect(bestLeftOut([1, 2, 3, 4], rows, of)).toBe(3));
  it('is the first of equals, or nought of none', () => {
    expect(bestLeftOut([3, 3 + 1e-9], rows, of)).toBe(3);
    expect(bestLeftOut([], rows, of)).toBe(0);
  });
  it('leaves out the same sources together in whatever order the rows come', () => {
    const left = (list: readonly Row[]) => {
      const seen: string[] = [];
      const fit = (rest: readonly Row[], slope: number) => {
        seen.push([...new Set(rest.map((r) => r.source))].sort().join(''));
        return { slope, offset: 0 };
      };
      bestLeftOut([3], list, { ...of, fit });
      return seen.sort();
    };
    expect(left(rows)).toEqual(['abce', 'abde', 'acde', 'bcd']);
    expect(left([...rows].reverse())).toEqual(left(rows));
  });
});
