import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../../src/schema/answers.ts';
import type { Rule } from '../../../../src/schema/rule.ts';
import { answer, mini, withConstants, work } from '../../../fixtures/mini-catalog.ts';
import { kinds } from './instead.ts';

describe('where nothing may leave the house', () => {
  it('neither an API nor renting is told, not even where nothing on sale does it', () => {
    const giant = { models: ['giant-1t-a32b'], budget_usd: 3000 };
    expect(kinds(giant).some((kind) => /^(?:api|rent)/.test(kind))).toBe(true);
    for (const asked of [giant, {}]) {
      const d = answer({ ...asked, not: ['cloud'] });
      expect(d.alternatives.map((a) => a.kind)).not.toContain('api');
      expect(d.alternatives.map((a) => a.kind)).not.toContain('rent');
      expect(d.flips.map((f) => f.change)).not.toContain('not');
    }
  });
});

describe('order', () => {
  it('answers first, then what a rule speaks for, the best upgrade, and own, api, rent, wait', () => {
    const list = kinds({ own: ['card-24'], models: ['moe-120b-a5b'], tokens_per_day: 1_000_000 });
    expect(list).toEqual(['own!', 'api!', 'own', 'rent', 'wait']);
    const little = { own: ['card-16'], models: ['dense-32b'], tokens_per_day: 50_000 };
    const spoken = answer(little).alternatives;
    const behind = spoken.findIndex((a) => a.reasons.some((r) => r.code === 'upgrade_per_dollar'));
    const rules = spoken.map((a) => a.reasons.some((r) => r.code.startsWith('rule:')));
    expect(rules).toContain(true);
    expect(behind).toBeGreaterThan(rules.lastIndexOf(true));
    expect(answer().alternatives.map((a) => a.kind)).toEqual(['api', 'rent', 'wait']);
  });

  it('puts a remark on waiting behind a service that is shown to cost less than owning', () => {
    const remark: Rule = {
      ...(mini.rules.find((r) => r.id === 'suggest-api') as Rule),
      given: { fact: 'need.interactive', is: false },
      then: { suggest: 'wait' },
      severity: 'info',
    };
    const asked = (jobs: Answers['jobs'], severity: Rule['severity'] = 'info') =>
      answer({ ...work('finetune'), jobs }, { ...mini, rules: [{ ...remark, severity }] }).alternatives;
    const kindsOf = (...of: Parameters<typeof asked>) => asked(...of).map((a) => a.kind);
    const rates = Array.from({ length: 60 }, (_, i) => ({ count: 1.2 ** i, per: 'year' }) as const);
    const between = rates.find((jobs) => {
      const rent = asked(jobs).find((a) => a.kind === 'rent');
      return rent?.cheaper_than_owning && !rent.is_the_answer;
    });
    expect(between).toBeDefined();
    expect(kindsOf(between)).toEqual(['rent', 'wait']);
    expect(kindsOf(between, 'serious')).toEqual(['wait', 'rent']);
    expect(kindsOf({ count: 1000, per: 'day' })).toEqual(['wait', 'rent']);
  });

  it('puts an upgrade of what does nothing of the work behind renting it', () => {
    const { alternatives } = answer({ ...work('video'), own: ['mac-64'] });
    expect(alternatives.map((a) => a.kind)).toEqual(['rent', 'own', 'wait']);
    expect(alternatives[1]?.reasons[0]?.code).toBe('upgrade_per_dollar');
  });
});

describe('a remark that renting shows what a machine is worth', () => {
  const suggest = (severity: Rule['severity']): Rule => ({
    ...(mini.rules.find((r) => r.id === 'suggest-api') as Rule),
    given: { fact: 'need.budget_usd', gte: 3000 },
    then: { suggest: 'rent' },
    severity,
  });
  const first = (over: Partial<Answers> = {}, severity: Rule['severity'] = 'info') =>
    answer({ models: ['moe-120b-a5b'], budget_usd: 9000, ...over }, { ...mini, rules: [suggest(severity)] })
      .alternatives[0]?.kind;

  it('puts nothing before a hosted model, which shows the same for less', () => {
    expect(first()).toBe('api');
  });
  it('counts where nobody reads along, where no host has the model, and where it is more than a remark', () => {
    expect(first(work('batch'))).toBe('rent');
    expect(first({ models: ['dense-32b'] })).toBe('rent');
    expect(first({}, 'caution')).toBe('rent');
  });
});

describe('when only poor machines are left', () => {
  const video = work('video');

  it('renting is the answer before them, and says what the best of them is worth', () => {
    const systems = Object.fromEntries(Object.entries(mini.systems).filter(([id]) => id === 'mac-64'));
    const best = answer(video, { ...mini, systems }).ranked[0]?.score ?? 0;
    const d = answer(video, withConstants({ least_worth_buying: best + 1 }, { ...mini, systems }));
    expect(d.ranked).toHaveLength(1);
    expect(d.alternatives[0]).toMatchObject({ kind: 'rent', is_the_answer: true });
    expect(d.alternatives[0]?.reasons[0]?.code).toBe('nothing_worth_buying');
    expect(d.alternatives[0]?.title).toMatch(/^Buy nothing: rent/);
  });
  it('the sentence tells the points that its row shows', () => {
    const poor = withConstants({ least_worth_buying: 101 });
    let told = 0;
    for (const over of [{}, work('rag'), work('coding'), { models: ['dense-32b'] }, { budget_usd: 2000 }]) {
      const d = answer(over, poor);
      const reasons = [...d.warnings, ...d.alternatives.flatMap((a) => a.reasons)];
      const text = reasons.find((r) => r.code === 'nothing_worth_buying')?.text;
      if (text === undefined) continue;
      told++;
      expect(text).toContain(`the best scores ${Math.round(d.ranked[0]?.score ?? 0)} of 100`);
    }
    expect(told).toBeGreaterThan(2);
  });
  it('but not while a good one is there', () => {
    expect(answer().alternatives.some((a) => a.is_the_answer)).toBe(false);
  });
});
