import type { Catalog } from '../../schema/catalog.ts';
import type { System } from '../../schema/system.ts';
import type { Backend, OperatingSystem } from '../../schema/vocabulary.ts';

/** Backends that every device of the system has under an OS. */
export function commonBackends(system: System, os: OperatingSystem, catalog: Catalog): Backend[] {
  const lists = system.devices.map(({ device }) =>
    (catalog.devices[device]?.backends ?? []).filter((b) => b.os.includes(os)).map((b) => b.backend),
  );
  const [first = [], ...rest] = lists;
  return first.filter((b) => rest.every((list) => list.includes(b)));
}

/** Whether every device of a system speaks CUDA under one of these operating systems. */
export const hasCuda = (system: System, os: readonly OperatingSystem[], catalog: Catalog): boolean =>
  os.some((o) => commonBackends(system, o, catalog).includes('cuda'));

/** Backends that nobody would use where the maker's own is there: kernels are written for CUDA and Metal first. */
export function isStandIn(backend: Backend, has: readonly Backend[]): boolean {
  if (backend === 'cpu') return has.some((b) => b !== 'cpu');
  return backend === 'vulkan' && (has.includes('cuda') || has.includes('metal'));
}
