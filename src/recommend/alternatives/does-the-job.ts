import type { Catalog } from '../../schema/catalog.ts';
import type { Performance, WorkloadNeed } from '../../schema/document.ts';
import { constant } from '../../scoring/model.ts';
import type { Evaluated } from '../evaluated.ts';
import { jobTime } from '../main-figure.ts';

/** Whether each named model runs in the format asked for, or in one that loses no more quality than people accept. */
export const isSound = (e: Evaluated, needs: readonly WorkloadNeed[], catalog: Catalog): boolean =>
  e.outcomes.every(
    (o, i) =>
      o.model_open ||
      needs[i]?.quant != null ||
      (o.quality_loss ?? 0) <= constant(catalog.scoring, 'acceptable_quality_loss'),
  );

/** `usable`: what the workload asks of a machine one would buy. `readable`: fast enough to keep what one has. */
type Floor = 'usable' | 'readable';

/**
 * Every need is met: it fits, and is no slower than the floor. A card may be kept although experts lie in main memory,
 * if that is fast; merely readable is then not enough.
 */
export function doesTheJob({ outcomes }: Evaluated, { workloads, scoring }: Catalog, floor: Floor): boolean {
  return outcomes.every(({ failure, performance }) => {
    const { fit, speed, workload } = performance;
    if (failure || fit?.status === 'no') return false;
    if (!speed) return isBearable(performance, scoring, floor);
    if (!speed.decode_tok_s) return false;
    const { model_choice: choice, decode_counts } = workloads[workload];
    if (!choice) return true;
    const [rate, wait] = [choice.min_decode_tok_s.value, choice.max_ttft_s.value];
    const readable = floor === 'readable' && fit?.status !== 'offload';
    const slowest = readable ? Math.min(rate, constant(scoring, 'own_floor_decode_tok_s')) : rate;
    const longest = readable ? wait * constant(scoring, 'own_patience') : wait;
    // Where all streams count together, those kept busy at once may each be slower than one alone.
    const streams = readable && decode_counts === 'together' ? speed.at.users : 1;
    const decode = speed.decode_tok_s.value * streams;
    return decode >= slowest && (speed.ttft_s === null || speed.ttft_s.value <= longest);
  });
}

/** A job takes no longer than the poor end of its curve; owners wait `own_patience` times as long. */
function isBearable(work: Performance, scoring: Catalog['scoring'], floor: Floor): boolean {
  const time = jobTime(work);
  const longest = scoring.criteria.speed.curves[work.workload]?.poor.at ?? Number.POSITIVE_INFINITY;
  const patience = floor === 'readable' ? constant(scoring, 'own_patience') : 1;
  return time !== null && time.value <= longest * patience;
}
