import { describe, expect, it } from 'vitest';
import { gapsByKind } from '../../src/build/coverage/gaps.ts';
import { AGE_CLASSES, offersByFamily } from '../../src/build/coverage/offers.ts';
import { makePriceBook } from '../../src/recommend/prices/price-book.ts';
import { CATALOG, DATA } from '../fixtures/built-in-data.ts';

const TODAY = CATALOG.date;
const book = makePriceBook(CATALOG, { asOf: TODAY, condition: 'any', stated: {} });
const gaps = gapsByKind(DATA, { today: book, ever: [book], timed: new Set() });
const lacking = (kind: keyof typeof gaps, lacks: string): readonly string[] => {
  const gap = gaps[kind]?.gaps.find((g) => g.lacks === lacks);
  if (!gap) throw new Error(`no question "${lacks}" about ${kind}`);
  return gap.ids;
};

describe('coverage of the catalogue', () => {
  it.each([
    ['devices', 460],
    ['systems', 360],
    ['models', 285],
    ['diffusion', 37],
  ] as const)('has its %s', (kind, minimum) => {
    expect(gaps[kind]?.total).toBeGreaterThanOrEqual(minimum);
  });

  it('has its prices', () => {
    expect(DATA.offers.length).toBeGreaterThanOrEqual(1700);
    expect(DATA.sizes.length).toBeGreaterThanOrEqual(4000);
  });

  it('counts every offer once, whatever its age, trust and currency', () => {
    const rows = offersByFamily(DATA, TODAY);
    const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((n, row) => n + of(row), 0);
    expect(sum((r) => r.offers)).toBe(DATA.offers.length);
    const counted = (r: (typeof rows)[number]) =>
      r.by_age.reduce((a, b) => a + b, 0) + r.doubtful_or_promo + r.foreign_currency;
    expect(rows.filter((r) => counted(r) !== r.offers).map((r) => r.family)).toEqual([]);
    expect(rows.every((r) => r.by_age.length === AGE_CLASSES.length + 1)).toBe(true);
  });

  it('names as gaps only what could have the figure', () => {
    for (const { gaps: questions, total } of Object.values(gaps))
      for (const { ids, of } of questions) {
        expect(ids.length).toBeLessThanOrEqual(of);
        expect(of).toBeLessThanOrEqual(total);
      }
    expect(lacking('devices', 'memory bandwidth')).toContain('mi350p');
    expect(lacking('devices', 'memory bandwidth')).not.toContain('rtx-3090');
  });

  // What a ranking cannot do without. A longer list is a loss; a shorter one is the reason to lower the number.
  it.each([
    ['devices', 'memory bandwidth', 8],
    ['devices', 'release date', 10],
    ['devices', 'memory size', 0],
    ['systems', 'release date', 0],
    ['systems', 'price today, new or used', 78],
    ['systems', 'power, not even a maximum', 113],
    ['models', 'architecture', 4],
    ['models', 'release date', 0],
    ['diffusion', 'shape of the denoiser', 1],
  ] as const)('of %s lacks %s no more often than %i times', (kind, lacks, most) => {
    expect(lacking(kind, lacks).length).toBeLessThanOrEqual(most);
  });
});
