import { describe, expect, it } from 'vitest';
import { middle80, shareAbove, winsOver } from '../../../src/scoring/tally.ts';

const list = (...values: number[]) => Float64Array.from(values);

describe('counting draws', () => {
  it('gives each to the highest, shared among equals', () => {
    const wins = winsOver(3);
    wins.add(0, list(1, 5, 3));
    wins.add(2, list(2, 5, 1));
    wins.add(3, list(0, 5, 3));
    expect(wins.of(4)).toEqual([1 / 3 + 1 / 2, 0, 1 + 1 / 3, 1 / 3 + 1 / 2]);
    wins.add(1, list(9, 5, 3));
    expect(wins.of(4)).toEqual([1 / 4 + 1 / 3, 1 + 1 / 4 + 1 / 3, 1 / 4, 1 / 4 + 1 / 3]);
    const one = winsOver(2);
    one.add(0, list(-5, -5));
    expect(one.of(1)).toEqual([2]);
    expect(winsOver(2).of(0)).toEqual([]);
    expect(winsOver(2).of(1)).toEqual([0]);
  });
  it('counts only what is strictly above', () => {
    expect(shareAbove(list(1, 2, 3, 4), list(2, 2, 2, 2))).toBe(0.5);
    expect(shareAbove(list(1), null)).toBe(0);
    const own = list(1);
    expect(shareAbove(own, own)).toBe(0);
  });
  it('finds the tenth and the ninetieth percentile, whatever the order', () => {
    const eleven = [7, 3, 10, 0, 5, 1, 9, 2, 8, 4, 6];
    expect(middle80(list(...eleven))).toEqual({ low: 1, high: 9 });
    expect(middle80(list(...[...eleven].reverse()))).toEqual({ low: 1, high: 9 });
    expect(middle80(list(4, 4, 4, 4))).toEqual({ low: 4, high: 4 });
    expect(middle80(list(3))).toEqual({ low: 3, high: 3 });
    expect(middle80(list())).toEqual({ low: 0, high: 0 });
    const many = Array.from({ length: 101 }, (_, i) => (i * 37) % 101);
    expect(middle80(list(...many))).toEqual({ low: 10, high: 90 });
  });
});
