import type { Rule } from '../schema/rule.ts';
import { checkFactName } from './check-condition.ts';
import type { CompiledRule } from './compile.ts';
import { type Facts, type FactValue, factSpec } from './facts.ts';
import type { Complain, Nearest, Path } from './problem.ts';

/** Facts of an example: known names, values of the right type. */
export function checkExampleFacts(
  facts: Readonly<Record<string, FactValue>>,
  path: Path,
  complain: Complain,
  nearest: Nearest,
): void {
  for (const [name, value] of Object.entries(facts)) {
    if (!checkFactName(name, [...path, name], complain, nearest) || value === null) continue;
    const wanted = factSpec(name)?.type;
    if (typeOf(value) !== wanted) complain([...path, name], `${name} is a ${wanted}, not a ${typeOf(value)}`);
  }
}

const typeOf = (value: NonNullable<FactValue>): string => (typeof value === 'object' ? 'list' : typeof value);

/** True when the rule would fire on an example's facts. */
export const firesOn = (rule: CompiledRule, facts: Facts): boolean =>
  rule.given(facts) === true && rule.fires(facts) === true;

/** Every example must come out as it says. */
export function checkOutcomes(rule: Rule, compiled: CompiledRule, complain: Complain): void {
  rule.examples.forEach((example, i) => {
    const fires = firesOn(compiled, example.facts as Facts);
    if (fires !== example.fires)
      complain(
        ['examples', i, 'fires'],
        `the example "${example.name}" ${fires ? 'fires' : 'does not fire'}`,
        'Correct the condition, the facts or the expectation.',
      );
  });
}
