import { describe, expect, it } from 'vitest';
import { correctionNear, type Predict } from '../../../../src/perf/speed/measured.ts';
import type { Cell } from '../../../../src/schema/catalog.ts';
import type { Phase } from '../../../../src/schema/vocabulary.ts';
import { cell, job, on } from '../../../fixtures/unfitted-parts.ts';

describe('stored cells near a job', () => {
  const hundred = () => 100;
  /** How doubtful a decode rate so many times the predicted one is, in testers. */
  const doubtOf = (ratio: number) => (Math.log(ratio) / 0.15) ** 2;
  const near = (cells: Cell[], j = job(), m = on(), phase: Phase = 'decode', predict: Predict = hundred) =>
    correctionNear(phase, cells, j, m, predict);

  it('say how far the prediction for their own shape was off', () => {
    expect(near([cell({ tok_s: 100 })])).toEqual({ log: 0, trusted: true, weight: 1, sources: ['s'] });
    expect(near([cell({ tok_s: 104 })])?.log).toBeCloseTo(Math.log(104 / 100) / (1 + doubtOf(1.04)), 12);
    const seen: (readonly [number, number, string | undefined])[] = [];
    near([cell({ depth: 500, concurrency: 1, date: '2025-01-01' })], job(), on(), 'decode', (j, date) => {
      seen.push([j.depth, j.users, date]);
      return 1;
    });
    expect(seen).toEqual([[564, 1, '2025-01-01']]);
    const { tokens: _, ...untold } = cell({ depth: 500 });
    near([untold], job(), on(), 'decode', (j) => {
      expect(j.depth).toBe(564);
      return 1;
    });
  });
  it('are carried from the share of experts they had in host memory', () => {
    const most = job({ offload: { kind: 'experts', share: 0.9 } });
    const seen = (phase: Phase, over: Partial<Cell>) => {
      const shares: number[] = [];
      const found = near([cell({ phase, offload: 'experts', ...over })], most, on(), phase, (j) => {
        shares.push(j.offload.share);
        return 100;
      });
      return { shares, found };
    };
    expect(seen('decode', { offload_share: 0.6 }).shares).toEqual([0.6]);
    expect(seen('prefill', { tokens: 1024, depth: 0, offload_share: 0.6 }).shares).toEqual([0.6]);
    expect(seen('decode', {}).shares).toEqual([0.9]);
    expect(seen('decode', { offload_share: 0.3 }).found).toBeNull();
    expect(seen('decode', { offload_share: 0.6, tok_s: 60 }).found?.log).toBeGreaterThan(
      seen('decode', { offload_share: 0.9, tok_s: 60 }).found?.log ?? 0,
    );
  });
  it('win where they are plausible, and the less the farther a lone tester is from the model', () => {
    const told = (tok_s: number, sources = 1) =>
      100 * Math.exp(near([cell({ tok_s, sources })])?.log ?? Number.NaN);
    expect(told(104)).toBeCloseTo(103.7, 1);
    expect(told(60)).toBeCloseTo(96, 0);
    expect(told(10)).toBeCloseTo(99, 0);
    expect(told(60, 12)).toBeLessThan(told(60, 8));
    expect([110, 120, 60].map((tok_s) => near([cell({ tok_s })])?.trusted)).toEqual([true, false, false]);
    expect(near([cell({ tok_s: 60, sources: 12 })])?.trusted).toBe(true);
    const apart = [80, 60, 30, 10, 3].map((tok_s) => Math.log(told(tok_s) / 100) / Math.log(tok_s / 100));
    expect(apart).toEqual([...apart].sort((a, b) => b - a));
  });
  it("are believed of a machine of one's own, however far from the model", () =>
    expect(near([cell({ tok_s: 10, own: true })])).toEqual({
      log: Math.log(10 / 100),
      trusted: true,
      weight: 1,
      sources: ['s'],
    }));
  it("of one's own speak at every shape, and are a measurement only near theirs", () => {
    const said = (depth: number, mine: Partial<Cell>) => near([cell({ tok_s: 80, depth, ...mine })]);
    expect(said(936, { own: true })?.trusted).toBe(true);
    expect(said(64_000, { own: true })).toMatchObject({ log: Math.log(0.8), trusted: false });
    expect(said(64_000, {})).toBeNull();
    expect(said(936, { own: true, concurrency: 4 })).toBeNull();
  });
  it('never make a slower machine of a faster model of one', () => {
    const told = [50, 60, 80, 95, 100, 110, 130, 200, 400].map(
      (predicted) =>
        predicted * Math.exp(near([cell({ tok_s: 100 })], job(), on(), 'decode', () => predicted)?.log ?? 0),
    );
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });
  it('speak together, by nearness and testers', () => {
    expect(near([cell({ depth: 836 }), cell({ depth: 1436, source: 'r' })])?.sources).toEqual(['r', 's']);
    const [a, b] = [cell({ depth: 536, tok_s: 104 }), cell({ depth: 1436, tok_s: 110 })];
    const d = (depth: number) => Math.abs(Math.log((depth + 64 + 2048) / 3048));
    const weight = (depth: number, n = 1) => (n * 0.02) / (0.02 + d(depth) ** 2);
    for (const n of [1, 3]) {
      const [first, second] = [weight(536), weight(1436, n)];
      const mean = (first * Math.log(1.04) + second * Math.log(1.1)) / (first + second);
      const best = Math.max(first, second);
      const farther = second > first ? 1436 : 536;
      expect(near([a, { ...b, sources: n }])?.log).toBeCloseTo(
        (mean * best) / (best + doubtOf(Math.exp(mean)) + d(farther) / 0.2),
        12,
      );
    }
  });
  it.each<Partial<Cell>>([
    { engine: 'vllm' },
    { backend: 'vulkan' },
    { quant: 'q8_0' },
    { phase: 'prefill' },
    { nodes: 2 },
    { offload: 'experts' },
    { concurrency: 2 },
    { depth: 3000 },
  ])('say nothing of another %j', (over) => expect(near([cell(over)])).toBeNull());

  it('reach as far as a factor of 1.6 in shape', () => {
    // exp(0.5) of 3,048 padded tokens.
    expect(near([cell({ depth: 2910 })])).not.toBeNull();
    expect(near([cell({ depth: 2920 })])).toBeNull();
    expect(near([])).toBeNull();
  });
  it('of several devices must split alike', () => {
    const two = on({ count: 2, split: 'layer' });
    expect(near([cell({ split: 'tensor' })])).not.toBeNull();
    expect(near([cell({ split: 'tensor' })], job(), two)).toBeNull();
    expect(near([cell({ split: 'layer' })], job(), two)).not.toBeNull();
  });
  it('of prompts compare what is read, and what was read before', () => {
    const prompt = (over: Partial<Cell> = {}) => cell({ phase: 'prefill', tokens: 1024, depth: 0, ...over });
    const told = (over: Partial<Cell>) => near([prompt(over)], job(), on(), 'prefill');
    const twice = (Math.log(2) / 0.6) ** 2;
    expect(told({})?.log).toBeCloseTo(Math.log(2) / (1 + twice), 12);
    expect(
      [told({ tokens: 1600 }), told({ tokens: 1700 }), told({ tokens: 640 }), told({ tokens: 600 })].map(
        (x) => x !== null,
      ),
    ).toEqual([true, false, true, false]);
    expect([told({ depth: 1300 }), told({ depth: 1400 })].map((x) => x !== null)).toEqual([true, false]);
    const { tokens: _, ...untold } = prompt();
    expect(near([untold], job({ prompt_tokens: 512 }), on(), 'prefill')).not.toBeNull();
    expect(near([untold], job({ prompt_tokens: 1024 }), on(), 'prefill')).toBeNull();
    near([prompt({ tokens: 1000, depth: 30 })], job(), on(), 'prefill', (j) => {
      expect([j.prompt_tokens, j.cached_tokens, j.users]).toEqual([1000, 30, 1]);
      return 1;
    });
  });
});
