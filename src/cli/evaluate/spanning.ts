import type { Estimate } from '../../schema/estimate.ts';

/**
 * One estimate where it is open which of several machines ran: from the lowest low to the highest high, its value in
 * the middle of theirs (geometric mean). Machines without an estimate are left out; null where none has one.
 */
export function spanning(estimates: readonly (Estimate | null)[]): Estimate | null {
  const known = estimates.filter((estimate) => estimate !== null);
  const [first, second] = known;
  if (!first || !second) return first ?? null;
  const logs = known.reduce((sum, { value }) => sum + Math.log(value), 0);
  return {
    ...first,
    low: Math.min(...known.map(({ low }) => low)),
    value: Math.exp(logs / known.length),
    high: Math.max(...known.map(({ high }) => high)),
    evidence: [...new Set(known.flatMap(({ evidence }) => evidence))],
  };
}
