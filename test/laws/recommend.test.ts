import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { usableMemory } from '../../src/recommend/setups/usable-memory.ts';
import type { Answers } from '../../src/schema/answers.ts';
import type { Catalog } from '../../src/schema/catalog.ts';
import type { Recommendation } from '../../src/schema/document.ts';
import type { Offer } from '../../src/schema/offer.ts';
import { PRIORITIES } from '../../src/schema/vocabulary.ts';
import { type GbAsSold, gibAsSold } from '../../src/units/units.ts';
import { changedBy } from '../fixtures/changed-by.ts';
import { answer, ids, mini, systemOf, TODAY, withSystem } from '../fixtures/mini-catalog.ts';
import { runs } from './runs.ts';

/** A few hundred whole recommendations take their time on a busy machine. */
vi.setConfig({ testTimeout: 240_000 * Math.max(1, runs(1) / 100) });

const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: null });
const MODELS = ['dense-32b', 'moe-30b-a3b', 'moe-120b-a5b', 'llama-3.1-8b'];

/** What buyers of text machines may say. */
const questions: fc.Arbitrary<Partial<Answers>> = fc.record({
  workloads: fc.constantFrom('chat', 'rag', 'coding', 'serving', 'batch').map((id) => [{ id, weight: 1 }]),
  models: fc.oneof(
    { weight: 2, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.constantFrom(...MODELS).map((m) => [m]) },
  ),
  context: maybe(fc.constantFrom(2048, 8192, 32_768, 131_072)),
  users: maybe(fc.integer({ min: 1, max: 16 })),
  budget_usd: maybe(fc.integer({ min: 1500, max: 12_000 })),
  os: fc.constantFrom('any', 'any', 'linux', 'windows', 'macos'),
  cuda: fc.constantFrom('none', 'none', 'preferred', 'required'),
  condition: fc.constantFrom('new', 'any', 'used'),
  priorities: fc.subarray([...PRIORITIES], { maxLength: 2 }),
});
const days = fc
  .integer({ min: 0, max: 400 })
  .map((n) => new Date(Date.parse(`${TODAY}T00:00:00Z`) - n * 86_400_000).toISOString().slice(0, 10));

const rankOf = (d: Recommendation, id: string): number => d.ranked.find((r) => r.system.id === id)?.rank ?? 0;
const score = (d: Recommendation, id: string): number | undefined =>
  d.ranked.find((r) => r.system.id === id)?.score;
const stable = (d: Recommendation) =>
  d.ranked.map((r) => [r.system.id, r.score, r.model, r.price_usd, r.fit, r.speed, r.reasons]);

