import type { Catalog } from '../schema/catalog.ts';
import type { SystemRef } from '../schema/document.ts';
import type { System } from '../schema/system.ts';

/** A system as documents name it. Tags say what it is like: traits, set-up, upgrade path. */
export const systemRef = (system: System, catalog: Catalog): SystemRef => ({
  id: system.id,
  name: system.name,
  kind: system.kind,
  devices: system.devices.map((d) => ({
    id: d.device,
    name: catalog.devices[d.device]?.name ?? d.device,
    count: d.count,
  })),
  memory_gb: system.memory_gb,
  tags: [...system.traits, system.setup, ...(system.upgrade === 'none' ? [] : [`upgrade-${system.upgrade}`])],
  group: system.group ?? null,
});
