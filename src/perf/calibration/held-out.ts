import type { Cell } from '../../schema/catalog.ts';
import { cellsKey } from '../../schema/cell-key.ts';
import type { Measurement } from '../../schema/measurement.ts';
import { ascending } from '../../units/order.ts';
import { groupBy } from '../../units/statistics.ts';
import { correctionsFrom } from '../speed/corrections.ts';
import { type Evidence, type Grade, gradeOf, type Regime, regimeOf } from '../speed/evidence.ts';
import { evidenceOf } from './export.ts';
import { allRows, type Fitted, fit, type Problem, residual } from './fit.ts';
import type { Observation } from './observation.ts';
import { predictedRate } from './predicted-rate.ts';

/** A row as predicted by a fit that had not seen its group. */
export interface HeldOut {
  readonly observation: Observation;
  /** ln(measured rate / predicted rate): positive when predictions are too low. */
  readonly log: number;
  readonly grade: Grade;
  readonly regime: Regime;
}

/** Stored look-up cells from measured rows, by "device|count|model". */
export type CellBuilder = (rows: readonly Measurement[]) => Readonly<Record<string, readonly Cell[]>>;

/** Names the group that is left out together with a row. */
export type Grouping = (o: Observation) => string;

export const GROUPINGS = {
  source: (o: Observation) => o.measurement.source,
  device: (o: Observation) => o.measurement.device,
  model: (o: Observation) => o.measurement.model,
  family: (o: Observation) => o.machine.device.family,
} as const satisfies Record<string, Grouping>;

/**
 * The largest groups stay alone, the rest are left out several at a time: a little harder than one at a time, in a
 * fraction of the time. A fit takes seconds, and there are hundreds of groups; intervals and accuracy use the same folds.
 */
export function coarse(
  observations: readonly Observation[],
  of: Grouping,
  alone = 10,
  together = 8,
): Grouping {
  const sizes = new Map<string, number>();
  for (const o of observations) sizes.set(of(o), (sizes.get(of(o)) ?? 0) + 1);
  const order = [...sizes].sort(([a, x], [b, y]) => y - x || ascending(a, b)).map(([key]) => key);
  const fold = new Map(order.map((key, i) => [key, i < alone ? `alone ${i}` : `together ${i % together}`]));
  return (o) => fold.get(of(o)) ?? '';
}

/** Predicts every row with a fit that has not seen its group, as the product would: stored cells first. */
export function holdOut(problem: Problem, of: Grouping, cellsOf: CellBuilder): HeldOut[] {
  const { observations } = problem;
  const groups = groupBy(observations.keys(), (i) => of(observations[i] as Observation));
  const result = new Array<HeldOut>(observations.length);
  for (const [key, members] of groups) {
    const rest = allRows(problem).filter((i) => of(observations[i] as Observation) !== key);
    const seen = Array.from(rest, (i) => observations[i] as Observation);
    const fitted = fit(problem, rest);
    const evidence = evidenceOf(seen);
    const cells = cellsOf(seen.map((o) => o.measurement));
    for (const i of members) result[i] = judge(problem, fitted, i, evidence, cells);
  }
  return result;
}

function judge(
  problem: Problem,
  fitted: Fitted,
  row: number,
  evidence: Evidence,
  cells: Readonly<Record<string, readonly Cell[]>>,
): HeldOut {
  const o = problem.observations[row] as Observation;
  const { phase, device, count, model } = o.measurement;
  const regime = regimeOf(phase, o.job, o.machine);
  const own = cells[cellsKey(device, count, model)] ?? [];
  const near =
    own.length === 0
      ? null
      : correctionsFrom(phase, own, o.machine, predictedRate(problem, fitted.beta, o))(o.job);
  const log = -residual(problem, fitted.beta, row) - (near?.log ?? 0);
  return { observation: o, log, grade: near?.trusted ? 'cell' : gradeOf(evidence, o.place).grade, regime };
}
