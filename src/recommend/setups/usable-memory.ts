import type { Catalog } from '../../schema/catalog.ts';
import type { System } from '../../schema/system.ts';
import type { Backend, OperatingSystem } from '../../schema/vocabulary.ts';
import { type Gib, gibAsSold } from '../../units/units.ts';

/** GPU-addressable memory of a whole system in GiB under an OS (and backend), and per device; null when unknown. */
export interface UsableMemory {
  readonly total_gib: Gib;
  readonly per_device_gib: Gib;
  readonly devices: number;
  /** Of one device of each kind, in the order of the system's list; kinds differ only in machines of unlike devices. */
  readonly each_gib: readonly Gib[];
  /** Of the smallest device, for work that one does while the others have none. */
  readonly alone_gib: Gib;
}

/**
 * What is left beside something else. Its owner says how much, not where: it is taken to lie on all devices alike, and
 * beside work that one of several devices does, on the others first.
 */
export function lessKept(memory: UsableMemory, keep_free_gib: Gib): UsableMemory {
  const left = Math.max(0, 1 - keep_free_gib / memory.total_gib);
  const elsewhere = memory.total_gib - memory.alone_gib;
  return {
    ...memory,
    total_gib: memory.total_gib * left,
    per_device_gib: memory.per_device_gib * left,
    each_gib: memory.each_gib.map((gib) => gib * left),
    alone_gib: Math.max(0, memory.alone_gib - Math.max(0, keep_free_gib - elsewhere)),
  };
}

/** Devices of a system, over all nodes. */
export const deviceCount = ({ devices }: Pick<System, 'devices'>): number =>
  devices.reduce((n, d) => n + d.count, 0);

/**
 * The system's own figures first (an entry with the backend before one without), else the platform rules. Nominal
 * "GB" of memory chips are binary, so `capacity_gb` counts as GiB here.
 */
export function usableMemory(
  system: System,
  os: OperatingSystem,
  backend: Backend | null,
  catalog: Catalog,
): UsableMemory | null {
  const devices = deviceCount(system);
  const own = statedMemory(system, os, backend);
  if (own) {
    const one = own.gib / devices;
    const each_gib = system.devices.map(() => one);
    return { total_gib: own.gib, per_device_gib: one, devices, each_gib, alone_gib: one };
  }
  const each_gib: Gib[] = [];
  for (const { device } of system.devices) {
    const usable = usableOfOne(system, device, os, backend, catalog);
    if (usable === null) return null;
    each_gib.push(usable);
  }
  const least = Math.min(...each_gib);
  return {
    total_gib: system.devices.reduce((gib, { count }, i) => gib + (each_gib[i] ?? 0) * count, 0),
    per_device_gib: least,
    devices,
    each_gib,
    alone_gib: least,
  };
}

/** The system's own figure, with what its owner has to set for it. */
export const statedMemory = (
  { usable_memory }: System,
  os: OperatingSystem,
  backend: Backend | null,
): System['usable_memory'][number] | undefined =>
  usable_memory.find((u) => u.os === os && u.backend !== undefined && u.backend === backend) ??
  usable_memory.find((u) => u.os === os && u.backend === undefined);

/** One device: as the machine it comes in says, where the system is made of machines; else by the platform's rule. */
function usableOfOne(
  system: System,
  id: string,
  os: OperatingSystem,
  backend: Backend | null,
  catalog: Catalog,
): Gib | null {
  const device = catalog.devices[id];
  if (!device) return null;
  const inside = machineWith(system, id, catalog);
  if (inside) return usableMemory(inside, os, backend, catalog)?.per_device_gib ?? null;
  const devices = deviceCount(system);
  const nominal =
    device.memory.kind === 'vram'
      ? device.memory.capacity_gb
      : (device.memory.capacity_gb ?? system.memory_gb / devices);
  if (nominal === undefined) return null;
  const rule = catalog.memory_rules.find(
    ({ match }) =>
      match.memory_kind === device.memory.kind &&
      (match.os === undefined || match.os === os) &&
      (match.vendor === undefined || match.vendor === device.vendor) &&
      (match.family === undefined || match.family === device.family) &&
      (match.min_gb === undefined || nominal >= match.min_gb) &&
      (match.max_gb === undefined || nominal <= match.max_gb),
  );
  return rule ? Math.max(0, gibAsSold(nominal) * rule.share - rule.reserve_gib) : null;
}

/** The box or Mac among the parts of a joined system that brings a device. */
export function machineWith(system: System, device: string, catalog: Catalog): System | null {
  if (system.parts.length === 0) return null;
  const [part] = system.parts
    .map(({ item }) => catalog.systems[item])
    .filter((s) => s?.devices.some((d) => d.device === device));
  return part ?? null;
}
