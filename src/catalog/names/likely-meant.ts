import { newestFirst } from '../../units/order.ts';
import { tightKey, words } from './keys.ts';
import { editDistance, farAt, isNoName, PART, partOrWhole } from './nearest.ts';

/** What of a thing a person may type. */
export interface NamedThing {
  readonly id: string;
  readonly name?: string | undefined;
  readonly aliases?: readonly string[] | undefined;
  readonly released?: string | undefined;
  /** Seldom what is asked for: the others come first, of a family and of those as near. */
  readonly aside?: boolean | undefined;
}

/** The beginning of a name is as good as the whole, but gives way where the whole is as close. */
const BEGINNING = 0.5;

/**
 * Ids of the things that a name which nothing has was probably meant for, likeliest first and the newest of equals: by
 * id, name and alias, or by the beginning of id and name, with or without the maker, in any spelling. Of a family and a
 * size those that have both; of a whole family ("llama") the newest; so, too, where it has no such number and the word is
 * nearly nothing else ("llama9"). None where nobody can have meant any.
 */
export function likelyMeant(raw: string, things: Iterable<NamedThing>, limit = 3): string[] {
  if (isNoName(raw)) return [];
  const key = tightKey(raw);
  const count = words(raw).length;
  const all = [...things];
  const named = all.filter(({ aside }) => !aside);
  const sized = ofSize(raw, named);
  if (sized.length > 0) return sized.slice(0, limit);
  const family = familyOf(raw, named, limit);
  if (family.length > 0) return family;
  const near = all
    .map((thing) => {
      const own = [thing.id, thing.name ?? ''].flatMap((name) => distances(key, words(name), count));
      const also = (thing.aliases ?? []).flatMap((name) => distances(key, words(name)));
      return { thing, ...closest([...own, ...also]) };
    })
    .filter(({ far }) => far <= farAt(key))
    .sort(
      (a, b) =>
        a.far - b.far || asideLast(a.thing, b.thing) || a.whole - b.whole || newestFirst(a.thing, b.thing),
    );
  // A box with the word in its name comes before notes that begin with it.
  const others = near.some(({ thing, far }) => !thing.aside && far <= PART) ? [] : familyOf(raw, all, limit);
  if (others.length > 0) return others;
  const [, letters] = /^([a-z]{3,})\d+$/.exec(key) ?? [];
  // One letter off a whole name is a slip; else a number is no slip of a letter.
  const kin = letters && !near.some(({ far }) => far <= 1) ? familyOf(letters, named) : [];
  if (kin.length > 0) return kin.sort((a, b) => furtherWords(a) - furtherWords(b)).slice(0, limit);
  const unique = [...new Set(near.map(({ thing }) => thing.id))].slice(0, limit);
  return unique.length > 0 ? unique : sameBeginning(raw, all, limit);
}

/**
 * Ids of the things that share a family's name, newest first: whole parts with which their ids begin ("gpt oss"), or the
 * number of a generation without its fraction ("llama3" of 3.1). Where there are both, the last place is one of the later
 * generation, which people call by the same number; of that those without further words in their ids before the others.
 * What bears another family's name, too, is derived from it: last.
 */
function familyOf(raw: string, things: readonly NamedThing[], limit = things.length): string[] {
  const key = raw.toLowerCase().replace(/[\s_-]/g, '');
  const newest = [...things].sort(newestFirst).map(({ id }) => id);
  const begun = newest.filter((id) => begins(id).some((begin) => begin === key));
  const families = new Set(newest.map((id) => lettersOf(id)));
  const derived = (id: string) =>
    id
      .split('-')
      .slice(1)
      .some((word) => families.has(word));
  const whole = [...begun.filter((id) => !derived(id)), ...begun.filter(derived)];
  const later = newest
    .filter((id) => /\d$/.test(key) && begins(id).some((b) => b.startsWith(`${key}.`)))
    .sort((a, b) => furtherWords(a) - furtherWords(b));
  const first = whole.slice(0, Math.max(1, limit - 1));
  return [...new Set([...first, ...later, ...whole])].slice(0, limit);
}

