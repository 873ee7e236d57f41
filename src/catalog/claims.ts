import type { Claim } from '../schema/claim.ts';
import { CLAIM_KINDS } from '../schema/vocabulary.ts';
import { ascending } from '../units/order.ts';

/** The written rule for contradictions: an explicit choice, else measured > vendor > review > forum > derived, then newest. */
export function pickClaim(claims: readonly Claim[]): Claim | undefined {
  const rank = (c: Claim) => (c.chosen ? -1 : CLAIM_KINDS.indexOf(c.kind));
  return [...claims].sort((a, b) => rank(a) - rank(b) || ascending(b.date, a.date))[0];
}
