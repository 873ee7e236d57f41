import { describe, expect, it } from 'vitest';
import { referenceTable, referenceThroughput } from '../../../src/perf/reference-throughput.ts';
import type { Device } from '../../../src/schema/device.ts';
import type { Throughput } from '../../../src/schema/throughput.ts';

const device = (id: string, family: string, compute: object, sources: Device['sources'] = {}) =>
  ({ id, family, compute, sources }) as Device;
const timed = (id: string, tflops: number, source: string, method = 'matmul') =>
  ({ device: id, tflops, source, method }) as Throughput;

const ten = device('ten', 'm', { gpu_cores: 10 });
const forty = device('forty', 'm', { gpu_cores: 40 });
const other = device('other', 'a', { gpu_cores: 100 });
const sheet = device('sheet', 'n', {}, {});
const devices = { ten, forty, other, sheet };
const timings = () =>
  referenceTable(
    [
      timed('ten', 6, 'b'),
      timed('ten', 4, 'a'),
      timed('ten', 100, 'a', 'prefill'),
      timed('forty', 12, 'c', 'prefill'),
      timed('forty', 8, 'c', 'prefill'),
      timed('forty', 9, 'c', 'prefill'),
      timed('other', 50, 'd'),
      timed('sheet', 70, 'e'),
      timed('unknown', 1, 'e'),
    ],
    devices,
  );

describe('timed throughputs', () => {
  it('are the median per chip, of matrix products where there are any', () => {
    const table = timings();
    expect(table.devices).toEqual({
      ten: { tflops: 5, sources: ['a', 'b'] },
      forty: { tflops: 9, sources: ['c'] },
      other: { tflops: 50, sources: ['d'] },
      sheet: { tflops: 70, sources: ['e'] },
      unknown: { tflops: 1, sources: ['e'] },
    });
    expect(Object.keys(table.devices)).toEqual(['forty', 'other', 'sheet', 'ten', 'unknown']);
  });
  it('are told per GPU core and family, the median of its chips', () => {
    const table = timings();
    // 5 / 10 and 9 / 40.
    expect(table.per_core['m']?.tflops).toBeCloseTo((0.5 + 0.225) / 2, 12);
    expect(table.per_core['m']?.sources).toEqual(['a', 'b', 'c']);
    expect(Object.keys(table.per_core)).toEqual(['a', 'm']);
  });
});

describe('the yardstick of a device', () => {
  it('is its own timing', () => {
    const table = timings();
    expect(referenceThroughput(device('ten', 'm', { fp16_acc32_tflops: 99 }), table)).toEqual({
      flop_s: 5e12,
      basis: 'measured',
      sources: ['a', 'b'],
    });
  });
  it('else its family per core', () => {
    const table = timings();
    const yardstick = referenceThroughput(device('x', 'a', { gpu_cores: 8, fp16_acc32_tflops: 99 }), table);
    expect(yardstick).toEqual({ flop_s: 4e12, basis: 'family', sources: ['d'] });
  });
  it.each([
    [{ fp16_acc32_tflops: 3, fp16_acc16_tflops: 2, fp32_tflops: 1 }, 3e12],
    [{ fp16_acc16_tflops: 2, fp32_tflops: 1 }, 2e12],
    [{ fp32_tflops: 1 }, 1e12],
  ])('else the sheet, the better known figure first: %j', (compute, flop_s) => {
    const table = timings();
    const sources = { compute: ['sheet'], default: ['page'] };
    expect(referenceThroughput(device('x', 'a', compute, sources), table)).toEqual({
      flop_s,
      basis: 'specification',
      sources: ['sheet'],
    });
  });
  it('cites the page where the figure has no source of its own', () => {
    const table = timings();
    const of = (sources: Device['sources']) =>
      referenceThroughput(device('x', 'z', { gpu_cores: 4, fp32_tflops: 1 }, sources), table)?.sources;
    expect(of({ default: ['page'] })).toEqual(['page']);
    expect(of({})).toEqual([]);
  });
  it('is unknown where nothing is known', () => {
    const table = timings();
    expect(referenceThroughput(device('x', 'z', { gpu_cores: 4 }), table)).toBeNull();
  });
});
