import type { Catalog } from '../schema/catalog.ts';
import type { System } from '../schema/system.ts';

/** The machines with so many of one device and no other. */
export const buildsAround = (device: string, count: number, { systems }: Catalog): System[] =>
  Object.values(systems).filter(
    ({ devices: [only, other] }) => !other && only?.device === device && only.count === count,
  );
