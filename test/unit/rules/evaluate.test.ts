import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../src/rules/compile.ts';
import { evaluateCandidate, evaluateNeed, rulesFor } from '../../../src/rules/evaluate.ts';
import type { Facts } from '../../../src/rules/facts.ts';
import type { Effect, Rule } from '../../../src/schema/rule.ts';
import { aRule } from './a-rule.ts';

const loud = { fact: 'candidate.traits', has: 'loud' } as const;
const prefer = (id: string, points: number): Rule =>
  aRule({ id, given: undefined, when: loud, then: { prefer: points }, severity: 'info' } as Partial<Rule>);
const run = (rules: readonly Rule[], facts: Facts, limit = 25) =>
  evaluateCandidate(rulesFor(compileRules(rules), facts), facts, limit);
const NOISY: Facts = { 'candidate.traits': ['loud'] };

describe('evaluateCandidate', () => {
  it('excludes and says why', () => {
    const facts: Facts = {
      'need.interactive': true,
      'model.params_total_b': 70,
      'candidate.bandwidth_gb_s': 256,
      'speed.decode_tok_s': 4.8,
    };
    const { exclusions } = run([aRule()], facts);
    expect(exclusions.map((f) => f.rule)).toEqual(['a-rule']);
    expect(exclusions[0]?.because).toBe(aRule().because);
  });

  it('lets an unknown fact fire nothing', () => {
    const facts: Facts = { 'need.interactive': true, 'model.params_total_b': 70 };
    expect(run([aRule()], facts).fired).toEqual([]);
    expect(run([aRule()], { ...facts, 'candidate.bandwidth_gb_s': null }).fired).toEqual([]);
  });

  it('lets an unknown need fire nothing', () => {
    expect(run([aRule()], { 'model.params_total_b': 70, 'candidate.bandwidth_gb_s': 256 }).fired).toEqual([]);
  });

  it('adds preferences up and keeps them within the limit, both ways', () => {
    expect(run([prefer('a', 6), prefer('b', -2)], NOISY)).toMatchObject({ points: 4 });
    expect(run([prefer('a', 20), prefer('b', 18)], NOISY)).toMatchObject({ points: 25 });
    expect(run([prefer('a', -20), prefer('b', -18)], NOISY).points).toBe(-25);
  });

  it('adds preferences up in an order that no file name decides', () => {
    const sum = (...points: number[]) =>
      run(
        points.map((p, i) => prefer(`r${i}`, p)),
        NOISY,
      ).points;
    expect(sum(0.1, 0.2, 0.3)).toBe(sum(0.3, 0.2, 0.1));
    expect(sum(0.3, -7, 1e-9, 0.1)).toBe(sum(1e-9, 0.1, 0.3, -7));
  });

  it('treats an unmet requirement as an exclusion, a met or unknown one as nothing', () => {
    const rule = aRule({
      when: { fact: 'need.cuda', is: 'required' },
      then: { require: { fact: 'candidate.has_cuda', is: true } },
    });
    const need: Facts = { 'need.interactive': true, 'need.cuda': 'required' };
    expect(run([rule], { ...need, 'candidate.has_cuda': false }).exclusions).toHaveLength(1);
    const warns = aRule({ id: 'b', given: undefined, when: loud, then: { warn: true } } as Partial<Rule>);
    expect(run([warns], NOISY)).toMatchObject({ fired: [{ rule: 'b' }], exclusions: [] });
    expect(run([rule], { ...need, 'candidate.has_cuda': true }).fired).toEqual([]);
    expect(run([rule], need).fired).toEqual([]);
  });

  it('orders what fired by gravity, then by id, whatever the order of the rules', () => {
    const effects: [string, Effect, Rule['severity']][] = [
      ['d', { note: true }, 'info'],
      ['a', { warn: true }, 'caution'],
      ['c', { exclude: true }, 'blocking'],
      ['b', { warn: true }, 'serious'],
      ['e', { prefer: 3 }, 'info'],
    ];
    const rules = effects.map(([id, then, severity]) =>
      aRule({ id, given: undefined, when: loud, then, severity } as Partial<Rule>),
    );
    const order = ['c', 'b', 'a', 'd', 'e'];
    expect(run(rules, NOISY).fired.map((f) => f.rule)).toEqual(order);
    expect(run([...rules].reverse(), NOISY).fired.map((f) => f.rule)).toEqual(order);
  });
});

describe('evaluateNeed', () => {
  it('speaks once about the need, and leaves rules about candidates alone', () => {
    const suggest = aRule({
      id: 'api',
      given: { fact: 'need.tokens_per_day', lt: 1000000 },
      when: undefined,
      then: { suggest: 'api' },
      because: '{need.tokens_per_day} cost cents.',
      severity: 'serious',
    } as Partial<Rule>);
    const need: Facts = { 'need.tokens_per_day': 5000, 'need.interactive': true };
    const rules = rulesFor(compileRules([suggest, aRule()]), need);
    expect(evaluateNeed(rules, need).fired.map((f) => [f.rule, f.alternative])).toEqual([['api', 'api']]);
    expect(evaluateCandidate(rules, need, 25).fired).toEqual([]);
    const many = aRule({ given: undefined, when: { fact: 'need.users', gte: 10 }, because: 'So it is.' });
    const about = (users: number) => evaluateNeed(compileRules([many]), { 'need.users': users }).fired.length;
    expect([about(9), about(10)]).toEqual([0, 1]);
  });
});