describe('the ranking', () => {
  it('a cheaper price never lowers a rank', () => {
    fc.assert(
      fc.property(questions, fc.nat(), fc.double({ min: 0.2, max: 0.99, noNaN: true }), (said, n, share) => {
        const before = answer(said);
        const row = before.ranked[n % Math.max(1, before.ranked.length)];
        fc.pre(row?.price_usd != null);
        const { id } = row.system;
        // Another system that contains this one gets cheaper with it: pairs are left out of the comparison.
        const price = Math.max(1, row.price_usd.value * share);
        const after = answer({ ...said, prices_usd: { [id]: price } });
        const others = (d: Recommendation) =>
          d.ranked
            .filter((r) => !systemOf(r.system.id).parts.some((p) => p.item === id))
            .map((r) => r.system.id);
        expect(others(after).indexOf(id)).toBeLessThanOrEqual(others(before).indexOf(id));
      }),
      { numRuns: runs(60) },
    );
  });

  it('a larger budget never worsens the best score, and loses nobody', () => {
    fc.assert(
      fc.property(questions, fc.integer({ min: 0, max: 8000 }), (said, more) => {
        fc.pre(said.budget_usd != null);
        const narrow = answer(said);
        const wide = answer({ ...said, budget_usd: (said.budget_usd ?? 0) + more });
        // Of scores that feel alike the cheapest machine stands first, so the first score is not always the best.
        const best = (d: Recommendation) => Math.max(0, ...d.ranked.map((r) => r.score));
        expect(best(wide)).toBeGreaterThanOrEqual(best(narrow));
        expect(ids(wide)).toEqual(expect.arrayContaining(ids(narrow)));
      }),
      { numRuns: runs(50) },
    );
  });

  it('more memory kept free for something else gains nobody, and leaves nobody more room', () => {
    const keeping = (gib: number) => ({ keep_free_gib: gibAsSold(gib as GbAsSold) });
    fc.assert(
      fc.property(
        questions,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        (said, n, more) => {
          const less = answer({ ...said, ...keeping(n) });
          const much = answer({ ...said, ...keeping(n + more) });
          expect(ids(less)).toEqual(expect.arrayContaining(ids(much)));
          expect(ids(answer(said))).toEqual(expect.arrayContaining(ids(less)));
          for (const { system, workloads } of much.ranked) {
            const before = less.ranked.find((r) => r.system.id === system.id)?.workloads[0];
            const [now] = workloads;
            if (before?.engine !== now?.engine || (before?.copies ?? 1) !== (now?.copies ?? 1)) continue;
            expect(now?.fit?.usable_gib).toBeLessThanOrEqual(before?.fit?.usable_gib ?? 0);
          }
        },
      ),
      { numRuns: runs(40) },
    );
  });

  it('a machine more or less never reorders the others', () => {
    fc.assert(
      fc.property(questions, fc.constantFrom(...Object.keys(mini.systems)), (said, gone) => {
        const all = answer(said);
        const { [gone]: _, ...systems } = mini.systems;
        // Its price still counts in builds that contain it.
        const without = answer(said, { ...mini, systems } as Catalog);
        const rest = (d: Recommendation) =>
          d.ranked
            .filter((r) => r.system.id !== gone && systemOf(r.system.id).group !== systemOf(gone).group)
            .map((r) => [r.system.id, r.score]);
        const kept = rest(all).filter(([id]) => !systemOf(String(id)).parts.some((p) => p.item === gone));
        const left = rest(without).filter(([id]) => !systemOf(String(id)).parts.some((p) => p.item === gone));
        expect(left).toEqual(kept);
      }),
      { numRuns: runs(60) },
    );
  });

  it('a twin under another name lands beside its twin', () => {
    fc.assert(
      fc.property(questions, fc.constantFrom('box-cuda', 'mac-64', 'box-amd'), (said, id) => {
        const twin = { ...systemOf(id), id: `${id}-zz`, name: 'Twin', parts: [{ item: id, count: 1 }] };
        const d = answer(said, withSystem(mini, twin));
        expect(score(d, twin.id)).toBe(score(d, id));
        if (rankOf(d, id) > 0) expect(rankOf(d, twin.id)).toBeGreaterThan(rankOf(d, id));
      }),
      { numRuns: runs(50) },
    );
  });

  it('the order of the catalogue decides nothing', () => {
    const reversed = Object.fromEntries(Object.entries(mini.systems).reverse());
    const shuffled = { ...mini, systems: reversed, offers: [...mini.offers].reverse() };
    fc.assert(
      fc.property(questions, (said) => {
        expect(stable(answer(said, shuffled))).toEqual(stable(answer(said)));
      }),
      { numRuns: runs(50) },
    );
  });

  it('the order of workloads never matters', () => {
    const mixes = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('chat', 'rag', 'coding', 'serving', 'batch', 'image'),
        weight: fc.integer({ min: 1, max: 9 }),
      }),
      { selector: (w) => w.id, minLength: 2, maxLength: 3 },
    ) as fc.Arbitrary<Answers['workloads']>;
    // What was said is told as it was said.
    const content = ({ answers: _, command: __, ...rest }: Recommendation) => rest;
    fc.assert(
      fc.property(questions, mixes, (rest, workloads) => {
        const turned = [...workloads].reverse();
        expect(content(answer({ ...rest, workloads: turned }))).toEqual(
          content(answer({ ...rest, workloads })),
        );
      }),
      { numRuns: runs(50) },
    );
  });

  it('another seed changes how sure we are, and nothing else', () => {
    fc.assert(
      fc.property(questions, fc.integer({ min: 2, max: 1_000_000 }), (said, seed) => {
        const a = answer(said);
        const b = answer(said, mini, TODAY, seed);
        expect(stable(b)).toEqual(stable(a));
        expect(b.excluded).toEqual(a.excluded);
        expect(b.flips).toEqual(a.flips);
        expect(b.alternatives).toEqual(a.alternatives);
      }),
      { numRuns: runs(50) },
    );
  });
});

/** Scores are told to a tenth. */
const ROUNDING = 0.1;
/** What a machine was judged with: another file is another judgement, picked by what it does and not by the whole score. */
const judgedWith = (d: Recommendation, id: string): string => {
  const row = d.ranked.find((r) => r.system.id === id);
  return JSON.stringify([
    row?.model,
    row?.engine,
    row?.backend,
    row?.os,
    row?.fit?.status,
    row?.fit?.kv_type,
  ]);
};
const noWorse = (before: Recommendation, after: Recommendation, id: string): void => {
  fc.pre(judgedWith(before, id) === judgedWith(after, id));
  const least = score(before, id);
  if (least !== undefined) expect(score(after, id)).toBeGreaterThanOrEqual(least - ROUNDING);
};

/** With a little more memory a second conversation finds room at its full length: no reason to score less. */
const threeCoders: Partial<Answers> = {
  workloads: [{ id: 'coding', weight: 1 }],
  models: ['moe-120b-a5b'],
  users: 3,
  condition: 'new',
};

