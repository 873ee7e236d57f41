import type { Estimate } from '../../schema/estimate.ts';
import type { Standing } from '../../schema/measure.ts';
import type { Phase } from '../../schema/vocabulary.ts';
import { median } from '../../units/statistics.ts';
import type { Observation } from '../calibration/observation.ts';

/** A measured row and what the product expects of it; both in tokens per second. */
export interface Compared {
  readonly observed: Observation;
  readonly measured: number;
  readonly expected: Estimate;
  /** Standard deviation of the repeats over their mean; null when not printed. */
  readonly spread: number | null;
}

export const ratioOf = ({ measured, expected }: Compared): number => measured / expected.value;

/** How a machine stands in each phase: the median over the rows, against the middle of their ranges. */
export function standings(rows: readonly Compared[]): Standing[] {
  return (['decode', 'prefill'] as const).flatMap((phase) => {
    const of = rows.filter((r) => r.observed.measurement.phase === phase);
    return of.length === 0 ? [] : [standingOf(phase, of)];
  });
}

function standingOf(phase: Phase, rows: readonly Compared[]): Standing {
  const ratio = median(rows.map(ratioOf));
  const low = median(rows.map(({ expected }) => expected.low / expected.value));
  const high = median(rows.map(({ expected }) => expected.high / expected.value));
  return {
    phase,
    n: rows.length,
    ratio,
    low,
    high,
    standing: ratio < low ? 'slow' : ratio > high ? 'fast' : 'as_expected',
  };
}
