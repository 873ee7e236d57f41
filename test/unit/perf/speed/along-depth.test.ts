import { describe, expect, it } from 'vitest';
import { correctionsFrom } from '../../../../src/perf/speed/corrections.ts';
import type { TextJob } from '../../../../src/perf/speed/job.ts';
import { correctionNear } from '../../../../src/perf/speed/measured.ts';
import type { Cell } from '../../../../src/schema/catalog.ts';
import { cell, job, on } from '../../../fixtures/unfitted-parts.ts';

/** A card that loses a tenth of its rate every 10,000 tokens or so. */
const falling = ({ depth }: Pick<TextJob, 'depth'>) => 100 * Math.exp(-depth / 100_000);
const flat = () => 100;
const at = (cells: readonly Cell[], depth: number, predict = falling, over: Partial<TextJob> = {}) =>
  correctionsFrom('decode', cells, on(), predict)(job({ depth, ...over }));
const rate = (cells: readonly Cell[], depth: number, predict = falling) =>
  predict({ depth }) * Math.exp(at(cells, depth, predict)?.log ?? 0);
/** 128 tokens were generated: 64 on the average when the cell was measured. */
const measured = (depth: number, tok_s: number, over: Partial<Cell> = {}) =>
  cell({ depth: depth - 64, tok_s, sources: 1e6, ...over });

describe('cells along depth', () => {
  it('say at a measured depth what near cells say there', () => {
    const cells = [measured(1000, 95), measured(20_000, 70)];
    for (const depth of [1000, 20_000])
      expect(at(cells, depth)?.log).toBeCloseTo(
        correctionNear('decode', cells, job({ depth }), on(), (j) => falling(j))?.log ?? Number.NaN,
        12,
      );
    expect(rate(cells, 1000)).toBeCloseTo(95, 1);
  });
  it('leave it to the model how the rate moves between two of them', () => {
    const cells = [measured(1000, 95), measured(21_000, 70)];
    const half = (Math.log(rate(cells, 1000)) + Math.log(rate(cells, 21_000))) / 2;
    expect(Math.log(rate(cells, 11_000))).toBeCloseTo(half, 9);
    expect(rate(cells, 11_000, flat)).toBeCloseTo(Math.exp(half), 1);
    const early = ({ depth }: Pick<TextJob, 'depth'>) => 100 / (1 + depth / 5000);
    const [a, b] = [rate(cells, 1000, early), rate(cells, 21_000, early)];
    const fell = (depth: number) => Math.log(early({ depth: 1000 }) / early({ depth }));
    const share = fell(6000) / fell(21_000);
    expect(Math.log(rate(cells, 6000, early))).toBeCloseTo(Math.log(a) + share * Math.log(b / a), 9);
  });
  it('say the same in whatever order they were stored', () => {
    const cells = [measured(1000, 95), measured(20_000, 70), measured(60_000, 50), measured(200_000, 20)];
    for (const depth of [0, 8000, 20_000, 100_000, 300_000])
      expect(at([...cells].reverse(), depth)?.log).toBeCloseTo(at(cells, depth)?.log ?? Number.NaN, 9);
  });
  it('carry on where the model sees no difference, and fade by a tenth of what it sees', () => {
    const cells = [measured(10_000, 80)];
    const there = at(cells, 10_000)?.log ?? 0;
    for (const depth of [0, 40_000])
      expect(at(cells, depth)?.log).toBeCloseTo(
        Math.min(0, there + 0.1 * (Math.abs(depth - 10_000) / 100_000)),
        9,
      );
    expect(at(cells, 400_000)).toMatchObject({ log: 0, trusted: false, sources: [] });
    expect(at([measured(10_000, 80)], 200_000, flat)?.log).toBeCloseTo(Math.log(0.8), 4);
    expect(at([measured(10_000, 110)], 11_000)?.log).toBeGreaterThan(0.17);
  });
  it('average where a deeper one was measured to be faster', () => {
    const cells = [
      measured(1000, 80),
      measured(20_000, 90, { sources: 3e6 }),
      measured(60_000, 50, { source: 'r' }),
    ];
    const mean = Math.exp((Math.log(80) + 3 * Math.log(90)) / 4);
    expect(rate(cells, 1000)).toBeCloseTo(mean, 2);
    expect(rate(cells, 20_000)).toBeCloseTo(mean, 2);
    expect(rate(cells, 60_000)).toBeCloseTo(50, 2);
    const three = [measured(1000, 60), measured(20_000, 70), measured(60_000, 80)];
    const all = Math.cbrt(60 * 70 * 80);
    for (const depth of [1000, 20_000, 60_000]) expect(rate(three, depth)).toBeCloseTo(all, 2);
  });
  it("of one's own machine stay at every depth", () => {
    const mine = [measured(10_000, 60, { own: true, sources: 1 })];
    const log = Math.log(60 / falling({ depth: 10_000 }));
    for (const depth of [0, 10_000, 200_000]) expect(at(mine, depth)?.log).toBeCloseTo(log, 9);
    expect([0, 10_000, 200_000].map((depth) => at(mine, depth)?.trusted)).toEqual([false, true, false]);
    // The machine is one's own, whoever else measured one like it.
    const both = [...mine, measured(10_000, 60, { sources: 1, source: 'r' })];
    expect(at(both, 200_000)?.log).toBeCloseTo(log, 9);
  });
  it('name who spoke: those near, and those of the depths on both sides', () => {
    const cells = [
      measured(1000, 95, { source: 'a' }),
      measured(20_000, 70, { source: 'b' }),
      measured(90_000, 30, { source: 'c' }),
    ];
    expect(at(cells, 8000)?.sources).toEqual(['a', 'b']);
    expect(at(cells, 22_000)?.sources).toEqual(['b', 'c']);
    expect(at(cells, 1000)?.sources).toEqual(['a']);
    const turned = [measured(1000, 95, { source: 'b' }), measured(20_000, 70, { source: 'a' })];
    expect(at(turned, 8000)?.sources).toEqual(['a', 'b']);
  });
  it('say nothing of other stacks, and of very different numbers of users', () => {
    expect(at([measured(1000, 80, { backend: 'vulkan' })], 1000)).toBeNull();
    expect(at([measured(1000, 80)], 1000, falling, { users: 4 })).toBeNull();
    expect(at([], 1000)).toBeNull();
    const one = correctionsFrom('decode', [measured(1000, 80)], on(), falling);
    const heard = [1, 4, 1].map((users) => one(job({ depth: 1000, users })) !== null);
    expect(heard).toEqual([true, false, true]);
    expect(at([measured(1000, 80, { concurrency: 5 })], 1000, falling, { users: 4 })).not.toBeNull();
  });
});
