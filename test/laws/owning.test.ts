import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { builtInCatalog } from '../../src/package/load-catalog.ts';
import { plainBuild } from '../../src/recommend/owned/own-pc.ts';
import { makePriceBook } from '../../src/recommend/prices/price-book.ts';
import { recommend } from '../../src/recommend/recommend.ts';
import type { Answers } from '../../src/schema/answers.ts';
import type { Recommendation } from '../../src/schema/document.ts';
import { BARE_PC } from '../../src/schema/vocabulary.ts';
import { needs } from './real/needs.ts';
import { runs } from './runs.ts';

// Who owns more pays no more: over the catalogue that ships, since that has the towers.
vi.setConfig({ testTimeout: 240_000 + 20_000 * runs(0) });
const real = builtInCatalog();
const SEED = runs(0) ? {} : { seed: 20_261_120 };
const systems = Object.values(real.systems);
/** Cards that go into an everyday PC. */
const cards = [
  ...new Set(systems.flatMap((s) => (plainBuild(s, real) ? s.devices.map((d) => d.device) : []))),
].sort();
// With more memory than any tower of ours: less would have to be bought.
const things = [BARE_PC, `${BARE_PC} 256GB`, ...cards, ...systems.map((s) => s.id).sort()];
const owned = fc.array(fc.oneof(fc.constantFrom(...cards), fc.constantFrom(...things)), { maxLength: 3 });
const condition = fc.constantFrom('new' as const, 'used' as const, 'any' as const);

describe('owning', () => {
  it('one thing more never raises a price', () => {
    fc.assert(
      fc.property(owned, fc.constantFrom(...cards, ...things), condition, (own, more, c) => {
        const book = (all: readonly string[]) =>
          makePriceBook(real, { asOf: real.date, condition: c, stated: {}, owned: all });
        const [before, after] = [book(own), book([...own, more])];
        const dearer = systems.filter((s) => {
          const was = before.ways(s)[0]?.price.value ?? Number.POSITIVE_INFINITY;
          const is = after.ways(s)[0]?.price.value ?? Number.POSITIVE_INFINITY;
          return (
            is > was || (after.quote(s)?.value ?? 0) > (before.quote(s)?.value ?? Number.POSITIVE_INFINITY)
          );
        });
        expect(dearer.map((s) => s.id)).toEqual([]);
      }),
      { numRuns: runs(40), ...SEED },
    );
  });

  it('a card never lowers the score of a rig that contains it', () => {
    const ask = (said: Answers): Recommendation => recommend(said, real, { asOf: real.date, seed: 1 });
    fc.assert(
      fc.property(needs, fc.constantFrom(...cards), (said, card) => {
        const without = ask({ ...said, own: [] });
        const after = ask({ ...said, own: [card] });
        const isOwned = (id: string) =>
          after.excluded.some((e) => e.system.id === id && e.reasons[0]?.code === 'owned');
        const worse = without.ranked
          .filter((r) => r.system.devices.some((d) => d.id === card) && !isOwned(r.system.id))
          .map((r) => [
            r.system.id,
            r.score,
            after.ranked.find((a) => a.system.id === r.system.id)?.score ?? 0,
          ])
          .filter(([, was, is]) => Number(is) < Number(was));
        expect(worse).toEqual([]);
      }),
      { numRuns: runs(20), ...SEED },
    );
  });
});
