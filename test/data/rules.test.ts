import { describe, expect, it } from 'vitest';
import { nearestNames } from '../../src/catalog/names/nearest.ts';
import { placeholdersIn, renderBecause } from '../../src/rules/because.ts';
import { checkRules } from '../../src/rules/check.ts';
import { firesOn } from '../../src/rules/check-example.ts';
import { compileRule } from '../../src/rules/compile.ts';
import type { Facts } from '../../src/rules/facts.ts';
import { ruleSchema } from '../../src/schema/rule.ts';
import { idsIn, readYaml } from './read-yaml.ts';

const rules = idsIn('rules').map((id) => ({ id, ...ruleSchema.parse(readYaml(`rules/${id}.yaml`)) }));
const nearest = (word: string, known: readonly string[]) => nearestNames(word, known, 1)[0];

describe('data/rules', () => {
  it('holds no fewer rules than it did', () => {
    expect(rules.length).toBeGreaterThanOrEqual(137);
  });

  it('is sound: facts, types, conflicts, examples', () => {
    expect(checkRules(rules, nearest)).toEqual([]);
  });

  describe.each(rules)('$id', (rule) => {
    const compiled = compileRule(rule);

    it.each(rule.examples)('$name → $fires', (example) => {
      expect(firesOn(compiled, example.facts as Facts)).toBe(example.fires);
    });

    it('says of how many GB it names the price of one: of all cards, not of one', () => {
      const named = placeholdersIn(rule.because);
      expect(named.includes('candidate.usd_per_gb') && !named.includes('candidate.memory_gb')).toBe(false);
    });

    it('names makes and times only where it asks for them', () => {
      const asked = JSON.stringify([rule.given, rule.when]);
      if (/\b(?:Macs?|AMD|Radeons?|Intel)\b/.test(rule.because))
        expect(asked).toMatch(/candidate\.(?:vendors|families|kind)/);
      if (/\bovernight\b/.test(rule.because)) expect(asked).toMatch(/\.(?:seconds|hours)"/);
      expect(asked).toContain('fact');
    });

    it('says why with figures its firing examples know', () => {
      for (const example of rule.examples.filter((e) => e.fires)) {
        expect(renderBecause(rule.because, example.facts as Facts)).not.toMatch(/unknown|[{}]/);
        for (const name of placeholdersIn(rule.because)) expect(Object.keys(example.facts)).toContain(name);
      }
    });
  });

  it('names every device and model by what it is, never by id', () => {
    const ids = [...idsIn('devices'), ...idsIn('systems'), ...idsIn('models')];
    const words = new Set(
      rules.flatMap((r) => JSON.stringify([r.given, r.when, r.then]).match(/[\w.-]+/g) ?? []),
    );
    expect(ids.filter((id) => words.has(id))).toEqual([]);
  });
});
