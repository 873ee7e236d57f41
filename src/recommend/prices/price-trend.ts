import { type Price, priceAt } from '../../prices/pricing.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { PriceQuote } from '../../schema/price-quote.ts';
import type { System } from '../../schema/system.ts';
import { daysBefore } from '../../units/days.ts';
import { remembered } from '../../units/remembered.ts';
import type { PriceBook } from './price-book.ts';
import { conditionOf } from './price-terms.ts';

/** As the facts of that name say: `candidate.price_trend_90d`. */
const TREND_DAYS = 90;

/** What a thing cost then and costs now; equal where nobody looked again. */
interface Move {
  readonly then: number;
  readonly now: number;
}

/** Relative price change of a system over the last 90 days, in one's own PC that of the bill; null when unknown. */
export type PriceTrends = (system: System, price?: PriceQuote | null) => number | null;

/**
 * Trends in the buyer's condition: of the machine's own offers, else of the sum of its parts. Unknown when nobody saw it
 * (or one of its parts) before, or nothing again since. Each item is looked up once.
 */
export function priceTrends(prices: PriceBook, catalog: Catalog, asOf: string): PriceTrends {
  const before = daysBefore(TREND_DAYS, asOf);
  const moveOf = remembered(findMove);
  return ({ id }, price) => {
    const move = price?.in_own_pc ? movesOf(price.parts) : moveOf(id);
    return move && move.now !== move.then ? move.now / move.then - 1 : null;
  };

  function findMove(id: string): Move | null {
    const condition = conditionOf(id, prices.condition, catalog);
    const at = (day: string): Price | null =>
      priceAt(prices.offers, id, { condition, memoryBearing: true, asOf: day });
    const now = at(asOf);
    const then = at(before);
    if (now && then) {
      if (now.condition !== then.condition) return null;
      return { then: then.value, now: now.observed > then.observed ? now.value : then.value };
    }
    const parts = now || then ? [] : (catalog.systems[id]?.parts ?? []);
    return parts.length === 0 ? null : movesOf(parts);
  }

  function movesOf(parts: readonly { readonly item: string; readonly count: number }[]): Move | null {
    let sum: Move = { then: 0, now: 0 };
    for (const { item, count } of parts) {
      const move = moveOf(item);
      if (!move) return null;
      sum = { then: sum.then + count * move.then, now: sum.now + count * move.now };
    }
    return sum;
  }
}
