import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { builtInCatalog } from '../../src/package/load-catalog.ts';
import { recommend } from '../../src/recommend/recommend.ts';
import type { Answers } from '../../src/schema/answers.ts';
import type { Catalog } from '../../src/schema/catalog.ts';
import type { Recommendation } from '../../src/schema/document.ts';
import { changedBy } from '../fixtures/changed-by.ts';
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
const order = (d: Recommendation) => d.ranked.map((r) => [r.system.id, r.score]);

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

  it('a machine more or less never reorders the others', () => {
    fc.assert(
      fc.property(needs, fc.nat(), (said, n) => {
        const before = ask(said);
        const gone = before.ranked[n % Math.max(1, before.ranked.length)]?.system.id;
        fc.pre(gone !== undefined);
        const { [gone]: _, ...systems } = real.systems;
        const after = ask(said, { ...real, systems });
        const apart = (id: unknown) =>
          id !== gone &&
          real.systems[gone]?.group !== (real.systems[String(id)]?.group ?? '') &&
          !real.systems[String(id)]?.parts.some((p) => p.item === gone);
        expect(order(after).filter(([id]) => apart(id))).toEqual(order(before).filter(([id]) => apart(id)));
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
        // Others made from the same part get cheaper, too.
        const rivals = (d: Recommendation) =>
          d.ranked
            .map((r) => r.system.id)
            .filter((x) => x === id || (x !== item && !real.systems[x]?.parts.some((p) => p.item === item)));
        expect(rivals(after).indexOf(id)).toBeLessThanOrEqual(rivals(before).indexOf(id));
      }),
      { numRuns: runs(8), ...SEED },
    );
  });

  it('asking for less never worsens the best score', () => {
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
        const narrow = ask(said).ranked[0]?.score ?? 0;
        expect(ask({ ...said, ...how(said) }).ranked[0]?.score ?? 0).toBeGreaterThanOrEqual(narrow);
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
      { numRuns: runs(8), ...SEED },
    );
  });
});
