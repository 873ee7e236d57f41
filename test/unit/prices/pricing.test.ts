import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { sumOfParts, unpricedParts } from '../../../src/prices/bill.ts';
import { offersByItem, type Price, priceAt, rateAt } from '../../../src/prices/pricing.ts';
import { type Offer, offerSchema } from '../../../src/schema/offer.ts';

const folder = new URL('../../../data/prices/', import.meta.url);
const offers: Offer[] = readdirSync(folder)
  .filter((name) => name.endsWith('.csv'))
  .flatMap(
    (name) => parse(readFileSync(new URL(name, folder)), { columns: true }) as Record<string, string>[],
  )
  .map((row) => offerSchema.parse({ ...row, amount: Number(row['amount']) }));
const book = offersByItem(offers);
const memoryBearing = true;

const offer = (over: Partial<Offer>): Offer => ({
  item: 'box',
  config: '',
  kind: 'street',
  amount: 1000,
  currency: 'USD',
  region: 'US',
  observed: '2026-06-01',
  trust: 'ok',
  source: 'shop',
  note: '',
  ...over,
});
const at = (rows: Offer[], asOf: string, condition: 'new' | 'used' | 'any' = 'new'): Price | null =>
  priceAt(offersByItem(rows), 'box', { asOf, condition, memoryBearing });

describe('priceAt with the stored offers', () => {
  it.each([
    ['2025-12-01', 3999, 'list'],
    ['2026-06-30', 4699, 'street'],
    ['2026-09-25', 4999.99, 'street'],
    ['2026-10-02', 6950, 'list'],
    ['2026-11-20', 6950, 'list'],
  ] as const)('follows the DGX Spark to %s: %d', (asOf, value, kind) => {
    const price = priceAt(book, 'dgx-spark', { asOf, condition: 'new', memoryBearing });
    expect(price).toMatchObject({ value, kind });
  });

  it.each([
    ['2026-02-01', 550, 650],
    ['2026-04-01', 820, 880],
    ['2026-07-15', 930, 970],
    ['2026-10-20', 1050, 1400],
  ])('follows the used RTX 3090 to %s', (asOf, least, most) => {
    const price = priceAt(book, 'rtx-3090', { asOf, condition: 'used', memoryBearing });
    expect(price?.value).toBeGreaterThanOrEqual(least);
    expect(price?.value).toBeLessThanOrEqual(most);
    expect(price?.kind).toBe('used');
  });

  it('never offers the sold-out list placeholder of the RTX 5090', () => {
    const price = priceAt(book, 'rtx-5090', { asOf: '2026-08-14', condition: 'new', memoryBearing });
    expect(price?.value).toBeCloseTo((4079.99 + 4329.99) / 2, 0);
  });

  it('knows nothing before the first sighting and nothing of unknown things', () => {
    expect(priceAt(book, 'dgx-spark-64', { asOf: '2026-09-30', condition: 'new' })).toBeNull();
    expect(priceAt(book, 'no-such-thing', { asOf: '2026-11-20', condition: 'any' })).toBeNull();
  });

  it('reads rates as the median of the newest week', () => {
    expect(rateAt(book, 'electricity:us-residential', 'electricity', '2026-11-20')?.value).toBe(0.1831);
    expect(rateAt(book, 'cloud:h100-sxm', 'cloud-hourly', '2026-08-20')?.value).toBe(3.29);
    expect(rateAt(book, 'api:gpt-oss-120b', 'api-output', '2026-11-20')?.value).toBeGreaterThan(0.1);
  });
});

