import type { Answers } from '../../schema/answers.ts';
import { asWords, CLOUD, calledBy } from '../../schema/called.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { SYSTEM_KINDS } from '../../schema/vocabulary.ts';
import { capitalised, enumerated } from '../../units/format.ts';
import { itemNamed } from './names.ts';

type Kind = (typeof SYSTEM_KINDS)[number];

const KINDS: Readonly<Record<Kind, string>> = {
  box: 'AI boxes',
  mac: 'desktop Macs',
  'mini-pc': 'mini PCs',
  laptop: 'laptops',
  workstation: 'workstations',
  rig: 'PCs with cards',
  server: 'servers',
  cluster: 'clusters',
  hybrid: 'pairs of unlike machines',
};

/** What the buyer leaves out of machines, and of what alone they buy, as parts of a sentence; null where nothing is said. */
export function wordsNamed(
  { not = [], only = [] }: Pick<Answers, 'not' | 'only'>,
  catalog: Catalog,
): { readonly not: string | null; readonly only: string | null } {
  const named = (words: readonly string[]) =>
    words.length === 0 ? null : enumerated(words.map((word) => wordNamed(word, catalog)));
  return { not: named(not.filter((word) => word !== CLOUD)), only: named(only) };
}

function wordNamed(word: string, catalog: Catalog): string {
  switch (calledBy(word, catalog).by) {
    case 'kind':
      return KINDS[word as Kind];
    case 'maker':
      return makerNamed(word, catalog);
    case 'id':
      return itemNamed(word, catalog);
    case 'name':
      return `what is called "${word}"`;
  }
}

/** As the maker writes itself, which words typed do not tell; else as a name begins. */
function makerNamed(word: string, { systems }: Catalog): string {
  const vendors = Object.values(systems).flatMap(({ vendor }) => vendor ?? []);
  return vendors.find((v) => asWords(v) === word) ?? capitalised(word);
}
