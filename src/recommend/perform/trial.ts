import type { TextRates } from '../../perf/speed/estimate-text.ts';
import type { Fit, Performance } from '../../schema/document.ts';
import type { TextModel } from '../../schema/model.ts';
import type { Quant } from '../../schema/quant.ts';
import type { TokensPerSecond } from '../../units/units.ts';
import type { Setup } from '../setups.ts';
import type { TextMemory } from './memory.ts';
import type { Usable } from './usefulness.ts';

/** One model at one format on one setup, with what it needs and how fast it is. */
export interface Trial {
  readonly setup: Setup;
  readonly model: TextModel;
  readonly quant: Quant;
  readonly fit: Fit;
  readonly memory: TextMemory;
  /** Null where a device is unknown. */
  readonly rates: TextRates | null;
  readonly prefill_by: Performance['prefill_by'] | null;
  readonly quality: number | null;
  /** What its usefulness is judged by: between models, and between ways to run this one. */
  readonly usable: Usable;
  readonly usefulness: number;
}

const GRADE = { comfortable: 5, tight: 4, offload: 3, spoilt: 2, crawls: 1 } as const;
export const BEST_GRADE = GRADE.comfortable;
const STATUS_SHARE = { comfortable: 0.3, tight: 0.2, offload: 0.1, no: 0 } as const;

/**
 * How good a way to run a named model this is: its format comes first, since a model at two bits is another model than
 * the one that was named; then where it lies. `sound`: the format keeps the model what it is, or was asked for by name.
 */
export function gradeOf(
  status: Fit['status'],
  decode_tok_s: TokensPerSecond | null,
  sound: boolean,
  min_decode_tok_s: TokensPerSecond,
): number {
  if (!sound) return GRADE.spoilt + STATUS_SHARE[status];
  if (status !== 'offload') return status === 'comfortable' ? GRADE.comfortable : GRADE.tight;
  return (decode_tok_s ?? 0) >= min_decode_tok_s ? GRADE.offload : GRADE.crawls;
}
