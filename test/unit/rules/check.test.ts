import { describe, expect, it } from 'vitest';
import { nearestNames } from '../../../src/catalog/names/nearest.ts';
import { checkRules } from '../../../src/rules/check.ts';
import { type Rule, type RuleCondition, ruleSchema } from '../../../src/schema/rule.ts';
import { aRule } from './a-rule.ts';

const nearest = (word: string, known: readonly string[]) => nearestNames(word, known, 1)[0];
const check = (...rules: Rule[]) => checkRules(rules, nearest);
/** Problems of a rule whose `when` is replaced (its examples then fail too, so only this path is looked at). */
const inWhen = (when: RuleCondition) => check(aRule({ when })).filter((p) => p.path[0] === 'when');

describe('checkRules', () => {
  it('passes a sound rule', () => {
    expect(check(aRule())).toEqual([]);
  });

  it('names the nearest fact and leads to the place', () => {
    const when: RuleCondition = { all: [{ fact: 'model.params_total', gte: 60 }] };
    expect(inWhen(when)).toEqual([
      {
        rule: 'a-rule',
        path: ['when', 'all', 0, 'fact'],
        message: 'no fact "model.params_total"',
        hint: 'Did you mean "model.params_total_b"?',
      },
    ]);
  });

  it.each<[string, RuleCondition, string, (string | number)[]]>([
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
  ])('refuses %s', (_, when, message, path) => {
    expect(inWhen(when)).toMatchObject([{ message, path }]);
  });

  it('passes a requirement that alone looks at the candidate', () => {
    const examples = [1, 2].map((nodes) => ({
      name: `${nodes}`,
      facts: { 'need.interactive': true, 'need.users': 5, 'candidate.nodes': nodes },
      fires: nodes < 2,
    }));
    const when: RuleCondition = { fact: 'need.users', gt: 4 };
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

  it('are told of rules with one condition, however it is written', () => {
    expect(check(aRule(), aRule(reworded))).toMatchObject([
      { rule: 'b-rule', message: expect.stringContaining('repeats the effect of "a-rule"') },
    ]);
    expect(check(aRule(), aRule({ ...reworded, then: { warn: true }, severity: 'serious' }))).toEqual([]);
  });

  it('are not looked for in rules that are faulty by themselves', () => {
    const faulty = { ...reworded, because: 'About {nothing}.' };
    expect(check(aRule(), aRule(faulty)).map((p) => p.path)).toEqual([['because']]);
  });
});

describe('what is said of a faulty rule', () => {
  const nearest = (word: string, known: readonly string[]) =>
    known.includes('cuda') && word === 'cuba' ? 'cuda' : undefined;
  const said = (over: object) =>
    checkRules([aRule(over as Partial<Rule>)], nearest).map(
      (p) => `${p.path.join('.')}: ${p.message}${p.hint ? ` ${p.hint}` : ''}`,
    );
  const inWhen = (test: object) => said({ when: test }).filter((s) => s.startsWith('when'));
  it.each([
    [
      { fact: 'candidate.nodes', has: 'x' },
      'when.has: "has" does not suit candidate.nodes, a number Use is, not, in, gt, gte, lt, lte, known.',
    ],
    [{ fact: 'candidate.backends', has: 3 }, 'when.has: candidate.backends is a list, "3" is a number'],
    [
      { fact: 'candidate.backends', has: 'cuba' },
      'when.has: candidate.backends is never "cuba" Did you mean "cuda"?',
    ],
    [{ fact: 'candidate.nodes', is: 'two' }, 'when.is: candidate.nodes is a number, "two" is a string'],
    [
      { fact: 'candidate.nodes', in: [1, 'two'] },
      'when.in.1: candidate.nodes is a number, "two" is a string',
    ],
    [
      { fact: 'candidate.price_usd', lt: 'candidate.nodes' },
      'when.lt: candidate.nodes cannot be compared with candidate.price_usd candidate.price_usd is measured in USD.',
    ],
    [
      { fact: 'candidate.price_usd', lt: 'candidate.kind' },
      'when.lt: candidate.kind cannot be compared with candidate.price_usd candidate.price_usd is measured in USD.',
    ],
    [{ fact: 'candidate.price_usd', lt: 'nothing' }, 'when.lt: "nothing" is neither a number nor a fact'],
    [{ any: [{ fact: 'nothing', is: 1 }] }, 'when.any.0.fact: no fact "nothing"'],
    [{ none: [{ fact: 'nothing', is: 1 }] }, 'when.none.0.fact: no fact "nothing"'],
  ])('%j', (test, message) => expect(inWhen(test)).toEqual([message]));
  it('lists the words of a closed list where none is near', () => {
    expect(inWhen({ fact: 'fit.status', is: 'zzz' })[0]).toContain(
      'fit.status is never "zzz" It is one of comfortable, tight',
    );
    expect(inWhen({ fact: 'candidate.families', has: 'anything' })).toEqual([]);
    expect(inWhen({ fact: 'candidate.price_usd', known: true })).toEqual([]);
  });
  it('stands where it was written', () => {
    const never = {
      all: [
        { fact: 'need.users', gt: 5 },
        { fact: 'need.users', lt: 3 },
      ],
    };
    expect(said({ given: never, when: undefined, then: { warn: true }, severity: 'caution' })[0]).toMatch(
      /^given: can never hold: need\.users cannot be above 5 and below 3/,
    );
    expect(
      said({
        when: {
          all: [
            { fact: 'candidate.nodes', gt: 5 },
            { fact: 'candidate.nodes', lt: 3 },
          ],
        },
      })[0],
    ).toMatch(/^when: can never hold/);
    expect(said({ because: 'It takes {nothing}.' })).toEqual(['because: no fact "nothing"']);
    expect(said({ because: 'With {candidate.memory_gb} GB.' })).toEqual([
      'because: "{candidate.memory_gb}" brings its unit: "GB" would be said twice Leave the "GB" out.',
    ]);
    expect(said({ because: 'For {need.users} users {candidate.memory_gb}.' })).toEqual([]);
    expect(
      said({ then: { require: { fact: 'nothing', is: 1 } } }).some((s) => s.startsWith('then.require.fact')),
    ).toBe(true);
    expect(said({ then: { require: aRule().when } })).toEqual([
      'then.require: requires what its own condition already says',
    ]);
    expect(said({ then: { prefer: 0 }, severity: 'info' })).toEqual([
      'then.prefer: a preference of 0 points changes nothing Make it a note.',
    ]);
    expect(said({ given: { fact: 'candidate.nodes', is: 1 } })).toContain(
      'given: "given" may only ask about the need, not candidate.nodes Move the test to "when".',
    );
    expect(said({ given: undefined, when: { fact: 'need.users', is: 1 } })).toContain(
      'then: "exclude" looks at no candidate and would hit every one alike Test the candidate in "when".',
    );
  });
  it.each([
    [{ exclude: true }, 'info', 'Use blocking.'],
    [{ note: true }, 'serious', 'Use info.'],
    [{ prefer: 5 }, 'blocking', 'Use info or caution or serious.'],
    [{ suggest: 'rent' }, 'blocking', 'Use info or caution or serious.'],
  ])('%j cannot be %s', (then, severity, hint) => {
    expect(said({ then, severity }).filter((s) => s.startsWith('severity'))).toEqual([
      `severity: "${Object.keys(then)[0]}" cannot be "${severity}" ${hint}`,
    ]);
  });
});

describe('the schema of a rule', () => {
  it('asks for an example either way', () => {
    const { id: _, ...rule } = aRule();
    const [fires, not] = rule.examples;
    const refused = (examples: unknown[]) =>
      ruleSchema
        .safeParse({ ...rule, examples })
        .error?.issues.map((i) => `${i.path.join('.')}: ${i.message}`);
    expect(refused([fires, fires])).toEqual([
      'examples: a rule needs one example that fires and one that does not',
    ]);
    expect(refused([not, not])).toEqual([
      'examples: a rule needs one example that fires and one that does not',
    ]);
    expect(refused([fires, not])).toBeUndefined();
  });
});
