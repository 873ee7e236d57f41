import { describe, expect, it } from 'vitest';
import { feltSpeed, per1000Usd } from '../../../src/scoring/value.ts';

describe('what is felt and what is paid', () => {
  it('of a reply is its tokens over the wait and the rest', () => {
    expect(feltSpeed(10, 5, 100)).toBeCloseTo(100 / 15, 12);
    expect(feltSpeed(10, null, 100)).toBe(10);
    expect([feltSpeed(null, 5, 100), feltSpeed(0, 5, 100), feltSpeed(-1, 5, 100)]).toEqual([
      null,
      null,
      null,
    ]);
  });
  it('per 1,000 USD is nothing without a rate or a price', () => {
    expect(per1000Usd(20, 4000)).toBe(5);
    expect([per1000Usd(null, 4000), per1000Usd(20, null), per1000Usd(20, 0), per1000Usd(20, -1)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(per1000Usd(0, 1)).toBe(0);
  });
});
