import type { Condition, FactTest } from '../schema/rule.ts';
import { operatorOf } from './condition.ts';

/**
 * Why a condition can never hold, or null when no contradiction is visible. Looks at tests that must hold together:
 * empty ranges, two different values of one fact, a word both present and absent, a fact wanted unknown and tested.
 */
export function contradictionIn(condition: Condition): string | null {
  const byFact = new Map<string, FactTest[]>();
  for (const test of mustHold(condition)) byFact.set(test.fact, [...(byFact.get(test.fact) ?? []), test]);
  for (const [fact, tests] of byFact) {
    const why = emptyRange(tests) ?? differentValues(tests) ?? hasAndLacks(tests) ?? unknownYetTested(tests);
    if (why !== null) return `${fact} ${why}`;
  }
  return null;
}

/** Tests joined by "and" at the top; those inside `any` and `none` are left out. */
function mustHold(condition: Condition): FactTest[] {
  if ('fact' in condition) return [condition];
  if ('all' in condition) return condition.all.flatMap(mustHold);
  if ('any' in condition && condition.any.length === 1) return condition.any.flatMap(mustHold);
  return [];
}

function emptyRange(tests: readonly FactTest[]): string | null {
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  let open = false;
  for (const test of tests) {
    const { operator, operand } = operatorOf(test);
    if (typeof operand !== 'number') continue;
    if ((operator === 'gt' || operator === 'gte' || operator === 'is') && operand >= low) {
      open = operator === 'gt' || (open && operand === low);
      low = operand;
    }
  }
  let openHigh = false;
  for (const test of tests) {
    const { operator, operand } = operatorOf(test);
    if (typeof operand !== 'number') continue;
    if ((operator === 'lt' || operator === 'lte' || operator === 'is') && operand <= high) {
      openHigh = operator === 'lt' || (openHigh && operand === high);
      high = operand;
    }
  }
  if (low > high) return `cannot be above ${low} and below ${high}`;
  return low === high && (open || openHigh) ? `cannot be ${low} and beyond it` : null;
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
