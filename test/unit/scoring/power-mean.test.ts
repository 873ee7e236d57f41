import { describe, expect, it } from 'vitest';
import { power, powerMean } from '../../../src/scoring/power-mean.ts';

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

describe('powerMean', () => {
  const terms = [
    { weight: 0.6, score: 0.95 },
    { weight: 0.4, score: 0.05 },
  ];
  it('is the plain mean at 1 and punishes weak sides below', () => {
    expect(powerMean(terms, 1)).toBeCloseTo(0.59, 12);
    expect(powerMean(terms, 0.5)).toBeCloseTo((0.6 * Math.sqrt(0.95) + 0.4 * Math.sqrt(0.05)) ** 2, 12);
    expect(powerMean(terms, 0.25)).toBeLessThan(powerMean(terms, 0.5) ?? 0);
    expect(powerMean([], 0.5)).toBeNull();
  });
});
