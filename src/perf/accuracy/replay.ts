import type { Observation } from '../calibration/observation.ts';
import type { Calibration } from '../speed/calibration.ts';
import { estimateText } from '../speed/estimate-text.ts';
import { placeFactors } from '../speed/place-factors.ts';
import { ageingAt } from '../speed/software-age.ts';
import { type ByGroup, byGroup } from './evaluate.ts';
import type { Judged } from './metrics.ts';

/**
 * The product's own estimate of a measured row, without stored cells, carried to the age of the row's software. Null
 * where the product says unknown.
 */
export function replay(o: Observation, calibration: Calibration): Judged | null {
  const { phase, date, tok_s } = o.measurement;
  const speed = estimateText(o.job, o.machine, calibration);
  const estimate = phase === 'decode' ? speed.throughput_tok_s : speed.prefill_tok_s;
  if (!estimate) return null;
  const { age, youth } = ageingAt(o.machine.device, date, calibration.reference_date);
  const slow = placeFactors(calibration, o.job, o.machine).ageing[phase];
  const then = Math.exp(-(age * slow.age + youth * slow.youth));
  return {
    log: Math.log((estimate.value * then) / tok_s),
    inside: tok_s >= estimate.low * then && tok_s <= estimate.high * then,
  };
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
