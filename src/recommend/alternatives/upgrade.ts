import type { Alternative, PriceQuote } from '../../schema/document.ts';
import { constant } from '../../scoring/model.ts';
import { significant, usd } from '../../units/format.ts';
import { ascending } from '../../units/order.ts';
import { isOfUnknownMemory } from '../bare-cards.ts';
import type { Evaluated } from '../evaluated.ts';
import { isWorthBuying, type Judged } from '../judge.ts';
import { toldReason } from '../prose/reason-text.ts';
import type { AlternativesInput } from './alternatives.ts';
import { doesTheJob, isSound } from './does-the-job.ts';
import { heldAgainst } from './held-against.ts';
import { outdoes } from './outdoes.ts';
import { runsAt } from './work-in-words.ts';

/** Assumption: a machine that loses this many points to one rule is no good buy, however cheap. */
const CONDEMNED_POINTS = 10;

/** A rule weighs on it much, or is grave, and does not so on a pick worth buying: there is something better to save for. */
const isCondemned = (j: Judged, pick: Judged | undefined): boolean =>
  heldAgainst(j, pick).some(({ points, severity }) => severity === 'serious' || points <= -CONDEMNED_POINTS);

/**
 * What brings most for the money to somebody who owns something: a second card, another box beside it, or a machine in
 * its place. Merit is compared with money left out on both sides, so that what is owned does not win by being free.
 */
export function upgradeAlternative(input: AlternativesInput): Alternative | null {
  const { answers, catalog, field } = input;
  if (bestOf(input.owned, input) === null) return null;
  const least = constant(catalog.scoring, 'worthwhile_upgrade');
  const pickDoesIt = field[0] !== undefined && doesTheJob(field[0].evaluated, catalog, 'usable');
  const steps = field.flatMap((j): Step[] => {
    const { evaluated: e } = j;
    const { price } = e;
    if (!price || price.value <= 0 || answers.own.includes(e.system.id)) return [];
    if (isCondemned(j, isWorthBuying(field[0], catalog) ? field[0] : undefined)) return [];
    if (!isSound(e, input.needs, catalog)) return [];
    if (!doesTheJob(e, catalog, 'usable') && pickDoesIt) return [];
    // What it would be bought for may run on what is owned, too, if only with experts in main memory.
    const mine = bestOf(input.ownedBeside(e), input);
    if (!mine) return [];
    const gain = (input.merit(e) ?? 0) - mine.merit;
    return gain >= least && outdoes(e, mine.e) ? [{ e, mine, gain, price, per_usd: gain / price.value }] : [];
  });
  const [best] = steps.sort((a, b) => b.per_usd - a.per_usd || ascending(a.e.system.id, b.e.system.id));
  if (!best) return null;
  const decode = decodeOf(best.e);
  const { mine } = best;
  const before = mine.merit > 0 ? runsAt(mine.e) : null;
  const speeds = before ? `, ${runsAt(best.e)} instead of ${before}` : '';
  const among = steps.length > 1 ? `, more than any other of ${steps.length} steps up` : ', the only step up';
  return {
    kind: 'own',
    title: `Best upgrade for the money: ${best.e.system.name} for about ${usd(best.price.value)} more`,
    is_the_answer: false,
    cost_usd: {
      value: best.price.value,
      per: 'total',
      source: best.price.source,
      observed: best.price.observed,
    },
    break_even_days: null,
    system: best.e.system.id,
    decode_tok_s: decode,
    reasons: [
      toldReason(
        'upgrade_per_dollar',
        `Counting all but money (speed, model, memory, power and so on) it scores ${Math.round(best.gain)} of 100 points more than your ${mine.e.system.name}${speeds}: ${significant(1000 * best.per_usd, 2)} points per $1,000${among}.`,
      ),
    ],
  };
}

interface Mine {
  readonly e: Evaluated;
  /** How good it is at the work, money aside; 0 where it cannot do it. */
  readonly merit: number;
}

/** The owned machine that is best at the work; null where nothing can be said of any. */
function bestOf(owned: readonly Evaluated[], { merit }: AlternativesInput): Mine | null {
  const [best] = owned
    .filter(({ system }) => !isOfUnknownMemory(system))
    .map((e) => ({ e, merit: e.outcomes.some((o) => o.failure) ? 0 : (merit(e) ?? 0) }))
    .sort((a, b) => b.merit - a.merit);
  return best ?? null;
}

interface Step {
  readonly e: Evaluated;
  readonly mine: Mine;
  readonly gain: number;
  readonly price: PriceQuote;
  readonly per_usd: number;
}

const decodeOf = (e: Evaluated) => e.outcomes[0]?.performance.speed?.decode_tok_s ?? null;
