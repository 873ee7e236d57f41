import type { Usd } from '../units/units.ts';
import type { Price } from './pricing.ts';

/**
 * Less of a sum than this does not make it old (assumption): its price may double and the sum moves by a fifth. Prose
 * says "four fifths" of what is left.
 */
const MINOR_SHARE = 0.2;

/** One line of a bill of materials. */
interface PartBought {
  readonly item: string;
  readonly count: number;
  /** A cable or dock: too small beside the rest to keep the sum unknown, or to date it. */
  readonly minor?: boolean | undefined;
}

/**
 * A build priced as its parts. Lows add to the low and highs to the high, because memory moves all parts together. It is
 * as old as its money: an old price of a board or a supply does not date it. Null when any part has no price: half a
 * bill is no price.
 */
export function sumOfParts(
  parts: readonly PartBought[],
  priceOf: (item: string) => Price | null,
): Price | null {
  const all: Bought[] = [];
  for (const { item, count, minor = false } of parts) {
    const price = priceOf(item);
    if (!price && minor) continue;
    if (!price) return null;
    all.push({ price, count, minor });
  }
  const priced = all.filter((p) => !p.minor);
  const [first, ...others] = priced;
  if (!first) return null;
  const value = paid(all);
  const dating = datedBy([first, ...others], value);
  const largest = priced.reduce((a, b) => (b.price.value * b.count > a.price.value * a.count ? b : a)).price;
  const conditions = new Set(priced.map(({ price }) => price.condition));
  return {
    low: paid(all, 'low'),
    value,
    high: paid(all, 'high'),
    observed: dating.observed,
    kind: 'sum',
    age_days: dating.age_days,
    stale: paid(priced.filter(({ price }) => price.stale)) > MINOR_SHARE * value,
    source: largest.source,
    sources: [...new Set(priced.flatMap(({ price }) => price.sources))],
    condition: conditions.size === 1 ? dating.condition : 'mixed',
  };
}

interface Bought {
  readonly price: Price;
  readonly count: number;
  readonly minor: boolean;
}

const paid = (some: readonly Bought[], at: 'low' | 'value' | 'high' = 'value'): Usd =>
  some.reduce((sum, b) => sum + b.price[at] * b.count, 0);

/** The price as old as all but a minor share of the money. */
function datedBy(bought: readonly [Bought, ...Bought[]], value: Usd): Price {
  const oldestFirst = [...bought].sort((a, b) => b.price.age_days - a.price.age_days);
  let older = 0;
  for (const b of oldestFirst) {
    older += b.price.value * b.count;
    if (older > MINOR_SHARE * value) return b.price;
  }
  return bought[0].price;
}

/** The parts that keep `sumOfParts` from an answer. */
export function unpricedParts(
  parts: readonly Pick<PartBought, 'item'>[],
  priceOf: (item: string) => Price | null,
): string[] {
  return parts.filter(({ item }) => !priceOf(item)).map(({ item }) => item);
}
