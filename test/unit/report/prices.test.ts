import { describe, expect, it } from 'vitest';
import { priceOf } from '../../../src/report/values.ts';
import type { PriceQuote } from '../../../src/schema/document.ts';

const part = (name: string, more: object = {}): PriceQuote['parts'][number] => ({
  item: 'box',
  name,
  count: 2,
  unit_price_usd: 3999,
  observed: '2026-09-29',
  kind: 'street',
  source: 's',
  ...more,
});
const quote: PriceQuote = {
  low: 7000,
  value: 7998,
  high: 9000,
  observed: '2026-09-29',
  kind: 'parts',
  age_days: 11,
  stale: false,
  source: 's',
  condition: 'new',
  parts: [part('Box of one maker')],
};

describe('a price in words', () => {
  it('says which machine was priced where another would do alike', () => {
    expect(priceOf(quote)).toBe(
      '$7,998 new ($7,000–$9,000), sum of its parts, four fifths of it priced since 2026-09-29 [s]',
    );
    expect(
      priceOf({ ...quote, parts: [part('Box of another', { instead_of: 'Box of one maker' })] }),
    ).toContain('since 2026-09-29, with Box of another in place of Box of one maker [s]');
  });
});
