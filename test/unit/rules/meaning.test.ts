import { describe, expect, it } from 'vitest';
import { compileCondition, factsIn, operatorOf } from '../../../src/rules/condition.ts';
import { conflictsBetween, guardOf, keyOf } from '../../../src/rules/conflicts.ts';
import type { Facts } from '../../../src/rules/facts.ts';
import { contradictionIn } from '../../../src/rules/impossible.ts';
import type { Condition, FactTest, Rule } from '../../../src/schema/rule.ts';
import { aRule } from './a-rule.ts';

const X = 'candidate.price_usd';
const x = (test: object): Condition => ({ fact: X, ...test }) as Condition;
const both = (...tests: object[]): string | null => contradictionIn({ all: tests.map(x) });

describe('a condition that can never hold', () => {
  it.each<[object[], string | null]>([
    [[{ gt: 10 }, { lt: 5 }], 'cannot be above 10 and below 5'],
    [[{ gte: 10 }, { lte: 5 }], 'cannot be above 10 and below 5'],
    [[{ is: 10 }, { lt: 5 }], 'cannot be above 10 and below 5'],
    [[{ gt: 10 }, { is: 5 }], 'cannot be above 10 and below 5'],
    [[{ gt: 3 }, { gt: 10 }, { lt: 20 }, { lt: 5 }], 'cannot be above 10 and below 5'],
    [[{ gt: 10 }, { gt: 3 }, { lt: 5 }, { lt: 20 }], 'cannot be above 10 and below 5'],
    [[{ gt: 5 }, { lt: 10 }], null],
    [[{ gte: 5 }, { lte: 5 }], null],
    [[{ gt: 5 }, { lte: 5 }], 'cannot be 5 and beyond it'],
    [[{ gte: 5 }, { lt: 5 }], 'cannot be 5 and beyond it'],
    [[{ gt: 5 }, { gte: 5 }, { lte: 5 }], 'cannot be 5 and beyond it'],
    [[{ lt: 5 }, { lte: 5 }, { gte: 5 }], 'cannot be 5 and beyond it'],
    [[{ lte: 5 }, { lt: 5 }, { gte: 5 }], 'cannot be 5 and beyond it'],
    [[{ gte: 5 }, { gt: 5 }, { lte: 5 }], 'cannot be 5 and beyond it'],
    [[{ gt: 4 }, { gte: 5 }, { lte: 5 }], null],
    [[{ lt: 6 }, { lte: 5 }, { gte: 5 }], null],
    [[{ is: 5 }, { lte: 5 }], null],
    [[{ is: 5 }, { gt: 5 }], 'cannot be 5 and beyond it'],
    [[{ is: 5 }, { lt: 5 }], 'cannot be 5 and beyond it'],
    [[{ gt: 'need.budget_usd' }, { lt: 5 }], null],
    [[{ not: 10 }, { lt: 5 }], null],
    [[{ lt: 5 }, { not: 2 }, { gt: 'other' }], null],
  ])('%j: %s', (tests, why) => expect(both(...tests)).toBe(why && `${X} ${why}`));

  it.each<[object[], string | null]>([
    [[{ is: 'a' }, { is: 'b' }], 'cannot be both "a" and "b"'],
    [[{ is: 'a' }, { is: 'a' }], null],
    [[{ not: 'z' }, { is: 'a' }, { is: 'b' }], 'cannot be both "a" and "b"'],
    [[{ is: 'a' }, { not: 'a' }], 'cannot be "a" and not "a"'],
    [[{ is: 'a' }, { not: 'b' }], null],
    [[{ is: 'a' }, { in: ['b', 'c'] }], 'cannot be "a" and in a list without it'],
    [[{ is: 'a' }, { in: ['b', 'a'] }], null],
    [[{ not: 'a' }, { in: ['a'] }], null],
    [[{ has: 'a' }, { lacks: 'a' }], 'cannot both have and lack "a"'],
    [[{ has: 'a' }, { lacks: 'b' }], null],
    [[{ lacks: 'a' }], null],
    [[{ known: false }, { has: 'a' }], 'is wanted unknown, but also tested'],
    [[{ known: false }, { known: true }], 'is wanted unknown, but also tested'],
    [[{ known: false }, { known: false }], null],
    [[{ known: true }, { has: 'a' }], null],
  ])('%j: %s', (tests, why) => expect(both(...tests)).toBe(why && `${X} ${why}`));

  it('is looked for in what must hold together, not in alternatives', () => {
    const clash = [x({ is: 'a' }), x({ is: 'b' })];
    expect(contradictionIn({ all: [{ all: clash }] })).not.toBeNull();
    expect(contradictionIn({ any: clash })).toBeNull();
    expect(contradictionIn({ none: clash })).toBeNull();
    expect(contradictionIn({ any: [{ all: clash }] })).not.toBeNull();
    expect(contradictionIn({ all: [{ any: [{ all: clash }, x({ is: 'c' })] }] })).toBeNull();
    expect(contradictionIn(x({ is: 'a' }))).toBeNull();
    expect(contradictionIn({ all: [x({ is: 'a' }), { fact: 'need.users', is: 3 }] })).toBeNull();
  });
});

