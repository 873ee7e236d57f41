import type { FactTest, RuleCondition } from '../schema/rule.ts';
import { type Facts, type FactValue, factValue } from './facts.ts';

/** true, false, or null: a fact it needs is unknown. */
export type Truth = boolean | null;
export type CompiledCondition = (facts: Facts) => Truth;

const OPERATORS = ['is', 'not', 'in', 'has', 'lacks', 'gt', 'gte', 'lt', 'lte', 'known'] as const;
export type Operator = (typeof OPERATORS)[number];

const COMPARE = {
  gt: (a: number, b: number) => a > b,
  gte: (a: number, b: number) => a >= b,
  lt: (a: number, b: number) => a < b,
  lte: (a: number, b: number) => a <= b,
} as const;
type Comparison = keyof typeof COMPARE;

/** These may name another fact on their right-hand side. */
export const isComparison = (operator: Operator): operator is Comparison => Object.hasOwn(COMPARE, operator);

/** The one operator of a test and what it compares with. */
export function operatorOf(test: FactTest): { operator: Operator; operand: unknown } {
  const operator = OPERATORS.find((o) => test[o] !== undefined);
  if (operator === undefined) throw new Error(`a test of "${test.fact}" has no operator`);
  return { operator, operand: test[operator] };
}

/** A condition as a closure in three-valued logic (Kleene): unknown only spreads where it could change the outcome. */
export function compileCondition(condition: RuleCondition): CompiledCondition {
  if ('all' in condition) return allOf(condition.all.map(compileCondition));
  if ('any' in condition) return negate(allOf(condition.any.map((c) => negate(compileCondition(c)))));
  if ('none' in condition) return allOf(condition.none.map((c) => negate(compileCondition(c))));
  return compileTest(condition);
}

function allOf(parts: readonly CompiledCondition[]): CompiledCondition {
  return (facts) => {
    let unknown = false;
    for (const part of parts) {
      const truth = part(facts);
      if (truth === false) return false;
      if (truth === null) unknown = true;
    }
    return unknown ? null : true;
  };
}

const negate =
  (part: CompiledCondition): CompiledCondition =>
  (facts) => {
    const truth = part(facts);
    return truth === null ? null : !truth;
  };

function compileTest(test: FactTest): CompiledCondition {
  const { operator, operand } = operatorOf(test);
  const name = test.fact;
  if (operator === 'known') return (facts) => (factValue(facts, name) !== null) === operand;
  if (isComparison(operator)) return compileComparison(name, operator, operand as number | string);
  const accepts = membership(operator, operand);
  return (facts) => {
    const value = factValue(facts, name);
    return value === null ? null : accepts(value);
  };
}

function membership(operator: Operator, operand: unknown): (value: NonNullable<FactValue>) => boolean {
  switch (operator) {
    case 'is':
      return (value) => value === operand;
    case 'not':
      return (value) => value !== operand;
    case 'in': {
      const words = new Set(operand as readonly unknown[]);
      return (value) => words.has(value);
    }
    case 'has':
      return (value) => Array.isArray(value) && value.includes(operand);
    default:
      return (value) => Array.isArray(value) && !value.includes(operand);
  }
}

/** The right-hand side is a number or the name of another fact of the same unit. */
function compileComparison(name: string, operator: Comparison, operand: number | string) {
  const holds = COMPARE[operator];
  return (facts: Facts): Truth => {
    const left = factValue(facts, name);
    const right = typeof operand === 'string' ? factValue(facts, operand) : operand;
    return typeof left === 'number' && typeof right === 'number' ? holds(left, right) : null;
  };
}

/** Every fact a condition reads, in order of appearance. */
export function factsIn(condition: RuleCondition): string[] {
  if ('all' in condition) return condition.all.flatMap(factsIn);
  if ('any' in condition) return condition.any.flatMap(factsIn);
  if ('none' in condition) return condition.none.flatMap(factsIn);
  const { operand, operator } = operatorOf(condition);
  const other = typeof operand === 'string' && isComparison(operator) ? [operand] : [];
  return [condition.fact, ...other];
}
