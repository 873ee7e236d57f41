import { sumOfParts, unpricedParts } from '../../prices/bill.ts';
import type { Price } from '../../prices/pricing.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { PriceQuote } from '../../schema/document.ts';
import type { System } from '../../schema/system.ts';
import { inCents } from '../../units/units.ts';
import { itemNamed } from '../prose/names.ts';
import { alikeParts, type PartPaid } from './alike-parts.ts';
import { toQuote } from './quotes.ts';

/** Bills of materials: machines priced part by part. */
interface Bills {
  /** The parts as they are paid: where a part says so, the cheapest machine that would do alike takes its place. */
  paid(parts: System['parts']): PartPaid[];
  /** What they cost together; null where the price of one is unknown, or there are none. */
  sum(bought: readonly PartPaid[]): Price | null;
  /** That sum as a quote that names its parts. */
  quote(sum: Price, bought: readonly PartPaid[]): PriceQuote;
  /** Of these items, the names of those without a price. */
  unpriced(items: readonly { readonly item: string }[]): string[];
}

/** @param offered what an item is offered for as a whole */
export function makeBills(catalog: Catalog, asOf: string, offered: (id: string) => Price | null): Bills {
  const asPaid = alikeParts(catalog, asOf, priceOf);
  const nameOf = (id: string): string => itemNamed(id, catalog);
  const bills: Bills = {
    paid: (parts) => parts.map(asPaid),
    sum: (bought) => sumOfParts(bought, priceOf),
    quote: (sum, bought) => {
      const unpriced = bills.unpriced(bought);
      return {
        ...toQuote(sum, bought.flatMap(line)),
        ...(unpriced.length > 0 && { not_included: unpriced }),
      };
    },
    unpriced: (items) => unpricedParts(items, priceOf).map(nameOf),
  };
  return bills;

  /** A part that is itself a system built from parts (a cluster of boxes) is priced the same way. */
  function priceOf(id: string): Price | null {
    const system = catalog.systems[id];
    return offered(id) ?? (system ? bills.sum(bills.paid(system.parts)) : null);
  }

  /** One line of a bill; none for a part whose price nobody knows. */
  function line({ item: id, count, instead_of }: PartPaid): PriceQuote['parts'] {
    const price = priceOf(id);
    if (!price) return [];
    const { observed, kind } = price;
    const unit_price_usd = inCents(price.value);
    const source = price.source ?? 'own-price';
    const replaced = instead_of === undefined ? {} : { instead_of: nameOf(instead_of) };
    return [{ item: id, name: nameOf(id), count, unit_price_usd, observed, kind, source, ...replaced }];
  }
}
