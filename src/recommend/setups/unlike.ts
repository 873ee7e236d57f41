import type { Catalog } from '../../schema/catalog.ts';
import type { System } from '../../schema/system.ts';
import { countedName } from '../prose/names.ts';
import { machineWith } from './usable-memory.ts';

/**
 * The kinds of devices of a machine whose devices differ, each as if the others were not there: what fits the faster
 * card alone runs there, and a picture is made on one. None where all devices are alike.
 */
export function partsOfUnlike(system: System, catalog: Catalog): System[] {
  if (system.devices.length < 2) return [];
  return system.devices.map((kind) => {
    const inside = machineWith(system, kind.device, catalog);
    const device = catalog.devices[kind.device];
    const one = inside?.memory_gb ?? device?.memory.capacity_gb ?? 0;
    const { link, host, ...rest } = system;
    return {
      ...rest,
      id: `${system.id}/${kind.device}`,
      name: inside?.name ?? countedName(kind.count, device?.name ?? kind.device),
      devices: [kind],
      memory_gb: one * kind.count,
      usable_memory: [],
      nodes: inside ? kind.count : 1,
      os: inside?.os ?? system.os,
      ...(host && !inside ? { host } : {}),
      ...(link && kind.count > 1 ? { link } : {}),
    };
  });
}

/** The kind of device that a part of a machine is made of; null where it is the machine. */
export const partOf = (system: System, on: System): string | null =>
  on.devices.length < system.devices.length ? (on.devices[0]?.device ?? null) : null;
