import { describe, expect, it } from 'vitest';
import { conflictsBetween, guardOf, keyOf } from '../../../src/rules/conflicts.ts';
import type { Rule, RuleCondition } from '../../../src/schema/rule.ts';
import { aRule } from './a-rule.ts';

const X = 'candidate.price_usd';
const x = (test: object): RuleCondition => ({ fact: X, ...test }) as RuleCondition;

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
    ].map((k) => keyOf(k as RuleCondition));
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
    const excludes = aRule({ id: 'e', when: { all: [aRule().when as RuleCondition, test] } });
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
