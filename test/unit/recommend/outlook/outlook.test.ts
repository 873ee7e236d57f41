import { describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../../../src/package/load-catalog.ts';
import { offersByItem } from '../../../../src/prices/pricing.ts';
import { ownership } from '../../../../src/recommend/outlook/owning-cost.ts';
import { paceOf } from '../../../../src/recommend/outlook/pace.ts';
import { resaleBase } from '../../../../src/recommend/outlook/resale-base.ts';
import type { Answers } from '../../../../src/schema/answers.ts';
import type { Performance, PriceQuote } from '../../../../src/schema/document.ts';
import type { Estimate } from '../../../../src/schema/estimate.ts';
import { answer, mini, offer, TODAY, withOffers, work } from '../../../fixtures/mini-catalog.ts';

const price = { value: 3000, low: 2500, high: 3500 } as PriceQuote;
const asked = {
  price,
  resale_base_usd: 3000,
  power: { idle_w: 20, load_w: 300 },
  years: 3,
  load_hours: 2,
  on_hours: 8,
  usd_per_kwh: 0.2,
  resale_share: 0.8,
  tokens_per_day: 1e6,
  jobs_per_day: null,
};

describe('the cost of ownership', () => {
  it('is what is lost on resale, and electricity at work and idle', () => {
    const o = ownership(asked);
    expect(o.resale_usd).toBeCloseTo(3000 * 0.8 ** 3, 2);
    // 2 h at 300 W and 6 h at 20 W: 720 Wh a day.
    expect(o.electricity_usd_per_year).toBeCloseTo(0.72 * 365 * 0.2, 2);
    expect(o.usd_per_year).toBeCloseTo((3000 - 1536) / 3 + 52.56, 2);
    expect(o.usd_per_mtok).toBeCloseTo(o.usd_per_year / 365, 3);
    expect(o.idle_counted).toBe(true);
  });
  it('counts resale from what was listed at first, where more is paid now', () => {
    const o = ownership({ ...asked, resale_base_usd: 2000 });
    expect(o).toMatchObject({ price_usd: 3000, resale_usd: 1024, resale_base_usd: 2000 });
    expect(o.usd_per_year).toBeCloseTo((3000 - 1024) / 3 + 52.56, 2);
    expect(ownership(asked)).not.toHaveProperty('resale_base_usd');
    // Sums of parts differ from the price in their last bits.
    const same = { ...asked, resale_base_usd: 3000 - 1e-9 };
    expect(ownership(same)).not.toHaveProperty('resale_base_usd');
  });
  it('counts no electricity where the draw or its price is unknown, and says so', () => {
    expect(ownership({ ...asked, power: { idle_w: 20, load_w: null } }).electricity_usd_per_year).toBeNull();
    expect(ownership({ ...asked, usd_per_kwh: null }).electricity_usd_per_year).toBeNull();
    expect(ownership({ ...asked, power: { idle_w: null, load_w: 300 } }).idle_counted).toBe(false);
  });
  it('says which watts it counted, and whether anybody stated them', () => {
    expect(ownership(asked)).toMatchObject({ load_w: 300, idle_w: 20 });
    expect(ownership(asked)).not.toHaveProperty('load_assumed');
    const assumed = ownership({ ...asked, power: { idle_w: null, load_w: 300, load_assumed: true } });
    expect(assumed).toMatchObject({ load_w: 300, load_assumed: true });
    expect(assumed).not.toHaveProperty('idle_w');
  });
  it('counts what is known of the idle draw, and says that it is not all', () => {
    const o = ownership({ ...asked, power: { idle_w: null, idle_least_w: 20, load_w: 300 } });
    expect(o).toMatchObject({ idle_counted: false, idle_in_part: true });
    expect(o.electricity_usd_per_year).toBeCloseTo(0.72 * 365 * 0.2, 2);
    expect(ownership(asked)).not.toHaveProperty('idle_in_part');
  });
  it('is no price per token where the work is not counted in tokens', () => {
    expect(ownership({ ...asked, tokens_per_day: null }).usd_per_mtok).toBeNull();
    const million = 1e6 / (365 * asked.years);
    expect(ownership({ ...asked, tokens_per_day: million * 1.01 }).usd_per_mtok).toBeGreaterThan(0);
    expect(ownership({ ...asked, tokens_per_day: million * 0.99 }).usd_per_mtok).toBeNull();
  });
});

describe('what resale is counted from', () => {
  const offers = (...seen: readonly ReturnType<typeof offer>[]) => offersByItem(seen);
  const listed = offers(
    { ...offer('card', 400, '2023-01-01', 'list'), trust: 'doubtful' },
    { ...offer('card', 500, '2023-02-01', 'list'), currency: 'EUR' },
    offer('card', 1000, '2024-01-01', 'list'),
    offer('card', 1500, '2025-01-01', 'list'),
    offer('card', 2500, '2025-06-01'),
    offer('board', 200, '2025-06-01'),
  );
  const build = (card: number): PriceQuote => {
    const part = (item: string, unit_price_usd: number) => ({ item, unit_price_usd, count: 2 });
    return { value: 2 * (card + 200), parts: [part('card', card), part('board', 200)] } as PriceQuote;
  };
  it('is no more than the first list price known by the day', () => {
    const quote = { value: 2500, parts: [] as PriceQuote['parts'] } as PriceQuote;
    expect(resaleBase('card', quote, listed, TODAY)).toBe(1000);
    expect(resaleBase('card', { ...quote, value: 900 }, listed, TODAY)).toBe(900);
    expect(resaleBase('card', quote, listed, '2023-12-31')).toBe(2500);
    expect(resaleBase('board', quote, listed, TODAY)).toBe(2500);
  });
  it('is that of each part of a build', () => {
    expect(resaleBase('rig', build(2500), listed, TODAY)).toBeCloseTo(2 * (1000 + 200), 9);
    expect(resaleBase('rig', build(600), listed, TODAY)).toBeCloseTo(2 * (600 + 200), 9);
    // A price that is half as high again as its parts is that much above their list prices, too.
    const dearer = { ...build(2500), value: 1.5 * build(2500).value };
    expect(resaleBase('rig', dearer, listed, TODAY)).toBeCloseTo(1.5 * 2 * (1000 + 200), 9);
  });
  it('is what the rows count with', () => {
    const [pick] = answer({ models: ['moe-120b-a5b'] }).ranked;
    if (!pick?.price_usd) throw new Error('no pick');
    const { id } = pick.system;
    const first = Math.round(pick.price_usd.value / 2);
    const catalog = withOffers(mini, offer(id, first, '2023-01-01', 'list'));
    const d = answer({ models: ['moe-120b-a5b'] }, catalog);
    const row = d.ranked.find((r) => r.system.id === id);
    expect(row?.price_usd?.value).toBe(pick.price_usd.value);
    expect(row?.ownership?.resale_base_usd).toBe(first);
    expect(row?.ownership?.resale_usd).toBeCloseTo((pick.ownership?.resale_usd ?? 0) / 2, 0);
  });
});

describe('the pace of text', () => {
  const figure = (value: number) => ({ value }) as Estimate<never>;
  const speed = (over: object = {}): Pick<Performance, 'speed'> => ({
    speed: {
      decode_tok_s: figure(50),
      prefill_tok_s: figure(1000),
      ttft_s: figure(2.02),
      at: { depth: 2000, prompt_tokens: 2000, users: 1, ...over },
    },
  });
  it('counts what is read and what is written, and the time of both', () => {
    // Two seconds to read 2,000 tokens, and eight to write 400.
    expect(paceOf(speed(), 400)).toBeCloseTo(2400 / 10, 6);
    // Four answers grow at a time, their prompts are read one after the other.
    expect(paceOf(speed({ users: 4 }), 400)).toBeCloseTo(2400 / (2 + 8 / 4), 6);
  });
  it('is that of decode where no prompt is known, and unknown where a speed is', () => {
    expect(paceOf(speed({ prompt_tokens: 0, users: 4 }), 400)).toBe(200);
    expect(paceOf(speed(), null)).toBe(50);
    const { speed: known } = speed();
    expect(paceOf({ speed: known && { ...known, ttft_s: null } }, 400)).toBeNull();
    expect(paceOf({ speed: known && { ...known, decode_tok_s: null } }, 400)).toBeNull();
    expect(paceOf({ speed: null }, 400)).toBeNull();
  });
});

const catalog = builtInCatalog();
const first = (over: Partial<Answers>) => answer(over, catalog).ranked[0];

describe('hours at work', () => {
  it('count the same tokens as what a machine can do in a day', () => {
    const over = { ...work('batch'), models: ['qwen3-30b-a3b'], budget_usd: 8000 };
    const hourly = first(over)?.workloads[0]?.batch?.tokens_per_hour ?? 0;
    const asked = first({ ...over, tokens_per_day: Math.round(6 * hourly) })?.ownership;
    expect(asked?.load_hours_per_day).toBeCloseTo(6, 2);
    // Nobody said how much: what it reads and writes in the usual hours.
    expect((first(over)?.ownership?.tokens_per_day ?? 0) / hourly).toBeCloseTo(2, 5);
  });
});

describe('what is told of a machine that is seriously considered', () => {
  it('serving: more users wait longer and get less each, and the limit is where a target gives way', () => {
    const row = first({
      ...work('serving'),
      models: ['qwen3-30b-a3b'],
      users: 10,
      budget_usd: 8000,
    });
    const serving = row?.workloads[0]?.serving;
    expect(serving?.engines.map((e) => e.engine)).toContain('vllm');
    for (const e of serving?.engines ?? []) {
      const users = e.points.map((p) => p.users);
      expect(users).toContain(10);
      expect(users).toEqual([...users].sort((a, b) => a - b));
      for (const [i, p] of e.points.entries()) {
        const before = e.points[i - 1];
        if (before) expect(p.answer_s).toBeGreaterThan(before.answer_s);
        const within =
          p.ttft_s <= (serving?.target.ttft_s ?? 0) && p.decode_tok_s >= (serving?.target.decode_tok_s ?? 0);
        expect(within).toBe(p.users <= e.most_users);
      }
    }
  });
  it('an agent: a task of many steps takes about as long as its steps, the first one longer', () => {
    const answer = first({ ...work('coding'), models: ['qwen3.6-35b-a3b'] })?.workloads[0]?.answer;
    expect(answer?.turns).toBe(20);
    expect(answer?.task_s ?? 0).toBeGreaterThan(20 * (answer?.seconds.value ?? 0));
    expect(answer?.ttft_cold_s ?? 0).toBeGreaterThan(0);
  });
  it('a context far above the usual prompt: how long all of it takes, as if that had been the prompt', {
    timeout: 30_000,
  }, () => {
    const over = { ...work('chat'), models: ['moe-30b-a3b'], own: [], budget_usd: 3000 };
    const [usual] = answer({ ...over, context: 16_384 }).ranked;
    const filled = usual?.workloads[0]?.answer?.filled;
    const prompt_tokens = 16_384 - (usual?.workloads[0]?.answer?.output_tokens ?? 0);
    const whole = answer({ ...over, context: 16_384, prompt_tokens });
    const same = whole.ranked.find((r) => r.system.id === usual?.system.id);
    expect(filled?.context).toBe(16_384);
    expect(filled?.decode_tok_s).toBeCloseTo(same?.speed?.decode_tok_s?.value ?? 0, 3);
    expect(filled?.ttft_s).toBeCloseTo(same?.workloads[0]?.answer?.ttft_cold_s ?? 0, 3);
    for (const context of [null, 3072])
      expect(answer({ ...over, context }).ranked[0]?.workloads[0]?.answer).not.toHaveProperty('filled');
  });
  it('batch work: documents and tokens an hour, and what a million tokens cost', () => {
    const batch = first({
      ...work('batch'),
      models: ['qwen3-30b-a3b'],
      budget_usd: 8000,
    })?.workloads[0]?.batch;
    expect(batch?.tokens_per_hour).toBeCloseTo((batch?.documents_per_hour ?? 0) * 1800, 3);
    expect(batch?.usd_per_mtok ?? 0).toBeGreaterThan(0);
    expect(batch?.usd_per_mtok ?? 9).toBeLessThan(5);
  });
  it('batch work with more streams than fit: told of as many as do', () => {
    const asked = { ...work('batch'), models: ['qwen3-32b'], users: 64, budget_usd: 2500 };
    const works = answer(asked, catalog)
      .ranked.slice(0, 5)
      .map((r) => r.workloads[0]);
    expect(works.some((w) => (w?.speed?.at.users ?? 64) < 64)).toBe(true);
    for (const w of works) {
      const { speed, batch } = w ?? {};
      const busy = (speed?.decode_tok_s?.value ?? 0) * (speed?.at.users ?? 0);
      expect(batch?.documents_per_hour ?? 0).toBeGreaterThan(0);
      // Prompts take their share of the time, so answers grow more slowly than without any.
      expect((batch?.documents_per_hour ?? 0) * (w?.answer?.output_tokens ?? 0)).toBeLessThan(3600 * busy);
    }
  });
});