describe('a better machine', () => {
  const machines = fc.constantFrom('box-amd', 'box-cuda', 'mac-64', 'tower-1x24', 'tower-1x16');

  it('with more bandwidth never scores less on the same file', () => {
    fc.assert(
      fc.property(questions, machines, fc.double({ min: 1.02, max: 2, noNaN: true }), (said, id, by) => {
        const device = mini.devices[systemOf(id).devices[0]?.device ?? ''];
        fc.pre(device?.memory.bandwidth_gb_s !== undefined);
        const memory = { ...device.memory, bandwidth_gb_s: device.memory.bandwidth_gb_s * by };
        const faster = { ...mini, devices: { ...mini.devices, [device.id]: { ...device, memory } } };
        noWorse(answer(said), answer(said, faster), id);
      }),
      { numRuns: runs(50) },
    );
  });

  it('with more memory never scores less on the same file', () => {
    fc.assert(
      fc.property(questions, machines, fc.double({ min: 1.02, max: 2, noNaN: true }), (said, id, by) => {
        const system = systemOf(id);
        const own = system.os.flatMap((os) => usableMemory(system, os, null, mini)?.total_gib ?? []);
        const usable_memory = system.os.map((os, i) => ({ os, gib: (own[i] ?? 0) * by, source: 'made-up' }));
        const larger = withSystem(mini, { ...system, usable_memory });
        noWorse(answer(said), answer(said, larger), id);
      }),
      { numRuns: runs(50), examples: [[threeCoders, 'mac-64', 1.02]] },
    );
  });
});

/** A cheaper box makes the pair of two lead, not the box. */
const twelveCoders: Partial<Answers> = {
  workloads: [{ id: 'coding', weight: 1 }],
  models: [],
  context: 2048,
  users: 12,
  budget_usd: 9960,
  os: 'any',
  cuda: 'none',
  condition: 'new',
  priorities: [],
};

/** Two machines at the very price at which another one leads: the better of the two is named. */
const fiveServed: Partial<Answers> = {
  workloads: [{ id: 'serving', weight: 1 }],
  models: ['dense-32b'],
  context: 8192,
  users: 5,
  budget_usd: 4118,
  cuda: 'preferred',
};

describe('what would change the answer', () => {
  it('does, when asked again', () => {
    fc.assert(
      fc.property(questions, (said) => {
        for (const f of answer(said).flips) {
          if (f.system === null) continue;
          const { id } = f.system;
          expect([f.text, ids(answer({ ...said, ...changedBy(f) }))[0]]).toEqual([f.text, id]);
        }
      }),
      { numRuns: runs(100), examples: [[twelveCoders], [fiveServed]] },
    );
  });
});

describe('time', () => {
  it('nothing observed after the day is cited', () => {
    fc.assert(
      fc.property(questions, days, (said, asOf) => {
        const d = answer({ ...said, own: ['card-24'], tokens_per_day: 1e5 }, mini, asOf);
        for (const { price_usd: price } of [...d.ranked, ...d.excluded]) {
          if (!price) continue;
          expect(price.observed <= asOf).toBe(true);
          for (const part of price.parts) expect(part.observed <= asOf).toBe(true);
        }
        for (const a of d.alternatives) if (a.cost_usd) expect(a.cost_usd.observed <= asOf).toBe(true);
      }),
      { numRuns: runs(60) },
    );
  });

  it('what will be offered and released later does not exist', () => {
    fc.assert(
      fc.property(questions, days, (said, asOf) => {
        const past = (o: Offer) => o.observed <= asOf;
        const systems = Object.fromEntries(
          Object.entries(mini.systems).map(([id, s]) => [id, s.ended && s.ended > asOf ? withoutEnd(s) : s]),
        );
        const then = { ...mini, offers: mini.offers.filter(past), systems };
        expect(stable(answer(said, then, asOf))).toEqual(stable(answer(said, mini, asOf)));
      }),
      { numRuns: runs(50) },
    );
  });
});

const withoutEnd = <T extends { ended?: string | undefined }>({ ended: _, ...rest }: T) => rest;

describe('unknown', () => {
  it('stays unknown: a figure taken away is null in the document and never helps by being zero', () => {
    fc.assert(
      fc.property(questions, fc.constantFrom('box-amd', 'mac-64', 'tower-1x24'), (said, id) => {
        const bare = { ...systemOf(id), power: {} };
        const d = answer(said, withSystem(mini, bare));
        const row = d.ranked.find((r) => r.system.id === id);
        fc.pre(row !== undefined);
        expect(row.power_w).toEqual({ idle: null, load: null, max: null });
        for (const c of row.criteria.filter((x) => x.id === 'power'))
          expect([c.value, c.score]).toEqual([null, null]);
      }),
      { numRuns: runs(50) },
    );
  });

  it('a price nobody knows keeps a machine out whatever is asked', () => {
    fc.assert(
      fc.property(questions, (said) => {
        expect(ids(answer(said))).not.toContain('box-unpriced');
      }),
      { numRuns: runs(50) },
    );
  });
});
