import type { PriceQuote, Ranked, Recommendation } from '../../schema/document.ts';
import { usd } from '../../units/format.ts';
import { POOR_FIELD } from './nothing.ts';

/** Whether the headline names the first of the ranking: it does not where that is no step up from what is owned. */
export const namesFirst = ({ alternatives }: Recommendation): boolean =>
  !alternatives.some((a) => a.is_the_answer && a.nothing_better);

/** The answer in one line: what to buy and for how much, or what to do instead. */
export function headline(d: Recommendation): string {
  const [first] = d.ranked;
  const answer = d.alternatives.find((a) => a.is_the_answer);
  if (first) {
    const buy = `${first.system.name}${priceTag(first)}${tooLittle(first)}`;
    if (!answer) return `${buy}${isPoor(d) ? ', which does it poorly' : ''}`;
    if (namesFirst(d)) return `${answer.title}. If you buy all the same: ${buy}`;
    // The first of the ranking is no step up from what is owned; one further down may be, and is an alternative with a price.
    const upgrade = d.alternatives.find((a) => a.kind === 'own' && (a.cost_usd?.value ?? 0) > 0);
    const title = `${answer.title}${tooLittle(answer)}`;
    return `${title}. ${upgrade?.title ?? 'Nothing within these limits is a step up worth buying'}`;
  }
  const budget = d.answers.budget_usd === null ? '' : ` for ${usd(d.answers.budget_usd)}`;
  const nothing = (other: string) => `Nothing ${other}with a price known to us does that${budget}`;
  if (!answer) return nothing('');
  // What the buyer has is no way around the market: it is the answer.
  return answer.kind === 'own' ? `${answer.title}. ${nothing('else ')}` : `${nothing('')}. ${answer.title}`;
}

/** Even the first is poor at the work, and nothing else is the answer. */
const isPoor = ({ warnings }: Recommendation): boolean => warnings.some(({ code }) => code === POOR_FIELD);

/** More is asked than one of them does: who reads no further would take it for enough. */
const BEYOND: ReadonlySet<string> = new Set(['beyond_users', 'beyond_capacity', 'beyond_hours']);

const tooLittle = ({ reasons }: Pick<Ranked, 'reasons'>): string =>
  reasons.some(({ code }) => BEYOND.has(code)) ? ', too little for all that you ask' : '';

/** What is already there of a build, where that is one thing that can be named in passing. */
function besideOwned({ owned = [], in_own_pc }: PriceQuote): string {
  const [only] = owned;
  // A rig in one's own PC has that in its name.
  if (only === undefined || in_own_pc) return '';
  return owned.length === 1 ? ` beside your ${only}` : ' beside what you have';
}

export function priceTag(row: Ranked): string {
  if (!row.price_usd) return ' (price unknown)';
  return row.price_usd.kind === 'own-price'
    ? ` at your ${usd(row.price_usd.value)}`
    : ` for about ${usd(row.price_usd.value)}${besideOwned(row.price_usd)}`;
}
