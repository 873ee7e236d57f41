import { createHash } from 'node:crypto';
import type { Catalog, Cell } from '../schema/catalog.ts';
import type { EngineProfile } from '../schema/engine.ts';
import type { FileSize } from '../schema/model.ts';
import type { Engine, WorkloadId } from '../schema/vocabulary.ts';
import type { WorkloadProfile } from '../schema/workload.ts';
import { buildCells } from './cells.ts';
import { type Collections, sorted } from './collections.ts';

/** Turns checked collections into the one object that ships. `below` is the catalogue an overlay lies on. */
export function compile(all: Collections, below?: Catalog): Catalog {
  if (!all.scoring) throw new Error('scoring.yaml is missing');
  const content = {
    schema_version: 1 as const,
    date: newest(all, below),
    sources: all.sources,
    devices: all.devices,
    systems: all.systems,
    hosts: all.hosts,
    parts: all.parts,
    models: all.models,
    diffusion: all.diffusion,
    tensor_types: all.tensor_types,
    quants: all.quants,
    engines: all.engines as Record<Engine, EngineProfile>,
    memory_rules: all.memory_rules,
    file_bytes: fileBytes(all.sizes, below?.file_bytes),
    offers: all.offers,
    cells: { ...below?.cells, ...(buildCells(all.measurements) as Record<string, readonly Cell[]>) },
    workloads: all.workloads as Record<WorkloadId, WorkloadProfile>,
    rules: Object.values(all.rules),
    scoring: all.scoring,
    calibration: all.calibration,
    misnomers: all.misnomers,
  };
  const digest = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
  return { ...content, digest };
}

function newest(all: Collections, below?: Catalog): string {
  const dates = [
    ...all.offers.map((o) => o.observed),
    ...all.measurements.map((m) => m.date),
    below?.date ?? '',
  ];
  return dates.reduce((a, b) => (a > b ? a : b), '');
}

/**
 * One size per model and quant, in bytes: the median over publishers of those printed to three digits or more, else of
 * all. Publishers' mixes differ by a few percent under one label, and no single one covers every model.
 */
function fileBytes(
  sizes: readonly FileSize[],
  below: Catalog['file_bytes'] = {},
): Record<string, Record<string, number>> {
  const groups = new Map<string, Map<string, FileSize[]>>();
  for (const size of sizes) {
    const quants = groups.get(size.model) ?? new Map<string, FileSize[]>();
    groups.set(size.model, quants);
    quants.set(size.quant, [...(quants.get(size.quant) ?? []), size]);
  }
  const chosen: Record<string, Record<string, number>> = { ...below } as Record<
    string,
    Record<string, number>
  >;
  for (const [model, quants] of groups) {
    const own: Record<string, number> = { ...below[model] };
    for (const [quant, rows] of quants) {
      const exact = rows.filter((r) => r.digits >= 3);
      own[quant] = Math.round(median((exact.length > 0 ? exact : rows).map((r) => r.gb)) * 1e9);
    }
    chosen[model] = sorted(own);
  }
  return sorted(chosen);
}

function median(values: number[]): number {
  const s = [...values].sort((a, b) => a - b);
  const mid = s.length >> 1;
  return s.length % 2 === 1 ? (s[mid] ?? 0) : ((s[mid - 1] ?? 0) + (s[mid] ?? 0)) / 2;
}
