import { describe, expect, it } from 'vitest';
import { compileCurve } from '../../../src/scoring/curve.ts';
import { power, powerMean } from '../../../src/scoring/power-mean.ts';
import { tiedWithFirst } from '../../../src/scoring/ties.ts';

describe('powers', () => {
  it.each([1, 0.5, 2, 0.3])('are what they say: %d', (p) => {
    for (const x of [0, 0.04, 0.25, 1]) expect(power(p)(x)).toBeCloseTo(x ** p, 12);
  });
  it('of nothing have no mean', () => {
    expect(powerMean([], 0.5)).toBeNull();
    expect(powerMean([{ weight: 0, score: 1 }], 0.5)).toBeNull();
    expect(powerMean([{ weight: 3, score: 0.25 }], 0.5)).toBeCloseTo(0.25, 12);
  });
});

describe('the shape of a curve', () => {
  const curve = (scale: 'log' | 'linear', poor: number, good: number) =>
    compileCurve({ scale, poor: { at: 1, score: poor }, good: { at: 10, score: good } } as Parameters<
      typeof compileCurve
    >[0]);
  it.each([
    ['log', 0.1, 0.9, 's'],
    ['log', 0, 0.9, 'line'],
    ['log', 0.1, 1, 'line'],
    ['linear', 0.1, 0.9, 'line'],
  ] as const)('%s from %d to %d: %s', (scale, poor, good, shape) => {
    expect(curve(scale, poor, good).shape).toBe(shape);
    expect(curve(scale, poor, good).log).toBe(scale === 'log');
  });
});

describe('ties', () => {
  const limits = { margin_points: 2, coin_toss: 0.4 };
  const at = (id: string, score: number, beats_leader = 0) => ({ id, score, beats_leader });
  it('include the margin and the coin toss themselves', () => {
    const ranked = [
      at('a', 60),
      at('on the margin', 58),
      at('below it', 57.99),
      at('a toss', 40, 0.4),
      at('less', 40, 0.39),
    ];
    expect(tiedWithFirst(ranked, limits)).toEqual(['on the margin', 'a toss']);
  });
  it('need somebody to tie with', () => {
    expect(tiedWithFirst([], limits)).toEqual([]);
    expect(tiedWithFirst([at('a', 60)], limits)).toEqual([]);
  });
});
