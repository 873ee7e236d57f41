import type { Collections } from '../../catalog/collections.ts';
import { newestDate } from '../../catalog/measurements/experiments.ts';
import type { Measurement } from '../../schema/measurement.ts';
import { byKey } from '../../units/order.ts';

interface MeasuredFamily {
  readonly family: string;
  /** Devices of the family, and how many of them somebody measured. */
  readonly devices: number;
  readonly measured: number;
  readonly prefill: number;
  readonly decode: number;
  /** Of all: behind 8,000 tokens or more, with more than one request, on more than one device, with weights in host memory. */
  readonly deep: number;
  readonly concurrent: number;
  readonly several: number;
  readonly offload: number;
  readonly sources: number;
  readonly newest: string;
}

/** What the coverage table calls deep. */
const DEEP_TOKENS = 8000;

/** Speed cells by device family and phase; families nobody measured are rows of zeros. */
export function measurementsByFamily(all: Collections): MeasuredFamily[] {
  const families = new Map<string, Measurement[]>(Object.values(all.devices).map((d) => [d.family, []]));
  for (const m of all.measurements) families.get(all.devices[m.device]?.family ?? '')?.push(m);
  return [...families].sort(byKey).map(([family, rows]) => {
    const count = (is: (m: Measurement) => boolean) => rows.filter(is).length;
    return {
      family,
      devices: Object.values(all.devices).filter((d) => d.family === family).length,
      measured: new Set(rows.map((m) => m.device)).size,
      prefill: count((m) => m.phase === 'prefill'),
      decode: count((m) => m.phase === 'decode'),
      deep: count((m) => m.depth >= DEEP_TOKENS),
      concurrent: count((m) => m.concurrency > 1),
      several: count((m) => m.count > 1),
      offload: count((m) => (m.offload ?? 'none') !== 'none'),
      sources: new Set(rows.map((m) => m.source)).size,
      newest: newestDate(rows),
    };
  });
}
