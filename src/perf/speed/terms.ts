import type { ParameterId } from './parameters.ts';

/** What limits a machine, as the estimate reports it. */
export type Bound = 'bandwidth' | 'compute' | 'overhead' | 'link' | 'host';

/** Powers of known ratios that terms may carry: their logarithms are the covariates, and the years of software age. */
export type Power =
  | 'tensor_loss'
  | 'tensor_matmul_loss'
  | 'pipeline_use'
  | 'precision_gain'
  | 'vector_share'
  | 'cache_age'
  | 'attention_age'
  | 'cache_format';
/** ln(ratio) per power, in the sign that multiplies the exponent parameter; years for the two ages. */
export type Covariates = Readonly<Record<Power, number>>;

/**
 * Pairs of activities that a chip does at the same time: reading weights and unpacking them, reading caches and scoring
 * them, streaming weights and multiplying them. The pair takes little longer than the slower of the two.
 */
const OVERLAPS = ['weights', 'cache', 'batch'] as const;
type Overlap = (typeof OVERLAPS)[number];

/** Sharpness of the overlap: (a^p + b^p)^(1/p); 1 would be no overlap, infinity a perfect one (assumption). */
export const OVERLAP_POWER = 4;

/** Seconds of two overlapping activities: OVERLAP_POWER written out, because every estimate calls it several times. */
export function overlapped(a: number, b: number): number {
  if (a === 0 || b === 0) return a + b;
  const a2 = a * a;
  const b2 = b * b;
  return Math.sqrt(Math.sqrt(a2 * a2 + b2 * b2));
}

/** One part of a time: which parameters multiply it and what it means when it is the largest. */
export interface Term {
  readonly id: string;
  readonly binds: Bound;
  readonly factors: readonly ParameterId[];
  readonly powers: readonly Power[];
  /** What it overlaps with: terms that move bytes against terms that compute. */
  readonly overlap?: Overlap;
}

/** Sums that a time is made of: the plain one, and two sides of every overlapping pair. */
export const LANES = 1 + 2 * OVERLAPS.length;

/** Seconds of all lanes together. */
export function lanesTogether(lanes: Float64Array): number {
  let seconds = lanes[0] as number;
  for (let l = 1; l < LANES; l += 2) seconds += overlapped(lanes[l] as number, lanes[l + 1] as number);
  return seconds;
}

/** Where a term's seconds are added up: 0 plain, else the bytes or the arithmetic side of its pair. */
export function laneOf(term: Term): number {
  if (!term.overlap) return 0;
  return 1 + 2 * OVERLAPS.indexOf(term.overlap) + (term.binds === 'compute' ? 1 : 0);
}
