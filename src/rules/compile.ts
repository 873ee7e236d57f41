import type { Rule } from '../schema/rule.ts';
import type { AlternativeKind, Severity } from '../schema/vocabulary.ts';
import { ascending } from '../units/order.ts';
import { placeholdersIn } from './because.ts';
import { type CompiledCondition, compileCondition, factsIn } from './condition.ts';
import { type EffectKind, readEffect } from './effect.ts';
import { isNeedFact } from './facts.ts';

/** What a rule says when it fires; its prose is made later by `renderBecause(because, facts)`. */
export interface Fired {
  readonly rule: string;
  readonly effect: EffectKind;
  readonly severity: Severity;
  readonly points: number;
  readonly alternative: AlternativeKind | null;
  readonly because: string;
  readonly sources: readonly string[];
}

/** A rule ready to run. Build it only from rules that `checkRules` passed. */
export interface CompiledRule {
  /** `need`: reads nothing of a candidate, so it speaks once per recommendation. */
  readonly scope: 'need' | 'candidate';
  readonly given: CompiledCondition;
  /** `when`, and for a requirement also "the requirement is not met". */
  readonly fires: CompiledCondition;
  readonly says: Fired;
}

/** Rules in code-point order of their ids, whatever order they came in. */
export function compileRules(rules: readonly Rule[]): CompiledRule[] {
  return [...rules].sort((a, b) => ascending(a.id, b.id)).map(compileRule);
}

export function compileRule(rule: Rule): CompiledRule {
  const effect = readEffect(rule.then);
  const given = rule.given === undefined ? [] : [rule.given];
  const when = rule.when === undefined ? [] : [rule.when];
  const unmet = effect.kind === 'require' ? [{ none: [effect.condition] }] : [];
  const reads = [...[...given, ...when, ...unmet].flatMap(factsIn), ...placeholdersIn(rule.because)];
  return {
    scope: reads.every(isNeedFact) ? 'need' : 'candidate',
    given: compileCondition({ all: given }),
    fires: compileCondition({ all: [...when, ...unmet] }),
    says: {
      rule: rule.id,
      effect: effect.kind,
      severity: rule.severity,
      points: effect.kind === 'prefer' ? effect.points : 0,
      alternative: effect.kind === 'suggest' ? effect.alternative : null,
      because: rule.because,
      sources: rule.sources,
    },
  };
}
