import type { Device } from '../schema/device.ts';
import type { Throughput } from '../schema/throughput.ts';
import { median } from '../units/statistics.ts';
import { type FlopPerSecond, flopPerSecond, type Tflops } from '../units/units.ts';

/** Dense 16-bit throughput that utilisations are told against, and where it comes from. */
export interface ReferenceThroughput {
  readonly flop_s: FlopPerSecond;
  readonly basis: 'measured' | 'specification' | 'family';
  readonly sources: readonly string[];
}

interface Timed {
  readonly tflops: Tflops;
  readonly sources: readonly string[];
}

/** Timed throughputs by chip and, per GPU core, by family; part of the generated calibration files. */
export interface ReferenceTable {
  readonly devices: Readonly<Record<string, Timed>>;
  readonly per_core: Readonly<Record<string, Timed>>;
}

export function referenceTable(
  timed: readonly Throughput[],
  devices: Readonly<Record<string, Device>>,
): ReferenceTable {
  const ids = [...new Set(timed.map((t) => t.device))].sort();
  const own: Record<string, Timed> = {};
  const cores: Record<string, { perCore: number[]; sources: string[] }> = {};
  for (const id of ids) {
    const rows = timed.filter((t) => t.device === id);
    const tflops = best(rows);
    const sources = [...new Set(rows.map((r) => r.source))].sort();
    own[id] = { tflops, sources };
    const device = devices[id];
    const n = device?.compute.gpu_cores;
    if (!device || !n) continue;
    const family = cores[device.family] ?? { perCore: [], sources: [] };
    cores[device.family] = family;
    family.perCore.push(tflops / n);
    family.sources.push(...sources);
  }
  const per_core = Object.fromEntries(
    Object.entries(cores)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([family, f]) => [family, { tflops: median(f.perCore), sources: [...new Set(f.sources)].sort() }]),
  );
  return { devices: own, per_core };
}

/**
 * A timed matrix product on this chip beats the data sheet, because the sheets of unified-memory chips print sparse,
 * peak or no figures. Else a timed sibling of the family, per GPU core. Else the sheet's dense FP32-accumulate figure.
 * Null where nothing is known: no speed is estimated.
 */
export function referenceThroughput(device: Device, table: ReferenceTable): ReferenceThroughput | null {
  const own = table.devices[device.id];
  if (own) return { flop_s: flopPerSecond(own.tflops), basis: 'measured', sources: own.sources };
  const sibling = table.per_core[device.family];
  const cores = device.compute.gpu_cores;
  if (sibling && cores)
    return { flop_s: flopPerSecond(sibling.tflops * cores), basis: 'family', sources: sibling.sources };
  const sheet =
    device.compute.fp16_acc32_tflops ?? device.compute.fp16_acc16_tflops ?? device.compute.fp32_tflops;
  if (sheet === undefined) return null;
  const sources = device.sources['compute'] ?? device.sources['default'] ?? [];
  return { flop_s: flopPerSecond(sheet), basis: 'specification', sources };
}

/** A matrix product is the better yardstick; prefill of a 16-bit model stands in. The median of its kind counts. */
function best(rows: readonly Throughput[]): number {
  const matmul = rows.filter((r) => r.method === 'matmul');
  return median((matmul.length > 0 ? matmul : rows).map((r) => r.tflops));
}
