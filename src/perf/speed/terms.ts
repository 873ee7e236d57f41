import type { ParameterId } from './parameters.ts';

/** What limits a machine, as the estimate reports it. */
export const BOUNDS = ['bandwidth', 'compute', 'overhead', 'link', 'host'] as const;
export type Bound = (typeof BOUNDS)[number];

/** Powers of known ratios that terms may carry; their logarithms are the covariates. */
export const POWERS = [
  'tensor_loss',
  'tensor_matmul_loss',
  'pipeline_use',
  'precision_gain',
  'vector_share',
] as const;
export type Power = (typeof POWERS)[number];
/** ln(ratio) per power, in the sign that multiplies the exponent parameter. */
export type Covariates = Readonly<Record<Power, number>>;

/** One part of a time: which parameters multiply it and what it means when it is the largest. */
export interface Term {
  readonly id: string;
  readonly binds: Bound;
  readonly factors: readonly ParameterId[];
  readonly powers: readonly Power[];
}
