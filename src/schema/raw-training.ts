import { z } from 'zod';
import type { Gib, TokensPerSecond, Watts } from '../units/units.ts';
import { count, inUnit, nonNegative, positive, text } from './primitives.ts';

/** A training run as a source prints it: the header that `advise evaluate finetune` reads. Names are still names. */
export const rawTrainingSchema = z.object({
  device: text,
  device_count: count.min(1).optional(),
  /** Per device. */
  memory_gib: inUnit<Gib>(positive).optional(),
  os: z.string().default(''),
  engine: z.string(),
  backend: z.string().default(''),
  model: text,
  method: z.string(),
  precision: z.string(),
  seq_len: positive.optional(),
  batch: positive.optional(),
  grad_accum: positive.optional(),
  lora_rank: nonNegative.optional(),
  tokens_per_s: inUnit<TokensPerSecond>(positive).optional(),
  samples_per_s: positive.optional(),
  total_minutes: positive.optional(),
  dataset: z.string().default(''),
  peak_memory_gib: inUnit<Gib>(positive).optional(),
  power_w: inUnit<Watts>(nonNegative).optional(),
  source: z.string().default(''),
  source_date: z.string().default(''),
  notes: z.string().default(''),
});
export type RawTraining = z.infer<typeof rawTrainingSchema>;
