import { rememberedBy, rememberedOf } from '../units/remembered.ts';
import type { Answers } from './answers.ts';
import type { Catalog } from './catalog.ts';
import type { System } from './system.ts';
import { SYSTEM_KINDS } from './vocabulary.ts';

/** What a word says of a machine, and of a chip in it by its id. */
interface Called {
  readonly by: 'kind' | 'maker' | 'id' | 'name';
  readonly machine: (system: System) => boolean;
  readonly chip: (id: string) => boolean;
}

/** What may be left out that is no machine: hosted models and rented ones, where nothing is to leave the house. */
export const CLOUD = 'cloud';
export const isWithoutCloud = ({ not = [] }: Pick<Answers, 'not'>): boolean => not.includes(CLOUD);

/** Lower-case words with one space between them: how makers and parts of names are compared. */
export const asWords = (name: string): string =>
  name
    .toLowerCase()
    .split(/[^a-z0-9.]+/)
    .filter((word) => word !== '')
    .join(' ');

/**
 * A kind of machine, else a maker of chips or machines, else one machine or chip by its id, else words that stand
 * together in names. Of a maker of processors the word says nothing: what computes are the cards beside them.
 */
const meaningsIn = rememberedOf((catalog: Catalog) =>
  rememberedBy(
    (word: string) => word,
    (word): Called => {
      const never = () => false;
      const { systems, devices } = catalog;
      if (SYSTEM_KINDS.some((kind) => kind === word))
        return { by: 'kind', machine: (s) => s.kind === word, chip: never };
      const key = asWords(word);
      const isMaker = (vendor: string | undefined) => vendor !== undefined && asWords(vendor) === key;
      if ([...Object.values(devices), ...Object.values(systems)].some((x) => isMaker(x.vendor)))
        return { by: 'maker', machine: (s) => isMaker(s.vendor), chip: (id) => isMaker(devices[id]?.vendor) };
      if (Object.hasOwn(systems, word) || Object.hasOwn(devices, word))
        return { by: 'id', machine: (s) => s.id === word, chip: (id) => id === word };
      const isIn = (name = '') => key !== '' && ` ${asWords(name)} `.includes(` ${key} `);
      // The name of a build tells what its card stands in: "used workstation".
      const machine = (s: System) => s.parts.length === 0 && isIn(s.name);
      return { by: 'name', machine, chip: (id) => isIn(devices[id]?.name) };
    },
  ),
);

export const calledBy = (word: string, catalog: Catalog): Called => meaningsIn(catalog)(word);

/** A system and the machines it is a cluster of. */
const withNodes = (s: System, { systems }: Catalog): readonly System[] => [
  s,
  ...s.parts.flatMap(({ item }) => systems[item] ?? []),
];

/** Whether any part of a machine is called so. */
export function isCalled(s: System, word: string, catalog: Catalog): boolean {
  const { machine, chip } = calledBy(word, catalog);
  return withNodes(s, catalog).some(machine) || s.devices.some((d) => chip(d.device));
}

/** Whether all of it is called one of these: the machine, each node of a cluster, or every chip that computes in it. */
function isOnlyOf(s: System, words: readonly string[], catalog: Catalog): boolean {
  const meanings = words.map((word) => calledBy(word, catalog));
  const is = (system: System) => meanings.some((m) => m.machine(system));
  const [, ...nodes] = withNodes(s, catalog);
  return (
    is(s) ||
    (nodes.length > 0 && nodes.every(is)) ||
    s.devices.every((d) => meanings.some((m) => m.chip(d.device)))
  );
}

/** The word by which a buyer left a machine out; null where none does. */
export const leftOutBy = (s: System, { not = [] }: Pick<Answers, 'not'>, catalog: Catalog): string | null =>
  not.find((word) => isCalled(s, word, catalog)) ?? null;

/** Whether it is among what the buyer wants alone, if anything is named. */
export const isAmong = (s: System, { only = [] }: Pick<Answers, 'only'>, catalog: Catalog): boolean =>
  only.length === 0 || isOnlyOf(s, only, catalog);

/** Whether a machine is wanted: not left out by name, kind or maker, and among what is wanted alone. */
export const isWanted = (s: System, said: Pick<Answers, 'not' | 'only'>, catalog: Catalog): boolean =>
  leftOutBy(s, said, catalog) === null && isAmong(s, said, catalog);
