import { describe, expect, it } from 'vitest';
import { endOf, isOnSale, lastDay, startOf } from '../../../src/recommend/availability.ts';
import { screen } from '../../../src/recommend/candidate.ts';
import { hasForm } from '../../../src/recommend/form.ts';
import { makePriceBook } from '../../../src/recommend/prices/price-book.ts';
import type { Answers } from '../../../src/schema/answers.ts';
import { FORM_CLASSES } from '../../../src/schema/vocabulary.ts';
import {
  answer,
  deviceOf,
  mini,
  offer,
  said,
  systemOf,
  TODAY,
  withOffers,
} from '../../fixtures/mini-catalog.ts';

const outcome = (id: string, over: Partial<Answers> = {}, asOf = TODAY, catalog = mini) => {
  const answers = said(over);
  const prices = makePriceBook(catalog, {
    asOf,
    condition: answers.condition,
    stated: answers.prices_usd,
  });
  return screen(systemOf(id, catalog), answers, catalog, prices, asOf);
};
const code = (...args: Parameters<typeof outcome>) => outcome(...args).exclusion?.code ?? null;

describe('dates', () => {
  it.each([
    ['2026', '2026-12-31'],
    ['2026-02', '2026-02-28'],
    ['2024-02', '2024-02-29'],
    ['2026-11-20', '2026-11-20'],
  ])('%s ends on %s', (loose, day) => {
    expect(lastDay(loose)).toBe(day);
  });
  it('a machine exists from its own date, else from that of its newest device, never before a release', () => {
    expect(startOf(systemOf('box-amd'), mini)).toBe('2025-05-20');
    expect(startOf(systemOf('tower-1x24'), mini)).toBe('2020-09-24');
    expect(startOf(systemOf('box-next'), mini)).toBe('9999-12-31');
  });
  it('the last day of sale still counts', () => {
    expect(endOf(systemOf('mac-64-old'))).toBe('2026-03-31');
    expect(isOnSale(systemOf('mac-64-old'), '2026-03-31')).toBe(true);
    expect(isOnSale(systemOf('mac-64-old'), '2026-04-01')).toBe(false);
  });
});

describe('who is out, and why', () => {
  it('nobody who can be bought and satisfies everything', () => {
    const { candidate, exclusion } = outcome('box-amd', { budget_usd: 2600 });
    expect(exclusion).toBeNull();
    expect(candidate.price?.value).toBe(2600);
    expect(candidate.os).toEqual(['linux', 'windows']);
  });
  it('generic: a stand-in for a class is never sold', () => {
    expect(code('any-amd-128')).toBe('generic');
  });
  it('not_released: announced only, or before its day', () => {
    expect(code('box-next')).toBe('not_released');
    expect(code('box-cuda', {}, '2025-10-14')).toBe('not_released');
    expect(code('box-cuda', {}, '2025-10-15')).toBeNull();
  });
  it('wrong_os, with what it does run', () => {
    expect(outcome('box-cuda', { os: 'windows' }).exclusion).toEqual({
      code: 'wrong_os',
      args: { os: 'windows', has: 'linux' },
    });
    expect(outcome('box-amd', { os: 'windows' }).candidate.os).toEqual(['windows']);
  });
  it('wrong_form, with the form it has', () => {
    expect(outcome('tower-1x24', { form: 'mini' }).exclusion).toEqual({
      code: 'wrong_form',
      args: { form: 'mini', has: 'tower' },
    });
    expect(code('box-amd', { form: 'mini' })).toBeNull();
    expect(code('box-amd', { form: 'desktop' })).toBeNull();
    expect(code('box-amd', { form: 'laptop' })).toBe('wrong_form');
  });
  it.each([
    ['laptop', ['laptop', 'tablet']],
    ['mini', ['mini-desktop']],
    ['tower', ['desktop', 'tower']],
    ['desktop', FORM_CLASSES.filter((c) => c !== 'laptop' && c !== 'tablet')],
    ['any', FORM_CLASSES],
  ] as const)('%s takes in %j', (wish, classes) => {
    expect(FORM_CLASSES.filter((form) => hasForm(form, wish))).toEqual(classes);
  });
  it('left_out and not_among, with the words that say so', () => {
    expect(outcome('box-amd', { not: ['nvidia', 'amd'] }).exclusion).toEqual({
      code: 'left_out',
      args: { word: 'amd' },
    });
    expect(outcome('box-amd', { only: ['apple', 'nvidia'] }).exclusion).toEqual({
      code: 'not_among',
      args: { words: 'apple,nvidia' },
    });
    expect(code('box-amd', { not: ['nvidia'], only: ['amd'] })).toBeNull();
    expect(code('box-amd', { not: [], only: [] })).toBeNull();
  });
  it('no_cuda, also where CUDA exists under another system only', () => {
    expect(code('box-amd', { cuda: 'required' })).toBe('no_cuda');
    expect(code('mac-64', { cuda: 'required' })).toBe('no_cuda');
    expect(code('tower-1x24', { cuda: 'required' })).toBeNull();
    expect(code('box-amd', { cuda: 'preferred' })).toBeNull();
  });
  it('no_price: nothing was ever seen, or nothing that can be trusted', () => {
    expect(code('box-unpriced')).toBe('no_price');
    expect(code('box-unpriced', { prices_usd: { 'box-unpriced': 2000 } })).toBeNull();
    expect(code('box-amd', {}, '2026-05-09')).toBe('no_price');
  });
  it('not_sold: out of production and only new ones are wanted', () => {
    expect(outcome('mac-64-old').exclusion).toEqual({ code: 'not_sold', args: { ended: '2026-03-31' } });
    expect(code('mac-64-old', { condition: 'any' })).toBeNull();
    expect(outcome('mac-64-old', { condition: 'used' }).candidate.price?.value).toBe(1700);
    expect(code('mac-64-old', {}, '2026-03-01')).toBeNull();
  });
  it('over_budget, with price and budget; the budget itself is not too much', () => {
    expect(outcome('box-cuda', { budget_usd: 5399 }).exclusion).toEqual({
      code: 'over_budget',
      args: { price_usd: 5400, budget_usd: 5399 },
    });
    expect(code('box-cuda', { budget_usd: 5400 })).toBeNull();
  });
});

