import { type Price, statedPrice } from '../../prices/pricing.ts';
import type { PriceQuote } from '../../schema/document.ts';
import { inCents, type Usd } from '../../units/units.ts';
import type { PriceTerms } from './price-terms.ts';

/** A price as documents tell it. */
export function toQuote(price: Price, parts: PriceQuote['parts']): PriceQuote {
  return {
    low: inCents(price.low),
    value: inCents(price.value),
    high: inCents(price.high),
    observed: price.observed,
    kind: price.kind === 'stated' ? 'own-price' : price.kind === 'sum' ? 'parts' : price.kind,
    age_days: price.age_days,
    stale: price.stale,
    source: price.source ?? 'own-price',
    condition: price.condition === 'new' ? 'new' : 'used',
    parts,
  };
}

/** The quote for a price that the buyer names. */
export const statedQuote = (usd: Usd, terms: Pick<PriceTerms, 'asOf' | 'condition'>): PriceQuote =>
  toQuote(statedPrice(usd, terms), []);

/** The price of what is owned. */
export const nothingPaid = (terms: Pick<PriceTerms, 'asOf' | 'condition'>): PriceQuote => ({
  ...statedQuote(0, terms),
  condition: 'used',
});
