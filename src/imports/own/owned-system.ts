import type { Catalog } from '../../schema/catalog.ts';
import type { System } from '../../schema/system.ts';
import { ascending } from '../../units/order.ts';

/** Machines with so many of a device and nothing else that computes. */
export const systemsOf = (device: string, count: number, catalog: Catalog): System[] =>
  Object.values(catalog.systems).filter(
    ({ nodes, devices: [only, other] }) =>
      nodes === 1 && only?.device === device && only.count === count && other === undefined,
  );

/** The plainest build with so many of a card and nothing else; null when nobody sells or describes one. */
export function systemWith(device: string, count: number, catalog: Catalog): string | null {
  const [build] = systemsOf(device, count, catalog).sort(
    (a, b) => a.parts.length - b.parts.length || ascending(a.id, b.id),
  );
  return build?.id ?? null;
}
