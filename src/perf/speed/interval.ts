import type { Estimate } from '../../schema/estimate.ts';
import type { Basis, Phase } from '../../schema/vocabulary.ts';
import type { Named } from '../../units/units.ts';
import { GRADES, type Grade, intervalKeys, type Regime } from './evidence.ts';
import type { Calibration, IntervalRow } from './fitted-values.ts';
import type { ModelShape } from './shape.ts';

/** With nothing fitted at all: as wide as rates of unknown setups differ (assumption). */
const WIDEST: IntervalRow = { low: 0.5, high: 1.6, rows: 0 };

/** Measured over predicted rate at the ends of the 80 % interval, from the nearest group that has enough rows. */
export function intervalFor(
  calibration: Calibration,
  phase: Phase,
  grade: Grade,
  regime: Regime,
  shape: ModelShape,
): IntervalRow {
  const table = calibration.intervals[phase];
  const from = GRADES.slice(GRADES.indexOf(grade)).map((g) => intervalKeys(g, regime, shape));
  // The same kind of job on farther evidence says more than other jobs on the same evidence.
  for (const keys of [...from.map((k) => k.slice(0, -1)), ...from]) {
    for (const key of keys) {
      const row = table[key];
      if (row) return row;
    }
  }
  return WIDEST;
}

const BASIS_OF: Readonly<Record<Grade, Basis>> = {
  cell: 'measured',
  'machine-several': 'calibrated',
  'machine-one': 'calibrated',
  device: 'modelled',
  family: 'modelled',
  class: 'modelled',
};

/** What an estimate rests on: how near the nearest measurement is, and whose it is. */
export interface Ground {
  readonly grade: Grade;
  readonly evidence: readonly string[];
}

/** An estimate around a value. The interval always holds the value, also where residuals are lopsided. */
export function estimateAround<U extends keyof Named>(
  value: Named[U],
  unit: U,
  interval: Pick<IntervalRow, 'low' | 'high'>,
  { grade, evidence }: Ground,
  boundBy: string,
): Estimate<Named[U]> {
  return {
    low: value * Math.min(1, interval.low),
    value,
    high: value * Math.max(1, interval.high),
    unit,
    basis: BASIS_OF[grade],
    evidence,
    bound_by: boundBy,
  };
}
