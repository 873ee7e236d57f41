import type { Scoring } from '../schema/scoring.ts';
import { CRITERIA, type CriterionId, type Priority, type WorkloadId } from '../schema/vocabulary.ts';
import { type CompiledCurve, compileCurve } from './curve.ts';

/** How one workload weighs one criterion for this buyer, and the curve that scores it. */
export interface Weighing {
  readonly criterion: CriterionId;
  /** The workload's weights with the priorities multiplied in; they add up to 1 over its criteria. */
  readonly weight: number;
  readonly curve: CompiledCurve;
}

export interface ScoringModel {
  readonly workloads: Readonly<Partial<Record<WorkloadId, readonly Weighing[]>>>;
  /** Exponent of the power mean: 1 lets strengths pay for weaknesses in full, near 0 hardly at all. */
  readonly exponent: number;
}

/**
 * Weights and curves for the workloads asked for, with each stated priority multiplied in (a repeated one counts once).
 * What several people share (`shared`) is scored by the curves of serving where the workload has none of its own.
 */
export function scoringModel(
  scoring: Scoring,
  workloads: readonly WorkloadId[],
  priorities: readonly Priority[],
  shared: readonly WorkloadId[] = [],
): ScoringModel {
  const entries = [...new Set(workloads)].map(
    (id) => [id, weigh(scoring, id, new Set(priorities), shared.includes(id))] as const,
  );
  return { workloads: Object.fromEntries(entries), exponent: constant(scoring, 'aggregation_exponent') };
}

function weigh(
  scoring: Scoring,
  workload: WorkloadId,
  priorities: ReadonlySet<Priority>,
  shared: boolean,
): Weighing[] {
  const base = scoring.weights[workload].weights;
  const raw = CRITERIA.map((criterion) => {
    const factors = [...priorities].map((p) => scoring.priorities[p].multiply[criterion] ?? 1);
    return { criterion, weight: factors.reduce((w, f) => w * f, base[criterion] ?? 0) };
  }).filter(({ weight }) => weight > 0);
  const total = raw.reduce((sum, { weight }) => sum + weight, 0);
  return raw.map(({ criterion, weight }) => ({
    criterion,
    weight: weight / total,
    curve: compileCurve(curveFor(scoring, workload, criterion, shared)),
  }));
}

function curveFor(scoring: Scoring, workload: WorkloadId, criterion: CriterionId, shared: boolean) {
  const { curves } = scoring.criteria[criterion];
  const curve = curves[workload] ?? (shared ? curves['serving'] : undefined) ?? curves['default'];
  if (curve === undefined) throw new Error(`scoring has no curve of "${criterion}" for "${workload}"`);
  return curve;
}

/** A named scalar of `data/scoring.yaml`. */
export function constant(scoring: Scoring, name: string): number {
  const found = scoring.constants[name];
  if (found === undefined) throw new Error(`scoring has no constant "${name}"`);
  return found.value;
}

/** The number behind a word (`setup` → `turnkey`), or null when the data has no level for it. */
export const level = (scoring: Scoring, table: string, word: string): number | null =>
  scoring.levels[table]?.[word]?.value ?? null;
