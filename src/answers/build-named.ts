import { parseDevicePhrase } from '../catalog/names/device-phrase.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { System } from '../schema/system.ts';
import { newestFirst } from '../units/order.ts';

type Counts = ReadonlyMap<string, number>;

/**
 * Machines put together from just what a phrase counts: "dual 3090", "RTX 5080 + RTX 3090", "2 DGX Sparks"; newest first.
 * None where it counts nothing, or names a thing that `idOf` does not know.
 */
export function buildsNamed(raw: string, catalog: Catalog, idOf: (name: string) => string | null): string[] {
  const { parts } = parseDevicePhrase(raw);
  if (parts.length < 2 && (parts[0]?.count ?? 1) === 1) return [];
  const wanted = new Map<string, number>();
  for (const { name, count } of parts) {
    const id = idOf(name) ?? (count > 1 ? idOf(name.replace(/s$/i, '')) : null);
    if (id === null) return [];
    wanted.set(id, (wanted.get(id) ?? 0) + count);
  }
  return Object.values(catalog.systems)
    .filter((s) => isSame(wanted, machinesIn(s, catalog)))
    .sort(newestFirst)
    .map(({ id }) => id);
}

/** What of its parts computes. */
function machinesIn({ parts }: System, { devices, systems }: Catalog): Counts {
  const computes = parts.filter(({ item }) => item in devices || item in systems);
  return new Map(computes.map(({ item, count }) => [item, count]));
}

const isSame = (a: Counts, b: Counts): boolean =>
  a.size === b.size && [...a].every(([id, count]) => b.get(id) === count);
