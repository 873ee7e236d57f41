import { describe, expect, it } from 'vitest';
import { foldAlike } from '../../../src/recommend/alike-rows.ts';
import { recommend } from '../../../src/recommend/recommend.ts';
import type { Answers } from '../../../src/schema/answers.ts';
import { recommendationSchema } from '../../../src/schema/document.ts';
import {
  answer,
  ids,
  mini,
  offer,
  outs,
  said,
  systemOf,
  TODAY,
  withOffers,
  withSystem,
  work,
} from '../../fixtures/mini-catalog.ts';

const QUESTIONS: Partial<Answers>[] = [
  {},
  { budget_usd: 2500, os: 'linux', priorities: ['price', 'quiet'] },
  { models: ['giant-1t-a32b'], budget_usd: 1000 },
  { ...work('finetune'), method: 'lora' },
  { ...work('image'), condition: 'any' },
  { ...work('video') },
  { ...work('serving'), users: 20 },
  {
    workloads: [
      { id: 'chat', weight: 3 },
      { id: 'image', weight: 1 },
    ],
    own: ['card-24'],
    tokens_per_day: 100_000,
  },
];
const deepFreeze = <T>(value: T): T => {
  if (value !== null && typeof value === 'object') {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
};

describe('the document', () => {
  it.each(QUESTIONS.map((q) => [JSON.stringify(q), q] as const))('keeps its schema: %s', (_, over) => {
    expect(recommendationSchema.safeParse(JSON.parse(JSON.stringify(answer(over)))).error).toBeUndefined();
  });
  it('is the same to the byte when asked twice', () => {
    for (const over of QUESTIONS) expect(JSON.stringify(answer(over))).toBe(JSON.stringify(answer(over)));
  });
  it('changes neither the answers nor the catalogue', () => {
    const catalog = deepFreeze(structuredClone(mini));
    for (const over of QUESTIONS)
      expect(() => recommend(deepFreeze(said(over)), catalog, { asOf: TODAY, seed: 1 })).not.toThrow();
  });
  it('ranks from 1 without gaps, best score first', () => {
    const { ranked } = answer();
    expect(ranked.map((r) => r.rank)).toEqual(ranked.map((_, i) => i + 1));
    const scores = ranked.map((r) => r.score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });
  it('is sure to a degree that adds up to one', () => {
    const { ranked } = answer();
    expect(ranked.reduce((sum, r) => sum + r.win_probability, 0)).toBeCloseTo(1, 1);
    for (const r of ranked) {
      expect(r.score_low).toBeLessThanOrEqual(r.score);
      expect(r.score_high).toBeGreaterThanOrEqual(r.score);
    }
    expect(ranked[0]?.dominated_by).toBeNull();
  });
  it('says of machines that are alike how often one of them is first, in the figure of the text', () => {
    const d = answer({}, withOffers(mini, offer('box-amd-twin', 2000, TODAY), offer('box-amd', 2000, TODAY)));
    const lines = foldAlike(d.ranked);
    expect(lines.some(({ twins }) => twins.length > 0)).toBe(true);
    for (const { row, twins } of lines) {
      const sum = [row, ...twins].reduce((s, r) => s + r.win_probability, 0);
      for (const r of [row, ...twins])
        expect(r.group_win_probability).toEqual(twins.length === 0 ? undefined : expect.closeTo(sum, 3));
    }
  });
  it('gives each criterion the unit of the work: of several, that of the one whose value it is', () => {
    const units = (over: Partial<Answers>) =>
      answer(over).ranked.map((r) => r.criteria.find((c) => c.id === 'speed')?.unit);
    expect(new Set(units({}))).toEqual(new Set(['tok/s per user']));
    expect(new Set(units(work('image')))).toEqual(new Set(['s']));
    expect(new Set(units({ ...work('finetune'), condition: 'any' }))).toEqual(new Set(['h']));
    const mix = (image: number) => [
      { id: 'chat' as const, weight: 1 },
      { id: 'image' as const, weight: image },
    ];
    expect(units({ workloads: mix(0.1) })[0]).toBe('tok/s per user');
    expect(units({ workloads: mix(9) })[0]).toBe('s');
  });
  it('weighs criteria to one, unknown ones aside', () => {
    for (const r of answer().ranked)
      expect(r.criteria.reduce((sum, c) => sum + c.weight, 0)).toBeCloseTo(1, 2);
  });
  it('repeats the question as a command', () => {
    expect(answer({ budget_usd: 2500, os: 'linux', priorities: ['quiet'] }).command).toBe(
      'advise --workload chat --budget 2500 --os linux --priority quiet',
    );
  });
});

describe('unknown stays unknown', () => {
  it('power that nobody stated is null, not zero', () => {
    const silent = withSystem(mini, { ...systemOf('box-amd'), power: {} });
    const row = answer({}, silent).ranked.find((r) => r.system.id === 'box-amd');
    expect(row?.power_w).toEqual({ idle: null, load: null, max: null });
    expect(row?.criteria.find((c) => c.id === 'power')).toMatchObject({ value: null, score: null });
  });
  it('a price that nobody saw keeps a machine out instead of making it free', () => {
    expect(outs(answer())['box-unpriced']).toBe('no_price');
  });
  it('a model without a published quality is not chosen, but runs by name', () => {
    expect(answer().ranked.some((r) => r.model?.id === 'unknown-14b')).toBe(false);
    const named = answer({ models: ['unknown-14b'], quant: 'q4_k_m' });
    for (const r of named.ranked) expect(r.model?.id).toBe('unknown-14b');
    for (const e of named.excluded) for (const r of e.reasons) expect(r.text).not.toMatch(/undefined|NaN/);
  });
});

describe('as of a day', () => {
  it.each(['2025-10-20', '2026-02-20', '2026-06-01', '2026-10-25', TODAY])(
    '%s: cites nothing later',
    (asOf) => {
      const d = answer({ condition: 'any', own: ['card-24'], tokens_per_day: 10_000 }, mini, asOf);
      const prices = [...d.ranked.map((r) => r.price_usd), ...d.excluded.map((e) => e.price_usd)];
      for (const price of prices) {
        if (!price) continue;
        expect(price.observed <= asOf).toBe(true);
        expect(price.age_days).toBeGreaterThanOrEqual(0);
        for (const part of price.parts) expect(part.observed <= asOf).toBe(true);
      }
      for (const a of d.alternatives) if (a.cost_usd) expect(a.cost_usd.observed <= asOf).toBe(true);
      for (const r of d.ranked) {
        const system = mini.systems[r.system.id];
        expect((system?.released ?? '') <= asOf).toBe(true);
      }
    },
  );
  it('a later price changes nothing before it', () => {
    const later = withOffers(mini, offer('box-amd', 900, '2026-11-19'), offer('mac-64', 100, '2027-01-01'));
    expect(ids(answer({}, later, '2026-11-18'))).toEqual(ids(answer({}, mini, '2026-11-18')));
    expect(answer({}, later).ranked.find((r) => r.system.id === 'box-amd')?.price_usd?.value).toBe(900);
  });
  it('machines come and go', () => {
    expect(ids(answer({}, mini, '2025-12-15'))).toContain('mac-64-old');
    expect(ids(answer({}, mini, '2025-12-15'))).not.toContain('mac-64');
    expect(ids(answer({}, mini, TODAY))).not.toContain('mac-64-old');
  });
});
