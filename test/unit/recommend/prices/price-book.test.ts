import { describe, expect, it } from 'vitest';
import { makePriceBook } from '../../../../src/recommend/prices/price-book.ts';
import type { Condition } from '../../../../src/schema/vocabulary.ts';
import { mini, offer, systemOf, TODAY, withOffers } from '../../../fixtures/mini-catalog.ts';

const book = (
  over: {
    condition?: Condition;
    stated?: Record<string, number>;
    owned?: string[];
    asOf?: string;
    catalog?: typeof mini;
  } = {},
) =>
  makePriceBook(over.catalog ?? mini, {
    asOf: over.asOf ?? TODAY,
    condition: over.condition ?? 'new',
    stated: over.stated ?? {},
    ...(over.owned && { owned: over.owned }),
  });
const quote = (id: string, over: Parameters<typeof book>[0] = {}) =>
  book(over).quote(systemOf(id, over.catalog ?? mini));

describe('prices of whole machines', () => {
  it('carry their day, kind, age and source', () => {
    expect(quote('box-cuda')).toMatchObject({
      value: 5400,
      observed: '2026-11-05',
      kind: 'street',
      age_days: 15,
      stale: false,
      source: 'made-up',
      condition: 'new',
      parts: [],
    });
  });
  it('are those of the day asked for', () => {
    expect(quote('box-cuda', { asOf: '2026-03-01' })?.value).toBe(4699);
    expect(quote('box-cuda', { asOf: '2026-02-14' })?.value).toBe(3999);
  });
  it('leave doubtful offers out', () => {
    expect(quote('box-amd')?.value).toBe(2600);
  });
  it('grow old, and say so', () => {
    expect(quote('mac-64')).toMatchObject({ value: 2700, age_days: 41, stale: false });
    expect(quote('mac-64', { asOf: '2026-12-10' })).toMatchObject({ age_days: 61, stale: true });
  });
  it('are unknown, not zero, where nobody saw one', () => {
    expect(quote('box-unpriced')).toBeNull();
  });
  it('lie between their low and high ends', () => {
    for (const id of ['box-cuda', 'mac-64', 'tower-2x24']) {
      const q = quote(id);
      expect(q?.low).toBeLessThanOrEqual(q?.value ?? 0);
      expect(q?.high).toBeGreaterThanOrEqual(q?.value ?? 0);
    }
  });
});

describe("a price of one's own", () => {
  it('is for the thing as it would be bought without it: used cards stay used where either will do', () => {
    const any = (stated: Record<string, number>) =>
      quote('tower-1x24', { condition: 'any', stated })?.condition;
    expect(any({})).toBe('used');
    expect(any({ 'tower-1x24': 900 })).toBe('used');
    expect(any({ 'card-24': 500 })).toBe('used');
    expect(quote('tower-1x24', { stated: { 'tower-1x24': 900 } })?.condition).toBe('new');
    expect(quote('box-cuda', { condition: 'any', stated: { 'box-cuda': 900 } })?.condition).toBe('new');
  });
});

describe("a part at a price of one's own", () => {
  const whole = withOffers(mini, offer('tower-1x24', 2900, '2026-11-18'));
  const at = (stated: Record<string, number>) => quote('tower-1x24', { catalog: whole, stated })?.value;
  it('makes the build that price, whatever somebody asks for a whole one', () => {
    expect(at({})).toBe(2900);
    expect(at({ 'card-24': 500 })).toBe(1500);
    expect(at({ 'card-24': 500, 'tower-1x24': 2000 })).toBe(2000);
  });
});

describe('what a new machine is sold without', () => {
  const kit = quote('tower-1x24')?.parts.find((p) => p.item === 'tower-kit')?.unit_price_usd ?? 0;
  const name = mini.parts['tower-kit']?.name;
  const without = (offers = mini.offers) => ({
    ...withOffers(mini),
    offers,
    systems: {
      ...mini.systems,
      'box-cuda': { ...systemOf('box-cuda'), sold_without: ['tower-kit'] },
    },
  });
  it('is in its price, and named', () => {
    expect(kit).toBeGreaterThan(0);
    expect(quote('box-cuda', { catalog: without() })).toMatchObject({
      value: 5400 + kit,
      kind: 'street',
      observed: '2026-11-05',
      also_included: [name],
      parts: [],
    });
    expect(quote('box-cuda')).not.toHaveProperty('also_included');
  });
  it('is in the price of each of several', () => {
    expect(quote('pair-cuda', { catalog: without() })?.value).toBe(2 * (5400 + kit) + 120);
  });
  it('is in no price that the buyer names, and in no used machine', () => {
    const catalog = without();
    expect(quote('box-cuda', { catalog, stated: { 'box-cuda': 5000 } })?.value).toBe(5000);
    const used = without([...mini.offers, offer('box-cuda', 3000, '2026-11-18', 'used')]);
    expect(quote('box-cuda', { catalog: used, condition: 'used' })?.value).toBe(3000);
  });
  it('is told to be missing where nobody knows its price', () => {
    const catalog = without(mini.offers.filter((o) => o.item !== 'tower-kit'));
    expect(quote('box-cuda', { catalog })).toMatchObject({ value: 5400, not_included: [name] });
  });
});

