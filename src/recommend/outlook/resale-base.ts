import { launchPrice, type OfferBook } from '../../prices/pricing.ts';
import type { PriceQuote } from '../../schema/document.ts';
import type { Usd } from '../../units/units.ts';

/**
 * What resale is counted from, USD: the price, but no more than each thing was first listed at. A buyer who pays more
 * in a shortage should not count on the next one; used hardware has sold for shares of its launch price.
 */
export function resaleBase(system: string, price: PriceQuote, offers: OfferBook, asOf: string): Usd {
  const atMost = (item: string, usd: Usd): Usd => Math.min(usd, launchPrice(offers, item, asOf) ?? usd);
  const parts = price.parts.reduce((sum, p) => sum + p.count * p.unit_price_usd, 0);
  if (parts === 0) return atMost(system, price.value);
  const launched = price.parts.reduce((sum, p) => sum + p.count * atMost(p.item, p.unit_price_usd), 0);
  // The sum may be rounded, or include what is no part: the same share of it.
  return (price.value * launched) / parts;
}
