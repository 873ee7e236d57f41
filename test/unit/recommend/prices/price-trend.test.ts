import { describe, expect, it } from 'vitest';
import { makePriceBook } from '../../../../src/recommend/prices/price-book.ts';
import { priceTrends } from '../../../../src/recommend/prices/price-trend.ts';
import type { Condition } from '../../../../src/schema/vocabulary.ts';
import { mini, offer, systemOf, TODAY, withOffers } from '../../../fixtures/mini-catalog.ts';

const trend = (id: string, catalog = mini, condition: Condition = 'new') =>
  priceTrends(
    makePriceBook(catalog, { asOf: TODAY, condition, stated: {} }),
    catalog,
    TODAY,
  )(systemOf(id, catalog));

describe('price change over 90 days', () => {
  it("is that of the machine's own offers", () => {
    expect(trend('box-amd')).toBeCloseTo(2600 / 2000 - 1, 9);
  });
  it('is unknown where nobody looked before, or again', () => {
    expect(trend('mac-64')).toBeNull();
    expect(trend('box-unpriced')).toBeNull();
    expect(
      trend('box-cuda', { ...mini, offers: mini.offers.filter((o) => o.observed < '2026-08-01') }),
    ).toBeNull();
  });
  it('of a build is that of all its parts together, not of the dearest one', () => {
    const earlier = withOffers(
      mini,
      offer('card-24', 800, '2026-07-01'),
      offer('tower-kit', 1000, '2026-07-01'),
    );
    expect(trend('tower-1x24', earlier)).toBeCloseTo((1600 + 1000) / (800 + 1000) - 1, 9);
    const halfKnown = withOffers(mini, offer('card-24', 800, '2026-07-01'));
    expect(trend('tower-1x24', halfKnown)).toBeNull();
  });
  it('compares like with like: used cards do not speak for new ones', () => {
    expect(trend('tower-1x24', withOffers(mini, offer('tower-kit', 1000, '2026-07-01')))).toBeNull();
    expect(trend('tower-1x24', withOffers(mini, offer('tower-kit', 1000, '2026-07-01')), 'used')).toBeCloseTo(
      (1050 + 1000) / (700 + 1000) - 1,
      9,
    );
  });
});
