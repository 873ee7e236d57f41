import type { Flip, Recommendation } from '../../schema/document.ts';

/** What would change the answer; and apart from it, where the answer is to buy nothing, what would only change the pick. */
export function flipLines(d: Recommendation): { readonly answer: string[]; readonly pick: string[] } {
  const changing = d.flips.filter((f) => changesAnswer(f, d));
  const others = d.flips.filter((f) => !changing.includes(f));
  return { answer: changing.map((f) => f.text), pick: others.map((f) => f.text) };
}

/**
 * Whether a flip would change the answer and not the pick alone. Where so little is asked that an API does it for next to
 * nothing, no machine ever is the answer. Where a service is for want of a machine worth its money, or what is owned is,
 * the machine of a flip would be: it is worth its money, and a step up.
 */
function changesAnswer({ system }: Flip, { alternatives }: Recommendation): boolean {
  const instead = alternatives.filter((a) => a.is_the_answer);
  if (instead.length === 0) return true;
  const littleAsked = instead.some(
    (a) => a.kind === 'api' && !a.reasons.some((r) => r.code === 'nothing_worth_buying'),
  );
  return system !== null && !littleAsked;
}
