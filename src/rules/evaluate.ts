import { SEVERITIES } from '../schema/vocabulary.ts';
import { ascending } from '../units/order.ts';
import type { CompiledRule, Fired } from './compile.ts';
import type { Facts } from './facts.ts';

export interface Verdict {
  /** Most severe first, then by id. */
  readonly fired: readonly Fired[];
  /** The fired exclusions and unmet requirements; a candidate with one is out. */
  readonly exclusions: readonly Fired[];
  /** What `prefer` moves the score by, after the limit. */
  readonly points: number;
}

/** Keeps the rules whose `given` holds for the need: done once, so that candidates only pay for those. */
export const rulesFor = (rules: readonly CompiledRule[], need: Facts): CompiledRule[] =>
  rules.filter((rule) => rule.given(need) === true);

/** Rules that speak about the need alone, evaluated once. `rules` come from `rulesFor`. */
export const evaluateNeed = (rules: readonly CompiledRule[], need: Facts): Verdict =>
  verdict(
    rules.filter((rule) => rule.scope === 'need' && rule.fires(need) === true),
    Infinity,
  );

/**
 * Rules about one candidate. Every rule is read once and none sees another's outcome, so order cannot matter.
 * An unknown fact never fires a rule. `limit` bounds what preferences may add or take, in score points.
 */
export const evaluateCandidate = (rules: readonly CompiledRule[], facts: Facts, limit: number): Verdict =>
  verdict(
    rules.filter((rule) => rule.scope === 'candidate' && rule.fires(facts) === true),
    limit,
  );

function verdict(firing: readonly CompiledRule[], limit: number): Verdict {
  const fired = firing.map((rule) => rule.says).sort(byGravity);
  const sum = fired
    .map((f) => f.points)
    .sort((a, b) => a - b)
    .reduce((total, p) => total + p, 0);
  return {
    fired,
    exclusions: fired.filter((f) => f.effect === 'exclude' || f.effect === 'require'),
    points: Math.max(-limit, Math.min(limit, sum)),
  };
}

const byGravity = (a: Fired, b: Fired): number =>
  SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || ascending(a.rule, b.rule);