describe('the canonical form of a condition', () => {
  const [a, b, c] = [x({ is: 1 }), x({ is: 2 }), x({ is: 3 })];
  it('forgets order, repetition and needless nesting', () => {
    expect(keyOf({ all: [a, b] })).toBe(keyOf({ all: [b, a, b] }));
    expect(keyOf({ all: [a, { all: [b, { all: [c] }] }] })).toBe(keyOf({ all: [c, b, a] }));
    expect(keyOf({ any: [a, { any: [b] }] })).toBe(keyOf({ any: [b, a] }));
    expect(keyOf({ all: [a] })).toBe(keyOf(a));
    expect(keyOf({ any: [a] })).toBe(keyOf(a));
    expect(keyOf({ all: [] })).toBe('all()');
    expect(keyOf(x({ in: ['p', 'q'] }))).toBe(keyOf(x({ in: ['q', 'p'] })));
    expect(keyOf({ none: [a, { any: [b, c] }] })).toBe(keyOf({ none: [c, b, a] }));
  });
  it('keeps what means something else', () => {
    const keys = [
      { all: [a, b] },
      { any: [a, b] },
      { none: [a, b] },
      { all: [a, { any: [b, c] }] },
      { any: [a, { all: [b, c] }] },
      { none: [a] },
      a,
      b,
      x({ gt: 1 }),
      x({ in: ['p'] }),
    ].map((k) => keyOf(k as Condition));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keyOf(x({ is: 1 }))).toBe(`${X} is 1`);
    expect(keyOf({ all: [a, b] })).toBe(`all(${X} is 1 & ${X} is 2)`);
    expect(keyOf({ none: [b, a] })).toBe(`none(${X} is 1 & ${X} is 2)`);
  });
  it('of a rule is given and when together', () => {
    const { given: _, ...without } = aRule();
    expect(guardOf(aRule({ given: a, when: b }))).toEqual({ all: [a, b] });
    expect(guardOf({ ...without, when: b } as Rule)).toEqual({ all: [b] });
  });
});

describe('rules of one condition', () => {
  const clash = (one: Rule['then'], other: Rule['then']) =>
    conflictsBetween([aRule({ id: 'b', then: other }), aRule({ id: 'a', then: one })]).map((p) => p.message);
  const test = x({ lt: 1 });
  it.each<[Rule['then'], Rule['then'], string | null]>([
    [{ exclude: true }, { prefer: 5 }, 'contradicts the effect'],
    [{ prefer: 5 }, { exclude: true }, 'contradicts the effect'],
    [{ exclude: true }, { prefer: -5 }, null],
    [{ exclude: true }, { require: test }, 'contradicts the effect'],
    [{ require: test }, { exclude: true }, 'contradicts the effect'],
    [{ exclude: true }, { warn: true }, null],
    [{ exclude: true }, { exclude: true }, 'repeats the effect'],
    [{ prefer: 5 }, { prefer: -5 }, 'contradicts the preference'],
    [{ prefer: 5 }, { prefer: 3 }, 'repeats the effect'],
    [{ warn: true }, { warn: true }, 'repeats the effect'],
    [{ warn: true }, { note: true }, null],
    [{ require: test }, { require: test }, 'repeats the effect'],
    [{ require: test }, { require: x({ lt: 2 }) }, null],
    [{ suggest: 'own' }, { suggest: 'own' }, 'repeats the effect'],
    [{ suggest: 'own' }, { suggest: 'rent' }, null],
  ] as never)('%j beside %j: %s', (one, other, why) => {
    expect(clash(one, other)).toEqual(why ? [`${why} of "a", which fires under the same condition`] : []);
  });
  it('are told at both, with what to do', () => {
    const [problem] = conflictsBetween([aRule({ id: 'a' }), aRule({ id: 'b' })]);
    expect(problem).toEqual({
      rule: 'b',
      path: ['then'],
      message: 'repeats the effect of "a", which fires under the same condition',
      hint: 'Merge the two, or tell their conditions apart.',
      other: {
        rule: 'a',
        path: ['then'],
        message: 'repeats the effect of "b", which fires under the same condition',
        hint: 'Merge the two, or tell their conditions apart.',
      },
    });
    expect(conflictsBetween([aRule({ id: 'a' }), aRule({ id: 'b' }), aRule({ id: 'c' })])).toHaveLength(3);
    expect(conflictsBetween([aRule({ id: 'a' }), aRule({ id: 'b', given: x({ is: 7 }) })])).toEqual([]);
  });
  it('cannot require what another excludes', () => {
    const requires = aRule({ id: 'r', then: { require: test } } as Partial<Rule>);
    const excludes = aRule({ id: 'e', when: { all: [aRule().when as Condition, test] } });
    expect(conflictsBetween([requires, excludes])).toEqual([
      {
        rule: 'r',
        path: ['then', 'require'],
        message: 'requires what "e" excludes',
        hint: 'One of the two must go.',
        other: {
          rule: 'e',
          path: ['then', 'exclude'],
          message: 'excludes what "r" requires',
          hint: 'One of the two must go.',
        },
      },
    ]);
    expect(conflictsBetween([requires, { ...excludes, then: { warn: true } } as Rule])).toEqual([]);
    expect(conflictsBetween([requires])).toEqual([]);
  });
});

