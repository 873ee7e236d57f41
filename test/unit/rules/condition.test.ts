import { describe, expect, it } from 'vitest';
import { compileCondition, factsIn, type Truth } from '../../../src/rules/condition.ts';
import type { Facts } from '../../../src/rules/facts.ts';
import type { Condition } from '../../../src/schema/rule.ts';

const facts: Facts = {
  'need.cuda': 'required',
  'need.priorities': ['quiet', 'size'],
  'need.context': 8192,
  'fit.max_context': 4096,
  'candidate.has_cuda': false,
  'candidate.noise_dba': null,
};
const truth = (condition: Condition): Truth => compileCondition(condition)(facts);
const YES: Condition = { fact: 'need.cuda', is: 'required' };
const NO: Condition = { fact: 'need.cuda', is: 'none' };
const UNKNOWN: Condition = { fact: 'candidate.noise_dba', gt: 30 };

describe('compileCondition', () => {
  it.each<[string, Condition, Truth]>([
    ['is', { fact: 'need.cuda', is: 'required' }, true],
    ['is, a flag that is off', { fact: 'candidate.has_cuda', is: false }, true],
    ['not', { fact: 'need.cuda', not: 'required' }, false],
    ['in', { fact: 'need.cuda', in: ['preferred', 'required'] }, true],
    ['in, absent', { fact: 'need.cuda', in: ['preferred'] }, false],
    ['has', { fact: 'need.priorities', has: 'quiet' }, true],
    ['has, absent', { fact: 'need.priorities', has: 'speed' }, false],
    ['lacks', { fact: 'need.priorities', lacks: 'speed' }, true],
    ['gt at the limit', { fact: 'need.context', gt: 8192 }, false],
    ['gte at the limit', { fact: 'need.context', gte: 8192 }, true],
    ['lt at the limit', { fact: 'need.context', lt: 8192 }, false],
    ['lte at the limit', { fact: 'need.context', lte: 8192 }, true],
    ['against another fact', { fact: 'fit.max_context', lt: 'need.context' }, true],
    ['against an unknown fact', { fact: 'need.context', gt: 'need.prompt_tokens' }, null],
    ['known', { fact: 'need.cuda', known: true }, true],
    ['known, wanted unknown', { fact: 'candidate.noise_dba', known: false }, true],
    ['known, of an unknown', { fact: 'candidate.noise_dba', known: true }, false],
    ['an unknown fact', { fact: 'candidate.noise_dba', not: 30 }, null],
    ['a fact nobody filled', { fact: 'candidate.volume_l', lacks: 'x' }, null],
  ])('%s', (_, condition, expected) => {
    expect(truth(condition)).toBe(expected);
  });

  it.each<[string, Condition, Truth]>([
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

  it('lists the facts it reads, those on the right-hand side too', () => {
    expect(factsIn({ all: [UNKNOWN, { any: [{ fact: 'fit.max_context', lt: 'need.context' }] }] })).toEqual([
      'candidate.noise_dba',
      'fit.max_context',
      'need.context',
    ]);
  });
});
