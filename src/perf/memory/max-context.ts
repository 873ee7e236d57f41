import type { Bytes } from '../../units/units.ts';
import { CELL_STEP } from './cache-cells.ts';
import { footprint, type MemoryLoad, type MemoryPlan } from './footprint.ts';

/** Where a model states no limit: no published model goes further. Tokens. */
const LONGEST_CONTEXT = 10_485_760;

/**
 * The longest context, in steps of 256 tokens, whose footprint stays within `usable` bytes; at most what the model was
 * made for. 0 when not even the shortest fits. `aside`: bytes of the weights that lie elsewhere.
 */
export function maxContext(
  plan: MemoryPlan,
  usable: Bytes,
  load: Omit<MemoryLoad, 'context'>,
  aside: Bytes,
): number {
  const limit = plan.model.architecture?.max_context ?? LONGEST_CONTEXT;
  const fits = (context: number): boolean => footprint(plan, { ...load, context }).total - aside <= usable;
  if (!fits(Math.min(CELL_STEP, limit))) return 0;
  if (fits(limit)) return limit;
  let low = 1;
  let high = Math.ceil(limit / CELL_STEP);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (fits(middle * CELL_STEP)) low = middle;
    else high = middle;
  }
  return low * CELL_STEP;
}
