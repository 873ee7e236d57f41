import type { ParameterId } from './parameters.ts';

/** Bounds on the sum of some parameters at any one place, on their fitted scale. */
interface ParameterLimit {
  readonly parameters: readonly ParameterId[];
  readonly least?: number;
  readonly most?: number;
}

/** Reading two caches takes no less than reading one, however well the kernels batch: ln of the least factor. */
export const LEAST_BATCH_CACHE = Math.log(0.5);

/** The two ways to profit from faster arithmetic together never exceed the arithmetic itself (assumption: five percent short of it). */
export const MOST_ARITHMETIC_GAIN = 0.95;

/**
 * What no fit may claim: that a second device slows reading down, that slower arithmetic helps, that old software was
 * faster. The fit is held to these and the product cuts at them, so that both predict the same.
 */
export const PARAMETER_LIMITS: readonly ParameterLimit[] = [
  { parameters: ['batch_cache'], least: LEAST_BATCH_CACHE },
  { parameters: ['tensor_loss'], least: 0, most: 1 },
  { parameters: ['tensor_matmul_loss'], least: 0, most: 1 },
  { parameters: ['pipeline_use'], least: 0, most: 1 },
  { parameters: ['precision_gain'], least: 0 },
  { parameters: ['vector_share'], least: 0 },
  { parameters: ['precision_gain', 'vector_share'], most: MOST_ARITHMETIC_GAIN },
  { parameters: ['decode_age'], least: 0 },
  { parameters: ['decode_youth'], least: 0 },
  { parameters: ['cache_age'], least: 0 },
  { parameters: ['cache_format'], least: 0 },
  { parameters: ['prefill_age'], least: 0 },
  { parameters: ['attention_age'], least: 0 },
  { parameters: ['prefill_youth'], least: 0 },
];
