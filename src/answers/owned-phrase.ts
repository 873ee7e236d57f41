import { words } from '../catalog/names/keys.ts';
import { memoryIn } from './memory-said.ts';

/** Words between the things of a sentence, and for the case they are in, that name nothing by themselves. */
const SAYS_NOTHING = new Set(
  (
    "a an the my our i i've we we've have has got own use is it in of and with plus also , & + / " +
    'old older gaming desktop home pc tower computer rig machine workstation build windows linux card gpu cpu'
  ).split(' '),
);
const isLaptop = (word: string): boolean => /^(?:laptop|notebook)$/i.test(word);

/** "1TB SSD", "a 2 TB NVMe": no memory that a model could lie in. */
const DISK =
  /\b(?:an?\s+)?\d+(?:\.\d+)?\s*[gt]b\s+(?:(?:of|m\.2|sata|pcie|nvme)\s+)*(?:nvme|ssd|hdd|disk|drive|storage)s?\b/gi;
/** What joined it to the rest. */
const LOOSE_END = /^(?:[\s,;+&]|(?:and|with)\s)+|(?:[\s,;+&]|\s(?:and|with))+$/gi;

/** What somebody wrote of what they own, without its drives: nothing where that is all. */
export const withoutDisks = (raw: string): string =>
  raw.search(DISK) === -1
    ? raw
    : raw
        .replace(DISK, '')
        .replace(/\s*([,;+&])(?:\s*[,;+&])+/g, '$1')
        .replace(LOOSE_END, '');

/** Assumption: nobody writes more words about one computer, and no name or size takes more of them. */
const MOST_WORDS = 30;
const LONGEST_NAME = 8;

/** A name without the words that name nothing: "MacBook Pro with an M4 Max and 64GB". */
export const withoutFilling = (raw: string): string =>
  wordsOf(raw)
    .filter((word) => !saysNothing(word))
    .join(' ');

const wordsOf = (raw: string): string[] =>
  raw
    .replace(/\bof\s+(?=ram\b|memory\b|l?p?ddr)/gi, '')
    .replace(/[,;()]/g, ' , ')
    .split(/\s+/)
    .filter((word) => word !== '');
/** Whether a laptop is told of: what is in one is another chip of the same number, and its memory no PC's. */
export const tellsOfLaptop = (raw: string): boolean => wordsOf(raw).some(isLaptop);

const saysNothing = (word: string): boolean => SAYS_NOTHING.has(word.toLowerCase());

/**
 * The parts of a computer told in one breath, "gaming PC i7-12700K 64GB DDR5 RTX 4070" or "a laptop with an RTX 4060 and
 * 16GB", each as it could be said alone; null where some of it is none. The longest names are tried first.
 * @param isPart whether something said alone names a card, a processor or a memory
 */
export function phraseParts(raw: string, isPart: (said: string) => boolean): string[] | null {
  const all = wordsOf(raw);
  if (all.length < 2 || all.length > MOST_WORDS) return null;
  const said = all.filter((word) => !isLaptop(word));
  const inLaptop = tellsOfLaptop(raw);
  const parts: string[] = [];
  for (let from = 0; from < said.length; ) {
    const found = longestFrom(said, from, inLaptop, isPart);
    if (found === null) return null;
    if (found.part !== null) addTo(parts, found.part, isPart);
    from = found.next;
  }
  return parts.length > 0 ? parts : null;
}

/** A size goes with the thing before it that has so much: a card's own, or a processor's. */
function addTo(parts: string[], part: string, isPart: (said: string) => boolean): void {
  const sized = `${parts.at(-1)} ${part}`;
  const size = memoryIn(part);
  if (size?.name === '' && !size.is_main && isPart(sized)) parts[parts.length - 1] = sized;
  else parts.push(part);
}

/** What begins at a word: a part, or nothing of its own where `part` is null; null where nobody can tell. */
function longestFrom(
  said: readonly string[],
  from: number,
  inLaptop: boolean,
  isPart: (said: string) => boolean,
): { readonly part: string | null; readonly next: number } | null {
  if (saysNothing(said[from] ?? '')) return { part: null, next: from + 1 };
  const filling = said.findIndex((word, at) => at > from && saysNothing(word));
  const end = Math.min(filling === -1 ? said.length : filling, from + LONGEST_NAME);
  for (let next = end; next > from; next--) {
    const name = said.slice(from, next).join(' ');
    const memory = memoryIn(name);
    // What a laptop has is no memory of a PC beside it.
    if (memory?.name === '') return { part: inLaptop ? `${memory.memory_gb}GB` : name, next };
    if (words(name).length === 0) continue;
    const part = [...(inLaptop && memory === null ? [`${name} laptop`] : []), name].find(isPart);
    if (part !== undefined) return { part, next };
  }
  return null;
}