describe('which observation is the price', () => {
  const list = offer({ kind: 'list', amount: 900, observed: '2026-01-01' });
  const street = offer({ amount: 1000, observed: '2026-03-01' });

  it('takes the street over the list', () => expect(at([list, street], '2026-04-01')?.value).toBe(1000));
  it('takes the list when the street is more than 90 days older', () => {
    const reread = offer({ kind: 'list', amount: 900, observed: '2026-06-15' });
    expect(at([list, street, reread], '2026-07-01')).toMatchObject({ value: 900, kind: 'list' });
  });
  it('takes the list when the maker changed it after the street was seen', () => {
    const raised = offer({ kind: 'list', amount: 1400, observed: '2026-03-10' });
    expect(at([list, street, raised], '2026-03-11')).toMatchObject({ value: 1400, kind: 'list' });
  });
  it('takes a list price that is first read after a cheaper street price', () => {
    const first = offer({ kind: 'list', amount: 1200, observed: '2026-04-01' });
    expect(at([street, first], '2026-04-02')?.value).toBe(1200);
    expect(at([street, { ...first, amount: 900 }], '2026-04-02')?.value).toBe(1000);
  });
  it('keeps the street when the same list price is merely read again', () => {
    const reread = offer({ kind: 'list', amount: 900.99, observed: '2026-03-10' });
    expect(at([list, street, reread], '2026-03-11')?.value).toBe(1000);
  });
  it('never takes promotions, doubtful figures or other currencies', () => {
    const rows = [
      offer({ trust: 'promo', amount: 1 }),
      offer({ trust: 'doubtful', amount: 2 }),
      offer({ currency: 'EUR', amount: 3 }),
    ];
    expect(at(rows, '2026-07-01')).toBeNull();
    expect(at([...rows, street], '2026-07-01')?.value).toBe(1000);
  });
  it('keeps new and used apart, and says which one is the cheaper', () => {
    const used = offer({ kind: 'used', amount: 600 });
    expect(at([street, used], '2026-07-01', 'new')?.value).toBe(1000);
    expect(at([street, used], '2026-07-01', 'used')?.value).toBe(600);
    expect(at([street, used], '2026-07-01', 'any')).toMatchObject({ value: 600, condition: 'used' });
    expect(at([street], '2026-07-01', 'used')).toBeNull();
  });
  it('sells nothing new after its last day', () => {
    const rows = offersByItem([street, offer({ kind: 'used', amount: 600 })]);
    const ask = (asOf: string, ended: string) =>
      priceAt(rows, 'box', { asOf, condition: 'any', ended })?.condition;
    expect(ask('2026-07-01', '2026-06-30')).toBe('used');
    expect(priceAt(rows, 'box', { asOf: '2026-07-01', condition: 'new', ended: '2026-06' })).toBeNull();
    expect(priceAt(rows, 'box', { asOf: '2026-06-20', condition: 'new', ended: '2026-06' })?.value).toBe(
      1000,
    );
  });
  it('lets the buyer overrule everything', () => {
    const price = priceAt(book, 'dgx-spark', { asOf: '2026-11-20', condition: 'new', stated: 5400 });
    expect(price).toMatchObject({
      low: 5400,
      value: 5400,
      high: 5400,
      kind: 'stated',
      stale: false,
      source: null,
    });
  });
});

describe('age and spread', () => {
  it('calls memory stale after 45 days and other things after 120', () => {
    const rows = offersByItem([offer({ observed: '2026-06-01' })]);
    const stale = (asOf: string, memory: boolean) =>
      priceAt(rows, 'box', { asOf, condition: 'new', memoryBearing: memory })?.stale;
    expect([stale('2026-07-16', true), stale('2026-07-17', true)]).toEqual([false, true]);
    expect([stale('2026-09-29', false), stale('2026-09-30', false)]).toEqual([false, true]);
  });
  it('forgets what is too old to be a price', () => {
    const years = (kind: Offer['kind'], asOf: string) =>
      at([offer({ kind, observed: '2024-06-01' })], asOf, 'any');
    expect(years('list', '2025-06-01')?.value).toBe(1000);
    expect(years('list', '2025-06-02')).toBeNull();
    expect(years('used', '2025-06-01')?.value).toBe(1000);
    expect(years('used', '2025-06-02')).toBeNull();
  });
  it('widens with age and stays within half and double', () => {
    const width = (asOf: string) => {
      const p = at([offer({})], asOf);
      return p ? p.high / p.low : 0;
    };
    expect(width('2026-06-01')).toBeGreaterThan(1.2);
    expect(width('2026-09-01')).toBeGreaterThan(width('2026-07-01'));
    expect(width('2027-05-31')).toBeLessThanOrEqual(4);
  });
  it('trusts a list price for longer than what shops ask, where there is memory in it', () => {
    const width = (kind: 'list' | 'used') => {
      const condition = kind === 'used' ? 'used' : 'new';
      const p = at([offer({ kind })], '2026-08-01', condition);
      return Math.log((p?.high ?? 0) / (p?.value ?? 1));
    };
    // Two months: 1.28 standard deviations of 0.08 and 0.13 per root month, and the scatter of one reading.
    expect(width('list')).toBeCloseTo(0.146, 2);
    expect(width('used')).toBeGreaterThan(0.25);
  });
  it('is wider where sellers disagree', () => {
    const rows = (amounts: number[]) => amounts.map((amount) => offer({ amount }));
    const agree = at(rows([980, 1000, 1020]), '2026-06-02');
    const differ = at(rows([600, 1000, 1600]), '2026-06-02');
    expect(agree?.value).toBe(1000);
    expect(differ?.value).toBe(1000);
    expect(differ?.high ?? 0).toBeGreaterThan((agree?.high ?? 0) * 1.1);
  });
});

