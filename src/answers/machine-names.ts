import { words } from '../catalog/names/keys.ts';
import type { Catalog } from '../schema/catalog.ts';
import { newestFirst } from '../units/order.ts';

/** What a name stands for. */
export interface NamedMachine {
  readonly kind: 'system' | 'device';
  readonly id: string;
}

/** By id, name or alias, spelling folded. */
export function exactMachine(raw: string, catalog: Catalog): NamedMachine | null {
  const word = raw.trim().toLowerCase();
  if (Object.hasOwn(catalog.systems, word)) return { kind: 'system', id: word };
  if (Object.hasOwn(catalog.devices, word)) return { kind: 'device', id: word };
  const key = tight(raw);
  const named = (thing: { name: string; aliases: readonly string[] }) =>
    [thing.name, ...thing.aliases].some((n) => tight(n) === key);
  const system = Object.values(catalog.systems).find(named);
  if (system) return { kind: 'system', id: system.id };
  const device = Object.values(catalog.devices).find(named);
  return device ? { kind: 'device', id: device.id } : null;
}

/** Whether it is the id or the name of a device, and not one of its aliases. */
export function isDeviceName(raw: string, exact: NamedMachine | null, catalog: Catalog): boolean {
  const device = exact && catalog.devices[exact.id];
  return device ? [device.id, device.name].some((n) => tight(n) === tight(raw)) : false;
}

/** Machines sold whole whose names begin with these words, others between them or not; newest first. */
export function systemsNamed(raw: string, catalog: Catalog): string[] {
  const wanted = words(raw);
  return Object.values(catalog.systems)
    .filter((s) => s.parts.length === 0 && !s.generic)
    .filter(({ name }) => {
      const said = words(name);
      // "Surface Laptop" leaves the maker out.
      return said.slice(0, 2).includes(wanted[0] ?? '') && inOrder(wanted, said);
    })
    .sort(newestFirst)
    .map((s) => s.id);
}

/** The machines of a family or without a size in its name, "Mac Studio": none where one alone is called that in full. */
export function familyNamed(raw: string, catalog: Catalog): string[] {
  const exact = exactMachine(raw, catalog);
  const thing = exact && (catalog.systems[exact.id] ?? catalog.devices[exact.id]);
  if (thing && [thing.id, thing.name].some((n) => tight(n) === tight(raw))) return [];
  const family = systemsNamed(raw, catalog);
  return family.length > 1 ? family : [];
}

export const devicesNamed = (raw: string, catalog: Catalog): string[] =>
  Object.values(catalog.devices)
    .filter(({ name }) => words(raw).length > 0 && inOrder(words(raw), words(name)))
    .sort(newestFirst)
    .map((d) => d.id);

/** "3090", "7900xtx": the number alone, where only one name ends in it. */
export function deviceEndingIn(raw: string, catalog: Catalog): NamedMachine | null {
  const key = tight(raw);
  if (key.length < SHORTEST_NAME) return null;
  const [only, second] = Object.values(catalog.devices).filter((d) =>
    [d.id, d.name, ...d.aliases].some((n) => tight(n).endsWith(key) && endings(n).includes(key)),
  );
  return only && !second ? { kind: 'device', id: only.id } : null;
}

/** Where a word or a number begins, the rest of a name, run together: "an RTX" is no ending of "Titan RTX". */
const endings = (name: string): string[] => {
  const parts = words(name).flatMap((word) => word.match(/[a-z]+|[^a-z]+/g) ?? []);
  return parts.map((_, i) => parts.slice(i).join(''));
};

/** "Ryzen 5800X3D": words of one chip's name alone, the number that tells it from others among them. */
export function deviceNumbered(raw: string, catalog: Catalog): NamedMachine | null {
  if (!/\d{4}\w*$/.test(raw.trim())) return null;
  const [only, second] = devicesNamed(raw, catalog);
  return only !== undefined && second === undefined ? { kind: 'device', id: only } : null;
}

/** With fewer letters half of the catalogue would be meant. */
export const SHORTEST_NAME = 3;

function inOrder(wanted: readonly string[], said: readonly string[]): boolean {
  let next = 0;
  for (const word of said) if (word === wanted[next]) next++;
  return next === wanted.length;
}

/** Spelling folded away. */
export const tight = (s: string): string => s.toLowerCase().replace(/[^a-z0-9.]+/g, '');
