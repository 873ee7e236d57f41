import type { CriterionId } from '../schema/vocabulary.ts';
import { groupBy } from '../units/statistics.ts';
import type { ScoringModel } from './model.ts';
import { movedByPoints } from './points.ts';
import { powerMean } from './power-mean.ts';
import { type NeedPart, type WeighedCriterion, weighedCriteria } from './weighed-criteria.ts';

/** One row of the score as the buyer sees it; several parts of a need are merged by weight. */
export interface CriterionScore {
  readonly id: CriterionId;
  /** The quantity behind the score: that of the heaviest part when parts differ. Null: unknown. */
  readonly value: number | null;
  /** Index of the part that has this value. */
  readonly part: number;
  readonly score: number | null;
  readonly weight: number;
}

export interface Score {
  /** 0..100 with the rules' points; null when nothing at all is known. */
  readonly score: number | null;
  /** What it would be if everything unknown were poor, or good: the 80 % range of a score nobody knows. */
  readonly low: number | null;
  readonly high: number | null;
  /** Share of the weights whose criteria are known. */
  readonly known_weight: number;
  /** What the rules say, and by how much that moved this score. */
  readonly points: number;
  readonly moved: number;
  readonly criteria: readonly CriterionScore[];
}

/** An unknown criterion may be anything: its 80 % range on 0..1. */
const UNKNOWN_LOW = 0.1;
const UNKNOWN_HIGH = 0.9;

/** Scores one candidate. Nothing but its own values and the buyer's weights enters, so others cannot move it. */
export function scoreCandidate(model: ScoringModel, parts: readonly NeedPart[], points: number): Score {
  const criteria = weighedCriteria(model, parts);
  const known = criteria.filter(isKnown);
  const mean = powerMean(known, model.exponent);
  const moved = (plain: number) => movedByPoints(100 * plain, points);
  const score = mean === null ? null : moved(mean);
  const assuming = (unknown: number): number | null => {
    if (score === null || known.length === criteria.length) return score;
    const all = criteria.map(({ weight, score }) => ({ weight, score: score ?? unknown }));
    return moved(powerMean(all, model.exponent) ?? 0);
  };
  return {
    score,
    low: assuming(UNKNOWN_LOW),
    high: assuming(UNKNOWN_HIGH),
    known_weight: known.reduce((sum, { weight }) => sum + weight, 0),
    points,
    moved: score === null ? 0 : score - 100 * (mean ?? 0),
    criteria: merge(criteria),
  };
}

const isKnown = (c: WeighedCriterion): c is WeighedCriterion & { readonly score: number } => c.score !== null;

function merge(criteria: readonly WeighedCriterion[]): CriterionScore[] {
  if (criteria.every((c) => c.part === 0))
    return criteria.map(({ id, value, part, score, weight }) => ({ id, value, part, score, weight }));
  return [...groupBy(criteria, (c) => c.id)].map(([id, group]) => {
    const heaviest = group.reduce((a, b) => (b.weight > a.weight ? b : a));
    return {
      id,
      value: heaviest.value,
      part: heaviest.part,
      score: powerMean(group.filter(isKnown), 1),
      weight: group.reduce((sum, { weight }) => sum + weight, 0),
    };
  });
}