describe('tests of facts', () => {
  const facts = {
    'candidate.price_usd': 5,
    'need.budget_usd': 7,
    'candidate.backends': ['cuda'],
    'fit.status': 'tight',
  } as unknown as Facts;
  const truth = (test: object) => compileCondition(test as Condition)(facts);
  it.each<[object, boolean | null]>([
    [{ fact: X, is: 5 }, true],
    [{ fact: X, is: 6 }, false],
    [{ fact: X, not: 5 }, false],
    [{ fact: X, not: 6 }, true],
    [{ fact: X, in: [4, 5] }, true],
    [{ fact: X, in: [4] }, false],
    [{ fact: 'candidate.backends', has: 'cuda' }, true],
    [{ fact: 'candidate.backends', has: 'rocm' }, false],
    [{ fact: 'candidate.backends', lacks: 'cuda' }, false],
    [{ fact: 'candidate.backends', lacks: 'rocm' }, true],
    [{ fact: 'fit.status', has: 'tight' }, false],
    [{ fact: 'fit.status', lacks: 'x' }, false],
    [{ fact: X, gt: 5 }, false],
    [{ fact: X, gt: 4 }, true],
    [{ fact: X, gte: 5 }, true],
    [{ fact: X, gte: 6 }, false],
    [{ fact: X, lt: 5 }, false],
    [{ fact: X, lt: 6 }, true],
    [{ fact: X, lte: 5 }, true],
    [{ fact: X, lte: 4 }, false],
    [{ fact: X, lt: 'need.budget_usd' }, true],
    [{ fact: X, gt: 'need.budget_usd' }, false],
    [{ fact: X, lt: 'candidate.load_w' }, null],
    [{ fact: 'fit.status', lt: 3 }, null],
    [{ fact: X, known: true }, true],
    [{ fact: X, known: false }, false],
    [{ fact: 'candidate.load_w', known: true }, false],
    [{ fact: 'candidate.load_w', known: false }, true],
    [{ fact: 'candidate.load_w', is: 5 }, null],
  ])('%j is %s', (test, holds) => expect(truth(test)).toBe(holds));
  it('read their own fact, and that on the right of a comparison', () => {
    expect(factsIn(x({ lt: 'need.budget_usd' }))).toEqual([X, 'need.budget_usd']);
    for (const operator of ['gt', 'gte', 'lte'])
      expect(factsIn(x({ [operator]: 'need.users' }))).toEqual([X, 'need.users']);
    expect(factsIn(x({ is: 'need.budget_usd' }))).toEqual([X]);
    expect(
      factsIn({
        all: [x({ is: 1 }), { any: [{ fact: 'a', is: 1 }] }, { none: [{ fact: 'b', is: 1 }] }],
      } as Condition),
    ).toEqual([X, 'a', 'b']);
  });
  it('have one operator', () => {
    expect(operatorOf({ fact: X, lte: 3 } as FactTest)).toEqual({ operator: 'lte', operand: 3 });
    expect(() => operatorOf({ fact: X } as FactTest)).toThrow(`a test of "${X}" has no operator`);
  });
});
