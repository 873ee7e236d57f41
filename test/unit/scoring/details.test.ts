import { describe, expect, it } from 'vitest';
import { dominators } from '../../../src/scoring/dominance.ts';
import { blend, lnWidths } from '../../../src/scoring/intervals.ts';
import { mulberry32, normalQuantile, normals, seedFor } from '../../../src/scoring/random.ts';
import { sPowerAt, sPowers } from '../../../src/scoring/s-powers.ts';
import type { Score } from '../../../src/scoring/score.ts';
import { middle80, shareAbove, winsOver } from '../../../src/scoring/tally.ts';
import { feltSpeed, per1000Usd } from '../../../src/scoring/value.ts';

const list = (...values: number[]) => Float64Array.from(values);
const score = (
  criteria: readonly (readonly [string, number | null, number])[],
  over: Partial<Score> = {},
): Score =>
  ({
    score: 50,
    moved: 0,
    points: 0,
    criteria: criteria.map(([id, score, weight]) => ({ id, score, weight, value: null })),
    ...over,
  }) as unknown as Score;

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

describe('draws', () => {
  it('are as wide as the interval says, on either side', () => {
    const widths = lnWidths({ low: 50, value: 100, high: 400 });
    expect(Math.exp(1.2815515655446004 * (widths?.down ?? 0))).toBeCloseTo(2, 9);
    expect(Math.exp(1.2815515655446004 * (widths?.up ?? 0))).toBeCloseTo(4, 9);
    const turned = lnWidths({ low: 50, value: 100, high: 400 }, -1);
    expect(turned?.down).toBe(-(widths?.down ?? 0));
    expect(turned?.up).toBe(-(widths?.up ?? 0));
    expect([
      lnWidths(null),
      lnWidths({ low: 0, value: 1, high: 2 }),
      lnWidths({ low: 2, value: 2, high: 2 }),
    ]).toEqual([null, null, null]);
  });
  it('share what a group has in common', () => {
    const into = list(9, 9);
    expect([...blend(into, list(1, 2), list(3, 4), 0)]).toEqual([1, 2]);
    expect([...blend(into, list(1, 2), list(3, 4), 1)]).toEqual([3, 4]);
    expect(blend(into, list(1, 1), list(3, 3), 0.36)[0]).toBeCloseTo(0.8 + 1.8, 12);
    expect(into[0]).toBeCloseTo(2.6, 12);
  });
  it('raise an S curve to the power that the mean takes, out to its flat ends', () => {
    for (const exponent of [0.5, 0.3, 1]) {
      const table = sPowers(exponent);
      for (let y = -30; y <= 30; y += 0.0137)
        expect(Math.abs(sPowerAt(table, y) - (1 / (1 + Math.exp(-y))) ** exponent)).toBeLessThan(
          exponent < 0.5 ? 1e-3 : 1e-5,
        );
    }
    expect(sPowers(0.5)).toBe(sPowers(0.5));
  });
  it('are the quantiles of the normal distribution', () => {
    // Percentiles as every table prints them, in the middle and in both tails.
    for (const [p, z] of [
      [0.5, 0],
      [0.9, 1.281552],
      [0.975, 1.959964],
      [0.025, -1.959964],
      [0.99, 2.326348],
      [0.01, -2.326348],
      [0.001, -3.090232],
      [0.9999, 3.719016],
      [0.1, -1.281552],
      [0.02425, -1.972961],
    ] as const)
      expect(normalQuantile(p)).toBeCloseTo(z, 5);
  });
  it('are the same for a name and a seed, and others for another', () => {
    const draws = normals(7, 'a', 4000);
    expect(normals(7, 'a', 4000)).toEqual(draws);
    expect(normals(8, 'a', 4000)).not.toEqual(draws);
    expect(normals(7, 'b', 4000)).not.toEqual(draws);
    const mean = draws.reduce((a, b) => a + b, 0) / 4000;
    const variance = draws.reduce((a, b) => a + b * b, 0) / 4000;
    expect(Math.abs(mean)).toBeLessThan(0.05);
    expect(Math.abs(variance - 1)).toBeLessThan(0.08);
    expect(Math.max(...draws)).toBeLessThan(3.4);
  });
  it('go on where they ended, and come again after those of another seed', () => {
    const few = [...normals(7, 'a', 10)];
    expect([...normals(7, 'a', 9000)].slice(0, 10)).toEqual(few);
    expect([...normals(8, 'a', 10)]).not.toEqual(few);
    expect([...normals(7, 'a', 10)]).toEqual(few);
    // By hand: the name says where its stretch of the seed's quantiles begins.
    const byHand = (seed: number, name: string, i: number) => {
      const next = mulberry32(seed);
      let bits = next();
      for (let k = 0; k < (seedFor(seed, name) % 16_384) + i; k++) bits = next();
      return normalQuantile(((bits % 1024) + 0.5) / 1024);
    };
    for (const seed of [3, 4, 3]) expect(normals(seed, 'z', 10)[9]).toBe(byHand(seed, 'z', 9));
    expect(normals(3, 'z', 40_000)[39_999]).toBe(byHand(3, 'z', 39_999));
  });
  it('come from a generator that anybody can check', () => {
    // FNV-1a of the name, from an offset that the seed moves; seed 0 leaves the published one.
    expect(seedFor(0, '')).toBe(0x811c9dc5);
    expect(seedFor(0, 'a')).toBe(0xe40c292c);
    expect(seedFor(0, 'foobar')).toBe(0xbf9cf968);
    expect(seedFor(1, '')).toBe((0x811c9dc5 ^ 0x9e3779b1) >>> 0);
    const next = mulberry32(1);
    const first = [next(), next(), next()];
    expect(first.every((n) => Number.isInteger(n) && n >= 0 && n < 2 ** 32)).toBe(true);
    expect(new Set(first).size).toBe(3);
    // The reference implementation divides by 2^32: 0.6270739405881613 for seed 1.
    expect((first[0] ?? 0) / 2 ** 32).toBeCloseTo(0.6270739405881613, 12);
  });
});

