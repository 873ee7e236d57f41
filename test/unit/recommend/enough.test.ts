import { describe, expect, it } from 'vitest';
import { countedDecode, countedWait } from '../../../src/recommend/enough.ts';
import type { Seconds, TokensPerSecond } from '../../../src/units/units.ts';

const enough = (past: number) => ({ decode_tok_s: 30 as TokensPerSecond, ttft_s: 1 as Seconds, past });

describe('what counts of speed', () => {
  it('is all of it up to enough, and where nothing says how much is', () => {
    expect([29, 30].map((x) => countedDecode(x, enough(0)))).toEqual([29, 30]);
    expect([2, 1].map((x) => countedWait(x, enough(0)))).toEqual([2, 1]);
    expect(countedDecode(300, null)).toBe(300);
    expect(countedWait(0.01, null)).toBe(0.01);
  });
  it('is the share of each doubling past that', () => {
    expect(countedDecode(120, enough(0))).toBe(30);
    expect(countedDecode(120, enough(0.5))).toBeCloseTo(60, 12);
    expect(countedDecode(120, enough(1))).toBeCloseTo(120, 12);
    expect(countedWait(0.25, enough(0.5))).toBeCloseTo(0.5, 12);
  });
});