describe('sumOfParts', () => {
  const prices: Record<string, Price | null> = {
    card: at([offer({ kind: 'used', amount: 1200, observed: '2026-09-30' })], '2026-10-10', 'used'),
    board: at([offer({ amount: 210, observed: '2026-07-23' })], '2026-10-10'),
    ghost: null,
  };
  const priceOf = (item: string) => prices[item] ?? null;

  it('is as old as its money: a fifth of it may be older', () => {
    const dated = (days: number, value: number, stale: boolean): Price => {
      const observed = new Date(Date.UTC(2026, 8, 30) - days * 86_400_000).toISOString().slice(0, 10);
      const at = { low: value, value, high: value, observed, age_days: days, stale };
      return { ...at, kind: 'street', source: null, sources: [], condition: 'new' };
    };
    const prices: Record<string, Price> = {
      card: dated(10, 700, false),
      memory: dated(100, 200, true),
      case: dated(400, 100, true),
    };
    const sum = (...items: string[]) =>
      sumOfParts(
        items.map((item) => ({ item, count: 1 })),
        (item) => prices[item] ?? null,
      );
    // 100 of 1,000 is older than 100 days, 300 is older than ten.
    expect(sum('card', 'memory', 'case')).toMatchObject({ age_days: 100, stale: true });
    expect(sum('card', 'case')).toMatchObject({ age_days: 10, stale: false });
    expect(sum('case')).toMatchObject({ age_days: 400, stale: true });
  });
  it('adds up, and says that it mixes conditions', () => {
    const sum = sumOfParts(
      [
        { item: 'card', count: 2 },
        { item: 'board', count: 1 },
      ],
      priceOf,
    );
    expect(sum).toMatchObject({
      value: 2610,
      kind: 'sum',
      observed: '2026-09-30',
      condition: 'mixed',
      stale: false,
    });
    expect(sum?.low).toBeLessThan(2610);
  });
  it('is told without a small part that nobody has priced, and not dated by one', () => {
    const cable = { item: 'ghost', count: 2, minor: true };
    expect(sumOfParts([{ item: 'card', count: 1 }, cable], priceOf)).toMatchObject({ value: 1200 });
    const small = { item: 'board', count: 1, minor: true };
    expect(sumOfParts([{ item: 'card', count: 1 }, small], priceOf)).toMatchObject({
      value: 1410,
      observed: '2026-09-30',
    });
    expect(sumOfParts([cable], priceOf)).toBeNull();
  });
  it('has no price when one part has none', () => {
    const parts = [
      { item: 'card', count: 1 },
      { item: 'ghost', count: 1 },
    ];
    expect(sumOfParts(parts, priceOf)).toBeNull();
    expect(unpricedParts(parts, priceOf)).toEqual(['ghost']);
    expect(sumOfParts([], priceOf)).toBeNull();
  });
});
