import { describe, expect, it } from 'vitest';
import { detailsOf } from '../../../../src/recommend/details/details.ts';
import type { Answers } from '../../../../src/schema/answers.ts';
import { answer, mini, offer, withOffers, work } from '../../../fixtures/mini-catalog.ts';
import { find, kinds } from './instead.ts';

describe('a hosted API', () => {
  it('is the answer for a few tokens a day', () => {
    expect(kinds({ models: ['moe-120b-a5b'], tokens_per_day: 20_000 })[0]).toBe('api!');
  });
  it('is not, where owning is cheap beside the volume', () => {
    expect(find('api', { models: ['moe-120b-a5b'], tokens_per_day: 100_000_000 })?.is_the_answer).toBe(false);
  });
  it('is priced by the mixture of input and output that the work has', () => {
    const api = find('api', { models: ['moe-120b-a5b'], prompt_tokens: 3000, output_tokens: 1000 });
    expect(api?.cost_usd).toMatchObject({ per: 'mtok', observed: '2026-10-01', source: 'made-up' });
    expect(api?.cost_usd?.value).toBeCloseTo(0.75 * 0.1 + 0.25 * 0.4, 9);
  });
  it('breaks even after the days that its tokens take to cost the machine', () => {
    const d = answer({ models: ['moe-120b-a5b'], tokens_per_day: 2_000_000 });
    const api = d.alternatives.find((a) => a.kind === 'api');
    const daily = 2 * (api?.cost_usd?.value ?? 0);
    expect(api?.break_even_days).toBe(Math.round((d.ranked[0]?.price_usd?.value ?? 0) / daily));
    expect(find('api', { models: ['moe-120b-a5b'] })?.break_even_days).toBeNull();
  });
  it('is not offered for pictures', () => {
    expect(find('api', work('image'))).toBeUndefined();
  });
  it('is the answer with the models that were named, and never with another', () => {
    const hosted = (...models: string[]) => find('api', { models, tokens_per_day: 5000 });
    expect(hosted('moe-120b-a5b')?.is_the_answer).toBe(true);
    expect(hosted('moe-120b-a5b', 'giant-1t-a32b')?.title).toMatch(/use .+ and .+ by API/);
    for (const models of [['dense-32b'], ['moe-120b-a5b', 'dense-32b']]) {
      const d = answer({ models, tokens_per_day: 5000 });
      const api = d.alternatives.find((a) => a.kind === 'api');
      expect(api).toMatchObject({ is_the_answer: false, break_even_days: null });
      expect(api?.title).toContain(`another model than ${mini.models['dense-32b']?.name}, which`);
      expect(api?.reasons.filter((r) => !r.code.startsWith('rule:'))).toEqual([]);
      expect(detailsOf(d, d.ranked, mini).spending.services.map((s) => s.kind)).not.toContain('api');
      const nothing = answer({ models, budget_usd: 100 });
      expect(nothing.alternatives.find((a) => a.kind === 'api')?.is_the_answer).toBe(false);
    }
  });
  it('is told in warnings where it is cheaper, though not by so much that it is the answer', () => {
    const asked = (tokens_per_day: number) => {
      const d = answer({ models: ['moe-120b-a5b'], tokens_per_day });
      const api = d.alternatives.find((a) => a.kind === 'api');
      const told = d.warnings.some((w) => w.code === 'api_cheaper');
      return { is: api?.is_the_answer === true, cheaper: api?.cheaper_than_owning === true, told };
    };
    const found = [1e4, 1e6, 3e6, 5e6, 1e7, 2e7, 4e7].map(asked);
    for (const f of found) expect(f.told).toBe(f.cheaper && !f.is);
    expect(found.some((f) => f.told)).toBe(true);
    expect(found.some((f) => !f.cheaper)).toBe(true);
  });
  it('is the answer where it costs less than half of owning', () => {
    const shares = Array.from({ length: 10 }, (_, i) => {
      const api = find('api', { models: ['moe-120b-a5b'], tokens_per_day: 5e5 * 1.4 ** i });
      const text = api?.reasons.find((r) => r.code === 'api_cost')?.text ?? '';
      const [a = 0, b = 0] = [...text.matchAll(/\$([\d,.]+) a year/g)].map((m) =>
        Number(m[1]?.replace(',', '')),
      );
      return { share: a / b, is: api?.is_the_answer };
    });
    for (const { share, is } of shares) if (Math.abs(share - 0.5) > 0.01) expect(is).toBe(share < 0.5);
    expect(shares.some(({ share }) => share > 0.25 && share < 0.49)).toBe(true);
    expect(shares.some(({ share }) => share > 0.51 && share < 1)).toBe(true);
  });
  it('has another model that is as good, the cheapest of them, and none that cannot hold the context', () => {
    const title = (over: Partial<Answers>, catalog = mini) => find('api', over, catalog)?.title ?? '';
    const [sparse, giant] = [mini.models['moe-120b-a5b'], mini.models['giant-1t-a32b']];
    if (!sparse || !giant) throw new Error('no hosted models');
    const atLeast = (value: number) => {
      const dense = mini.models['dense-32b'] as typeof sparse;
      const named = { ...dense, quality: { ...dense.quality, value } } as typeof sparse;
      return title({ models: ['dense-32b'] }, { ...mini, models: { ...mini.models, 'dense-32b': named } });
    };
    expect(atLeast(sparse.quality?.value ?? 0)).toContain(sparse.name);
    expect(atLeast((sparse.quality?.value ?? 0) + 1)).toContain(giant.name);
    // Better than any: the best there is.
    expect(atLeast(9999)).toContain(giant.name);
    expect(find('api', { context: 100_000_000 })).toBeUndefined();
  });
  it('has another model, too, where the context of the named one ends before the work does', () => {
    const of = (context: number) => find('api', { models: ['moe-120b-a5b'], context })?.title ?? '';
    const [sparse, giant] = ['moe-120b-a5b', 'giant-1t-a32b'].map((id) => mini.models[id]);
    if (!sparse || !giant) throw new Error('no hosted models');
    expect(of(131_072)).toMatch(`se ${sparse.name} by API`);
    expect(of(131_073)).toContain(
      `another model than ${sparse.name}, with room for so much text: ${giant.name} by API`,
    );
  });
  it('is told for the text part of mixed work, and neither compared nor the answer', () => {
    const mixed: Partial<Answers> = {
      workloads: [
        { id: 'video', weight: 9 },
        { id: 'chat', weight: 1 },
      ],
      tokens_per_day: 5000,
    };
    const d = answer(mixed);
    const api = d.alternatives.find((a) => a.kind === 'api');
    expect(api).toMatchObject({ is_the_answer: false, break_even_days: null, reasons: [] });
    expect(api?.title).toMatch(/, for the text part$/);
    expect(detailsOf(d, d.ranked, mini).spending.services.map((s) => s.kind)).not.toContain('api');
    const nothing = answer({ ...mixed, budget_usd: 100 });
    expect(nothing.ranked).toEqual([]);
    expect(nothing.alternatives.filter((a) => a.kind === 'api')).toMatchObject([{ is_the_answer: false }]);
  });
  it('stands beside a rule that speaks for it', () => {
    const api = find('api', { models: ['moe-120b-a5b'], tokens_per_day: 50_000 });
    expect(api?.reasons.map((r) => r.code)).toContain('rule:suggest-api');
    const much = find('api', { models: ['moe-120b-a5b'], tokens_per_day: 500_000 });
    expect(much?.reasons.map((r) => r.code)).not.toContain('rule:suggest-api');
  });
});

