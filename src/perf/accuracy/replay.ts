import type { Observation } from '../calibration/observation.ts';
import { replayRate } from '../calibration/replay.ts';
import type { Calibration } from '../speed/fitted-values.ts';
import { type ByGroup, byGroup } from './evaluate.ts';
import type { JudgedRow } from './metrics.ts';

/**
 * The product's own estimate of a measured row, without stored cells, carried to the age of the row's software. Null
 * where the product says unknown.
 */
export function replay(o: Observation, calibration: Calibration): JudgedRow | null {
  const { tok_s } = o.measurement;
  const estimate = replayRate(o, calibration);
  return (
    estimate && {
      log: Math.log(estimate.value / tok_s),
      inside: tok_s >= estimate.low && tok_s <= estimate.high,
    }
  );
}

/** All rows at the committed calibration: quick, and it moves when the code or the data under it moves. */
export function replayAll(rows: readonly Observation[], calibration: Calibration): ByGroup {
  return byGroup(
    rows.flatMap((o) => {
      const judged = replay(o, calibration);
      return judged ? [[o, judged] as const] : [];
    }),
  );
}
