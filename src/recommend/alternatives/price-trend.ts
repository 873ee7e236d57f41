import { type OfferBook, priceAt } from '../../prices/pricing.ts';
import type { System } from '../../schema/system.ts';
import type { PriceBook } from '../price-book.ts';

const DAYS = 90;

/** Relative price change over the last 90 days: of the system's own offers, else of the part it costs most for; null when unseen. */
export function priceTrend(system: System, prices: PriceBook, asOf: string): number | null {
  const own = trendOf(system.id, prices.offers, asOf);
  if (own !== null || system.parts.length === 0) return own;
  const costly = [...system.parts].sort(
    (a, b) => (prices.item(b.item)?.value ?? 0) * b.count - (prices.item(a.item)?.value ?? 0) * a.count,
  )[0];
  return costly ? trendOf(costly.item, prices.offers, asOf) : null;
}

function trendOf(item: string, offers: OfferBook, asOf: string): number | null {
  const before = new Date(Date.parse(`${asOf}T00:00:00Z`) - DAYS * 86_400_000).toISOString().slice(0, 10);
  const question = { condition: 'any' as const, memoryBearing: true };
  const now = priceAt(offers, item, { ...question, asOf });
  const then = priceAt(offers, item, { ...question, asOf: before });
  return now && then && now.observed > then.observed && now.condition === then.condition
    ? now.value / then.value - 1
    : null;
}
