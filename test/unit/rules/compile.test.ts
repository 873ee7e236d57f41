import { describe, expect, it } from 'vitest';
import { firesOn } from '../../../src/rules/check-example.ts';
import { compileRule, compileRules } from '../../../src/rules/compile.ts';
import type { Rule } from '../../../src/schema/rule.ts';
import { aRule } from './a-rule.ts';
import { alone, cheap, facts } from './priced-and-shared.ts';

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
