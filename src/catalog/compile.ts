import { createHash } from 'node:crypto';
import type { Catalog } from '../schema/catalog.ts';
import type { WorkloadId } from '../schema/vocabulary.ts';
import type { WorkloadProfile } from '../schema/workload.ts';
import { latestDay } from '../units/days.ts';
import type { Collections } from './collections.ts';
import { fileBytes } from './file-bytes.ts';
import { buildCells } from './measurements/measured-cells.ts';

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
    engines: all.engines,
    memory_rules: all.memory_rules,
    file_bytes: fileBytes(all.sizes, below?.file_bytes),
    offers: all.offers,
    cells: below ? withOwnCells(below.cells, all) : buildCells(all.measurements),
    workloads: all.workloads as Record<WorkloadId, WorkloadProfile>,
    rules: Object.values(all.rules),
    scoring: all.scoring,
    calibration: all.calibration,
    misnomers: all.misnomers,
  };
  const digest = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
  return { ...content, digest };
}

/** One's own measurements beside the stored ones: what was not measured at home is still known of others. */
const withOwnCells = (below: Catalog['cells'], all: Collections): Catalog['cells'] => ({
  ...below,
  ...Object.fromEntries(
    Object.entries(buildCells(all.measurements)).map(([key, cells]) => [
      key,
      [...(below[key] ?? []), ...cells.map((cell) => ({ ...cell, own: true as const }))],
    ]),
  ),
});

const newest = (all: Collections, below?: Catalog): string =>
  latestDay([
    ...all.offers.map((o) => o.observed),
    ...all.measurements.map((m) => m.date),
    below?.date ?? '',
  ]);
