import { ascending } from '../../units/order.ts';

/**
 * "Did you mean": closest names by edit distance. Small enough not to need a dependency; names are short and few.
 */

/**
 * Optimal string alignment distance: insert, delete, replace and swap of neighbours cost 1 each. A number is no slip for a
 * letter: that costs what leaving out one and adding the other does.
 */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (last[j - 1] ?? 0) + costOf(a[i - 1], b[j - 1]);
      let best = Math.min(replace, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

function costOf(a = '', b = ''): number {
  if (a === b) return 0;
  return isDigit(a) === isDigit(b) ? 1 : 2;
}
const isDigit = (c: string): boolean => c >= '0' && c <= '9';

/** How far a name is that contains the other one whole, in slips. */
export const PART = 1.5;
/** Whether one name contains the other whole, which makes it close however long the rest is ("3090" and "rtx-3090"). */
export const partOrWhole = (query: string, name: string, whole: number): number =>
  Math.min(query.length, name.length) >= 3 && (name.includes(query) || query.includes(name))
    ? Math.min(whole, PART)
    : whole;

/**
 * The distance beyond which nobody can have meant it: a farther suggestion is worse than none. Of a very short word,
 * half must be right.
 */
export const farAt = (query: string): number =>
  Math.min(Math.max(2, Math.floor(query.length * 0.4)), query.length / 2);

/** Nobody means a name by this many letters, and comparing takes time with their square (assumption; the longest name has 84). */
const LONGEST_WORD = 150;
export const isNoName = (word: string): boolean => word.length > LONGEST_WORD;

/** Up to `limit` candidates close to `query`, closest first, ties in code-point order. Far ones are left out. */
export function nearestNames(query: string, candidates: Iterable<string>, limit = 3): string[] {
  if (isNoName(query)) return [];
  const wanted = query.toLowerCase();
  const distance = (name: string) => partOrWhole(wanted, name, editDistance(wanted, name));
  return [...new Set(candidates)]
    .map((name) => ({ name, far: distance(name.toLowerCase()) }))
    .filter(({ far }) => far <= farAt(wanted))
    .sort((a, b) => a.far - b.far || ascending(a.name, b.name))
    .slice(0, limit)
    .map(({ name }) => name);
}
