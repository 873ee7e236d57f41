import type { Claim } from '../../schema/claim.ts';
import { CLAIM_KINDS } from '../../schema/vocabulary.ts';
import { ascending } from '../../units/order.ts';
import { valueAt } from '../../units/value-at.ts';
import type { Check } from './complaints.ts';

/** Contradictions follow the written rule: the figure stands in the file, and it is the one that the rule picks. */
export const checkClaims: Check = (all, complain) => {
  const kinds: Record<string, Readonly<Record<string, { claims: readonly Claim[] }>>> = {
    devices: all.devices,
    systems: all.hand_written,
    models: { ...all.models, ...all.diffusion },
  };
  for (const [folder, things] of Object.entries(kinds)) {
    for (const [id, thing] of Object.entries(things)) {
      const key = `${folder}/${id}`;
      for (const [i, claim] of thing.claims.entries())
        if (claim.chosen && !claim.note)
          complain.at(key, ['claims', i, 'chosen'], 'a choice against the rule needs a note', 'Say why.');
      for (const field of new Set(thing.claims.map((c) => c.field))) {
        const claims = thing.claims.filter((c) => c.field === field);
        const first = thing.claims.findIndex((c) => c.field === field);
        const stated = valueAt(thing, field);
        const picked = pickClaim(claims);
        if (stated === undefined || (stated !== null && typeof stated === 'object'))
          complain.at(
            key,
            ['claims', first, 'field'],
            `"${field}" is no figure of this file`,
            'Name the dotted path of a figure that is stated here.',
          );
        else if (claims.filter((c) => c.chosen).length > 1)
          complain.at(key, ['claims', first, 'field'], `two claims on "${field}" are chosen`, 'Choose one.');
        else if (picked && String(stated) !== String(picked.value))
          complain.at(
            key,
            field.split('.'),
            `is ${String(stated)}, but the claims' rule picks ${String(picked.value)} (${picked.kind}, ${picked.date})`,
            'State the picked value, or mark another claim "chosen: true" with a note.',
          );
      }
    }
  }
};

/** The written rule for contradictions: an explicit choice, else measured > vendor > review > forum > derived, then newest. */
export function pickClaim(claims: readonly Claim[]): Claim | undefined {
  const rank = (c: Claim) => (c.chosen ? -1 : CLAIM_KINDS.indexOf(c.kind));
  return [...claims].sort((a, b) => rank(a) - rank(b) || ascending(b.date, a.date))[0];
}
