import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../src/rules/compile.ts';
import { evaluateCandidate, evaluateNeed, rulesFor } from '../../../src/rules/evaluate.ts';
import type { Facts } from '../../../src/rules/facts.ts';
import type { Rule } from '../../../src/schema/rule.ts';
import { aRule } from './a-rule.ts';

const rule = (id: string, over: Record<string, unknown>): Rule =>
  aRule({ id, given: undefined, because: 'So it is.', ...over } as Partial<Rule>);
const loud = { fact: 'candidate.traits', has: 'loud' };
const manyUsers = { fact: 'need.users', gte: 10 };

const RULES = compileRules([
  rule('d-warn', { when: loud, then: { warn: true }, severity: 'caution' }),
  rule('c-warn', { when: loud, then: { warn: true }, severity: 'caution' }),
  rule('e-note', { when: loud, then: { note: true }, severity: 'info' }),
  rule('b-out', { when: loud, then: { exclude: true }, severity: 'blocking' }),
  rule('a-require', {
    when: loud,
    then: { require: { fact: 'candidate.has_cuda', is: true } },
    severity: 'serious',
  }),
  rule('f-need', { when: manyUsers, then: { warn: true }, severity: 'serious' }),
  rule('g-need', { when: { fact: 'need.users', gte: 1000 }, then: { warn: true }, severity: 'info' }),
]);

describe('what fired', () => {
  const facts: Facts = { 'candidate.traits': ['loud'], 'candidate.has_cuda': false, 'need.users': 20 };

  it('stands most severe first, then by id', () => {
    const { fired } = evaluateCandidate(rulesFor(RULES, facts), facts, 25);
    expect(fired.map((f) => f.rule)).toEqual(['b-out', 'a-require', 'c-warn', 'd-warn', 'e-note']);
  });

  it('excludes by exclusions and unmet requirements alone', () => {
    const { exclusions } = evaluateCandidate(RULES, facts, 25);
    expect(exclusions.map((f) => f.rule)).toEqual(['b-out', 'a-require']);
    expect(
      evaluateCandidate(RULES, { ...facts, 'candidate.has_cuda': true }, 25).exclusions.map((f) => f.rule),
    ).toEqual(['b-out']);
  });

  it('of the need is what reads nothing of a candidate', () => {
    expect(evaluateNeed(RULES, facts).fired.map((f) => f.rule)).toEqual(['f-need']);
    expect(evaluateNeed(RULES, { 'need.users': 2000 }).fired.map((f) => f.rule)).toEqual([
      'f-need',
      'g-need',
    ]);
  });

  it('adds points up in an order that no file name decides', () => {
    const prefer = (id: string, points: number) =>
      rule(id, { when: loud, then: { prefer: points }, severity: 'info' });
    const sum = (...points: number[]) =>
      evaluateCandidate(compileRules(points.map((p, i) => prefer(`r${i}`, p))), facts, 1000).points;
    expect(sum(0.1, 0.2, 0.3)).toBe(sum(0.3, 0.2, 0.1));
    expect(sum(0.3, -7, 1e-9, 0.1)).toBe(sum(1e-9, 0.1, 0.3, -7));
  });
});
