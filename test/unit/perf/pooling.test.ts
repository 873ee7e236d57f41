import { describe, expect, it } from 'vitest';
import { gridSearch } from '../../../src/perf/grid-search.ts';
import {
  around,
  evidenceLevel,
  type Pooled,
  type PooledRow,
  pooledLog,
  shrink,
  weightedMedian,
} from '../../../src/perf/shrink.ts';

const row = (
  log: number,
  source: string,
  path: string[],
  effects: string[] = [],
  weight?: number,
): PooledRow => ({
  log,
  source,
  path,
  effects,
  ...(weight === undefined ? {} : { weight }),
});
const weigh = (...rows: [value: number, source: string, weight?: number][]) =>
  weightedMedian(rows.map(([value, source, weight]) => ({ value, source, weight })));

describe('the median in which every source has the same say', () => {
  it('is nothing of nothing, and the value of one', () => {
    expect(weigh()).toBe(0);
    expect(weigh([3, 'a'])).toBe(3);
  });
  it('lies between two that agree to differ', () => expect(weigh([1, 'a'], [4, 'b'])).toBe(2.5));
  it('is the middle one of three, in whatever order they come', () => {
    expect(weigh([9, 'a'], [1, 'b'], [4, 'c'])).toBe(4);
    expect(weigh([1, 'a'], [9, 'b'], [4, 'c'])).toBe(4);
  });
  it('gives ten rows of one source no more than one row of another', () => {
    expect(weigh([1, 'a'], [1, 'a'], [1, 'a'], [5, 'b'], [6, 'c'])).toBe(5);
    // Without sources the three ones would be the median.
  });
  it('gives a source with a quarter of a say a quarter', () => {
    expect(weigh([1, 'a', 0.25], [5, 'b'])).toBe(5);
    expect(weigh([1, 'a', 2], [5, 'b'], [6, 'c'])).toBe(3);
  });
});

describe('pooling', () => {
  it('believes one source half of what sets a device apart, from the coarse to the fine', () => {
    // Two vendors at 0 and 2, one source each: the base lies between them, each vendor half way to its own rows.
    const pooled = shrink([row(0, 's1', ['x']), row(2, 's2', ['y'])]);
    expect(pooled.base).toBe(1);
    expect(pooled.nodes['x']).toEqual({ offset: -0.5, sources: 1, rows: 1 });
    expect(pooled.nodes['y']).toEqual({ offset: 0.5, sources: 1, rows: 1 });
    expect(pooledLog(pooled, ['x'], [])).toBe(0.5);
  });

  it('believes three sources three quarters, and rows of one source no more than its say', () => {
    const three = shrink([
      row(0, 'a', ['x']),
      row(0, 'b', ['x']),
      row(0, 'c', ['x']),
      ...['d', 'e', 'f', 'g'].map((s) => row(2, s, ['y'])),
    ]);
    expect(three.base).toBe(2);
    expect(three.nodes['x']).toEqual({ offset: -1.5, sources: 3, rows: 3 });
    const light = shrink([row(0, 'a', ['x'], [], 0.25), row(2, 'b', ['y'])]);
    expect(light.base).toBe(2);
    expect(light.nodes['x']).toEqual({ offset: (-2 * 0.25) / 1.25, sources: 0.25, rows: 1 });
  });

  it('leaves to the family what the vendor did not explain', () => {
    const pooled = shrink([row(0, 's1', ['x', 'old']), row(2, 's2', ['y', 'new'])]);
    expect(pooled.nodes['x/old']).toEqual({ offset: -0.25, sources: 1, rows: 1 });
    expect(pooledLog(pooled, ['x', 'old'], [])).toBe(0.25);
    // A family nobody measured speaks with its vendor's voice, a vendor nobody measured with everybody's.
    expect(pooledLog(pooled, ['x', 'unseen'], [])).toBe(0.5);
    expect(pooledLog(pooled, ['z'], [])).toBe(1);
  });

  it('names what an effect costs', () => {
    const rows = [0, 1, 2, 3].flatMap((i) => [row(1, `p${i}`, ['x']), row(0, `e${i}`, ['x'], ['slow'])]);
    const pooled = shrink(rows);
    expect(pooled.effects['slow']).toMatchObject({ sources: 4, rows: 4 });
    // Four sources say one log apart; the plain rows hold the base near 1 and the effect near -1.
    expect(pooledLog(pooled, ['x'], []) - pooledLog(pooled, ['x'], ['slow'])).toBeGreaterThan(0.6);
    expect(pooledLog(pooled, ['x'], [])).toBeGreaterThan(0.75);
    expect(pooledLog(pooled, ['x'], ['unheard of'])).toBe(pooledLog(pooled, ['x'], []));
  });

  it('tells two effects apart that come together', () => {
    const sources = ['a', 'b', 'c', 'd'];
    const pooled = shrink(
      sources.flatMap((s) => [
        row(0, `${s}0`, ['x']),
        row(-1, `${s}1`, ['x'], ['one']),
        row(-3, `${s}2`, ['x'], ['one', 'two']),
      ]),
    );
    const at = (effects: string[]) => pooledLog(pooled, ['x'], effects);
    expect(at([])).toBeCloseTo(0, 0);
    expect(at(['one'])).toBeCloseTo(-1, 0);
    expect(at(['one', 'two'])).toBeLessThan(-2);
    expect(pooled.effects['two']?.offset).toBeLessThan(pooled.effects['one']?.offset ?? 0);
  });

  it('does not depend on the order of the rows', () => {
    const rows = [
      row(0, 'a', ['x', 'p'], ['e']),
      row(3, 'b', ['x', 'q']),
      row(1, 'c', ['y', 'r'], ['e', 'f']),
    ];
    expect(shrink([...rows].reverse())).toEqual(shrink(rows));
  });

  it('knows nothing from nothing', () => expect(shrink([])).toEqual({ base: 0, nodes: {}, effects: {} }));

  it('borrows an offset only where nobody measured', () => {
    const pooled: Pooled = {
      ...shrink([row(0, 's1', ['x']), row(2, 's2', ['y'])]),
      borrowed: { x: 9, z: -1 },
    };
    expect(pooledLog(pooled, ['x'], [])).toBe(0.5);
    expect(pooledLog(pooled, ['z', 'family'], [])).toBe(0);
  });

  it('says how far down the path anything was measured', () => {
    const pooled = shrink([row(0, 's', ['x', 'old', 'one'])]);
    expect(evidenceLevel(pooled, ['x', 'old', 'one'])).toBe(3);
    expect(evidenceLevel(pooled, ['x', 'old', 'two'])).toBe(2);
    expect(evidenceLevel(pooled, ['x', 'new', 'two'])).toBe(1);
    expect(evidenceLevel(pooled, ['y', 'old', 'one'])).toBe(0);
    expect(evidenceLevel(pooled, [])).toBe(0);
  });
});

