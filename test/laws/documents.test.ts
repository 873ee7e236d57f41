import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { overlayFolder } from '../../src/catalog/overlay.ts';
import { PHYSICS_CHECKS } from '../../src/checks/physics.ts';
import { builtInCatalog } from '../../src/package/load-catalog.ts';
import { recommend } from '../../src/recommend/recommend.ts';
import type { Answers } from '../../src/schema/answers.ts';
import { recommendationSchema } from '../../src/schema/document.ts';
import { CONDITIONS, CUDA_NEEDS, PRIORITIES, WORKLOADS } from '../../src/schema/vocabulary.ts';
import { type GbAsSold, gibAsSold } from '../../src/units/units.ts';
import { folderWith } from '../fixtures/folder-with.ts';
import { mini, said, TODAY } from '../fixtures/mini-catalog.ts';
import { SEEDS } from '../fuzz/seed-files.ts';
import { runs } from './runs.ts';

vi.setConfig({ testTimeout: 240_000 * Math.max(1, runs(1) / 100) });

const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: null });
/** Anything that parses as answers, sensible or not. */
const asked: fc.Arbitrary<Partial<Answers>> = fc.record({
  workloads: fc
    .uniqueArray(fc.constantFrom(...WORKLOADS), { minLength: 1, maxLength: 3 })
    .map((list) => list.map((id, i) => ({ id, weight: i + 1 }))),
  models: fc.subarray(['dense-32b', 'moe-120b-a5b', 'llama-3.1-8b'], { maxLength: 2 }),
  context: maybe(fc.integer({ min: 1, max: 2_000_000 })),
  prompt_tokens: maybe(fc.integer({ min: 1, max: 1_000_000 })),
  output_tokens: maybe(fc.integer({ min: 1, max: 100_000 })),
  users: maybe(fc.integer({ min: 1, max: 500 })),
  budget_usd: maybe(fc.integer({ min: 1, max: 1_000_000 })),
  os: fc.constantFrom('any', 'linux', 'windows', 'macos'),
  cuda: fc.constantFrom(...CUDA_NEEDS),
  condition: fc.constantFrom(...CONDITIONS),
  priorities: fc.subarray([...PRIORITIES], { maxLength: 4 }),
  own: fc.subarray(['card-24', 'box-cuda', 'mac-64'], { maxLength: 2 }),
  tokens_per_day: maybe(fc.integer({ min: 0, max: 1_000_000_000 })),
  years: maybe(fc.integer({ min: 1, max: 20 })),
  electricity_usd_per_kwh: maybe(fc.double({ min: 0, max: 2, noNaN: true })),
});
/** What stands among the answers only where it was said. */
const beside: fc.Arbitrary<Partial<Answers>> = fc.record(
  { keep_free_gib: fc.integer({ min: 1, max: 200 }).map((gb) => gibAsSold(gb as GbAsSold)) },
  { requiredKeys: [] },
);
const questions = fc.tuple(asked, beside).map(([usual, more]) => ({ ...usual, ...more }));
const options = { asOf: TODAY, seed: 1 };
const text = (over: Partial<Answers>, seed = 1) =>
  JSON.stringify(recommend(said(over), mini, { ...options, seed }));

describe('every document', () => {
  it('is the same, byte for byte, for the same answers, catalogue, day and seed', () => {
    fc.assert(
      fc.property(questions, fc.nat(), (over, seed) => {
        const anew = structuredClone(mini);
        expect(JSON.stringify(recommend(said(over), anew, { ...options, seed }))).toBe(text(over, seed));
      }),
      { numRuns: runs(40) },
    );
  });

  it('meets the published schema, also after a way through JSON', () => {
    fc.assert(
      fc.property(questions, (over) => {
        const { error } = recommendationSchema.safeParse(JSON.parse(text(over)));
        expect(error?.issues ?? []).toEqual([]);
      }),
      { numRuns: runs(60) },
    );
  });

  it('holds no figure that JSON cannot say: nothing infinite, nothing that is not a number', () => {
    fc.assert(
      fc.property(questions, (over) => {
        const odd: string[] = [];
        const walk = (value: unknown, path: string): void => {
          if (typeof value === 'number' && !Number.isFinite(value)) odd.push(path);
          if (value !== null && typeof value === 'object')
            for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`);
        };
        walk(recommend(said(over), mini, options), '');
        expect(odd).toEqual([]);
      }),
      { numRuns: runs(60) },
    );
  });

  it('cites only sources that the catalogue knows', () => {
    const real = builtInCatalog();
    const buyers = fc.record({
      workloads: fc.constantFrom(...WORKLOADS).map((id) => [{ id, weight: 1 }]),
      budget_usd: maybe(fc.integer({ min: 800, max: 30_000 })),
      condition: fc.constantFrom(...CONDITIONS),
      own: fc.subarray(['rtx-3090', 'dgx-spark'], { maxLength: 1 }),
    });
    fc.assert(
      fc.property(buyers, (over) => {
        const d = recommend(said(over), real, options);
        const cited = [
          ...d.ranked.flatMap((r) => r.reasons.flatMap((reason) => reason.sources)),
          ...d.excluded.flatMap((e) => e.reasons.flatMap((reason) => reason.sources)),
          ...d.alternatives.flatMap((a) => [
            a.cost_usd?.source ?? '',
            ...a.reasons.flatMap((r) => r.sources),
          ]),
          ...d.warnings.flatMap((w) => w.sources),
          ...d.ranked.map((r) => r.price_usd?.source ?? ''),
        ];
        const unknown = new Set(
          cited.filter((id) => id !== '' && id !== 'own-price' && !(id in real.sources)),
        );
        expect([...unknown]).toEqual([]);
      }),
      { numRuns: runs(12) },
    );
  });
});

describe('folders laid over the catalogue', () => {
  /** What needs what: a price needs its machine, a machine its source. */
  const BASE = ['sources/mine.yaml', 'systems/shop-box.yaml'];
  const FREE = Object.keys(SEEDS).filter((path) => !BASE.includes(path));

  it('say the same in either order, and in one folder or two', () => {
    const pick = (paths: readonly string[]) =>
      Object.fromEntries(paths.map((path) => [path, SEEDS[path] ?? '']));
    const lay = (base: typeof mini, paths: readonly string[]) =>
      overlayFolder(base, folderWith(pick(paths)), TODAY, PHYSICS_CHECKS);
    const bytes = (catalog: typeof mini) => {
      const d = recommend(said({ budget_usd: 6000 }), catalog, options);
      return JSON.stringify({ ...d, catalog: null });
    };
    fc.assert(
      fc.property(fc.subarray(FREE), (first) => {
        const second = FREE.filter((path) => !first.includes(path));
        const base = lay(mini, BASE);
        const together = bytes(lay(base, FREE));
        expect(bytes(lay(lay(base, first), second))).toBe(together);
        expect(bytes(lay(lay(base, second), first))).toBe(together);
      }),
      { numRuns: Math.min(runs(8), 64) },
    );
  });
});