describe('prices of builds', () => {
  it('are the sum of their parts, each named', () => {
    const q = quote('tower-2x24');
    expect(q).toMatchObject({ value: 2 * 1600 + 2200, kind: 'parts', observed: '2026-10-20' });
    expect(q?.parts.map((p) => [p.item, p.count, p.unit_price_usd])).toEqual([
      ['card-24', 2, 1600],
      ['big-tower-kit', 1, 2200],
    ]);
    const sum = q?.parts.reduce((s, p) => s + p.count * p.unit_price_usd, 0);
    expect(sum).toBe(q?.value);
  });
  it('leave out what the buyer has, and say so', () => {
    const one = quote('tower-2x24', { owned: ['card-24'] });
    expect(one).toMatchObject({ value: 1600 + 2200, owned: [mini.devices['card-24']?.name] });
    expect(one?.parts.map((p) => [p.item, p.count])).toEqual([
      ['card-24', 1],
      ['big-tower-kit', 1],
    ]);
    expect(quote('tower-2x24', { owned: ['card-24', 'card-24'] })?.value).toBe(2200);
    expect(quote('tower-2x24')).not.toHaveProperty('owned');
  });
  it('count a box in a pair like a part', () => {
    expect(quote('pair-cuda')?.value).toBe(2 * 5400 + 120);
  });
  it('are unknown when one part is', () => {
    const offers = mini.offers.filter((o) => o.item !== 'tower-kit');
    expect(quote('tower-1x24', { catalog: { ...mini, offers } })).toBeNull();
  });
  it('yield to a newer offer for the whole build, not to an older one', () => {
    const newer = withOffers(mini, offer('tower-1x24', 2300, '2026-11-10'));
    expect(quote('tower-1x24', { catalog: newer })).toMatchObject({ value: 2300, parts: [] });
    const older = withOffers(mini, offer('tower-1x24', 2300, '2026-10-01'));
    expect(quote('tower-1x24', { catalog: older })?.value).toBe(2600);
  });
});

describe('a pair of boxes that others would do for', () => {
  const pair = systemOf('pair-cuda');
  const twin = { ...systemOf('box-cuda'), id: 'twin-cuda', name: 'Twin Box' };
  const at = (
    usd: number,
    observed: string,
    over: object = {},
    condition: Condition = 'new',
    stated = {},
  ) => {
    const priced = withOffers(mini, offer('twin-cuda', usd, observed));
    const parts = pair.parts.map((p) => (p.item === 'box-cuda' ? { ...p, or_alike: ['twin-cuda'] } : p));
    const systems = { ...mini.systems, 'twin-cuda': { ...twin, ...over }, 'pair-cuda': { ...pair, parts } };
    return quote('pair-cuda', { catalog: { ...priced, systems }, condition, stated });
  };
  it('is priced with the cheapest, which the bill names with the one it stands for', () => {
    const q = at(4000, '2026-11-01');
    expect(q).toMatchObject({ value: 2 * 4000 + 120, observed: '2026-11-01', kind: 'parts' });
    expect(q?.parts[0]).toMatchObject({
      item: 'twin-cuda',
      name: 'Twin Box',
      count: 2,
      instead_of: systemOf('box-cuda').name,
    });
    expect(at(6000, '2026-11-01')?.parts[0]).not.toHaveProperty('instead_of');
  });
  it('is not priced with a twin that is sold out, yet to come, or seen in another market', () => {
    const own = 2 * 5400 + 120;
    const sold_out = (seen: string) => ({ sold_out: { seen, source: 'made-up' } });
    expect(at(4000, '2026-11-01', sold_out('2026-11-02'))?.value).toBe(own);
    expect(at(4000, '2026-11-01', sold_out('2026-10-30'))?.value).toBe(8120);
    expect(at(4000, '2026-11-01', { released: '2026-12-01' })?.value).toBe(own);
    expect(at(4000, '2026-10-20')?.value).toBe(own);
  });
  it('keeps to the prices that the buyer states', () => {
    expect(at(4000, '2026-11-01', {}, 'new', { 'box-cuda': 5000 })?.value).toBe(10_120);
    expect(at(4000, '2026-11-01', {}, 'new', { 'twin-cuda': 3000 })?.value).toBe(6120);
  });
});

describe('new and used', () => {
  it('used cards only where the buyer takes them, and then when they are cheaper', () => {
    expect(quote('tower-1x24')?.value).toBe(2600);
    expect(quote('tower-1x24', { condition: 'any' })).toMatchObject({ value: 2050, condition: 'used' });
    expect(quote('tower-1x24', { condition: 'used' })?.value).toBe(2050);
  });
  it('a machine out of production has a used price only', () => {
    expect(quote('mac-64-old')).toBeNull();
    expect(quote('mac-64-old', { condition: 'any' })).toMatchObject({
      value: 1700,
      kind: 'used',
      condition: 'used',
    });
  });
});

describe('stated prices', () => {
  it('beat every offer', () => {
    expect(quote('box-cuda', { stated: { 'box-cuda': 4800 } })).toMatchObject({
      value: 4800,
      low: 4800,
      high: 4800,
      kind: 'own-price',
      age_days: 0,
      source: 'own-price',
    });
  });
  it('of a part count in every build with it', () => {
    expect(quote('tower-1x24', { stated: { 'card-24': 900 } })?.value).toBe(1900);
    expect(quote('tower-2x24', { stated: { 'card-24': 900 } })?.value).toBe(4000);
    expect(quote('pair-cuda', { stated: { 'box-cuda': 5000 } })?.value).toBe(10_120);
  });
  it('of a build beat the sum of its parts', () => {
    expect(quote('tower-1x24', { stated: { 'tower-1x24': 2000, 'card-24': 900 } })).toMatchObject({
      value: 2000,
      parts: [],
    });
  });
});
