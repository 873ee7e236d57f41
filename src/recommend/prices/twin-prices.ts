import { LATER_DAYS } from '../../prices/alike.ts';
import type { PriceQuote } from '../../schema/document.ts';
import type { System } from '../../schema/system.ts';
import { daysBetween } from '../../units/days.ts';
import { groupBy, median } from '../../units/statistics.ts';
import { inCents } from '../../units/units.ts';
import type { Candidate } from '../candidate.ts';

/** By what share machines of the same chip and memory cost more, if their price was seen later; null where none was. */
export type TwinPrices = (system: System, price: PriceQuote) => number | null;

/** The middle one of the later prices stands for them: makers ask different sums for one machine. */
export function twinPrices(candidates: readonly Candidate[]): TwinPrices {
  const offered = candidates.flatMap(({ system: { id, group }, price }) =>
    group !== undefined && price && isOffered(price) ? [{ id, group, price }] : [],
  );
  const groups = groupBy(offered, (o) => o.group);
  return ({ id, group }, price) => {
    if (group === undefined || !isOffered(price)) return null;
    const later = (groups.get(group) ?? []).filter(
      (o) =>
        o.id !== id &&
        o.price.condition === price.condition &&
        daysBetween(price.observed, o.price.observed) >= LATER_DAYS,
    );
    return later.length === 0 ? null : median(later.map((o) => o.price.value)) / price.value - 1;
  };
}

/** The candidate with a price range that reaches to what its twins were later seen to cost: its own may have moved as far. */
export function asTwinsAsk(candidate: Candidate, twinsAsk: TwinPrices): Candidate {
  const { system, price } = candidate;
  const dearer = price && twinsAsk(system, price);
  if (!price || dearer === null) return candidate;
  const theirs = price.value * (1 + dearer);
  const [low, high] = [Math.min(price.low, theirs), Math.max(price.high, theirs)];
  return { ...candidate, price: { ...price, low: inCents(low), high: inCents(high) } };
}

/** Somebody asked that sum for the whole machine. */
const isOffered = ({ kind }: PriceQuote): boolean => kind !== 'own-price' && kind !== 'parts';
