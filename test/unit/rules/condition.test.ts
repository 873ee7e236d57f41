import { describe, expect, it } from 'vitest';
import { compileCondition, factsIn, operatorOf, type Truth } from '../../../src/rules/condition.ts';
import type { Facts } from '../../../src/rules/facts.ts';
import type { RuleCondition } from '../../../src/schema/rule.ts';

const facts: Facts = {
  'need.cuda': 'required',
  'need.priorities': ['quiet', 'size'],
  'need.context': 8192,
  'fit.max_context': 4096,
  'candidate.has_cuda': false,
  'candidate.noise_dba': null,
};
const truth = (condition: RuleCondition): Truth => compileCondition(condition)(facts);
const YES: RuleCondition = { fact: 'need.cuda', is: 'required' };
const NO: RuleCondition = { fact: 'need.cuda', is: 'none' };
const UNKNOWN: RuleCondition = { fact: 'candidate.noise_dba', gt: 30 };

describe('compileCondition', () => {
  it.each<[string, RuleCondition, Truth]>([
    ['is', { fact: 'need.cuda', is: 'required' }, true],
    ['is, a flag that is off', { fact: 'candidate.has_cuda', is: false }, true],
    ['is, another', { fact: 'need.context', is: 8191 }, false],
    ['not', { fact: 'need.cuda', not: 'required' }, false],
    ['not, another', { fact: 'need.cuda', not: 'none' }, true],
    ['in', { fact: 'need.cuda', in: ['preferred', 'required'] }, true],
    ['in, absent', { fact: 'need.cuda', in: ['preferred'] }, false],
    ['has', { fact: 'need.priorities', has: 'quiet' }, true],
    ['has, absent', { fact: 'need.priorities', has: 'speed' }, false],
    ['has, of what is no list', { fact: 'need.cuda', has: 'required' }, false],
    ['lacks', { fact: 'need.priorities', lacks: 'speed' }, true],
    ['lacks, present', { fact: 'need.priorities', lacks: 'quiet' }, false],
    ['lacks, of what is no list', { fact: 'need.cuda', lacks: 'x' }, false],
    ['gt at the limit', { fact: 'need.context', gt: 8192 }, false],
    ['gt past it', { fact: 'need.context', gt: 8191 }, true],
    ['gte at the limit', { fact: 'need.context', gte: 8192 }, true],
    ['gte short of it', { fact: 'need.context', gte: 8193 }, false],
    ['lt at the limit', { fact: 'need.context', lt: 8192 }, false],
    ['lt past it', { fact: 'need.context', lt: 8193 }, true],
    ['lte at the limit', { fact: 'need.context', lte: 8192 }, true],
    ['lte short of it', { fact: 'need.context', lte: 8191 }, false],
    ['against another fact', { fact: 'fit.max_context', lt: 'need.context' }, true],
    ['against another fact, not so', { fact: 'fit.max_context', gt: 'need.context' }, false],
    ['a comparison of what is no number', { fact: 'need.cuda', lt: 3 }, null],
    ['against an unknown fact', { fact: 'need.context', gt: 'need.prompt_tokens' }, null],
    ['known', { fact: 'need.cuda', known: true }, true],
    ['known, not wanted', { fact: 'need.cuda', known: false }, false],
    ['known, wanted unknown', { fact: 'candidate.noise_dba', known: false }, true],
    ['known, of an unknown', { fact: 'candidate.noise_dba', known: true }, false],
    ['an unknown fact', { fact: 'candidate.noise_dba', not: 30 }, null],
    ['an unknown fact, is', { fact: 'candidate.noise_dba', is: 30 }, null],
    ['a fact nobody filled', { fact: 'candidate.volume_l', lacks: 'x' }, null],
  ])('%s', (_, condition, expected) => {
    expect(truth(condition)).toBe(expected);
  });

  it.each<[string, RuleCondition, Truth]>([
    ['all with an unknown', { all: [YES, UNKNOWN] }, null],
    ['all with a false one is false whatever is unknown', { all: [UNKNOWN, NO] }, false],
    ['any with a true one is true whatever is unknown', { any: [UNKNOWN, YES] }, true],
    ['any with an unknown and a false one', { any: [NO, UNKNOWN] }, null],
    ['none of false ones', { none: [NO, NO] }, true],
    ['none with a true one', { none: [UNKNOWN, YES] }, false],
    ['none with an unknown', { none: [NO, UNKNOWN] }, null],
    ['nested', { all: [YES, { none: [{ all: [YES, NO] }] }] }, true],
  ])('%s', (_, condition, expected) => {
    expect(truth(condition)).toBe(expected);
  });

  it('lists the facts it reads, those on the right-hand side of a comparison too', () => {
    expect(factsIn({ all: [UNKNOWN, { any: [{ fact: 'fit.max_context', lt: 'need.context' }] }] })).toEqual([
      'candidate.noise_dba',
      'fit.max_context',
      'need.context',
    ]);
    for (const operator of ['gt', 'gte', 'lte'])
      expect(factsIn({ fact: 'fit.max_context', [operator]: 'need.context' } as RuleCondition)).toEqual([
        'fit.max_context',
        'need.context',
      ]);
    expect(factsIn({ fact: 'need.cuda', is: 'need.context' })).toEqual(['need.cuda']);
    expect(factsIn({ none: [{ fact: 'need.cuda', is: 'none' }] })).toEqual(['need.cuda']);
  });
});

describe('operatorOf', () => {
  it('is the one operator of a test with its operand; without one there is no test', () => {
    expect(operatorOf({ fact: 'need.users', lte: 3 })).toEqual({ operator: 'lte', operand: 3 });
    expect(() => operatorOf({ fact: 'need.users' })).toThrow('a test of "need.users" has no operator');
  });
});
