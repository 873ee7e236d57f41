import { describe, expect, it } from 'vitest';
import { priceLines } from '../../../src/report/answer/lines.ts';
import { priceInWords } from '../../../src/report/values.ts';
import type { PriceQuote, Ranked } from '../../../src/schema/document.ts';

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
  parts: [part('Box of one maker'), part('Cable')],
};

describe('a price in words', () => {
  it('of one part is that part’s price, which is not said twice', () => {
    const card = { ...quote, parts: [part('Card', { count: 1, unit_price_usd: 7998 })] };
    expect(priceInWords(card)).toBe('$7,998 new ($7,000–$9,000), street price of 2026-09-29 [s]');
    expect(priceInWords({ ...quote, parts: [part('Card', { kind: 'stated' })] })).toBe('$7,998, your price');
    const lines = (price: PriceQuote) => priceLines({ price_usd: price } as Ranked).slice(1);
    expect(lines(card)).toEqual([]);
    expect(lines({ ...card, parts: [part('Box')] })).toEqual(['2 x Box at $3,999']);
  });
  it('says which machine was priced where another would do alike', () => {
    expect(priceInWords(quote)).toBe(
      '$7,998 new ($7,000–$9,000), sum of its parts, four fifths of it priced since 2026-09-29 [s]',
    );
    expect(
      priceInWords({ ...quote, parts: [part('Box of another', { instead_of: 'Box of one maker' })] }),
    ).toContain('street price of 2026-09-29, with Box of another in place of Box of one maker [s]');
  });
  it('says of a build which of its parts are used', () => {
    const card = part('Card', { kind: 'used', count: 1, unit_price_usd: 900 });
    const board = part('Board', { kind: 'street', count: 1, unit_price_usd: 165 });
    const lines = (...parts: PriceQuote['parts']) =>
      priceLines({ price_usd: { ...quote, condition: 'used', parts } } as Ranked);
    expect(lines(card, board)[0]).toContain('$7,998 partly used (');
    expect(lines(card, board)[1]).toBe('Card $900 used, Board $165');
    expect(lines(card, card)[0]).toContain('$7,998 used (');
    expect(lines(card, card)[1]).toBe('Card $900, Card $900');
  });
});
