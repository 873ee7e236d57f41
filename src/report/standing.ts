import type { Excluded, Ranked } from '../schema/document.ts';

/**
 * "level with X and cheaper": where scores are the same the price decides; null where it is ahead by its score.
 */
export function levelWith(ahead: Ranked, other: Ranked, name = other.system.name): string | null {
  if (other.score !== ahead.score) return null;
  return `level with ${name}${costOf(ahead) < costOf(other) ? ' and cheaper' : ''}`;
}

/** What it costs, where prices are compared: one that is unknown is higher than all others. */
export const costOf = ({ price_usd }: Pick<Excluded, 'price_usd'>): number =>
  price_usd?.value ?? Number.POSITIVE_INFINITY;

/** A smaller ratio of two prices is no saving (assumption). */
export const CLEARLY_CHEAPER = 1.03;

/** How many times as much a machine costs as another; null where a price is unknown. */
export function priceRatio(of: Ranked, to: Ranked): number | null {
  const [price, other] = [of.price_usd?.value, to.price_usd?.value];
  return price === undefined || other === undefined ? null : price / other;
}

/** Share of the whole score by which one criterion must separate two machines to be worth a word (assumption). */
export const NOTABLE_SHARE = 0.005;
const MOST_NAMED = 3;

/** A share that is given up, not just a little less of something (assumption). */
const FELT_SHARE = 0.02;
const MONEY: readonly string[] = ['price', 'value'];

/** What one machine is better at than another, by how much that counts for this buyer, most first. */
export const virtuesOver = (by: Ranked, over: Ranked): string[] => leads(by, over, NOTABLE_SHARE);

/** What puts one before another in a comparison, which has a line for what rules moved, too. */
export const aheadBy = (by: Ranked, over: Ranked): string[] => {
  const counts = expertLead(by, over);
  return leads(by, over, NOTABLE_SHARE, [], counts > NOTABLE_SHARE ? [{ name: EXPERTS, counts }] : []);
};

/** What moves a score beside the criteria, as every view calls it. */
export const EXPERTS = 'What experts say';

/** The share of the whole score by which rules put one before another: often more than any criterion does. */
export const expertLead = (by: Ranked, over: Ranked): number =>
  (by.rule_points.moved - over.rule_points.moved) / 100;

/** What is given up with one machine for the money that another saves. */
export const givenUp = (pick: Ranked, cheaper: Ranked): string[] => leads(pick, cheaper, FELT_SHARE, MONEY);

interface Lead {
  readonly name: string;
  readonly counts: number;
}

function leads(
  by: Ranked,
  over: Ranked,
  share: number,
  aside: readonly string[] = [],
  beside: readonly Lead[] = [],
): string[] {
  const criteria = by.criteria
    .flatMap(({ id, name, score, weight }) => {
      if (aside.includes(id)) return [];
      if (id === 'capacity' && !hasMoreRoom(by, over)) return [];
      const theirs = over.criteria.find((c) => c.id === id)?.score ?? null;
      return score === null || theirs === null ? [] : [{ name, counts: weight * (score - theirs) }];
    })
    .filter(({ counts }) => counts > share);
  return [...criteria, ...beside]
    .sort((a, b) => b.counts - a.counts)
    .slice(0, MOST_NAMED)
    .map(({ name }) => name.toLowerCase());
}

/** Whether more headroom means more memory: headroom counts footprints, so only with the same model. */
function hasMoreRoom(by: Ranked, over: Ranked): boolean {
  if (by.workloads.some(({ model }, i) => model?.id !== over.workloads[i]?.model?.id)) return false;
  return !by.fit || !over.fit || by.fit.usable_gib > over.fit.usable_gib;
}
