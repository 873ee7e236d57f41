import { describe, expect, it } from 'vitest';
import { checkExampleFacts, checkOutcomes } from '../../../src/rules/check-example.ts';
import { compileRule } from '../../../src/rules/compile.ts';
import { aRule } from './a-rule.ts';
import { alone, cheap, facts } from './priced-and-shared.ts';

describe('examples', () => {
  const nearest = () => 'need.users';
  const check = (given: object) => {
    const said: string[] = [];
    checkExampleFacts(
      given as never,
      ['facts'],
      (path, message, hint) => said.push(`${path.join('.')}: ${message}${hint ? ` ${hint}` : ''}`),
      nearest,
    );
    return said;
  };
  it('have facts that exist, of their type', () => {
    expect(
      check({
        'need.users': 3,
        'candidate.has_cuda': true,
        'fit.status': 'tight',
        'candidate.backends': ['cuda'],
        'candidate.price_usd': null,
      }),
    ).toEqual([]);
    expect(check({ 'need.usres': 3 })).toEqual([
      'facts.need.usres: no fact "need.usres" Did you mean "need.users"?',
    ]);
    expect(check({ 'need.users': 'three' })).toEqual([
      'facts.need.users: need.users is a number, not a string',
    ]);
    expect(check({ 'candidate.backends': 'cuda' })).toEqual([
      'facts.candidate.backends: candidate.backends is a list, not a string',
    ]);
    expect(check({ 'need.users': ['x'] })).toEqual(['facts.need.users: need.users is a number, not a list']);
  });
  it('come out as they say', () => {
    const outcome = (fires: boolean, price: number) => {
      const rule = aRule({
        given: alone,
        when: cheap,
        examples: [
          { name: 'ok', facts: facts(1), fires: true },
          { name: 'mine', facts: facts(price), fires },
        ] as never,
      });
      const said: string[] = [];
      checkOutcomes(rule, compileRule(rule), (path, message, hint) =>
        said.push(`${path.join('.')}: ${message} ${hint}`),
      );
      return said;
    };
    expect(outcome(true, 1)).toEqual([]);
    expect(outcome(false, 1)).toEqual([
      'examples.1.fires: the example "mine" fires Correct the condition, the facts or the expectation.',
    ]);
    expect(outcome(true, 5000)).toEqual([
      'examples.1.fires: the example "mine" does not fire Correct the condition, the facts or the expectation.',
    ]);
  });
});
