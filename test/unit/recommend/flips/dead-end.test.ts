import { describe, expect, it } from 'vitest';
import { type Able, otherDay, wayOut } from '../../../../src/recommend/flips/dead-end.ts';
import type { Limit } from '../../../../src/recommend/flips/limits.ts';
import type { Answers } from '../../../../src/schema/answers.ts';
import { gibAsSold } from '../../../../src/units/units.ts';
import { changedBy } from '../../../fixtures/changed-by.ts';
import { answer, mini, said, withConstants } from '../../../fixtures/mini-catalog.ts';

/** Each limit by itself changes one answer; what is left is told by what was given up. */
const limit = (change: Limit['change'], instead: Partial<Answers>): Limit => ({
  change,
  name: `the ${change}`,
  without: `Without the ${change}`,
  instead,
  from: 'some',
  to: 'any',
});
const BUDGET = limit('budget', { budget_usd: null });
const OS = limit('os', { os: 'any' });
const FORM = limit('form', { form: 'any' });
const CUDA = limit('cuda', { cuda: 'none' });

const able = (id: string, price_usd: number): Able => ({
  system: { id, name: id, kind: 'box', devices: [], memory_gb: 1, tags: [], group: null },
  price_usd,
  worthwhile: true,
});
const [CHEAP, BEST] = [able('cheap', 500), able('best', 900)];
/** A market that opens when all limits of any of these sets are given up. */
const opensWith =
  (...sets: (readonly Limit[])[]) =>
  (change: Partial<Answers>): readonly Able[] =>
    sets.some((set) => set.every((l) => Object.keys(l.instead).every((k) => k in change)))
      ? [BEST, CHEAP]
      : [];

describe('the fewest limits that together leave nothing', () => {
  it('are one, where each way out gives up that one', () => {
    const out = wayOut([BUDGET, OS, FORM], opensWith([BUDGET]));
    expect(out?.dead_end.limits).toEqual(['budget']);
    expect(out?.flips.map((f) => f.change)).toEqual(['budget']);
  });
  it('are two, where the loss of either helps and that of a third does not', () => {
    const out = wayOut([BUDGET, OS, CUDA], opensWith([OS], [CUDA]));
    expect(out?.dead_end).toEqual({
      limits: ['os', 'cuda'],
      text: 'What leaves nothing is two limits together: the os and the cuda.',
    });
    expect(out?.flips.map((f) => f.change)).toEqual(['os', 'cuda']);
  });
  it('leave several ways out where no single one helps', () => {
    // Each of two pairs leaves nothing: one of each has to go.
    const out = wayOut([BUDGET, OS, FORM, CUDA], (change) => {
      const kept = (l: Limit) => !Object.keys(l.instead).every((k) => k in change);
      return (kept(BUDGET) && kept(OS)) || (kept(FORM) && kept(CUDA)) ? [] : [BEST];
    });
    expect(out?.dead_end.limits).toEqual(['budget', 'os']);
    expect(out?.flips.map((f) => [f.change, f.from])).toEqual([
      ['several', 'budget,form'],
      ['several', 'budget,cuda'],
      ['several', 'os,form'],
    ]);
    expect(out?.flips[0]?.text).toBe(
      'Without the budget and without the form, one machine does it: best for about $900.',
    );
  });
  it('are none where giving up everything does not help', () => {
    expect(wayOut([BUDGET, OS], () => [])).toBeNull();
  });
  it('say how many machines do without, the cheapest and the best', () => {
    expect(wayOut([OS], opensWith([OS]))?.flips).toEqual([
      {
        change: 'os',
        text: 'Without the os, 2 machines do it, the cheapest cheap for about $500, the best best for about $900.',
        from: 'some',
        to: 'any',
        system: BEST.system,
      },
    ]);
  });
});

