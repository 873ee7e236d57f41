import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offersByItem, priceAt } from '../../src/prices/pricing.ts';
import type { Offer } from '../../src/schema/offer.ts';
import './runs.ts';

const day = fc
  .integer({ min: 0, max: 700 })
  .map((n) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10));
const anyOffer: fc.Arbitrary<Offer> = fc.record({
  item: fc.constant('box'),
  config: fc.constant(''),
  kind: fc.constantFrom('list' as const, 'street' as const, 'used' as const),
  amount: fc.double({ min: 1, max: 50_000, noNaN: true }),
  currency: fc.constantFrom('USD', 'EUR'),
  region: fc.constant('US'),
  observed: day,
  trust: fc.constantFrom('ok' as const, 'promo' as const, 'doubtful' as const),
  source: fc.constantFrom('a', 'b', 'c'),
  note: fc.constant(''),
});
const condition = fc.constantFrom('new' as const, 'used' as const, 'any' as const);
const history = fc.array(anyOffer, { maxLength: 25 });
const price = (offers: Offer[], asOf: string, c: 'new' | 'used' | 'any') =>
  priceAt(offersByItem(offers), 'box', { asOf, condition: c, memoryBearing: true });

describe('laws of prices', () => {
  it('an offer seen later never changes the price of a day', () =>
    fc.assert(
      fc.property(history, anyOffer, day, condition, (offers, late, asOf, c) => {
        fc.pre(late.observed > asOf);
        expect(price([...offers, late], asOf, c)).toEqual(price(offers, asOf, c));
      }),
    ));

  it('what is not trusted or not in dollars never changes the price', () =>
    fc.assert(
      fc.property(history, anyOffer, day, condition, (offers, other, asOf, c) => {
        fc.pre(other.trust !== 'ok' || other.currency !== 'USD');
        expect(price([...offers, other], asOf, c)).toEqual(price(offers, asOf, c));
      }),
    ));

  it('the interval holds the value and stays within half and double', () =>
    fc.assert(
      fc.property(history, day, condition, (offers, asOf, c) => {
        const p = price(offers, asOf, c);
        fc.pre(p !== null);
        expect(p.low).toBeLessThanOrEqual(p.value);
        expect(p.high).toBeGreaterThanOrEqual(p.value);
        expect(p.low).toBeGreaterThanOrEqual(p.value * 0.4999);
        expect(p.high).toBeLessThanOrEqual(p.value * 2.0001);
        expect(p.age_days).toBeGreaterThanOrEqual(0);
      }),
    ));

  it('a buyer of either condition never pays more than a buyer of one', () =>
    fc.assert(
      fc.property(history, day, (offers, asOf) => {
        const any = price(offers, asOf, 'any')?.value ?? Number.POSITIVE_INFINITY;
        for (const c of ['new', 'used'] as const)
          expect(any).toBeLessThanOrEqual(price(offers, asOf, c)?.value ?? Number.POSITIVE_INFINITY);
      }),
    ));

  it('the order of the rows does not matter', () =>
    fc.assert(
      fc.property(history, day, condition, (offers, asOf, c) => {
        const turned = price([...offers].reverse(), asOf, c);
        const p = price(offers, asOf, c);
        expect(turned?.value).toBe(p?.value);
        expect(turned?.observed).toBe(p?.observed);
      }),
    ));
});
