import type { Catalog } from '../schema/catalog.ts';
import type { SystemRef } from '../schema/document.ts';
import type { System } from '../schema/system.ts';

/** The devices of a system as documents name them. */
export const deviceRefs = ({ devices }: System, catalog: Catalog): SystemRef['devices'] =>
  devices.map(({ device, count }) => ({
    id: device,
    name: catalog.devices[device]?.name ?? device,
    count,
  }));

/** A system as documents name it. Tags say what it is like: traits, set-up, upgrade path. */
export const systemRef = (system: System, catalog: Catalog): SystemRef => ({
  id: system.id,
  name: system.name,
  kind: system.kind,
  devices: deviceRefs(system, catalog),
  memory_gb: system.memory_gb,
  tags: [...system.traits, system.setup, ...(system.upgrade === 'none' ? [] : [`upgrade-${system.upgrade}`])],
  group: system.group ?? null,
});
