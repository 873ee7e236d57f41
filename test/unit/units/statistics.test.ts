import { describe, expect, it } from 'vitest';
import { groupBy, median, normalAbove, quantile } from '../../../src/units/statistics.ts';

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
