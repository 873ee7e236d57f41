import { type OfferBook, type Price, priceAt } from '../../prices/pricing.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { System } from '../../schema/system.ts';
import { remembered } from '../../units/remembered.ts';
import { conditionOf, type PriceTerms } from './price-terms.ts';

/**
 * What one card, part or machine is offered for, by id; null where nobody offers it. Of a machine that is made of parts
 * this is the offer of the whole, not its bill. Each is worked out once.
 */
export function itemPrices(
  catalog: Catalog,
  terms: PriceTerms,
  offers: OfferBook,
): (id: string) => Price | null {
  const item = remembered((id: string): Price | null => {
    const system = catalog.systems[id];
    const price = priceAt(offers, id, {
      asOf: terms.asOf,
      condition: conditionOf(id, terms.condition, catalog),
      stated: terms.stated[id],
      memoryBearing: bearsMemory(id, catalog),
      ended: system?.ended,
    });
    return price && system ? addedTo(system, price).reduce(plusItem, price) : price;
  });
  const plusItem = (price: Price, id: string): Price => {
    const other = item(id);
    return other ? plus(price, other) : price;
  };
  return item;
}

/** What a new machine is sold without; whoever names a price names all of it, and used ones come ready to run. */
export const addedTo = (system: System, price: Price): readonly string[] =>
  price.kind === 'stated' || price.condition !== 'new' ? [] : system.sold_without;

const bearsMemory = (id: string, { systems, devices, parts }: Catalog): boolean =>
  id in systems || id in devices || /memory|ram|ssd/i.test(parts[id]?.kind ?? '');

/** The price of a thing with another that is bought with it: as old, and as new or used, as the thing. */
const plus = (thing: Price, other: Price): Price => ({
  ...thing,
  low: thing.low + other.low,
  value: thing.value + other.value,
  high: thing.high + other.high,
  sources: [...new Set([...thing.sources, ...other.sources])],
});
