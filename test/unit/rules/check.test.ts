import { describe, expect, it } from 'vitest';
import { nearestNames } from '../../../src/catalog/names/nearest.ts';
import { checkRules } from '../../../src/rules/check.ts';
import type { Condition, Rule } from '../../../src/schema/rule.ts';
import { aRule } from './a-rule.ts';

const nearest = (word: string, known: readonly string[]) => nearestNames(word, known, 1)[0];
const check = (...rules: Rule[]) => checkRules(rules, nearest);
/** Problems of a rule whose `when` is replaced (its examples then fail too, so only this path is looked at). */
const inWhen = (when: Condition) => check(aRule({ when })).filter((p) => p.path[0] === 'when');

describe('checkRules', () => {
  it('passes a sound rule', () => {
    expect(check(aRule())).toEqual([]);
  });

  it('names the nearest fact and leads to the place', () => {
    const when: Condition = { all: [{ fact: 'model.params_total', gte: 60 }] };
    expect(inWhen(when)).toEqual([
      {
        rule: 'a-rule',
        path: ['when', 'all', 0, 'fact'],
        message: 'no fact "model.params_total"',
        hint: 'Did you mean "model.params_total_b"?',
      },
    ]);
  });

  it.each<[string, Condition, string, (string | number)[]]>([
    [
      'a number operator on a word',
      { fact: 'fit.status', gt: 3 },
      '"gt" does not suit fit.status, a string',
      ['when', 'gt'],
    ],
    [
      'is on a list',
      { fact: 'candidate.backends', is: 'cuda' },
      '"is" does not suit candidate.backends, a list',
      ['when', 'is'],
    ],
    [
      'has on a number',
      { fact: 'candidate.nodes', has: 'x' },
      '"has" does not suit candidate.nodes, a number',
      ['when', 'has'],
    ],
    [
      'a number for a flag',
      { fact: 'candidate.has_cuda', is: 1 },
      'candidate.has_cuda is a boolean, "1" is a number',
      ['when', 'is'],
    ],
    [
      'a word outside the vocabulary',
      { fact: 'fit.status', in: ['tight', 'comfy'] },
      'fit.status is never "comfy"',
      ['when', 'in', 1],
    ],
    [
      'a word outside a list’s vocabulary',
      { fact: 'candidate.traits', has: 'quite' },
      'candidate.traits is never "quite"',
      ['when', 'has'],
    ],
    [
      'an unknown fact on the right',
      { fact: 'fit.max_context', lt: 'need.contxt' },
      '"need.contxt" is neither a number nor a fact',
      ['when', 'lt'],
    ],
    [
      'different units',
      { fact: 'fit.max_context', lt: 'candidate.price_usd' },
      'candidate.price_usd cannot be compared with fit.max_context',
      ['when', 'lt'],
    ],
  ])('refuses %s', (_, when, message, path) => {
    expect(inWhen(when)).toMatchObject([{ message, path }]);
  });

  it('suggests the nearest word of a closed list', () => {
    expect(inWhen({ fact: 'candidate.traits', has: 'quite' })[0]?.hint).toBe('Did you mean "quiet"?');
  });

  it('keeps candidates out of given', () => {
    const given: Condition = { fact: 'candidate.nodes', gte: 2 };
    expect(check(aRule({ given }))[0]).toMatchObject({ path: ['given'] });
  });

  it.each<[string, Partial<Rule>, (string | number)[]]>([
    ['a note that claims gravity', { then: { note: true }, severity: 'serious' }, ['severity']],
    ['an exclusion in passing', { severity: 'info' }, ['severity']],
    ['a preference of nothing', { then: { prefer: 0 }, severity: 'info' }, ['then', 'prefer']],
    [
      'a verdict that looks at no candidate',
      { when: { fact: 'need.users', gt: 4 }, then: { prefer: 5 }, severity: 'info' },
      ['then'],
    ],
    ['an unknown placeholder', { because: 'About {speed.decode}.' }, ['because']],
    [
      'a requirement its own condition states',
      { then: { require: { fact: 'model.params_total_b', gte: 60 } } },
      ['then', 'require'],
    ],
  ])('refuses %s', (_, change, path) => {
    expect(check(aRule(change))).toContainEqual(expect.objectContaining({ path }));
  });

  it('passes a requirement that alone looks at the candidate', () => {
    const examples = [1, 2].map((nodes) => ({
      name: `${nodes}`,
      facts: { 'need.interactive': true, 'need.users': 5, 'candidate.nodes': nodes },
      fires: nodes < 2,
    }));
    const when: Condition = { fact: 'need.users', gt: 4 };
    const required = aRule({ when, then: { require: { fact: 'candidate.nodes', gte: 2 } }, examples });
    expect(check({ ...required, because: 'Too many for one.' })).toEqual([]);
  });

  it('runs the examples', () => {
    const [first, second] = aRule().examples;
    const examples = [{ ...first, fires: false }, second] as Rule['examples'];
    expect(check(aRule({ examples: [...examples, ...aRule().examples] }))).toMatchObject([
      { path: ['examples', 0, 'fires'], message: 'the example "slow" fires' },
    ]);
  });

  it('checks names and types of example facts', () => {
    const examples = aRule().examples.map((e) => ({
      ...e,
      facts: { ...e.facts, 'candidate.nodes': 'two', oops: 1 },
    }));
    expect(check(aRule({ examples })).map((p) => p.path.at(-1))).toEqual([
      'candidate.nodes',
      'oops',
      'candidate.nodes',
      'oops',
    ]);
  });

  it.each<[string, Condition[]]>([
    [
      'an empty range',
      [
        { fact: 'candidate.nodes', gt: 4 },
        { fact: 'candidate.nodes', lt: 2 },
      ],
    ],
    [
      'a range of one open point',
      [
        { fact: 'candidate.nodes', gte: 2 },
        { fact: 'candidate.nodes', lt: 2 },
      ],
    ],
    [
      'two values',
      [
        { fact: 'fit.status', is: 'tight' },
        { fact: 'fit.status', is: 'no' },
      ],
    ],
    [
      'a value outside its list',
      [
        { fact: 'fit.status', is: 'tight' },
        { fact: 'fit.status', in: ['no'] },
      ],
    ],
    [
      'has and lacks',
      [
        { fact: 'candidate.traits', has: 'loud' },
        { fact: 'candidate.traits', lacks: 'loud' },
      ],
    ],
    [
      'unknown yet tested',
      [
        { fact: 'candidate.nodes', known: false },
        { fact: 'candidate.nodes', gt: 1 },
      ],
    ],
  ])('sees that a condition can never hold: %s', (_, all) => {
    expect(check(aRule({ when: { all } }))[0]?.message).toMatch(/^can never hold/);
  });
});

