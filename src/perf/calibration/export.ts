import { byKey } from '../../units/order.ts';
import { EVIDENCE_LEVELS, type Evidence, evidenceKey } from '../speed/evidence.ts';
import type { Calibration, FittedValue } from '../speed/fitted-values.ts';
import { LEVELS, type Level } from '../speed/levels.ts';
import { PARAMETER_IDS, PARAMETERS, type ParameterId } from '../speed/parameters.ts';
import type { Fitted, Problem } from './fit.ts';
import type { Observation } from './observation.ts';

type Values = Partial<Record<Level, Record<string, FittedValue>>>;
type Parameters = Partial<Record<ParameterId, Values>>;

/** Deviations from the level above that are smaller than this change nothing anybody could measure (assumption). */
const LEAST_DEVIATION = 0.004;

/** Rows that touch each column. */
function rowsPerColumn(problem: Problem): Int32Array {
  const { design, columns, observations } = problem;
  const rows = new Int32Array(columns.length);
  const seen = new Int32Array(columns.length).fill(-1);
  const touch = (column: number, row: number) => {
    if (seen[column] === row) return;
    seen[column] = row;
    rows[column] = (rows[column] ?? 0) + 1;
  };
  for (let row = 0; row < observations.length; row++) {
    const from = design.entryStart[design.termStart[row] ?? 0] ?? 0;
    const to = design.entryStart[design.termStart[row + 1] ?? 0] ?? 0;
    for (let e = from; e < to; e++) touch(design.entryColumn[e] ?? 0, row);
    for (let o = design.outerStart[row] ?? 0; o < (design.outerStart[row + 1] ?? 0); o++)
      touch(design.outerColumn[o] ?? 0, row);
  }
  return rows;
}

/** Fitted coefficients as named values, factors as factors, in a fixed order and rounded to four digits. */
export function namedParameters(fits: readonly (readonly [Problem, Fitted])[]): Calibration['parameters'] {
  const found: Parameters = {};
  for (const [problem, { beta }] of fits) {
    const rows = rowsPerColumn(problem);
    problem.columns.forEach(({ parameter, level, key }, c) => {
      if (parameter === 'source' || level === 'source') return;
      const fitted = beta[c] ?? 0;
      if (level !== 'all' && Math.abs(fitted) < LEAST_DEVIATION) return;
      const value = PARAMETERS[parameter].kind === 'factor' ? Math.exp(fitted) : fitted;
      const values: Values = found[parameter] ?? {};
      found[parameter] = values;
      values[level] = { ...values[level], [key]: [Number(value.toPrecision(4)), rows[c] ?? 0] };
    });
  }
  const ordered: Parameters = {};
  for (const id of PARAMETER_IDS) {
    const values: Values = {};
    for (const level of LEVELS) {
      const own = found[id]?.[level];
      if (own) values[level] = Object.fromEntries(Object.entries(own).sort(byKey));
    }
    ordered[id] = values;
  }
  return ordered;
}

/** Independent sources behind every place, from the rows that were learned from. */
export function evidenceOf(observations: Iterable<Observation>): Evidence {
  const sources = new Map<string, Set<string>>();
  for (const o of observations)
    for (const level of EVIDENCE_LEVELS) {
      const key = evidenceKey(level, o.place);
      const known = sources.get(key) ?? new Set();
      sources.set(key, known.add(o.measurement.source));
    }
  return Object.fromEntries([...sources].sort(byKey).map(([key, set]) => [key, set.size]));
}