describe('more tokens a day than a machine can do', () => {
  const said = 1e10;
  const batch = { ...work('batch'), models: ['moe-120b-a5b'], tokens_per_day: said };
  const d = answer(batch);
  const [pick] = d.ranked;
  const most = Math.floor(24 * (pick?.workloads[0]?.batch?.tokens_per_hour ?? 0));
  const api = d.alternatives.find((a) => a.kind === 'api');

  it('cost what those cost that it does', () => {
    const own = pick?.ownership;
    expect(most).toBeGreaterThan(0);
    expect(own?.tokens_per_day).toBe(most);
    expect(own?.load_hours_per_day).toBe(24);
    expect(own?.usd_per_mtok).toBeCloseTo(((own?.usd_per_year ?? 0) * 1e6) / (365 * most), 4);
    expect(answer({ ...batch, tokens_per_day: most }).ranked[0]?.ownership?.tokens_per_day).toBe(most);
  });
  it('are a serious thing to mind from the first one on', () => {
    const mind = (tokens_per_day: number) =>
      answer({ ...batch, tokens_per_day }).ranked[0]?.reasons.filter((r) => r.code === 'beyond_capacity');
    expect(mind(said)).toMatchObject([{ severity: 'serious' }]);
    expect(mind(most)).toEqual([]);
    expect(mind(most + 1)).toHaveLength(1);
  });
  it('are compared with services as far as it goes', () => {
    const daily = (most * (api?.cost_usd?.value ?? 0)) / 1e6;
    expect(api?.break_even_days).toBe(Math.round((pick?.price_usd?.value ?? 0) / daily));
    const { spending } = detailsOf(d, d.ranked.slice(0, 3), mini);
    const each = d.ranked.slice(0, 3).map((r) => r.ownership?.tokens_per_day ?? 0);
    expect(spending).toMatchObject({ asked_per_day: said, tokens_per_day: Math.min(...each) });
  });
  it('never pay for it, if that is what breaking even takes', () => {
    const even = (usd: number) => {
      const prices = ['api-input', 'api-output'] as const;
      const cheap = prices.map((kind) => offer('api:moe-120b-a5b', usd, '2026-11-19', kind));
      const { tokens_per_day: _, ...open } = batch;
      return find('api', open, withOffers(mini, ...cheap))?.reasons.find((r) => r.code === 'api_break_even')
        ?.text;
    };
    // At work all day it draws more than at the two hours that are usual.
    const perYear = d.ranked[0]?.ownership?.usd_per_year;
    const atMost = ((perYear ?? 0) * 1e6) / (365 * most);
    expect(even(0.9 * atMost)).toMatch(/^Owning never breaks even: /);
    expect(even(1.1 * atMost)).toMatch(/^Owning breaks even at /);
  });
  it.each([0.1, 0.5])(
    'break even where owning and the service cost the same at that work, at $%d per kWh',
    (electricity_usd_per_kwh) => {
      const said = { electricity_usd_per_kwh };
      const millions = /at about ([\d.]+) million/.exec(
        find('api', said)?.reasons.find((r) => r.code === 'api_break_even')?.text ?? '',
      );
      const tokens = Number(millions?.[1]) * 1e6;
      const spent = (tokens_per_day: number) => {
        const api = find('api', { ...said, tokens_per_day });
        const text = api?.reasons.find((r) => r.code === 'api_cost')?.text ?? '';
        const [, there, own] = /about \$([\d,]+) a year there, against \$([\d,]+)/.exec(text) ?? [];
        return Number(there?.replace(',', '')) / Number(own?.replace(',', ''));
      };
      // The figure is printed with two digits.
      expect(spent(tokens)).toBeCloseTo(1, 1);
      expect(spent(0.9 * tokens)).toBeLessThan(1);
      expect(spent(1.1 * tokens)).toBeGreaterThan(1);
    },
  );
});
