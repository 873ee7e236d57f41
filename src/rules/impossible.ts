import type { FactTest, RuleCondition } from '../schema/rule.ts';
import { groupBy } from '../units/statistics.ts';
import { operatorOf } from './condition.ts';

/**
 * Why a condition can never hold, or null when no contradiction is visible. Looks at tests that must hold together:
 * empty ranges, two different values of one fact, a word both present and absent, a fact wanted unknown and tested.
 */
export function contradictionIn(condition: RuleCondition): string | null {
  for (const [fact, tests] of groupBy(mustHold(condition), (test) => test.fact)) {
    const why = emptyRange(tests) ?? differentValues(tests) ?? hasAndLacks(tests) ?? unknownYetTested(tests);
    if (why !== null) return `${fact} ${why}`;
  }
  return null;
}

/** Tests joined by "and" at the top; those inside `any` and `none` are left out. */
function mustHold(condition: RuleCondition): FactTest[] {
  if ('fact' in condition) return [condition];
  if ('all' in condition) return condition.all.flatMap(mustHold);
  if ('any' in condition && condition.any.length === 1) return condition.any.flatMap(mustHold);
  return [];
}

function emptyRange(tests: readonly FactTest[]): string | null {
  const limits = tests
    .map(operatorOf)
    .flatMap(({ operator, operand }) => (typeof operand === 'number' ? [{ operator, operand }] : []));
  const below = limits.filter(({ operator }) => operator === 'gt' || operator === 'gte' || operator === 'is');
  const above = limits.filter(({ operator }) => operator === 'lt' || operator === 'lte' || operator === 'is');
  const low = Math.max(...below.map(({ operand }) => operand));
  const high = Math.min(...above.map(({ operand }) => operand));
  if (low > high) return `cannot be above ${low} and below ${high}`;
  const open =
    below.some(({ operator, operand }) => operator === 'gt' && operand === low) ||
    above.some(({ operator, operand }) => operator === 'lt' && operand === high);
  return low === high && open ? `cannot be ${low} and beyond it` : null;
}

function differentValues(tests: readonly FactTest[]): string | null {
  const wanted = tests.filter((t) => t.is !== undefined).map((t) => t.is);
  const [first] = wanted;
  if (first === undefined) return null;
  const other = wanted.find((v) => v !== first);
  if (other !== undefined) return `cannot be both "${String(first)}" and "${String(other)}"`;
  if (tests.some((t) => t.not === first)) return `cannot be "${String(first)}" and not "${String(first)}"`;
  if (tests.some((t) => t.in !== undefined && !t.in.includes(first)))
    return `cannot be "${String(first)}" and in a list without it`;
  return null;
}

function hasAndLacks(tests: readonly FactTest[]): string | null {
  const clash = tests.find((t) => t.has !== undefined && tests.some((o) => o.lacks === t.has));
  return clash === undefined ? null : `cannot both have and lack "${String(clash.has)}"`;
}

function unknownYetTested(tests: readonly FactTest[]): string | null {
  const unknown = tests.some((t) => t.known === false);
  return unknown && tests.some((t) => t.known !== false) ? 'is wanted unknown, but also tested' : null;
}
