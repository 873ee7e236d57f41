import { describe, expect, it } from 'vitest';
import { detailsOf } from '../../../../src/recommend/details/details.ts';
import type { Answers } from '../../../../src/schema/answers.ts';
import type { Rule } from '../../../../src/schema/rule.ts';
import { answer, mini, offer, withOffers, work } from '../../../fixtures/mini-catalog.ts';
import { find } from './instead.ts';

describe('renting', () => {
  const cheap = offer('cloud:card-24', 0.2, '2026-11-01', 'cloud-hourly');
  const rented = (over: Partial<Answers>) =>
    answer(over, withOffers(mini, cheap)).alternatives.find((a) => a.kind === 'rent')?.title;
  it('is of a machine that runs as good a model as the pick, where the model is left open', () => {
    expect(rented({})).toContain('4x Card 24');
    expect(rented({ budget_usd: 2000 })).toContain('1x Card 24');
    expect(rented({ models: ['dense-32b'] })).toContain('1x Card 24');
  });
  it('is not of the card that the buyer has', () => {
    expect(rented({ models: ['dense-32b'], own: ['card-24'] })).not.toContain('1x Card 24');
  });
  it('is not of a card whose maker the buyer leaves out, but of others than are bought alone', () => {
    expect(rented({ models: ['dense-32b'], not: ['nvidia'] })).toBeUndefined();
    expect(rented({ models: ['dense-32b'], only: ['apple'], not: ['laptop'] })).toContain('1x Card 24');
  });
  it('takes as many cards as the model needs', () => {
    expect(find('rent', { models: ['moe-30b-a3b'] })).toMatchObject({
      system: 'cloud-1x-card-80',
      cost_usd: { value: 1.8, per: 'hour' },
    });
    expect(find('rent', { models: ['giant-1t-a32b'], quant: 'q4_k_m' })).toMatchObject({
      system: 'cloud-8x-card-80',
      cost_usd: { value: 8 * 1.8 },
    });
  });
  it('for several users is done as soon as all of them together have their tokens', () => {
    const tokens_per_day = 2_000_000;
    const team = { ...work('serving'), models: ['moe-30b-a3b'], users: 10, tokens_per_day };
    const d = answer(team);
    const rent = d.alternatives.find((a) => a.kind === 'rent');
    const hours = tokens_per_day / (rent?.tokens_per_hour ?? 0);
    expect(hours).toBeLessThan(24);
    // Ten answers grow at a time, and what is read counts, too.
    const written = 3600 * 10 * (rent?.decode_tok_s?.value ?? 0);
    const [need] = d.workload;
    const [reads, writes] = [need?.prompt_tokens ?? 0, need?.output_tokens ?? 0];
    expect(rent?.tokens_per_hour).toBeGreaterThan(written);
    expect(rent?.tokens_per_hour).toBeLessThan((written * (reads + writes)) / writes);
    expect(rent?.users).toBe(10);
    const price = d.ranked[0]?.price_usd?.value ?? 0;
    expect(rent?.break_even_days).toBe(Math.round(price / ((rent?.cost_usd?.value ?? 0) * hours)));
    const [yearly] = detailsOf(d, d.ranked, mini).spending.services.filter((s) => s.kind === 'rent');
    expect(yearly?.usd_per_year).toBeCloseTo(365 * hours * (rent?.cost_usd?.value ?? 0), 6);
  });
  it('is the answer when nothing on sale fits and no API has it', () => {
    const offers = mini.offers.filter((o) => !o.item.startsWith('api:'));
    const d = answer({ models: ['giant-1t-a32b'], quant: 'q4_k_m' }, { ...mini, offers });
    expect(d.ranked).toEqual([]);
    expect(d.alternatives[0]).toMatchObject({ kind: 'rent', is_the_answer: true });
  });
  it('or an API is, where it costs less for what an hour of the rented machine is paid for', () => {
    const giant = { models: ['giant-1t-a32b'], budget_usd: 4000 };
    const d = answer(giant);
    expect(d.ranked).toEqual([]);
    expect(d.alternatives.filter((a) => a.is_the_answer).map((a) => a.kind)).toEqual(['api']);
    const hourly = d.alternatives.find((a) => a.kind === 'rent')?.cost_usd?.value ?? 0;
    // Read and written by one that never pauses, at the price of each.
    const chat = d.workload[0];
    const decode = d.alternatives.find((a) => a.kind === 'rent')?.decode_tok_s?.value ?? 0;
    const most = 3600 * (decode / (chat?.output_tokens ?? 0)) * (chat?.prompt_tokens ?? 0) + 3600 * decode;
    const dear = (usd: number) =>
      withOffers(
        mini,
        offer('api:giant-1t-a32b', usd, '2026-11-19', 'api-input'),
        offer('api:giant-1t-a32b', usd, '2026-11-19', 'api-output'),
      );
    const answers = (share: number, over: Partial<Answers> = {}) =>
      answer({ ...giant, ...over }, { ...dear((share * hourly * 1e6) / most), rules: [] })
        .alternatives.filter((a) => a.is_the_answer)
        .map((a) => a.kind);
    // Two hours of work in eight that it is switched on: three of four rented hours are paid for nothing.
    expect(answers(3.6)).toEqual(['api']);
    expect(answers(12)).toEqual(['rent']);
    // Whoever asks all the time, as was said, wastes nothing of it; of a little it is nearly all.
    expect(answers(3.6, { tokens_per_day: Math.ceil(8 * most) })).toEqual(['rent']);
    expect(answers(0.9, { tokens_per_day: Math.ceil(8 * most) })).toEqual(['api']);
    expect(answers(12, { tokens_per_day: Math.ceil(0.1 * most) })).toEqual(['api']);
    // A batch runs without a pause.
    expect(answers(3.6, work('batch'))).toEqual(['rent']);
  });
  it('unless a rule speaks for the other', () => {
    const giant = { models: ['giant-1t-a32b'], budget_usd: 4000 };
    const rent: Rule = {
      ...(mini.rules.find((r) => r.id === 'suggest-api') as Rule),
      given: { fact: 'need.model_total_b', gte: 400 },
      then: { suggest: 'rent' },
    };
    const ruled = (severity: Rule['severity']) =>
      answer(giant, { ...mini, rules: [{ ...rent, severity }] }).alternatives[0];
    expect(ruled('serious')).toMatchObject({ kind: 'rent', is_the_answer: true });
    // Words to people who buy.
    expect(ruled('info')).toMatchObject({ kind: 'api', is_the_answer: true });
  });
});
