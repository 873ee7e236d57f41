import { parseDevicePhrase } from '../catalog/names/device-phrase.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { System } from '../schema/system.ts';
import { listed } from './choice.ts';
import { exactMachine, systemsNamed } from './machine-names.ts';

/** All that counts about a machine that is there already, as a key: not what it is called, weighs or costs. */
const asItWorks = (s: System): string =>
  JSON.stringify([
    s.kind,
    s.devices,
    s.memory_gb,
    s.usable_memory.map(({ os, backend, gib }) => [os, backend, gib]),
    s.host,
    s.nodes,
    s.link,
    s.os,
    s.form.class,
    s.form.noise_dba,
    s.power,
    s.setup,
    s.upgrade,
    [...s.traits].sort(),
  ]);

/**
 * The first of several machines of which it does not matter which one is owned, since chip, memory and all else that
 * counts are the same: a laptop that comes in two sizes. Null where they differ in anything.
 */
export function oneOfAlike(ids: readonly string[], { systems }: Catalog): string | null {
  const [first, ...others] = ids.flatMap((id) => systems[id] ?? []);
  if (!first || others.length + 1 !== ids.length) return null;
  return others.every((other) => asItWorks(other) === asItWorks(first)) ? first.id : null;
}

/** Which of several machines alike a name of something owned was taken for, a line for each name that could mean several. */
export function takenForOne(own: readonly string[], catalog: Catalog): string[] {
  return listed(own)
    .filter((raw) => !exactMachine(raw, catalog))
    .flatMap((raw) => parseDevicePhrase(raw).parts.map(({ name }) => name))
    .flatMap((name) => {
      const ids = exactMachine(name, catalog) ? [] : systemsNamed(name, catalog);
      const one = ids.length > 1 ? oneOfAlike(ids, catalog) : null;
      if (one === null) return [];
      return [`Taken for ${catalog.systems[one]?.name ?? one}; others of that name are the same here.`];
    });
}
