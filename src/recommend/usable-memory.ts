import type { Catalog } from '../schema/catalog.ts';
import type { System } from '../schema/system.ts';
import type { Backend, OperatingSystem } from '../schema/vocabulary.ts';

/** GPU-addressable memory of a whole system in GiB under an OS (and backend), and per device; null when unknown. */
export interface UsableMemory {
  readonly total_gib: number;
  readonly per_device_gib: number;
  readonly devices: number;
}

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
  const devices = system.devices.reduce((n, d) => n + d.count, 0);
  const own =
    system.usable_memory.find((u) => u.os === os && u.backend !== undefined && u.backend === backend) ??
    system.usable_memory.find((u) => u.os === os && u.backend === undefined);
  if (own) return { total_gib: own.gib, per_device_gib: own.gib / devices, devices };
  let total = 0;
  let smallest = Number.POSITIVE_INFINITY;
  for (const { device: id, count } of system.devices) {
    const device = catalog.devices[id];
    if (!device) return null;
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
        (match.family === undefined || match.family === device.family) &&
        (match.min_gb === undefined || nominal >= match.min_gb) &&
        (match.max_gb === undefined || nominal <= match.max_gb),
    );
    if (!rule) return null;
    const usable = Math.max(0, nominal * rule.share - rule.reserve_gib);
    total += usable * count;
    smallest = Math.min(smallest, usable);
  }
  return { total_gib: total, per_device_gib: smallest, devices };
}
