import { deviceSpelling } from '../catalog/names/keys.ts';
import { nearestNames } from '../catalog/names/nearest.ts';
import { asWords, CLOUD, calledBy, isCalled } from '../schema/called.ts';
import type { Catalog } from '../schema/catalog.ts';
import { didYouMean, UsageError } from '../schema/errors.ts';
import {
  CONDITIONS,
  CUDA_NEEDS,
  FORM_WISHES,
  OPERATING_SYSTEMS,
  SYSTEM_KINDS,
} from '../schema/vocabulary.ts';
import { shown } from '../units/foreign-text.ts';
import { buildsNamed } from './build-named.ts';
import { knownAs } from './machine-id.ts';
import { exactMachine } from './machine-names.ts';
import { nameIndex } from './name-index.ts';
import { MOST_LIKELY } from './unknown-name.ts';

/** Other words for kinds and makers. "Mac" includes the laptops, which are a kind of their own. */
const ALSO: Readonly<Record<string, string>> = {
  mac: 'apple',
  'mini pc': 'mini-pc',
  minipc: 'mini-pc',
  notebook: 'laptop',
};

/** Nothing is bought there, so it cannot be the only thing wanted. */
const THE_CLOUD = /^(?:the )?(?:cloud|apis?|hosting|rent(?:al|ing|ed)?|(?:hosted|cloud) services?)$/;

/**
 * What `--not` and `--only` name → words that machines are told by: a kind, a maker, ids of one machine or of all versions
 * of one chip, all builds of so many cards ("2x 3090"), or what names have in common ("macbook"); or the cloud, which may
 * be left out. A word that no machine is called by is refused with the nearest.
 */
export function machineWords(raw: string, catalog: Catalog, flag: string): string[] {
  const said = asWords(raw);
  if (THE_CLOUD.test(said) && flag.endsWith('not')) return [CLOUD];
  for (const word of [said, said.replace(/s$/, '')]) {
    const own = Object.hasOwn(ALSO, word) ? (ALSO[word] ?? word) : word;
    if (['kind', 'maker'].includes(calledBy(own, catalog).by)) return [own];
  }
  const exact = exactMachine(raw, catalog);
  if (exact?.kind === 'device' && exact.id !== raw) return versionsOf(raw, exact.id, catalog);
  if (exact) return [exact.id];
  const elsewhere = saidElsewhere(said);
  for (const word of elsewhere === null ? [said, said.replace(/s$/, '')] : [])
    if (word !== '' && Object.values(catalog.systems).some((s) => isCalled(s, word, catalog))) return [word];
  const builds = elsewhere === null ? buildsNamed(raw, catalog, knownAs(catalog, flag)) : [];
  if (builds.length > 0) return builds;
  const near = nearestNames(said, [...kindsAndMakers(catalog), ...Object.keys(catalog.devices)], MOST_LIKELY);
  throw new UsageError(
    `${flag}: no maker, kind of machine, machine or chip is called "${shown(raw)}"`,
    `${elsewhere ?? didYouMean(near)} Kinds: ${SYSTEM_KINDS.join(', ')}; makers for instance ${MAKERS.join(', ')}.`.trim(),
    'unknown_system',
  );
}

/** A hint at the flag with which that word is said; null where it is the word of none. */
function saidElsewhere(word: string): string | null {
  const flags: readonly (readonly [string, readonly string[]])[] = [
    ['--form', FORM_WISHES],
    ['--condition', CONDITIONS],
    ['--os', OPERATING_SYSTEMS],
    ['--cuda', ['cuda', ...CUDA_NEEDS]],
  ];
  const [flag] = flags.find(([, words]) => words.includes(word)) ?? [];
  return flag === undefined ? null : `That is said with "${flag}".`;
}

/** The makers an error names; listing all would not help. */
const MAKERS = ['nvidia', 'amd', 'apple', 'intel'];

/** The words that many machines are told by, for completion and suggestions. */
export const kindsAndMakers = ({ devices, systems }: Catalog): string[] => {
  const makers = [...Object.values(devices), ...Object.values(systems)].flatMap(({ vendor }) => vendor ?? []);
  return [...new Set([...SYSTEM_KINDS, ...makers.map(asWords)])];
};

/** A chip named without cores or memory means every version of it. */
function versionsOf(raw: string, id: string, catalog: Catalog): string[] {
  const { base, gpuCores } = deviceSpelling(raw);
  const others = gpuCores === null ? (nameIndex(catalog).devicesByBase.get(base) ?? []) : [];
  return [...new Set([id, ...others])];
}
