import { describe, expect, it } from 'vitest';
import { errorGroup } from '../../../../src/cli/evaluate/error-stats.ts';

const pair = (measured: number, predicted: number, spread = 0.1) => ({
  measured,
  predicted,
  low: predicted * (1 - spread),
  high: predicted * (1 + spread),
});

describe('errors of a group', () => {
  it('are relative to the measurement', () => {
    expect(errorGroup([pair(100, 80), pair(100, 110), pair(100, 130)])).toEqual({
      n: 3,
      mdape: 0.2,
      p90_ape: 0.28,
      bias: 0.1,
      coverage80: 0.33333,
    });
  });
  it('a bias is negative when predictions are too low', () => {
    expect(errorGroup([pair(100, 70), pair(100, 80)]).bias).toBe(-0.25);
  });
  it('coverage counts the ends of the interval as inside', () => {
    expect(errorGroup([pair(90, 100), pair(110, 100)]).coverage80).toBe(1);
  });
  it('says nothing of an empty group, and nothing of coverage without intervals', () => {
    expect(errorGroup([])).toEqual({ n: 0, mdape: null, p90_ape: null, bias: null, coverage80: null });
    expect(errorGroup([{ measured: 10, predicted: 12 }])).toMatchObject({ mdape: 0.2, coverage80: null });
  });
  it('keeps errors of parts in a hundred thousand', () => {
    expect(errorGroup([{ measured: 100_000, predicted: 100_002 }]).mdape).toBe(0.00002);
  });
});
