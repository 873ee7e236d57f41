import { renderBecause } from '../rules/because.ts';
import type { CompiledRule, Fired } from '../rules/compile.ts';
import { evaluateCandidate } from '../rules/evaluate.ts';
import { type Facts, type NeedFacts, overNeed } from '../rules/facts.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { Reason } from '../schema/document.ts';
import type { CriterionId } from '../schema/vocabulary.ts';
import { constant, type ScoringModel } from '../scoring/model.ts';
import { type Score, scoreCandidate } from '../scoring/score.ts';
import type { NeedPart } from '../scoring/weighed-criteria.ts';
import { ascending } from '../units/order.ts';
import { feltScore } from '../units/score-step.ts';
import { criterionParts } from './criterion-parts.ts';
import type { Evaluated } from './evaluated.ts';
import { candidateFacts, type FactContext } from './facts/candidate-facts.ts';

/** A candidate after rules and scoring. `score.score` is null only when nothing about it is known. */
export interface Judged {
  readonly evaluated: Evaluated;
  /** What was scored, one part per need. */
  readonly parts: readonly NeedPart[];
  readonly score: Score;
  readonly fired: readonly Fired[];
  readonly exclusions: readonly Fired[];
  readonly facts: Facts;
  /** Enough is known of it to be ranked by its score; all others come after those of whom enough is known. */
  readonly assured: boolean;
}

export interface JudgeContext {
  readonly facts: FactContext;
  readonly need: NeedFacts;
  /** Already narrowed to the need (`rulesFor`). */
  readonly rules: readonly CompiledRule[];
  readonly scoring: ScoringModel;
  /** The most that preferences may add or take, in score points. */
  readonly limit: number;
  /** Share of the weights that must be known to be ranked on the score. */
  readonly least_known: number;
}

/** Rules and score of one candidate. The others play no part, so the field cannot change anybody's score. */
export function judge(e: Evaluated, context: JudgeContext): Judged {
  const facts = overNeed(context.need, candidateFacts(e, context.facts));
  const verdict = evaluateCandidate(context.rules, facts, context.limit);
  const parts = criterionParts(e, context.facts.catalog);
  const score = scoreCandidate(context.scoring, parts, verdict.points);
  return {
    evaluated: e,
    parts,
    score,
    fired: verdict.fired,
    exclusions: verdict.exclusions,
    facts,
    assured: score.known_weight >= context.least_known,
  };
}

/** How good a machine is at the work, money aside; null when nothing is known. */
export const meritOf = (e: Evaluated, context: JudgeContext): number | null =>
  judge({ ...e, price: null }, context).score.score;

/** What the owner of a machine has done or lives with: no reason to part from it, unless that is what counts most. */
const BORNE: readonly CriterionId[] = ['power', 'noise', 'size', 'setup', 'upgrade'];

/** How good a machine is at the work itself, money and what its owner lives with aside; null when nothing is known. */
export function meritAtWork(e: Evaluated, context: JudgeContext): number | null {
  const { catalog, answers } = context.facts;
  const wished = answers.priorities.map((p) => catalog.scoring.priorities[p].multiply);
  const aside = BORNE.filter((id) => !wished.some((multiply) => (multiply[id] ?? 1) > 1));
  const { parts, score } = judge({ ...e, price: null }, context);
  const atWork = parts.map((part) => ({
    ...part,
    values: Object.fromEntries(Object.entries(part.values).filter(([id]) => !aside.some((a) => a === id))),
  }));
  return scoreCandidate(context.scoring, atWork, score.points).score;
}

/** Whether no rule keeps it out and something is known of it. */
export const qualifies = (j: Judged): boolean => j.exclusions.length === 0 && j.score.score !== null;

/** What a fired rule says, as a reason. */
export const firedReason = (fired: Fired, facts: Facts): Reason => ({
  code: `rule:${fired.rule}`,
  severity: fired.severity,
  text: renderBecause(fired.because, facts),
  sources: [...fired.sources],
  ...(fired.points === 0 ? {} : { points: fired.points }),
});

const feltOf = (j: Judged): number => feltScore(j.score.score ?? -1);

/** Best first; scores that feel alike by lower price, then by id, so that the catalogue's order never matters. */
export function byScore(a: Judged, b: Judged): number {
  const price = (j: Judged) => j.evaluated.price?.value ?? Number.POSITIVE_INFINITY;
  return (
    Number(b.assured) - Number(a.assured) ||
    feltOf(b) - feltOf(a) ||
    price(a) - price(b) ||
    ascending(a.evaluated.system.id, b.evaluated.system.id)
  );
}

/** Whether a score says that the work is done well enough to buy that at all, however it compares with others. */
export const isWorthItsMoney = (score: number | null, { scoring }: Catalog): boolean =>
  score !== null && score >= constant(scoring, 'least_worth_buying');

export const isWorthBuying = (j: Judged | undefined, catalog: Catalog): boolean =>
  isWorthItsMoney(j?.score.score ?? null, catalog);

/** Whether these are one machine, or two that perform alike. */
export function alike({ evaluated: { system: a } }: Judged, { evaluated: { system: b } }: Judged): boolean {
  return a.id === b.id || (a.group !== undefined && a.group === b.group);
}

/** One of each machine: the best of several ways to have it, one that qualifies before one that does not. */
export function bestWays(judged: readonly Judged[]): Judged[] {
  const best = new Map<string, Judged>();
  for (const j of judged) {
    const { id } = j.evaluated.system;
    const other = best.get(id);
    if (!other || (Number(qualifies(other)) - Number(qualifies(j)) || byScore(j, other)) < 0) best.set(id, j);
  }
  return [...best.values()];
}
