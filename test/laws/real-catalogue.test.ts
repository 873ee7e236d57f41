import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { builtInCatalog } from '../../src/package/load-catalog.ts';
import { unifiedPace } from '../../src/recommend/facts/unified-pace.ts';
import { makePriceBook } from '../../src/recommend/prices/price-book.ts';
import { priceTerms } from '../../src/recommend/prices/price-terms.ts';
import { recommend } from '../../src/recommend/recommend.ts';
import type { Answers } from '../../src/schema/answers.ts';
import type { Catalog } from '../../src/schema/catalog.ts';
import type { Ranked, Recommendation } from '../../src/schema/document.ts';
import { changedBy } from '../fixtures/changed-by.ts';
import { said } from '../fixtures/mini-catalog.ts';
import { withPrice } from './real/disturb.ts';
import { needs } from './real/needs.ts';
import { upsets } from './real/stability.ts';
import { runs } from './runs.ts';

// The laws of judgement over the catalogue that ships: a few needs in `npm test`, others and more in `npm run laws`.
vi.setConfig({ testTimeout: 240_000 + 20_000 * runs(0) });
const real = builtInCatalog();
const ask = (said: Answers, catalog: Catalog = real): Recommendation =>
  recommend(said, catalog, { asOf: real.date, seed: 1 });
/** In `npm test` the same needs every time: whether one of a few is at an edge must not depend on luck. */
const SEED = runs(0) ? {} : { seed: 20_261_120 };
const kin = (id: string): string => real.systems[id]?.group ?? id;
const madeOf = (id: string, item: string): boolean =>
  real.systems[id]?.parts.some((p) => kin(p.item) === kin(item)) ?? false;
const paceIn = (catalog: Catalog, said: Answers) =>
  unifiedPace(said, catalog, makePriceBook(catalog, priceTerms(said, real.date)), real.date);
/** Rules may speak of the need: some praise a machine among new ones only. */
const byCriteria = (r: Ranked): number => r.score - r.rule_points.moved;
/** Scores are told in half points, and what rules moved them by in tenths. */
const ROUNDING = 0.6;
const quality = (r: Ranked): number => r.criteria.find((c) => c.id === 'quality')?.value ?? 0;

const ON_WINDOWS: Answers = {
  ...said({ workloads: [{ id: 'serving', weight: 1 }], context: 32_768, users: 2, budget_usd: 10_000 }),
  condition: 'any',
  priorities: ['quiet'],
};

