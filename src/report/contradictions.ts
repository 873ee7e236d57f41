import type { Claim } from '../schema/claim.ts';
import { valueAt } from '../units/value-at.ts';

/** One figure on which sources disagree: the reading that counts, and the others. */
interface Contradiction {
  readonly field: string;
  readonly chosen: Claim | null;
  readonly others: readonly Claim[];
}

/** Claims grouped by field, where there are several. The reading whose value the entry states is the chosen one. */
export function contradictions(thing: { readonly claims?: readonly Claim[] }): Contradiction[] {
  const claims = thing.claims ?? [];
  return [...new Set(claims.map((c) => c.field))].flatMap((field) => {
    const about = claims.filter((c) => c.field === field);
    if (about.length < 2) return [];
    const stated = String(valueAt(thing, field));
    const chosen =
      about.find((c) => c.chosen === true) ?? about.find((c) => String(c.value) === stated) ?? null;
    return [{ field, chosen, others: about.filter((c) => c !== chosen) }];
  });
}

/** "936 (vendor, 2020-09, made-up): note". */
export const reading = (c: Claim): string =>
  `${c.value} (${c.kind}, ${c.date}, ${c.source})${c.note ? `: ${c.note}` : ''}`;
