import { describe, expect, it } from 'vitest';
import { beyondUsers } from '../../../src/recommend/doubts.ts';
import type { Answers } from '../../../src/schema/answers.ts';
import type { Performance, Ranked, Reason } from '../../../src/schema/document.ts';
import { ruleSchema } from '../../../src/schema/rule.ts';
import type { System } from '../../../src/schema/system.ts';
import { readYaml } from '../../data/read-yaml.ts';
import { answer, mini, systemOf, withSystem, work } from '../../fixtures/mini-catalog.ts';

const reasonsOf = (id: string, over: Partial<Answers> = {}): Reason[] =>
  answer(over).ranked.find((r) => r.system.id === id)?.reasons ?? [];
const codes = (...args: Parameters<typeof reasonsOf>) => reasonsOf(...args).map((r) => r.code);

describe('more users than a machine bears', () => {
  const curve = (most_users: number, breaks: 'memory' | null = 'memory') => ({ most_users, breaks });
  const told = (users: number, ...engines: object[]) =>
    beyondUsers([{ speed: { at: { users } }, serving: { engines } } as unknown as Performance]);
  it('are told with how many of it they take, by the engine that bears most', () => {
    const [reason, ...others] = told(100, curve(20), curve(60));
    expect(others).toEqual([]);
    expect(reason).toMatchObject({ code: 'beyond_users', severity: 'serious' });
    expect(reason?.text).toMatch(/at most about 60 users .* you ask for 100: it takes 2 of them/);
  });
  it('are no matter where it bears them, where no end was found, or nothing was worked out', () => {
    expect(told(60, curve(20), curve(60))).toEqual([]);
    expect(told(100, curve(20), curve(60, null))).toEqual([]);
    expect(told(100)).toEqual([]);
    expect(beyondUsers([{ speed: { at: { users: 100 } } } as unknown as Performance])).toEqual([]);
  });
});

describe('memory that has to be set first', () => {
  const box = systemOf('box-amd');
  const usable_memory = box.usable_memory.map((u) => ({ ...u, setting: 'raise the limit', source: 'guide' }));
  const told = (model: string, system: System) =>
    answer({ models: [model] }, withSystem(mini, system))
      .ranked.find((r) => r.system.id === box.id)
      ?.reasons.find((r) => r.code === 'memory_setting');
  it('is told where the model needs it, with who says so', () =>
    expect(told('moe-120b-a5b', { ...box, usable_memory })).toMatchObject({
      severity: 'caution',
      text: expect.stringMatching(
        / for models take a setting first \(raise the limit\): without it Moe 120B/,
      ),
      sources: ['guide'],
    }));
  it('is no matter to a model that needs less than half, or where nothing has to be set', () => {
    expect(told('moe-30b-a3b', { ...box, usable_memory })).toBeUndefined();
    expect(told('moe-120b-a5b', { ...box, usable_memory: box.usable_memory.map(unset) })).toBeUndefined();
  });
});

const unset = ({ setting: _, ...u }: System['usable_memory'][number]) => u;

