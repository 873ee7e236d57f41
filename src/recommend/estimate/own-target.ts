import type { Catalog } from '../../schema/catalog.ts';
import { type Gib, gbAsSold } from '../../units/units.ts';
import { countedName } from '../prose/names.ts';
import { type EstimateTarget, estimateTarget } from './target.ts';

/** What is in a home-built machine: its cards or processor, and the main memory beside them. */
interface Parts {
  readonly system: string | null;
  readonly devices: readonly { readonly id: string; readonly name: string; readonly count: number }[];
  /** Device id of the processor. */
  readonly processor: string | null;
  readonly memory_gib: Gib | null;
}

/** The machine to estimate for: as sold, or all its cards together with the memory that experts can be moved to. */
export function ownTarget(parts: Parts, catalog: Catalog): EstimateTarget | null {
  if (parts.system !== null) return estimateTarget('system', parts.system, 1, catalog);
  const [first, ...more] = parts.devices;
  const target = first ? estimateTarget('device', first.id, first.count, catalog) : null;
  if (!target || !first) return target;
  const device = catalog.devices[first.id];
  const { memory_gib } = parts;
  // A processor computes where the main memory is.
  if (device?.kind === 'cpu')
    return memory_gib === null
      ? null
      : { ...target, system: { ...target.system, memory_gb: gbAsSold(memory_gib) } };
  if (device?.memory.kind !== 'vram') return target;
  const bandwidth = catalog.devices[parts.processor ?? '']?.memory.bandwidth_gb_s;
  const host =
    memory_gib === null || bandwidth === undefined
      ? {}
      : { host: { ram_gb: gbAsSold(memory_gib), ram_bandwidth_gb_s: bandwidth } };
  const others = more.map(({ id, count }) => ({ device: id, count }));
  const names = parts.devices.map((d) => countedName(d.count, d.name));
  const memory_gb = parts.devices.reduce(
    (sum, d) => sum + (catalog.devices[d.id]?.memory.capacity_gb ?? 0) * d.count,
    0,
  );
  return {
    ...target,
    system: {
      ...target.system,
      ...host,
      name: names.join(' and '),
      devices: [...target.system.devices, ...others],
      memory_gb,
    },
  };
}
