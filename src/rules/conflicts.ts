import type { Rule, RuleCondition } from '../schema/rule.ts';
import { ascending } from '../units/order.ts';
import { operatorOf } from './condition.ts';
import { type KnownEffect, readEffect } from './effect.ts';
import type { RuleProblem } from './problem.ts';

/**
 * Rules that contradict or repeat each other, found by comparing conditions in a canonical form: nesting flattened,
 * order and repetition ignored. Linear in the number of rules.
 */
export function conflictsBetween(rules: readonly Rule[]): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const byGuard = new Map<string, Rule[]>();
  for (const rule of [...rules].sort((a, b) => ascending(a.id, b.id))) {
    const guard = keyOf(guardOf(rule));
    for (const earlier of byGuard.get(guard) ?? []) {
      const why = clash(readEffect(earlier.then), readEffect(rule.then));
      if (why === null) continue;
      const told = (of: Rule, against: Rule): RuleProblem => ({
        rule: of.id,
        path: ['then'],
        message: `${why} of "${against.id}", which fires under the same condition`,
        hint: 'Merge the two, or tell their conditions apart.',
      });
      problems.push({ ...told(rule, earlier), other: told(earlier, rule) });
    }
    byGuard.set(guard, [...(byGuard.get(guard) ?? []), rule]);
  }
  return [...problems, ...requiredYetExcluded(rules, byGuard)];
}

/** `require A` where B, while another rule excludes A and B: nothing could ever pass. */
function requiredYetExcluded(
  rules: readonly Rule[],
  byGuard: ReadonlyMap<string, readonly Rule[]>,
): RuleProblem[] {
  return rules.flatMap((rule) => {
    const effect = readEffect(rule.then);
    if (effect.kind !== 'require') return [];
    const met = keyOf(conjunction([guardOf(rule), effect.condition]));
    const excluding = (byGuard.get(met) ?? []).find((other) => 'exclude' in other.then);
    if (excluding === undefined) return [];
    const hint = 'One of the two must go.';
    return [
      {
        rule: rule.id,
        path: ['then', 'require'],
        message: `requires what "${excluding.id}" excludes`,
        hint,
        other: {
          rule: excluding.id,
          path: ['then', 'exclude'],
          message: `excludes what "${rule.id}" requires`,
          hint,
        },
      },
    ];
  });
}

function clash(a: KnownEffect, b: KnownEffect): string | null {
  const out = (e: KnownEffect) => e.kind === 'exclude';
  const liked = (e: KnownEffect) => e.kind === 'require' || (e.kind === 'prefer' && e.points > 0);
  if ((out(a) && liked(b)) || (out(b) && liked(a))) return 'contradicts the effect';
  if (a.kind === 'prefer' && b.kind === 'prefer' && Math.sign(a.points) !== Math.sign(b.points))
    return 'contradicts the preference';
  if (a.kind !== b.kind) return null;
  if (a.kind === 'suggest' && b.kind === 'suggest' && a.alternative !== b.alternative) return null;
  if (a.kind === 'require' && b.kind === 'require' && keyOf(a.condition) !== keyOf(b.condition)) return null;
  return 'repeats the effect';
}

/** The condition under which a rule speaks, `given` and `when` together. */
export const guardOf = (rule: Rule): RuleCondition => conjunction([rule.given, rule.when]);

function conjunction(parts: readonly (RuleCondition | undefined)[]): RuleCondition {
  return { all: parts.filter((p) => p !== undefined) };
}

/** Canonical text of a condition: equal for conditions that differ only in order, repetition or needless nesting. */
export function keyOf(condition: RuleCondition): string {
  if ('fact' in condition) {
    const { operator, operand } = operatorOf(condition);
    const value = Array.isArray(operand) ? [...operand].map((v) => JSON.stringify(v)).sort() : operand;
    return `${condition.fact} ${operator} ${JSON.stringify(value)}`;
  }
  if ('none' in condition) return `none(${sortedKeys(condition.none, 'any').join(' & ')})`;
  const [word, parts] =
    'all' in condition ? (['all', condition.all] as const) : (['any', condition.any] as const);
  const flat = sortedKeys(parts, word);
  return flat.length === 1 ? (flat[0] ?? '') : `${word}(${flat.join(' & ')})`;
}

function sortedKeys(parts: readonly RuleCondition[], word: 'all' | 'any'): string[] {
  const flat = (list: readonly RuleCondition[]): RuleCondition[] =>
    list.flatMap((c) => (word in c ? flat((c as Record<string, RuleCondition[]>)[word] ?? []) : [c]));
  return [...new Set(flat(parts).map(keyOf))].sort();
}
