import { describe, expect, it } from 'vitest';
import { type Alike, cheapestAlike } from '../../../src/prices/alike.ts';
import type { Price } from '../../../src/prices/pricing.ts';

const price = (value: number, observed: string, over: Partial<Price> = {}): Price => ({
  low: value,
  value,
  high: value,
  observed,
  kind: 'street',
  age_days: 0,
  stale: false,
  source: 's',
  sources: ['s'],
  condition: 'new',
  ...over,
});
const box = (item: string, found: Price | null, sold_out = false): Alike => ({
  item,
  price: found,
  sold_out,
});
const chosen = (named: Alike, ...others: Alike[]) => cheapestAlike(named, others).item;

describe('the box that a build of alike boxes is priced with', () => {
  const named = box('named', price(6950, '2026-10-05'));

  it('is the cheapest, and the named one of equals', () => {
    const [a, b] = [price(3999, '2026-10-01'), price(4100, '2026-10-20')];
    expect(chosen(named, box('b', b), box('a', a))).toBe('a');
    expect(chosen(named, box('same', price(6950, '2026-10-05')))).toBe('named');
    expect(chosen(named, box('dearer', price(7000, '2026-10-05')), box('unpriced', null))).toBe('named');
    expect(chosen(named)).toBe('named');
  });
  it('is none whose price is old, even where that of the named one is no younger', () => {
    const old = price(3999, '2026-10-01', { stale: true });
    expect(chosen(named, box('old', old))).toBe('named');
    expect(chosen(box('named', price(6950, '2026-10-05', { stale: true })), box('old', old))).toBe('named');
    expect(
      chosen(box('named', price(6950, '2026-08-01', { stale: true })), box('a', price(5000, '2026-11-01'))),
    ).toBe('a');
  });
  it('is none whose price was seen ten days before that of the named one', () => {
    expect(chosen(named, box('nine', price(3999, '2026-09-26')))).toBe('nine');
    expect(chosen(named, box('ten', price(3999, '2026-09-25')))).toBe('named');
  });
  it('is none that nobody has to sell', () => {
    expect(chosen(named, box('gone', price(3999, '2026-10-05'), true))).toBe('named');
    const gone = { ...named, sold_out: true };
    expect(chosen(gone, box('dearer', price(7500, '2026-10-05')))).toBe('dearer');
    expect(chosen(gone, box('gone, too', price(3999, '2026-10-05'), true))).toBe('named');
  });
  it('is another where the named one has no price: of those seen about when the newest was', () => {
    const nameless = box('named', null);
    expect(
      chosen(nameless, box('before', price(3000, '2026-09-01')), box('now', price(4000, '2026-10-01'))),
    ).toBe('now');
    expect(chosen(nameless, box('unpriced', null))).toBe('named');
  });
  it('is the named one at the price that the buyer states', () =>
    expect(
      chosen(box('named', price(5400, '2026-11-20', { kind: 'stated' })), box('a', price(10, '2026-11-20'))),
    ).toBe('named'));
});
