import type { Estimate } from '../../schema/estimate.ts';
import type { Pair } from './error-stats.ts';

/** A measured figure beside its estimate, for the groups it counts in; none where either is unknown. */
export function pairOf(
  measured: number | null | undefined,
  estimate: Estimate | null,
  groups: readonly string[],
): { groups: readonly string[]; pair: Pair }[] {
  if (!measured || !estimate) return [];
  const { value: predicted, low, high } = estimate;
  return [{ groups, pair: { measured, predicted, low, high } }];
}
