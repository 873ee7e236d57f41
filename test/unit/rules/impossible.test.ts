import { describe, expect, it } from 'vitest';
import { contradictionIn } from '../../../src/rules/impossible.ts';
import type { RuleCondition } from '../../../src/schema/rule.ts';

const X = 'candidate.price_usd';
const x = (test: object): RuleCondition => ({ fact: X, ...test }) as RuleCondition;
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
