import { describe, expect, it } from 'vitest';
import { checkRules } from '../../../src/rules/check.ts';
import { checkExampleFacts, checkOutcomes, firesOn } from '../../../src/rules/check-example.ts';
import { compileRule, compileRules } from '../../../src/rules/compile.ts';
import type { Facts } from '../../../src/rules/facts.ts';
import { type Condition, type Rule, ruleSchema } from '../../../src/schema/rule.ts';
import { aRule } from './a-rule.ts';

const cheap = { fact: 'candidate.price_usd', lt: 1000 } as Condition;
const alone = { fact: 'need.users', is: 1 } as Condition;
const facts = (price: number | null, users: number | null = 1) =>
  ({ 'candidate.price_usd': price, 'need.users': users }) as unknown as Facts;

describe('a compiled rule', () => {
  it('fires where its conditions hold', () => {
    const rule = compileRule(aRule({ given: alone, when: cheap }));
    expect([
      firesOn(rule, facts(999)),
      firesOn(rule, facts(1000)),
      firesOn(rule, facts(null)),
      firesOn(rule, facts(999, 2)),
      firesOn(rule, facts(999, null)),
    ]).toEqual([true, false, false, false, false]);
  });
  it('without conditions always fires', () => {
    const { given: _, when: __, ...bare } = aRule();
    expect(firesOn(compileRule(bare as Rule), facts(null, null))).toBe(true);
  });
  it('that requires fires where the requirement is known not to hold', () => {
    const rule = compileRule(aRule({ given: alone, when: undefined, then: { require: cheap } } as never));
    expect([firesOn(rule, facts(999)), firesOn(rule, facts(1000)), firesOn(rule, facts(null))]).toEqual([
      false,
      true,
      false,
    ]);
    const both = compileRule(
      aRule({
        given: alone,
        when: { fact: 'candidate.price_usd', gt: 5000 },
        then: { require: cheap },
      } as never),
    );
    expect([firesOn(both, facts(2000)), firesOn(both, facts(6000))]).toEqual([false, true]);
  });
  it('is about the need where it reads nothing of a candidate', () => {
    const scope = (over: object) =>
      compileRule(aRule({ given: undefined, when: undefined, because: 'x', ...over } as never)).scope;
    expect(scope({ given: alone })).toBe('need');
    expect(scope({ given: alone, when: cheap })).toBe('candidate');
    expect(scope({ given: alone, because: '{candidate.price_usd}' })).toBe('candidate');
    expect(scope({ given: alone, because: '{need.users}' })).toBe('need');
    expect(scope({ given: alone, then: { require: cheap } })).toBe('candidate');
  });
  it('says its effect with what belongs to it', () => {
    const says = (then: object) => compileRule(aRule({ then } as never)).says;
    expect(says({ exclude: true })).toEqual({
      rule: 'a-rule',
      effect: 'exclude',
      severity: 'blocking',
      points: 0,
      alternative: null,
      because: aRule().because,
      sources: ['somewhere'],
    });
    expect(says({ prefer: 5 })).toMatchObject({
      effect: 'prefer',
      points: 5,
    });
    expect(says({ prefer: -5 })).toMatchObject({ points: -5 });
    expect(says({ suggest: 'rent' })).toMatchObject({ effect: 'suggest', alternative: 'rent' });
    expect(says({ warn: true }).effect).toBe('warn');
    expect(says({ note: true }).effect).toBe('note');
  });
  it('stands in the order of ids', () => {
    expect(
      compileRules([aRule({ id: 'b' }), aRule({ id: 'c' }), aRule({ id: 'a' })]).map((r) => r.says.rule),
    ).toEqual(['a', 'b', 'c']);
  });
});

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