describe('the interval of a pooled figure', () => {
  const width = ({ low, value, high }: { low: number; value: number; high: number }) =>
    [low, high].map((end) => end / value);
  it('is as wide as its evidence', () => {
    const near = around(10, 2, [Math.LN10, Math.LN10, Math.LN2]);
    expect(near).toMatchObject({ value: 10, level: 2 });
    expect(width(near)).toEqual([0.5, 2].map((share) => expect.closeTo(share, 9)));
  });
  it('is as wide as with no evidence where its level has no width, and a factor of two where nothing has', () => {
    expect(width(around(10, 3, [Math.LN10]))).toEqual([0.1, 10].map((share) => expect.closeTo(share, 9)));
    expect(width(around(10, 3, []))).toEqual([0.5, 2].map((share) => expect.closeTo(share, 9)));
  });
});

describe('the search over grids', () => {
  const grids = { a: [0, 1, 2, 3], b: [0, 10, 20] };
  it('finds the least cost, each parameter in turn', () => {
    expect(gridSearch(grids, { a: 0, b: 0 }, ({ a, b }) => (a - 2) ** 2 + (b - 10) ** 2)).toEqual({
      a: 2,
      b: 10,
    });
  });
  it('goes over them again where one waits for the other', () => {
    // Each step of one pays for the next step of the other.
    const cost = ({ a, b }: { a: number; b: number }) => 0.004 * (10 * a - b) ** 2 - a;
    expect(gridSearch(grids, { a: 0, b: 0 }, cost)).toEqual({ a: 3, b: 20 });
  });
  it('stays where it is unless something is better by more than rounding', () => {
    expect(gridSearch(grids, { a: 1, b: 10 }, () => 5)).toEqual({ a: 1, b: 10 });
    expect(gridSearch(grids, { a: 1, b: 10 }, ({ a }) => (a === 3 ? 5 - 1e-10 : 5))).toEqual({ a: 1, b: 10 });
    expect(gridSearch(grids, { a: 1, b: 10 }, ({ a }) => (a === 3 ? 5 - 1e-8 : 5))).toEqual({ a: 3, b: 10 });
  });
  it('takes only values that somebody wrote down', () => {
    expect(gridSearch(grids, { a: 9, b: 9 }, ({ a, b }) => Math.abs(a - 1.4) + Math.abs(b - 14))).toEqual({
      a: 1,
      b: 10,
    });
  });
});
