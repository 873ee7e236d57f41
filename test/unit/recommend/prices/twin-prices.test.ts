import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../../../src/recommend/candidate.ts';
import { asTwinsAsk, twinPrices } from '../../../../src/recommend/prices/twin-prices.ts';
import type { PriceQuote } from '../../../../src/schema/document.ts';

const quote = (value: number, observed: string, over: Partial<PriceQuote> = {}): PriceQuote =>
  ({ value, observed, condition: 'new', kind: 'street', ...over }) as PriceQuote;
const at = (id: string, price: PriceQuote | null, group: string | null = 'chip-128'): Candidate =>
  ({ system: { id, group: group ?? undefined }, price, os: ['linux'] }) as unknown as Candidate;

describe('what twins cost whose price was seen later', () => {
  const own = at('mine', quote(4000, '2026-09-01'));
  const asked = (...others: Candidate[]) => twinPrices([own, ...others])(own.system, own.price as PriceQuote);

  it('is told as a share of its own price, by the middle one of them', () => {
    expect(asked(at('a', quote(6000, '2026-10-01')))).toBeCloseTo(0.5, 12);
    const three = [5000, 9000, 6000].map((usd, i) => at(`t${i}`, quote(usd, '2026-10-01')));
    expect(asked(...three)).toBeCloseTo(0.5, 12);
    expect(asked(at('a', quote(3000, '2026-10-01')))).toBeCloseTo(-0.25, 12);
  });
  it('leaves out what was seen at the same time, in another condition, as parts or stated, and other chips', () => {
    expect(
      asked(
        at('a', quote(6000, '2026-09-10')),
        at('b', quote(6000, '2026-10-01', { condition: 'used' })),
        at('c', quote(6000, '2026-10-01', { kind: 'parts' })),
        at('d', quote(6000, '2026-10-01', { kind: 'own-price' })),
        at('e', quote(6000, '2026-10-01'), 'chip-64'),
        at('f', null),
      ),
    ).toBeNull();
  });
  it('is unknown of a machine without twins, and says nothing of a price that the buyer stated', () => {
    const alone = at('alone', quote(4000, '2026-01-01'), null);
    const later = at('a', quote(6000, '2026-10-01'), null);
    expect(twinPrices([alone, later])(alone.system, alone.price as PriceQuote)).toBeNull();
    const stated = quote(100, '2026-01-01', { kind: 'own-price' });
    expect(twinPrices([own, at('a', quote(6000, '2026-10-01'))])(own.system, stated)).toBeNull();
  });
});

describe('the range of a price beside what twins cost', () => {
  const own = at('mine', quote(4000, '2026-09-01', { low: 3500, high: 4500 }));
  const range = (...others: Candidate[]) => {
    const { price } = asTwinsAsk(own, twinPrices([own, ...others]));
    return [price?.low, price?.value, price?.high];
  };
  it('reaches to it', () => {
    expect(range(at('a', quote(6000, '2026-10-01')))).toEqual([3500, 4000, 6000]);
    expect(range(at('a', quote(3000, '2026-10-01')))).toEqual([3000, 4000, 4500]);
  });
  it('is its own where it holds that, or nothing is known of any', () => {
    expect(range(at('a', quote(4200, '2026-10-01')))).toEqual([3500, 4000, 4500]);
    expect(range()).toEqual([3500, 4000, 4500]);
    const unpriced = at('none', null);
    expect(asTwinsAsk(unpriced, () => 0.5)).toBe(unpriced);
  });
});
