import type { Catalog } from '../schema/catalog.ts';
import type { System } from '../schema/system.ts';

/** Single machines with so many of one device and nothing else that computes. */
export const buildsAround = (device: string, count: number, { systems }: Catalog): System[] =>
  Object.values(systems).filter(
    ({ nodes, devices: [only, other] }) =>
      nodes === 1 && only?.device === device && only.count === count && other === undefined,
  );
