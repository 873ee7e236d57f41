import { parseDevicePhrase } from '../catalog/names/device-phrase.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { System } from '../schema/system.ts';
import { listed } from './choice.ts';
import { exactMachine, systemsNamed } from './machine-names.ts';

/** Everything that counts about an owned machine, as a key: not its name, weight or price. */
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
 * The first of several machines where it does not matter which is owned, since chip, memory and all else that counts
 * are the same, as of a laptop in two sizes. Null where they differ in anything.
 */
export function oneOfAlike(ids: readonly string[], { systems }: Catalog): string | null {
  const [first, ...others] = ids.flatMap((id) => systems[id] ?? []);
  if (!first || others.length + 1 !== ids.length) return null;
  return others.every((other) => asItWorks(other) === asItWorks(first)) ? first.id : null;
}

/** Which of several equal machines a name of something owned was taken for, one line per ambiguous name. */
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