describe('the shipped catalogue', () => {
  it('2 % on a price or a speed moves no lead that was not called a tie, in 95 of 100 needs', () => {
    const sample = fc.sample(needs, { numRuns: runs(8), ...SEED });
    const found = sample.map((said) => upsets(ask(said), real, (catalog) => ask(said, catalog)));
    const upset = found.filter((u) => u.length > 0);
    const limit = upset.filter((u) => u.every((x) => x.at_the_limit));
    if (runs(0))
      console.log(
        `${upset.length} of ${sample.length} needs upset, ${limit.length} of them at the limit of the budget`,
      );
    // Of a few needs two more may be at an edge by chance.
    const allowance = sample.length < 500 ? 2 : 0;
    expect(upset.length, JSON.stringify(upset.flat())).toBeLessThan(0.05 * sample.length + allowance);
  });

  it('scores are told in half points and fall with the rank', () => {
    fc.assert(
      fc.property(needs, (said) => {
        const { ranked } = ask(said);
        expect(ranked.filter(({ score }) => !Number.isInteger(2 * score))).toEqual([]);
        // What too little is known of comes last, whatever its score.
        const known = ranked.filter(({ criteria }) => criteria.every((c) => c.score !== null));
        const scores = known.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
      }),
      { numRuns: runs(8), ...SEED },
    );
  });

  it('a machine more or less never reorders those that are not compared with it', () => {
    fc.assert(
      fc.property(needs, fc.nat(), (said, n) => {
        const before = ask(said);
        const gone = before.ranked[n % Math.max(1, before.ranked.length)]?.system.id;
        fc.pre(gone !== undefined);
        const { [gone]: _, ...systems } = real.systems;
        const smaller = { ...real, systems };
        const after = ask(said, smaller);
        const [paceBefore, paceAfter] = [paceIn(real, said), paceIn(smaller, said)];
        const apart = ({ system: { id }, price_usd }: Ranked) =>
          id !== gone &&
          kin(gone) !== kin(id) &&
          !madeOf(id, gone) &&
          // A card is measured against the fastest unified memory that its price buys.
          (price_usd === null || paceBefore(price_usd.value) === paceAfter(price_usd.value));
        const stay = new Set(before.ranked.filter(apart).map((r) => r.system.id));
        const order = (d: Recommendation) =>
          d.ranked.filter((r) => stay.has(r.system.id)).map((r) => [r.system.id, r.score]);
        expect(order(after)).toEqual(order(before));
      }),
      { numRuns: runs(8), ...SEED },
    );
  });

  it('a cheaper price never lowers a rank', () => {
    fc.assert(
      fc.property(needs, fc.nat(), fc.double({ min: 0.3, max: 0.99, noNaN: true }), (said, n, share) => {
        const before = ask(said);
        const row = before.ranked[n % Math.max(1, before.ranked.length)];
        fc.pre(row !== undefined);
        const { id } = row.system;
        const card = row.system.devices[0]?.id ?? id;
        const item = real.systems[id]?.parts.some((p) => p.item === card) ? card : id;
        const after = ask(said, withPrice(real, item, share));
        // Others made from the same part, or from a twin of it, get cheaper, too.
        const rivals = (d: Recommendation) =>
          d.ranked.map((r) => r.system.id).filter((x) => x === id || (x !== item && !madeOf(x, item)));
        expect(rivals(after).indexOf(id)).toBeLessThanOrEqual(rivals(before).indexOf(id));
      }),
      { numRuns: runs(8), ...SEED },
    );
  });

  it('asking for less never worsens what the criteria make of who led, unless it now runs a better model', () => {
    const relaxed: fc.Arbitrary<(a: Answers) => Partial<Answers>> = fc.constantFrom(
      (a: Answers) => ({ budget_usd: a.budget_usd === null ? null : a.budget_usd * 1.5 }),
      // Not "no budget": nobody then knows what a dollar is to the buyer, who is taken for one of modest means.
      (a: Answers) => ({ budget_usd: a.budget_usd === null ? null : a.budget_usd * 6 }),
      () => ({ os: 'any' as const }),
      () => ({ condition: 'any' as const }),
      (a: Answers) => (a.cuda === 'required' ? { cuda: 'preferred' as const } : {}),
    );
    fc.assert(
      fc.property(needs, relaxed, (said, how) => {
        const [led] = ask(said).ranked;
        fc.pre(led !== undefined);
        const now = ask({ ...said, ...how(said) }).ranked.find((r) => r.system.id === led.system.id);
        if (!now) throw new Error(`${led.system.id} is out`);
        // The model is chosen first, for what it can do: a better one may be slower than the scores like.
        if (quality(now) <= quality(led)) expect(byCriteria(now)).toBeGreaterThan(byCriteria(led) - ROUNDING);
      }),
      { numRuns: runs(16), ...SEED },
    );
  });

  it('what would change the answer does, when asked again', () => {
    fc.assert(
      fc.property(needs, (said) => {
        for (const f of ask(said).flips) {
          if (f.system === null) continue;
          const { id } = f.system;
          expect([f.text, ask({ ...said, ...changedBy(f) }).ranked[0]?.system.id]).toEqual([f.text, id]);
        }
      }),
      // With 2 users at 32k one of two cards no longer holds the model under Windows, which is worth fifteen points.
      { numRuns: runs(8), ...SEED, examples: [[ON_WINDOWS]] },
    );
  });
});