describe('a machine that does it too poorly to be bought', () => {
  const text = (...field: readonly Able[]) => wayOut([OS], (c) => ('os' in c ? field : []))?.flips[0]?.text;
  const poor = { ...able('poor', 100), worthwhile: false };
  it('is not named as the cheapest, where another does it well', () => {
    expect(text(BEST, CHEAP, poor)).toBe(
      'Without the os, 3 machines do it, the cheapest worth its money cheap for about $500, the best best for about $900.',
    );
    expect(text(BEST, poor)).toContain('the cheapest worth its money and best best for about $900');
  });
  it('is, where all of them do it poorly', () => {
    expect(text({ ...BEST, worthwhile: false }, poor)).toContain(
      'the cheapest poor for about $100, the best best',
    );
  });
  it('is told by its score', () => {
    const [first, second] = answer({ models: ['dense-32b'] }).ranked.map((r) => r.score);
    const between = ((first ?? 0) + (second ?? 0)) / 2;
    const missed = (least_worth_buying: number) =>
      answer({ models: ['dense-32b'], form: 'laptop' }, withConstants({ least_worth_buying })).flips[0]?.text;
    expect(missed(0)).toMatch(/machines do it, the cheapest .*, the best Mac 64GB/);
    expect(missed(between)).toContain('the cheapest worth its money and best Mac 64GB');
  });
});

describe('a day on which nothing is on sale', () => {
  it('is the cause, where the last day of the catalogue has machines', () => {
    const out = otherDay([BUDGET], '2035-01-01', '2026-10-31', () => [BEST, CHEAP]);
    expect(out?.dead_end.limits).toEqual(['as_of']);
    expect(out?.dead_end.text).toContain('no price of then still holds on 2035-01-01');
    expect(out?.flips).toMatchObject([{ change: 'as_of', from: '2035-01-01', to: '2026-10-31' }]);
  });
  it('is so even where that day has machines only without the limits', () => {
    const out = otherDay([BUDGET], '2015-01-01', '2026-10-31', opensWith([BUDGET]));
    expect(out?.dead_end.limits).toEqual(['as_of']);
    expect(out?.dead_end.text).toContain('by 2015-01-01 nothing that does it was on sale');
    expect(out?.flips).toEqual([]);
  });
  it('is not, where that day has none either', () => {
    expect(otherDay([BUDGET], '2015-01-01', '2026-10-31', () => [])).toBeNull();
    expect(otherDay([BUDGET], '2026-10-31', '2026-10-31', () => [BEST])).toBeNull();
  });
});

describe('in an answer', () => {
  const QUESTIONS: Record<string, { over: Partial<Answers>; limits: readonly string[] }> = {
    'a Mac with CUDA': { over: { os: 'macos', cuda: 'required', budget_usd: 9000 }, limits: ['os', 'cuda'] },
    'too little money': { over: { budget_usd: 50, os: 'linux' }, limits: ['budget'] },
    'a model too large for anything': {
      over: { models: ['giant-1t-a32b'], quant: 'q8_0', condition: 'any' },
      limits: ['model'],
    },
    'more kept free than a cheap machine has': {
      over: { keep_free_gib: gibAsSold(110), budget_usd: 3000 },
      limits: ['budget', 'keep_free'],
    },
    'a shape that nobody builds': { over: { form: 'laptop', condition: 'any' }, limits: ['form'] },
    'every maker left out': { over: { not: ['nvidia', 'amd', 'apple'], budget_usd: 9000 }, limits: ['not'] },
    'only a maker of nothing cheap': { over: { only: ['nvidia'], os: 'macos' }, limits: ['os', 'only'] },
  };

  it.each(Object.entries(QUESTIONS))('%s: the limits that leave nothing', (_, { over, limits }) => {
    const d = answer(over);
    expect(d.ranked).toEqual([]);
    expect(d.dead_end?.limits).toEqual(limits);
  });
  it.each(Object.entries(QUESTIONS))('%s: what to give up leads, when asked again', (_, { over }) => {
    const { flips } = answer(over);
    expect(flips).not.toEqual([]);
    for (const f of flips)
      expect([f.text, answer({ ...over, ...changedBy(f) }).ranked[0]?.system.id]).toEqual([
        f.text,
        f.system?.id,
      ]);
  });
  it('the day, when no price holds any more or none was known yet', () => {
    for (const day of ['2035-01-01', '2015-01-01']) {
      const d = answer({}, mini, day);
      expect(d.dead_end?.limits).toEqual(['as_of']);
      const [f] = d.flips;
      expect(f).toMatchObject({ change: 'as_of', from: day, to: mini.date });
      expect(answer(said(), mini, mini.date).ranked[0]?.system.id).toBe(f?.system?.id);
    }
  });
  it('nothing of the kind where something qualifies', () => {
    expect(answer()).not.toHaveProperty('dead_end');
  });
});
