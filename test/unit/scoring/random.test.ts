import { describe, expect, it } from 'vitest';
import { lnWidths } from '../../../src/scoring/intervals.ts';
import { blend, mulberry32, normalQuantile, normals, seedFor } from '../../../src/scoring/random.ts';
import { sPowerAt, sPowers } from '../../../src/scoring/s-powers.ts';

const list = (...values: number[]) => Float64Array.from(values);

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
  it('put 10 % of the draws below low and above high', () => {
    const z = normals(3, 'tail', 20000);
    const widths = lnWidths({ low: 50, value: 100, high: 130 });
    if (!widths) throw new Error('it varies');
    const factors = z.map((draw) => draw * (draw < 0 ? widths.down : widths.up));
    const share = (test: (x: number) => boolean) =>
      factors.filter((f) => test(100 * Math.exp(f))).length / z.length;
    expect(share((x) => x < 50)).toBeCloseTo(0.1, 1);
    expect(share((x) => x > 130)).toBeCloseTo(0.1, 1);
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
