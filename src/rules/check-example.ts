import type { Rule } from '../schema/rule.ts';
import { checkFactName } from './check-condition.ts';
import type { CompiledRule } from './compile.ts';
import type { Facts, FactValue } from './facts.ts';
import { factSpec } from './facts.ts';
import type { Complain, Nearest, Path } from './problem.ts';

/** Facts of an example: known names, values of the right type. True when it can be run. */
export function checkExampleFacts(
  facts: Readonly<Record<string, FactValue>>,
  path: Path,
  complain: Complain,
  nearest: Nearest,
): boolean {
  let sound = true;
  for (const [name, value] of Object.entries(facts)) {
    if (!checkFactName(name, [...path, name], complain, nearest)) sound = false;
    else if (value !== null && typeOf(value) !== factSpec(name)?.type) {
      complain([...path, name], `${name} is a ${factSpec(name)?.type}, not a ${typeOf(value)}`);
      sound = false;
    }
  }
  return sound;
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
