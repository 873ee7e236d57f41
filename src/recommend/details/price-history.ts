import type { OfferBook } from '../../prices/pricing.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { PriceHistory } from '../../schema/details.ts';
import type { Ranked, Recommendation } from '../../schema/document.ts';
import type { System } from '../../schema/system.ts';
import { makePriceBook } from '../prices/price-book.ts';

/**
 * The price on each day on which it, or a part of it, was seen offered; the buyer's own prices hold for the last day
 * only. Days without a price are left out.
 */
export function priceHistory(
  row: Ranked,
  system: System,
  d: Recommendation,
  catalog: Catalog,
  offers: OfferBook,
): PriceHistory {
  const { condition } = d.answers;
  const bought = ownPcBill(row, system);
  const items = [bought.id, ...itemsOf(bought, catalog)];
  const days = [
    ...new Set(items.flatMap((item) => (offers.get(item) ?? []).map((o) => o.observed.slice(0, 10)))),
  ]
    .filter((day) => day < d.as_of)
    .sort();
  const points = days.flatMap((day) => {
    const quote = makePriceBook(
      catalog,
      { asOf: day, condition, stated: {}, owned: bought === system ? d.answers.own : [] },
      offers,
    ).quote(bought);
    return quote ? [{ day, usd: quote.value, low: quote.low, high: quote.high }] : [];
  });
  const now = row.price_usd;
  return {
    system: row.system.id,
    points: now ? [...points, { day: d.as_of, usd: now.value, low: now.low, high: now.high }] : points,
  };
}

/** What goes into one's own PC has the history of its bill, since nobody sells that as one thing. */
const ownPcBill = ({ price_usd }: Ranked, system: System): System =>
  price_usd?.in_own_pc
    ? {
        ...system,
        id: `${system.id} in one's own PC`,
        traits: [],
        parts: price_usd.parts.map(({ item, count }) => ({ item, count })),
      }
    : system;

/** Parts, and the parts of parts that are systems themselves. */
const itemsOf = (system: System, catalog: Catalog): string[] =>
  system.parts.flatMap(({ item }) => {
    const inner = catalog.systems[item];
    return inner && inner.id !== system.id ? [item, ...itemsOf(inner, catalog)] : [item];
  });
