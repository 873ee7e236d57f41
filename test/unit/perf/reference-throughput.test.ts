import { describe, expect, it } from 'vitest';
import { referenceTable, referenceThroughput } from '../../../src/perf/reference-throughput.ts';
import type { Device } from '../../../src/schema/device.ts';
import type { Throughput } from '../../../src/schema/throughput.ts';

const device = (id: string, family: string, compute: object, sources: Device['sources'] = {}) =>
  ({ id, vendor: 'other', family, compute, sources }) as Device;
const timed = (id: string, tflops: number, source: string, method = 'matmul') =>
  ({ device: id, tflops, source, method }) as Throughput;

const half = device('half', 'm', { fp16_acc32_tflops: 10 });
const quarter = device('quarter', 'm', { fp16_acc32_tflops: 36 });
const boosting = device('boosting', 'a', { fp32_tflops: 40 });
const unprinted = device('unprinted', 'n', {});
const devices = { half, quarter, boosting, unprinted };
const timings = () =>
  referenceTable(
    [
      timed('half', 6, 'b'),
      timed('half', 4, 'a'),
      timed('half', 100, 'a', 'prefill'),
      timed('quarter', 12, 'c', 'prefill'),
      timed('quarter', 8, 'c', 'prefill'),
      timed('quarter', 9, 'c', 'prefill'),
      timed('boosting', 50, 'd'),
      timed('unprinted', 70, 'e'),
      timed('unknown', 1, 'e'),
    ],
    devices,
  );

describe('timed throughputs', () => {
  it('are the median per chip, of matrix products where there are any, with one report more of what its family reaches', () => {
    const table = timings();
    // The family reaches 0.375 of its sheets: 3.75 against two reports of 5, 13.5 against three of 9.
    const pooled = (own: number, reports: number, family: number) =>
      Math.exp((reports * Math.log(own) + Math.log(family)) / (reports + 1));
    const tflops = Object.fromEntries(Object.entries(table.devices).map(([id, t]) => [id, t.tflops]));
    expect(tflops['half']).toBeCloseTo(pooled(5, 2, 3.75), 10);
    expect(tflops['quarter']).toBeCloseTo(pooled(9, 3, 13.5), 10);
    // Nobody else in the family, no sheet, no device: what was timed.
    expect(tflops['boosting']).toBeCloseTo(50, 10);
    expect(tflops['unprinted']).toBe(70);
    expect(tflops['unknown']).toBe(1);
    expect(table.devices['half']?.sources).toEqual(['a', 'b']);
    expect(Object.keys(table.devices)).toEqual(['boosting', 'half', 'quarter', 'unknown', 'unprinted']);
  });
  it('tell what share of their sheets the chips of a family reach, and of a vendor', () => {
    const { families, vendors } = timings();
    // 5 / 10 and 9 / 36; 50 / 40.
    expect(families).toEqual({
      a: { share: 1.25, sources: ['d'] },
      m: { share: 0.375, sources: ['a', 'b', 'c'] },
    });
    // Every family has the same say.
    expect(vendors).toEqual({ other: { share: (1.25 + 0.375) / 2, sources: ['a', 'b', 'c', 'd'] } });
  });
});

describe('cards without power for their sheets', () => {
  const card = (id: string, family: string, limit_w: number | undefined) =>
    ({ ...device(id, family, { fp16_acc32_tflops: 100 }), power: { limit_w } }) as Device;
  const cards = {
    large: card('large', 'pro', 120),
    small: card('small', 'pro', 30),
    ample: card('ample', 'pro', 480),
    unstated: card('unstated', 'pro', undefined),
    game: card('game', 'home', 300),
    'small-game': card('small-game', 'home', 75),
  };
  const table = referenceTable([timed('large', 80, 'a'), timed('game', 100, 'b')], cards);
  const reached = (id: keyof typeof cards) => referenceThroughput(cards[id], table)?.flop_s;
  it('reach less of them with the root of the power for each operation, never more than those that were timed', () => {
    expect(table.families['pro']).toMatchObject({ share: 0.8, watts_per_tflop: 1.2 });
    expect(reached('small')).toBeCloseTo(80e12 * Math.sqrt(0.3 / 1.2), -6);
    expect(reached('ample')).toBeCloseTo(80e12, -6);
    expect(reached('unstated')).toBeCloseTo(80e12, -6);
  });
  it('are not those of a family that reaches its sheets', () => {
    expect(table.families['home']).toEqual({ share: 1, sources: ['b'] });
    expect(reached('small-game')).toBeCloseTo(100e12, -6);
    expect(table.vendors['other']).not.toHaveProperty('watts_per_tflop');
  });
});

describe('the yardstick of a device', () => {
  it('is its own timing', () => {
    const table = timings();
    expect(referenceThroughput(device('unprinted', 'm', { fp16_acc32_tflops: 99 }), table)).toEqual({
      flop_s: 70e12,
      sources: ['e'],
    });
  });
  it('else its sheet, as far as its family holds what sheets say', () => {
    const yardstick = referenceThroughput(device('x', 'm', { fp16_acc32_tflops: 8 }), timings());
    expect(yardstick).toEqual({ flop_s: 3e12, sources: ['a', 'b', 'c'] });
  });
  it('else as far as its vendor does', () => {
    const yardstick = referenceThroughput(device('x', 'z', { fp16_acc32_tflops: 16 }), timings());
    expect(yardstick).toEqual({ flop_s: 13e12, sources: ['a', 'b', 'c', 'd'] });
  });
  it.each([
    [{ fp16_acc32_tflops: 3, fp16_acc16_tflops: 2, fp32_tflops: 1 }, 3e12],
    [{ fp16_acc16_tflops: 2, fp32_tflops: 1 }, 2e12],
    [{ fp32_tflops: 1 }, 1e12],
  ])('else the sheet, the better known figure first: %j', (compute, flop_s) => {
    const sources = { compute: ['sheet'], default: ['page'] };
    expect(
      referenceThroughput({ ...device('x', 'z', compute, sources), vendor: 'intel' }, timings()),
    ).toEqual({ flop_s, sources: ['sheet'] });
  });
  it('cites the page where the figure has no source of its own', () => {
    const of = (sources: Device['sources']) =>
      referenceThroughput(device('x', 'z', { fp32_tflops: 1 }, sources), referenceTable([], {}))?.sources;
    expect(of({ default: ['page'] })).toEqual(['page']);
    expect(of({})).toEqual([]);
  });
  it('is unknown where nothing is known', () => {
    expect(referenceThroughput(device('x', 'm', { gpu_cores: 4 }), timings())).toBeNull();
  });
});
