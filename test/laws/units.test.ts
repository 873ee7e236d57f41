import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemoryRoom } from '../../src/perf/memory/fit.ts';
import type { Footprint } from '../../src/perf/memory/footprint.ts';
import { handOverTime } from '../../src/perf/speed/hand-over.ts';
import { estimateAround } from '../../src/perf/speed/interval.ts';
import type { Machine } from '../../src/perf/speed/job.ts';
import type { Device } from '../../src/schema/device.ts';
import type { Fit, Performance } from '../../src/schema/document.ts';
import type { Estimate } from '../../src/schema/estimate.ts';
import type { Measurement } from '../../src/schema/measurement.ts';
import type { System } from '../../src/schema/system.ts';
import { duration, fileSize, gib, usd } from '../../src/units/format.ts';
import * as units from '../../src/units/units.ts';

/**
 * Units never mix. The first half is proved by `tsc -p .` (`npm run types`): a line marked as an error that compiles is
 * itself an error. Nothing of it runs.
 */
function mustNotCompile(
  device: Device,
  system: System,
  row: Measurement,
  footprint: Footprint,
  ttft: Estimate<units.Seconds>,
  ms: units.Milliseconds,
): void {
  const { capacity_gb = 0, bandwidth_gb_s = 0 } = device.memory;
  const { weights_gib = 0 } = row;

  // Memory: as sold, decimal, binary and in bytes.
  // @ts-expect-error GB as sold are binary; `gibAsSold` says so
  units.bytesFromGib(capacity_gb);
  // @ts-expect-error ... and not decimal either
  units.bytesFromGb(capacity_gb);
  // @ts-expect-error a GiB is no GB
  units.bytesFromGb(weights_gib);
  // @ts-expect-error bytes are no GiB
  units.bytesFromGib(footprint.weights);
  // @ts-expect-error a size on paper where the fit counts bytes
  const paper: MemoryRoom = { usable: system.memory_gb, host: null, utilisation: 1 };
  // @ts-expect-error GiB where the fit counts bytes
  const binary: MemoryRoom = { usable: weights_gib, host: null, utilisation: 1 };
  // @ts-expect-error bytes where people read GiB
  gib(footprint.total);
  // @ts-expect-error GiB where bytes are shown as a file's size
  fileSize(weights_gib);

  // Rates: decimal GB/s, bytes per second, FLOP per second, tokens per second.
  // @ts-expect-error a data sheet's GB/s where the physics divides by bytes per second
  const link: Machine['link'] = { kind: 'pcie', bytes_s: bandwidth_gb_s };
  // @ts-expect-error a bandwidth is no size
  units.bytesFromGb(bandwidth_gb_s);
  // @ts-expect-error a size is no bandwidth
  units.bytesPerSecond(capacity_gb);
  // @ts-expect-error TFLOPS of a data sheet are no FLOP/s
  const flop_s: units.FlopPerSecond = device.compute.fp32_tflops ?? 0;
  // @ts-expect-error tokens per second are no seconds
  duration(row.tok_s);
  // @ts-expect-error a wait is no rate
  const rate: Estimate<units.TokensPerSecond> = ttft;

  // The published document carries them, too.
  // @ts-expect-error seconds to the first token are no tokens per second
  const decode: NonNullable<Performance['speed']>['decode_tok_s'] = ttft;
  // @ts-expect-error GB as sold are not the GiB that fit
  const usable: Fit['usable_gib'] = system.memory_gb;
  // @ts-expect-error a figure and its unit in words disagree
  estimateAround(ttft.value, 'tok/s', { low: 1, high: 1 }, 'device', [], 'link');

  // Time and money.
  // @ts-expect-error milliseconds where seconds are shown
  duration(ms);
  // @ts-expect-error milliseconds where a prompt takes seconds
  handOverTime({ cache_bytes: 1, link_bytes_s: 1, layers: 1 }, ms);
  // @ts-expect-error hours where seconds are shown
  duration(units.hoursFromSeconds(1));
  // @ts-expect-error watts cost nothing by themselves
  usd(device.power.limit_w ?? 0);

  void [paper, binary, link, flop_s, rate, decode, usable];
}

void mustNotCompile;

describe('units never mix', () => {
  it('takes plain numbers, arithmetic and the conversions', () => {
    const sold: units.GbAsSold = 24;
    const room: MemoryRoom = {
      usable: units.bytesFromGib(units.gibAsSold(sold)) - 3 * 2 ** 29,
      host: null,
      utilisation: 1,
    };
    expect(gib(units.gibFromBytes(room.usable))).toBe('22.5 GiB');
    const wait: units.Seconds = 90;
    expect(duration(wait / 2)).toBe('45 s');
  });

  it('converts there and back, and by the factors of the names', () => {
    expect(units.bytesFromGib(1)).toBe(1_073_741_824);
    expect(units.bytesFromMib(1024)).toBe(units.bytesFromGib(1));
    expect(units.bytesFromGb(1)).toBe(1_000_000_000);
    expect(units.gibFromMib(1536)).toBe(1.5);
    expect(units.flopPerSecond(2)).toBe(2e12);
    expect(units.secondsFromHours(2)).toBe(7200);
    const pairs = [
      [units.bytesFromGib, units.gibFromBytes],
      [units.bytesFromMib, units.mibFromBytes],
      [units.bytesFromGb, units.gbFromBytes],
      [units.flopPerSecond, units.tflops],
      [units.secondsFromHours, units.hoursFromSeconds],
      [units.fromBillions, units.inBillions],
    ] as readonly (readonly [(n: number) => number, (n: number) => number])[];
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (n) => {
        for (const [to, back] of pairs) expect(Math.abs(back(to(n)) / n - 1)).toBeLessThan(1e-12);
        expect(units.gibAsSold(n)).toBe(n);
      }),
      { numRuns: 100, seed: 7 },
    );
  });

  it('knows how many bytes a GiB has, and what giga and tera are, in one file', () => {
    // Formulas of other tools are quoted as they stand; tokens and buffers are counts.
    const allowed =
      /^(?:units[\\/]units|perf[\\/]accuracy[\\/]peers|answers[\\/]numbers|report[\\/]criterion-values)\.ts$/;
    const factor = /2 \*\* [23]0\b|1024 \* 1024|\b1_?073_?741_?824\b|\b1e9\b|\b1e12\b|\b1_000_000_000 ?[*/]/;
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'));
    const guilty = files
      .filter((f) => !allowed.test(f) && !f.startsWith('build'))
      .filter((f) => factor.test(readFileSync(join('src', f), 'utf8')));
    expect(files.length).toBeGreaterThan(300);
    expect(guilty).toEqual([]);
  });
});