/** A family and a size without the generation, "llama 70b", or a size alone: all of that, the plainest and newest first. */
function ofSize(raw: string, things: readonly NamedThing[]): string[] {
  const typed = partsOf(raw);
  if (!/^\d+(?:\.\d+)?b$/.test(typed.at(-1) ?? '')) return [];
  const said = [asSpelled(typed[0] ?? '', things), ...typed.slice(1)];
  const alone = said.length === 1;
  const has = (id: string): boolean => {
    let at = 0;
    const parts = partsOf(id);
    for (const part of parts) if (part === said[at]) at++;
    return (alone || parts[0] === said[0]) && at === said.length;
  };
  return [...things]
    .sort(newestFirst)
    .map(({ id }) => id)
    .filter(has)
    .sort((a, b) => furtherWords(a) - furtherWords(b));
}

/** A family's name with one slip of a letter, as it is spelled: "lama" is llama. Anything else stays as it is. */
function asSpelled(family: string, things: readonly NamedThing[]): string {
  const families = new Set(things.map(({ id }) => lettersOf(id)));
  if (family.length < SHORTEST_SLIP || families.has(family)) return family;
  const [only, second] = [...families].filter((name) => editDistance(family, name) === 1);
  return only !== undefined && second === undefined ? only : family;
}

/** Shorter words are one letter away from many. */
const SHORTEST_SLIP = 4;

/** What stands between the separators of a name, its first letters apart: "qwen3.8-27b" is qwen, 3.8, 27b. */
const partsOf = (name: string): string[] =>
  name
    .trim()
    .toLowerCase()
    .replace(/^([a-z]+)(?=\d)/, '$1-')
    .split(/[\s_-]+/);

const asideLast = (a: NamedThing, b: NamedThing): number =>
  Number(a.aside ?? false) - Number(b.aside ?? false);

/** Words of an id beyond the family's own: "nemotron" in one derived from it. A size is none. */
const furtherWords = (id: string): number =>
  id
    .split('-')
    .slice(1)
    .filter((part) => /^[a-z]/.test(part)).length;

/** What a family is called: the letters that an id begins with. */
const lettersOf = (id: string): string => /^[a-z]+/.exec(id)?.[0] ?? '';

/** Beginnings of an id, run together: llama, llama3.1, llama3.18b. The whole id is not among them. */
function begins(id: string): string[] {
  const parts = id.split('-');
  return [lettersOf(id), ...parts.slice(0, -1).map((_, i) => parts.slice(0, i + 1).join(''))];
}

interface Distance {
  readonly far: number;
  readonly whole: number;
}

const UNLIKE: Distance = { far: Number.POSITIVE_INFINITY, whole: 0 };

const closest = (list: readonly Distance[]): Distance =>
  list.reduce((a, b) => (b.far < a.far || (b.far === a.far && b.whole < a.whole) ? b : a), UNLIKE);

/** From the whole name and, where the key's number of words is given, from as many at its beginning. */
function distances(key: string, name: readonly string[], count = name.length): Distance[] {
  const full = tightKey(name);
  if (full === '') return [];
  const whole = editDistance(key, full);
  const begins = [0, 1]
    .filter((from) => from + count <= name.length)
    .map((from) => editDistance(key, tightKey(name.slice(from, from + count))) + BEGINNING);
  return [partOrWhole(key, full, whole), ...begins].map((far) => ({ far, whole }));
}

/** Ids that begin as the word does: what "gpt-osss" or "qwen4-coder" were probably meant to be. */
function sameBeginning(raw: string, things: readonly NamedThing[], limit: number): string[] {
  const word = raw.trim().toLowerCase();
  const shared = (id: string) => {
    let n = 0;
    while (n < word.length && word[n] === id[n]) n++;
    return n;
  };
  const ids = [...new Set(things.map((t) => t.id))];
  const least = Math.max(4, Math.ceil(word.length / 2));
  const most = Math.max(0, ...ids.map(shared));
  return ids
    .filter((id) => most >= least && shared(id) === most)
    .sort((a, b) => a.length - b.length)
    .slice(0, limit);
}
