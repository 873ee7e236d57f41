import type { TextRates } from '../../perf/speed/estimate-text.ts';
import type { Fit, Performance } from '../../schema/document.ts';
import type { TextModel } from '../../schema/model.ts';
import type { Quant } from '../../schema/quant.ts';
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