describe('reasons say what holds', () => {
  it('the cheapest that does it is called that, and nobody else', () => {
    const d = answer({ models: ['moe-30b-a3b'], quant: 'q4_k_m' });
    const cheapest = [...d.ranked]
      .filter((r) => r.fit?.status === 'comfortable')
      .sort((a, b) => (a.price_usd?.value ?? 0) - (b.price_usd?.value ?? 0))[0];
    const called = d.ranked.filter((r) => r.reasons.some((x) => x.code === 'cheapest_that_runs_it'));
    expect(called.map((r) => r.system.id)).toEqual([cheapest?.system.id]);
  });
  it('the fastest is the fastest', () => {
    const d = answer({ models: ['moe-30b-a3b'], quant: 'q4_k_m' });
    const speed = (r: (typeof d.ranked)[number]) => r.speed?.decode_tok_s?.value ?? 0;
    const most = Math.max(...d.ranked.map(speed));
    const called = d.ranked.filter((r) => r.reasons.some((x) => x.code === 'fastest_decode'));
    expect(called.map(speed)).toEqual([most]);
  });
  it.each(['image', 'video', 'finetune'] as const)(
    'the time of one %s speaks for who is soon done, or done well before the next',
    (id) => {
      const { ranked } = answer({ ...work(id), condition: 'any' });
      const secondsOf = (r: Ranked | undefined) =>
        r?.image?.seconds?.value ?? r?.video?.seconds?.value ?? 3600 * (r?.finetune?.hours?.value ?? 0);
      const told = ranked.map((r, i) => ({
        score: r.criteria.find((c) => c.id === 'speed')?.score ?? 0,
        ratio: secondsOf(ranked[i === 0 ? 1 : 0]) / secondsOf(r),
        said: r.reasons.map((x) => x.code).filter((code) => code.startsWith('job_')),
      }));
      expect(told.length).toBeGreaterThan(1);
      for (const { score, ratio, said } of told)
        expect(said).toEqual(ratio > 1.2 ? ['job_margin'] : score >= 0.65 ? ['job_time'] : []);
    },
  );
  it('a figure nobody measured is a caution', () => {
    for (const r of answer().ranked) {
      const modelled = r.speed?.decode_tok_s?.basis === 'modelled';
      expect(r.reasons.some((x) => x.code === 'modelled_only')).toBe(modelled);
    }
  });
  it('is settled by the benchmark of the engine that runs it, and of as many users', () => {
    const settled = (over: Partial<Answers>) =>
      answer(over).ranked.flatMap((r) =>
        r.reasons
          .filter((x) => x.code === 'modelled_only')
          .map((x) => [r.engine, /one run of (.+) would settle/.exec(x.text)?.[1]]),
      );
    const one = settled({ workloads: [{ id: 'rag', weight: 1 }] });
    expect(Object.fromEntries(one)).toMatchObject({ mlx: 'mlx_lm.benchmark', 'llama.cpp': 'llama-bench' });
    const many = settled({ workloads: [{ id: 'serving', weight: 1 }], users: 20 });
    expect(many.length).toBeGreaterThan(0);
    const tools: Record<string, string> = { vllm: 'vllm bench serve', 'llama.cpp': 'llama-batched-bench' };
    for (const [engine, tool] of many) expect(tool).toBe(tools[engine ?? ''] ?? 'mlx_lm.benchmark');
  });
  it('comfort is told from the profile', () => {
    expect(codes('mac-64')).toEqual(expect.arrayContaining(['quiet', 'turnkey']));
    expect(codes('tower-1x24')).not.toContain('turnkey');
  });
  it('CUDA is a reason only to who asked for it', () => {
    expect(codes('tower-1x24', { cuda: 'preferred' })).toContain('cuda_native');
    expect(codes('tower-1x24')).not.toContain('cuda_native');
    expect(codes('box-amd', { cuda: 'preferred' })).not.toContain('cuda_native');
  });
  it('rules that fired are cited by name', () => {
    const fired = reasonsOf('box-amd').find((r) => r.code === 'rule:prefer-quiet-box');
    expect(fired).toMatchObject({ severity: 'info', text: 'Quiet: mini-pc.', sources: ['made-up'] });
    expect(codes('tower-1x24')).not.toContain('rule:prefer-quiet-box');
    expect(codes('tower-1x24', { condition: 'used' })).toContain('rule:warn-used');
  });
  it('suggestions about the need stay out of the machines', () => {
    for (const r of answer({ tokens_per_day: 1000 }).ranked)
      expect(r.reasons.map((x) => x.code)).not.toContain('rule:suggest-api');
  });
  it('every text is a sentence without holes', () => {
    for (const r of answer({ budget_usd: 6000, condition: 'any' }).ranked)
      for (const { text } of r.reasons) {
        expect(text).not.toMatch(/undefined|NaN|null|\[object|\{|\}/);
        expect(text.trim()).toBe(text);
        expect(text.length).toBeGreaterThan(3);
      }
  });
});

describe('a price that takes all of the budget', () => {
  const rule = {
    ...ruleSchema.parse(readYaml('rules/price-at-the-budget.yaml')),
    id: 'price-at-the-budget',
  };
  const told = (budget_usd: number | null) =>
    answer({ budget_usd }, { ...mini, rules: [rule] })
      .ranked.find((r) => r.system.id === 'box-amd')
      ?.reasons.find((r) => r.code === 'rule:price-at-the-budget')?.text;

  it('is said to, and what may put it over', () => {
    expect(told(2620)).toMatch(/^It takes 99 % of \$2,620: /);
  });
  it('is not where something is left, or no budget was said', () => {
    expect(told(2700)).toBeUndefined();
    expect(told(null)).toBeUndefined();
  });
});
