import type { CriterionId, WorkloadId } from '../schema/vocabulary.ts';
import { type CompiledCurve, scoreAt } from './curve.ts';
import type { ScoringModel } from './model.ts';

/**
 * What is known of a candidate for one part of the need, in the units of `data/scoring.yaml`.
 * A criterion that is absent does not apply; null means it applies and is unknown. Which criteria apply must not
 * depend on the candidate, or scores stop being comparable.
 */
export type CriterionValues = Readonly<Partial<Record<CriterionId, number | null>>>;

/** One part of the need (a workload with one model) with its share; shares add up to 1. */
export interface NeedPart {
  readonly workload: WorkloadId;
  readonly share: number;
  readonly values: CriterionValues;
}

/** One criterion in one part of the need: the smallest thing that has a weight and a score. */
export interface WeighedCriterion {
  /** Index of the part. */
  readonly part: number;
  readonly id: CriterionId;
  readonly weight: number;
  readonly value: number | null;
  readonly score: number | null;
  readonly curve: CompiledCurve;
}

/** All criteria of a candidate; their weights add up to 1. Within a part, what does not apply leaves its weight to the rest. */
export function weighedCriteria(model: ScoringModel, parts: readonly NeedPart[]): WeighedCriterion[] {
  const criteria: WeighedCriterion[] = [];
  for (let part = 0; part < parts.length; part++) {
    const { workload, share, values } = parts[part] as NeedPart;
    const weighings = model.workloads[workload];
    if (weighings === undefined) throw new Error(`the scoring model was built without "${workload}"`);
    let total = 0;
    for (const { criterion, weight } of weighings) if (values[criterion] !== undefined) total += weight;
    for (const { criterion, weight, curve } of weighings) {
      const value = values[criterion];
      if (value === undefined) continue;
      const score = value === null ? null : scoreAt(curve, value);
      criteria.push({ part, id: criterion, weight: (share * weight) / total, value, score, curve });
    }
  }
  return criteria;
}
