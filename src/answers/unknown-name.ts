import { words } from '../catalog/names/keys.ts';
import { isTooLongForName } from '../catalog/names/resolution.ts';
import type { Catalog } from '../schema/catalog.ts';
import { didYouMean, UsageError } from '../schema/errors.ts';
import { shown } from '../units/foreign-text.ts';
import { tight } from './machine-names.ts';

/** How many are suggested. */
export const MOST_LIKELY = 3;

/** The error for an unknown name, with what may have been meant: looked for only when it is told. */
export function unknownName(
  kind: 'model' | 'quant' | 'system',
  raw: string,
  flag: string,
  near: () => readonly string[],
  otherwise = `\`advise list ${kind}s\` prints all.`,
): UsageError {
  const what = kind === 'system' ? 'machine, card or chip' : kind;
  return new UsageError(
    `${flag}: no ${what} is called "${shown(raw)}"`,
    () => `${didYouMean(near())} ${otherwise}`.trim(),
    `unknown_${kind}`,
  );
}

/** The same for something owned, which need not be on sale: its chip is known by its own name. */
export const unknownOwned = (raw: string, flag: string, near: () => readonly string[]): UsageError =>
  unknownName(
    'system',
    raw,
    flag,
    near,
    '`advise -w chat --own "Core i7-8700 32GB"` names what computes in it: that is enough; `advise own`, run on it, says what that is.',
  );

/** Refuses what is too long to be a name before it is looked for in every spelling, which takes a minute for a page. */
export function refuseEndless(raw: string, flag: string): void {
  if (!isTooLongForName(raw)) return;
  throw new UsageError(
    `${flag}: "${shown(raw)}" is too long for a name`,
    `Name one thing at a time, for instance ${flag} "RTX 3090".`,
    'unknown_system',
  );
}

/** The code of the error that lists what a name may stand for. */
export const AMBIGUOUS = 'ambiguous_system';
/** More would not help to choose. */
const MOST_CANDIDATES = 12;

/** The error for a name of several things, which asks for one of them. */
export function whichOne(
  raw: string,
  flag: string,
  ids: readonly string[],
  what: 'machines' | 'formats' = 'machines',
): UsageError {
  const more = ids.length - MOST_CANDIDATES;
  return new UsageError(
    `${flag}: "${shown(raw)}" stands for ${ids.length} ${what}`,
    `Which one: ${ids.slice(0, MOST_CANDIDATES).join(', ')}${more > 0 ? ` or one of ${more} more` : ''}? \`advise list ${what === 'machines' ? 'systems' : 'quants'}\` prints all.`,
    what === 'machines' ? AMBIGUOUS : 'ambiguous_quant',
  );
}

/** Refuses a name that guides print but nothing has, and says what there is instead. */
export function refuseMisnomer(
  raw: string,
  catalog: Catalog,
  flag: string,
  what: 'model' | 'system',
  known: Readonly<Record<string, unknown>>,
): void {
  const key = tight(raw);
  const [, misnomer] = Object.entries(catalog.misnomers).find(([name]) => tight(name) === key) ?? [];
  const meant = misnomer?.meant.filter((id) => Object.hasOwn(known, id)) ?? [];
  if (!misnomer || misnomer.hosted || misnomer.undecided || meant.length === 0) return;
  throw new UsageError(
    `${flag}: there is no "${shown(raw)}". ${misnomer.note}`,
    didYouMean(meant),
    `unknown_${what}`,
  );
}

/** For an example: the least memory that the chip is sold with, or what somebody may have put beside it. */
function aSizeOf(id: string, { systems }: Catalog): number {
  const sold = Object.values(systems).filter(({ devices }) => devices[0]?.device === id);
  return sold.length > 0 ? Math.min(...sold.map(({ memory_gb }) => memory_gb)) : 16;
}

/** Refuses a name that several chips share: of "MacBook Pro 2019 16GB" it is the year that leaves the chip open. */
export function refuseUndecided(raw: string, catalog: Catalog, flag: string): void {
  const said = new Set(words(raw));
  const [found] = Object.entries(catalog.misnomers)
    .filter(([name, { undecided }]) => undecided && words(name).every((word) => said.has(word)))
    .sort(([a], [b]) => words(b).length - words(a).length);
  if (!found) return;
  const [, { meant, note }] = found;
  const names = meant.map((id) => catalog.devices[id]?.name ?? id);
  const [id = ''] = meant;
  throw new UsageError(
    `${flag}: "${shown(raw)}" does not say which chip is meant. ${note}`,
    `Such as ${names.join(', ')}. Name yours, with its memory: ${flag} "${id} ${aSizeOf(id, catalog)}GB".`,
    AMBIGUOUS,
  );
}

/** Refuses a model that runs only at its maker's, in any version, and says what runs at home instead. */
export function refuseHosted(raw: string, catalog: Catalog, flag: string): void {
  const key = tight(raw);
  const [, model] =
    Object.entries(catalog.misnomers).find(([name, m]) => m.hosted && key.startsWith(tight(name))) ?? [];
  if (!model) return;
  throw new UsageError(
    `${flag}: "${shown(raw)}" runs at its maker’s only. ${model.note}`,
    `What runs on a machine of one’s own: ${model.meant.join(', ')}.`,
    'unknown_model',
  );
}

/** The error for a processor of which nobody says how much memory was put beside it. */
export const unknownMemory = (id: string, flag: string): UsageError =>
  new UsageError(
    `${flag}: how much memory "${id}" has is not known: it is sold without, and in no machine that we know`,
    `Say how much, for instance ${flag} "${id} 64GB".`,
    'unknown_memory',
  );

/** The error where one machine is asked for and several are named, or one of which nobody said what computes in it. */
export const notOneMachine = (
  raw: string,
  flag: string,
  why: 'several' | 'bare_pc' | 'bare_laptop',
): UsageError => {
  if (why === 'several')
    return new UsageError(`${flag}: "${shown(raw)}" are different devices`, 'Ask for them one by one.');
  const [such, or] =
    why === 'bare_pc'
      ? ['Ryzen 9 7950X 64GB', 'RTX 3090 + 64GB']
      : ['Core i7-1165G7 16GB', 'RTX 4060 Laptop + 16GB'];
  return new UsageError(
    `${flag}: which processor or card computes in "${shown(raw)}" was not said`,
    `For instance ${flag} "${such}" or ${flag} "${or}".`,
    'unknown_system',
  );
};
