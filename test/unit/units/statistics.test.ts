import { describe, expect, it } from 'vitest';
import { groupBy, median, normalAbove, quantile, weightedQuantile } from '../../../src/units/statistics.ts';

describe('the median', () => {
  it.each([
    [[3], 3],
    [[3, 1], 2],
    [[9, 1, 4], 4],
    [[10, 9, 1, 2], 5.5],
  ])('of %j is %f', (values, middle) => expect(median(values)).toBe(middle));
});

describe('quantiles of plain values', () => {
  it.each([
    [[], 0.5, 0],
    [[7], 0.9, 7],
    [[3, 1, 2], 0.5, 2],
    [[4, 1], 0.5, 2.5],
    [[10, 0], 0.8, 8],
    [[0, 10, 20, 30, 40], 0.8, 32],
    [[0, 10], 0, 0],
    [[0, 10], 1, 10],
  ])('of %j at %f is %f', (values, q, expected) => expect(quantile(values, q)).toBeCloseTo(expected, 12));
});

describe('quantiles of values with a say of their own', () => {
  const of = (pairs: [number, number][], q: number) =>
    weightedQuantile(
      pairs.map(([value, weight]) => ({ value, weight })),
      q,
    );
  it.each([0, 0.1, 0.37, 0.5, 1])('are plain ones at %f where all shares are alike', (q) => {
    const values = [5, 1, 4, 2, 9];
    expect(
      of(
        values.map((v) => [v, 3]),
        q,
      ),
    ).toBeCloseTo(quantile(values, q), 12);
  });
  it('lie nearer to what weighs more', () => {
    // Middles of the shares at 1.5 and 3.5 of 4.
    expect(
      of(
        [
          [0, 3],
          [8, 1],
        ],
        0.5,
      ),
    ).toBeCloseTo(4, 12);
    // 0.5, 1.5 and 3.5 of 5: halfway is at 2.
    expect(
      of(
        [
          [0, 1],
          [1, 1],
          [9, 3],
        ],
        0.5,
      ),
    ).toBeCloseTo(1 + (8 * 0.5) / 2, 12);
  });
  it('of none is 0, of one the one', () => {
    expect(of([], 0.5)).toBe(0);
    expect(of([[7, 2]], 0.9)).toBe(7);
  });
});

it('groups things in their order', () => {
  expect([...groupBy([1, 2, 3, 4], (n) => (n % 2 ? 'odd' : 'even'))]).toEqual([
    ['odd', [1, 3]],
    ['even', [2, 4]],
  ]);
});

describe('what lies above in a standard normal', () => {
  it.each([
    [0, 0.5],
    [1.2815515655, 0.1],
    [1.9599639845, 0.025],
    [3, 0.001349898],
  ])('%f: %f', (z, share) => {
    expect(normalAbove(z)).toBeCloseTo(share, 6);
    expect(normalAbove(-z)).toBeCloseTo(1 - share, 6);
  });
});