describe('who is beaten on everything', () => {
  const rival = (id: string, criteria: Parameters<typeof score>[0], over: Partial<Score> = {}) => ({
    id,
    score: score(criteria, over),
  });
  const by = (...rivals: ReturnType<typeof rival>[]) => Object.fromEntries(dominators(rivals));
  it('needs one better criterion, or better points', () => {
    expect(by(rival('a', [['speed', 0.9, 1]]), rival('b', [['speed', 0.8, 1]]))).toEqual({ b: 'a' });
    expect(by(rival('a', [['speed', 0.8, 1]]), rival('b', [['speed', 0.8, 1]]))).toEqual({});
    expect(by(rival('a', [['speed', 0.8, 1]], { points: 1 }), rival('b', [['speed', 0.8, 1]]))).toEqual({
      b: 'a',
    });
    expect(by(rival('a', [['speed', 0.9, 1]], { points: -1 }), rival('b', [['speed', 0.8, 1]]))).toEqual({});
    expect(by(rival('a', [['speed', 0.9, 1]], { score: 40 }), rival('b', [['speed', 0.8, 1]]))).toEqual({});
  });
  it('takes nothing unknown of the better one, and counts what weighs', () => {
    expect(
      by(
        rival('a', [
          ['speed', 0.9, 1],
          ['price', null, 1],
        ]),
        rival('b', [
          ['speed', 0.8, 1],
          ['price', 0.1, 1],
        ]),
      ),
    ).toEqual({});
    expect(
      by(
        rival('a', [
          ['speed', 0.9, 1],
          ['price', null, 1],
        ]),
        rival('b', [
          ['speed', 0.8, 1],
          ['price', 0.1, 0],
        ]),
      ),
    ).toEqual({ b: 'a' });
    expect(
      by(
        rival('a', [['speed', 0.9, 1]]),
        rival('b', [
          ['speed', 0.8, 1],
          ['price', null, 1],
        ]),
      ),
    ).toEqual({ b: 'a' });
    expect(
      by(
        rival('a', [
          ['price', 0.5, 1],
          ['speed', 0.9, 1],
        ]),
        rival('b', [
          ['speed', 0.8, 1],
          ['price', 0.5, 1],
        ]),
      ),
    ).toEqual({ b: 'a' });
    expect(by(rival('a', [['speed', 0.9, 1]]), rival('b', [['price', 0.1, 1]]))).toEqual({});
  });
  it('takes rounding for the same', () => {
    expect(
      by(
        rival('a', [
          ['speed', 0.8, 1],
          ['price', 0.5, 1],
        ]),
        rival('b', [
          ['speed', 0.8 + 5e-7, 1],
          ['price', 0.4, 1],
        ]),
      ),
    ).toEqual({ b: 'a' });
    expect(by(rival('a', [['speed', 0.8 + 5e-7, 1]]), rival('b', [['speed', 0.8, 1]]))).toEqual({});
  });
  it('names the best that beats', () => {
    expect(
      by(rival('a', [['speed', 0.9, 1]]), rival('b', [['speed', 0.8, 1]]), rival('c', [['speed', 0.7, 1]])),
    ).toEqual({ b: 'a', c: 'a' });
  });
});
