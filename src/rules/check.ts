import type { Rule } from '../schema/rule.ts';
import type { Severity } from '../schema/vocabulary.ts';
import { placeholdersIn, unitsSaidTwice } from './because.ts';
import { checkCondition, checkFactName } from './check-condition.ts';
import { checkExampleFacts, checkOutcomes } from './check-example.ts';
import { compileRule } from './compile.ts';
import { factsIn } from './condition.ts';
import { conflictsBetween, guardOf, keyOf } from './conflicts.ts';
import { type EffectKind, readEffect } from './effect.ts';
import { factSpec, isNeedFact } from './facts.ts';
import { contradictionIn } from './impossible.ts';
import type { Complain, Nearest, RuleProblem } from './problem.ts';

/** Everything that can be wrong with a set of rules, all at once. An empty list means `compileRules` is safe. */
export function checkRules(rules: readonly Rule[], nearest: Nearest): RuleProblem[] {
  const problems = rules.flatMap((rule) => checkRule(rule, nearest));
  const broken = new Set(problems.map((p) => p.rule));
  return [...problems, ...conflictsBetween(rules.filter((rule) => !broken.has(rule.id)))];
}

const ALLOWED: Readonly<Record<EffectKind, readonly Severity[]>> = {
  exclude: ['blocking'],
  require: ['blocking'],
  warn: ['caution', 'serious'],
  note: ['info'],
  prefer: ['info', 'caution', 'serious'],
  suggest: ['info', 'caution', 'serious'],
};

function checkRule(rule: Rule, nearest: Nearest): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const complain: Complain = (path, message, hint) => {
    problems.push({ rule: rule.id, path, message, ...(hint === undefined ? {} : { hint }) });
  };
  const effect = readEffect(rule.then);
  if (rule.given !== undefined) checkCondition(rule.given, ['given'], complain, nearest);
  if (rule.when !== undefined) checkCondition(rule.when, ['when'], complain, nearest);
  if (effect.kind === 'require') checkCondition(effect.condition, ['then', 'require'], complain, nearest);
  for (const name of placeholdersIn(rule.because)) checkFactName(name, ['because'], complain, nearest);
  for (const { name, unit } of unitsSaidTwice(rule.because))
    complain(
      ['because'],
      `"{${name}}" brings its unit: "${unit}" would be said twice`,
      `Leave the "${unit}" out.`,
    );
  checkScope(rule, effect.kind, complain);
  if (!ALLOWED[effect.kind].includes(rule.severity))
    complain(
      ['severity'],
      `"${effect.kind}" cannot be "${rule.severity}"`,
      `Use ${ALLOWED[effect.kind].join(' or ')}.`,
    );
  if (effect.kind === 'prefer' && effect.points === 0)
    complain(['then', 'prefer'], 'a preference of 0 points changes nothing', 'Make it a note.');
  rule.examples.forEach((example, i) => {
    checkExampleFacts(example.facts, ['examples', i, 'facts'], complain, nearest);
  });
  if (problems.length > 0) return problems;
  checkMeaning(rule, complain);
  if (problems.length === 0) checkOutcomes(rule, compileRule(rule), complain);
  return problems;
}

/** `given` sees the need alone; what judges a candidate must look at one. */
function checkScope(rule: Rule, kind: EffectKind, complain: Complain): void {
  const stray =
    rule.given === undefined ? [] : factsIn(rule.given).filter((f) => factSpec(f) !== null && !isNeedFact(f));
  for (const fact of new Set(stray))
    complain(['given'], `"given" may only ask about the need, not ${fact}`, 'Move the test to "when".');
  const judges = kind === 'exclude' || kind === 'prefer' || kind === 'require';
  const reads = [rule.when, requiredBy(rule)].flatMap((c) => (c ? factsIn(c) : []));
  if (judges && reads.every(isNeedFact))
    complain(
      ['then'],
      `"${kind}" looks at no candidate and would hit every one alike`,
      'Test the candidate in "when".',
    );
}

/** What a rule requires of a candidate; undefined where it requires nothing. */
const requiredBy = (rule: Rule) => ('require' in rule.then ? rule.then.require : undefined);

function checkMeaning(rule: Rule, complain: Complain): void {
  const why = contradictionIn(guardOf(rule));
  if (why !== null) complain([rule.when === undefined ? 'given' : 'when'], `can never hold: ${why}`);
  const required = requiredBy(rule);
  if (required !== undefined && keyOf({ all: [guardOf(rule), required] }) === keyOf(guardOf(rule)))
    complain(['then', 'require'], 'requires what its own condition already says');
}