describe('who is out after fit and rules', () => {
  const why = (id: string, over: Partial<Answers>, catalog = mini) =>
    answer(over, catalog).excluded.find((e) => e.system.id === id)?.reasons;

  it('does_not_fit names what is needed and what there is', () => {
    const [reason] = why('mac-64', { models: ['giant-1t-a32b'] }) ?? [];
    expect(reason?.code).toBe('does_not_fit');
    expect(reason?.severity).toBe('blocking');
    const [needs = 0, has = 0] = [...(reason?.text ?? '').matchAll(/([\d.,]+) GiB/g)].map((m) =>
      Number(m[1]?.replace(',', '')),
    );
    expect(reason?.text).toContain('Giant 1T-A32B');
    expect(needs).toBeGreaterThan(has);
  });
  it('does_not_fit counts the cache, not the weights alone', () => {
    const over = { models: ['moe-120b-a5b'], quant: 'mxfp4', prompt_tokens: 120_000, users: 40 };
    const [reason] = why('box-cuda', over) ?? [];
    expect(reason?.code).toBe('does_not_fit');
    expect(Number(/needs ([\d.]+) GiB/.exec(reason?.text ?? '')?.[1])).toBeGreaterThan(115);
  });
  it('no_engine: a format that nothing on the machine reads', () => {
    const reasons = why('mac-64', { models: ['moe-30b-a3b'], quant: 'awq-int4' }) ?? [];
    expect(reasons.map((r) => r.code)).toEqual(['no_engine']);
  });
  it('no_model: a context that no model is made for, which no machine changes', () => {
    const [reason] = why('mac-64', { context: 1_000_000_000 }) ?? [];
    expect(reason?.code).toBe('no_model');
    expect(reason?.text).toContain('1,000M tokens of context');
    // A named one is planned for all the same: that its context ends before is told of it.
    expect(why('mac-64', { models: ['moe-30b-a3b'], context: 1_000_000_000 })?.[0]?.code).toBe(
      'does_not_fit',
    );
  });
  it('no_estimate: a machine whose bandwidth nobody knows is named, never guessed', () => {
    const device = deviceOf('soc-amd');
    const { bandwidth_gb_s: _, ...memory } = device.memory;
    const blind = { ...mini, devices: { ...mini.devices, 'soc-amd': { ...device, memory } } };
    const d = answer({ models: ['moe-30b-a3b'] }, blind);
    expect(d.ranked.some((r) => r.system.id === 'box-amd')).toBe(false);
    expect(d.excluded.find((e) => e.system.id === 'box-amd')?.reasons[0]?.code).toBe('no_estimate');
  });
  it('a rule that excludes is cited by its name', () => {
    const reasons = why('pair-cuda', { workloads: [{ id: 'image', weight: 1 }] }) ?? [];
    expect(reasons.map((r) => r.code)).toEqual(['rule:no-clusters']);
    expect(reasons[0]?.text).toContain('2 nodes');
    expect(reasons[0]?.sources).toEqual(['made-up']);
  });
  it('every machine is either ranked or excluded with a reason; stand-ins are neither', () => {
    const d = answer({ budget_usd: 3000, os: 'linux' }, withOffers(mini, offer('box-next', 1, TODAY)));
    const named = [...d.ranked, ...d.excluded].map((r) => r.system.id).sort();
    const all = Object.values(mini.systems).filter((s) => !s.generic);
    expect(named).toEqual(all.map((s) => s.id).sort());
    for (const e of d.excluded) expect(e.reasons.length).toBeGreaterThan(0);
  });
});
