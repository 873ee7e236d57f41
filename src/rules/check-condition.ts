import type { FactTest, RuleCondition } from '../schema/rule.ts';
import { isComparison, type Operator, operatorOf } from './condition.ts';
import type { FactSpec } from './fact-specs.ts';
import { FACTS, factSpec } from './facts.ts';
import { type Complain, meantHint, type Nearest, type Path } from './problem.ts';

/** Unknown facts, operators that do not suit a fact's type, operands that can never match. */
export function checkCondition(
  condition: RuleCondition,
  path: Path,
  complain: Complain,
  nearest: Nearest,
): void {
  const checkEach = (word: string, children: readonly RuleCondition[]) => {
    for (const [i, child] of children.entries()) checkCondition(child, [...path, word, i], complain, nearest);
  };
  if ('all' in condition) checkEach('all', condition.all);
  else if ('any' in condition) checkEach('any', condition.any);
  else if ('none' in condition) checkEach('none', condition.none);
  else checkTest(condition, path, complain, nearest);
}

/** True when the fact exists; complains with the nearest name otherwise. */
export function checkFactName(name: string, path: Path, complain: Complain, nearest: Nearest): boolean {
  if (factSpec(name) !== null) return true;
  complain(path, `no fact "${name}"`, meantHint(nearest(name, Object.keys(FACTS))));
  return false;
}

const SUITS: Readonly<Record<Operator, readonly FactSpec['type'][]>> = {
  is: ['number', 'string', 'boolean'],
  not: ['number', 'string', 'boolean'],
  in: ['number', 'string'],
  has: ['list'],
  lacks: ['list'],
  gt: ['number'],
  gte: ['number'],
  lt: ['number'],
  lte: ['number'],
  known: ['number', 'string', 'boolean', 'list'],
};

function checkTest(test: FactTest, path: Path, complain: Complain, nearest: Nearest): void {
  if (!checkFactName(test.fact, [...path, 'fact'], complain, nearest)) return;
  const spec = factSpec(test.fact) as FactSpec;
  const { operator, operand } = operatorOf(test);
  const at = [...path, operator];
  if (!SUITS[operator].includes(spec.type)) {
    const usable = (Object.keys(SUITS) as Operator[]).filter((o) => SUITS[o].includes(spec.type));
    complain(at, `"${operator}" does not suit ${test.fact}, a ${spec.type}`, `Use ${usable.join(', ')}.`);
    return;
  }
  if (operator === 'known') return;
  const operands = operator === 'in' ? (operand as readonly unknown[]) : [operand];
  operands.forEach((value, i) => {
    const tested = { fact: test.fact, spec, operator, value };
    checkOperand(tested, operator === 'in' ? [...at, i] : at, complain, nearest);
  });
}

/** One value that a fact is held against. */
interface Tested {
  readonly fact: string;
  readonly spec: FactSpec;
  readonly operator: Operator;
  readonly value: unknown;
}

function checkOperand(
  { fact, spec, operator, value }: Tested,
  path: Path,
  complain: Complain,
  nearest: Nearest,
): void {
  if (typeof value === 'string' && isComparison(operator) && spec.type === 'number') {
    const other = factSpec(value);
    if (other === null) {
      complain(
        path,
        `"${value}" is neither a number nor a fact`,
        meantHint(nearest(value, Object.keys(FACTS))),
      );
      return;
    }
    if (other.type !== 'number' || other.unit !== spec.unit)
      complain(path, `${value} cannot be compared with ${fact}`, `${fact} is measured in ${spec.unit}.`);
    return;
  }
  const wanted = spec.type === 'list' ? 'string' : spec.type;
  if (typeof value !== wanted) {
    complain(path, `${fact} is a ${spec.type}, "${String(value)}" is a ${typeof value}`);
    return;
  }
  const words = spec.type === 'string' || spec.type === 'list' ? spec.values : null;
  if (words !== null && !words.includes(value as string))
    complain(
      path,
      `${fact} is never "${String(value)}"`,
      meantHint(nearest(String(value), words)) ?? `It is one of ${words.join(', ')}.`,
    );
}
