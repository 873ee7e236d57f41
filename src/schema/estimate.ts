import type { Basis } from './vocabulary.ts';

/** A figure with its uncertainty. low..high is an 80 % interval. Unknown is `null` in the field that would hold this. */
export interface Estimate<Quantity extends number = number> {
  readonly low: Quantity;
  readonly value: Quantity;
  readonly high: Quantity;
  readonly unit: string;
  readonly basis: Basis;
  /** Source ids or `calibration:<parameter group>` of the nearest evidence. */
  readonly evidence: readonly string[];
  /** Which term binds: bandwidth, compute, overhead, link, host. */
  readonly bound_by: string;
}
