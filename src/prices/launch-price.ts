import type { Usd } from '../units/units.ts';
import type { OfferBook } from './pricing.ts';

/** The first list price known by a day, USD: that of the launch, where anybody wrote it down. Null where there is none. */
export function launchPrice(book: OfferBook, item: string, asOf: string): Usd | null {
  const first = book
    .get(item)
    ?.find((o) => o.kind === 'list' && o.trust === 'ok' && o.currency === 'USD' && o.observed <= asOf);
  return first?.amount ?? null;
}
