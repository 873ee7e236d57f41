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
