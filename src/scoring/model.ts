import type { Curve, LevelTable, Scoring, ScoringConstant } from '../schema/scoring.ts';
import { CRITERIA, type CriterionId, type Priority, type WorkloadId } from '../schema/vocabulary.ts';
import type { Usd } from '../units/units.ts';
import { type CompiledCurve, compileCurve } from './curve.ts';

/** How one workload weighs one criterion for this buyer, and the curve that scores it. */
interface Weighing {
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

/** What of the buyer moves weights and curves. */
export interface Buyer {
  readonly priorities: readonly Priority[];
  /** Workloads that several people share: scored by the curves of serving where they have none of their own. */
  readonly shared?: readonly WorkloadId[];
  /** Workloads whose model is left open. */
  readonly open?: readonly WorkloadId[];
  /** What there is to spend; without it money counts as for people at large. */
  readonly budget_usd?: Usd | null;
}

/** Weights and curves for the workloads asked for, with each stated priority multiplied in (a repeated one counts once). */
export function scoringModel(scoring: Scoring, workloads: readonly WorkloadId[], buyer: Buyer): ScoringModel {
  const entries = [...new Set(workloads)].map((id) => [id, weigh(scoring, id, buyer)] as const);
  return { workloads: Object.fromEntries(entries), exponent: constant(scoring, 'aggregation_exponent') };
}

function weigh(scoring: Scoring, workload: WorkloadId, buyer: Buyer): Weighing[] {
  const base = scoring.weights[workload].weights;
  const wishes = [...new Set(buyer.priorities)];
  const purse = purseFactor(scoring, workload, buyer);
  const raw = CRITERIA.map((criterion) => {
    const wished = wishes.map((p) => scoring.priorities[p]);
    const multiplied = wished.reduce(
      (w, { multiply }) => w * (multiply[criterion] ?? 1),
      base[criterion] ?? 0,
    );
    return { criterion, weight: Math.max(multiplied, ...wished.map((w) => w.at_least?.[criterion] ?? 0)) };
  }).filter(({ weight }) => weight > 0);
  const total = raw.reduce((sum, { weight }) => sum + weight, 0);
  const moves: Partial<Record<CriterionId, number>> = {
    price: purse,
    // Speed for the money compares like with like where all run the same model; left open, more money buys a better one.
    value: buyer.open?.includes(workload) ? 1 / purse : 1,
  };
  return raw.map(({ criterion, weight }) => {
    const curve = curveFor(scoring, workload, criterion, buyer);
    const { of_today } = curve;
    return {
      criterion,
      weight: weight / total,
      curve: {
        ...compileCurve(moved(curve, moves[criterion] ?? 1)),
        ...(of_today === undefined ? {} : { above: lookAhead(scoring, purse, of_today) }),
      },
    };
  });
}

/**
 * How many times as large a sum must be to count as much as it does for people who name no budget. The middle of the price
 * curve lies at a fixed multiple of the purse, since the same share of a larger purse is missed as little. 1 for whoever
 * puts the price first: they count each dollar, however many they have.
 */
function purseFactor(scoring: Scoring, workload: WorkloadId, buyer: Buyer): number {
  const { budget_usd: budget = null } = buyer;
  if (budget === null || buyer.priorities.includes('price')) return 1;
  const { poor, good } = curveFor(scoring, workload, 'price', buyer);
  const middle = constant(scoring, 'purse_middle') * purseOf(scoring, budget);
  return Math.max(1, middle / Math.sqrt(poor.at * good.at));
}

/**
 * A small purse buys for the models of today; each doubling beyond it looks as much further ahead. What memory then adds
 * grows with the budget and takes nothing from any machine: a larger budget never worsens a score.
 */
const lookAhead = (
  scoring: Scoring,
  purse: number,
  of_today: number,
): NonNullable<CompiledCurve['above']> => ({
  least: of_today,
  share: Math.min(1, Math.log(purse) / Math.log(constant(scoring, 'far_sighted_purse'))),
});

/** Budgets are taken in steps, as in guides: a few dollars more change what is in reach, not what money is worth. */
function purseOf(scoring: Scoring, budget: Usd): Usd {
  let purse = 0;
  for (const step of purses(scoring)) {
    if (step > budget) break;
    purse = step;
  }
  return purse;
}

/** The steps of a budget, two digits each. */
function* purses(scoring: Scoring): Generator<Usd> {
  const ratio = constant(scoring, 'purse_step');
  for (let at = constant(scoring, 'smallest_purse'); ; at *= ratio) yield Number(at.toPrecision(2));
}

/** The smallest budget above this one with which money counts for less, or null where no budget changes that. */
export function nextPurse(
  scoring: Scoring,
  workloads: readonly WorkloadId[],
  buyer: Buyer,
  budget: Usd,
): Usd | null {
  const factorsAt = (budget_usd: Usd) =>
    workloads.map((id) => purseFactor(scoring, id, { ...buyer, budget_usd }));
  const before = factorsAt(budget).join();
  for (const step of purses(scoring)) {
    if (step > LARGEST_PURSE) return null;
    if (step > budget && factorsAt(step).join() !== before) return step;
  }
  return null;
}

/** Assumption: no budget is larger; it ends the search where nothing changes. */
const LARGEST_PURSE = 1_000_000;

const moved = (curve: Curve, factor: number): Curve => ({
  ...curve,
  poor: { ...curve.poor, at: curve.poor.at * factor },
  good: { ...curve.good, at: curve.good.at * factor },
});

function curveFor(
  scoring: Scoring,
  workload: WorkloadId,
  criterion: CriterionId,
  { shared, priorities }: Buyer,
): Curve {
  const [wished] = priorities.flatMap((p) => scoring.priorities[p].curves?.[criterion] ?? []);
  if (wished) return wished;
  const { curves } = scoring.criteria[criterion];
  const together = shared?.includes(workload) ? curves['serving'] : undefined;
  const curve = curves[workload] ?? together ?? curves['default'];
  if (curve === undefined) throw new Error(`scoring has no curve of "${criterion}" for "${workload}"`);
  return curve;
}

/** A named scalar of `data/scoring.yaml`. */
export const constant = (scoring: Scoring, name: ScoringConstant): number => scoring.constants[name].value;

/** The number behind a word (`setup` → `turnkey`), or null when the data has no level for it. */
export const level = (scoring: Scoring, table: LevelTable, word: string): number | null =>
  scoring.levels[table][word]?.value ?? null;