describe('conflicts', () => {
  /** The same condition as in `aRule`, written differently. */
  const reworded: Partial<Rule> = {
    id: 'b-rule',
    given: { all: [{ fact: 'need.interactive', is: true }] },
    when: {
      all: [
        { all: [{ fact: 'candidate.bandwidth_gb_s', lte: 310 }] },
        { fact: 'model.params_total_b', gte: 60 },
        { fact: 'model.params_total_b', gte: 60 },
      ],
    },
  };

  it.each<[string, Partial<Rule>, string]>([
    [
      'excluded and preferred',
      { then: { prefer: 5 }, severity: 'info' },
      'contradicts the effect of "a-rule"',
    ],
    [
      'excluded and required',
      { then: { require: { fact: 'candidate.has_cuda', is: true } } },
      'contradicts the effect of "a-rule"',
    ],
    ['excluded twice', {}, 'repeats the effect of "a-rule"'],
  ])('refuses %s under one condition', (_, change, message) => {
    const facts = { ...aRule().examples[0]?.facts, 'candidate.has_cuda': false };
    const examples = [{ name: 'slow', facts, fires: true }, ...aRule().examples.slice(1)];
    const problems = check(aRule(), aRule({ ...reworded, ...change, examples }));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ rule: 'b-rule', message: expect.stringContaining(message) });
  });

  it('refuses opposite preferences', () => {
    const up = aRule({ then: { prefer: 5 }, severity: 'info' });
    const down = aRule({ ...reworded, then: { prefer: -5 }, severity: 'info' });
    expect(check(up, down)).toMatchObject([
      { message: expect.stringContaining('contradicts the preference') },
    ]);
  });

  it('allows a warning beside an exclusion, and two suggestions of different kinds', () => {
    expect(check(aRule(), aRule({ ...reworded, then: { warn: true }, severity: 'serious' }))).toEqual([]);
    const suggest = (id: string, kind: 'api' | 'rent') =>
      aRule({ id, then: { suggest: kind }, severity: 'info' });
    expect(check(suggest('a', 'api'), suggest('b', 'rent'))).toEqual([]);
  });

  it('refuses a requirement that another rule excludes', () => {
    const required: Condition = { fact: 'candidate.nodes', gte: 2 };
    const demands = aRule({
      id: 'demands',
      when: { fact: 'candidate.kind', is: 'cluster' },
      then: { require: required },
      examples: [
        {
          name: 'one',
          facts: { 'need.interactive': true, 'candidate.kind': 'cluster', 'candidate.nodes': 1 },
          fires: true,
        },
        {
          name: 'two',
          facts: { 'need.interactive': true, 'candidate.kind': 'cluster', 'candidate.nodes': 2 },
          fires: false,
        },
      ],
    });
    const excludes = aRule({
      id: 'excludes',
      when: { all: [required, { fact: 'candidate.kind', is: 'cluster' }] },
      examples: [
        {
          name: 'two',
          facts: { 'need.interactive': true, 'candidate.kind': 'cluster', 'candidate.nodes': 2 },
          fires: true,
        },
        {
          name: 'one',
          facts: { 'need.interactive': true, 'candidate.kind': 'cluster', 'candidate.nodes': 1 },
          fires: false,
        },
      ],
    });
    expect(check(demands, excludes)).toMatchObject([
      { rule: 'demands', path: ['then', 'require'], message: 'requires what "excludes" excludes' },
    ]);
  });
});
