import { z } from 'zod';
import type { Mib } from '../units/units.ts';
import { count, inUnit, nonNegative, text } from './primitives.ts';

/** What an engine allocated beside the weights, as its log prints it: the header that `advise evaluate memory` reads. */
export const rawAllocationSchema = z.object({
  model: text,
  /** Tokens of the context that was made, all sequences together; one sequence. */
  ctx: count.min(1),
  flash_attention: z.int().min(0).max(1),
  kv_type: text,
  /** Tokens per prefill micro-batch. */
  ubatch: count.min(1),
  kv_mib: inUnit<Mib>(nonNegative).optional(),
  compute_mib: inUnit<Mib>(nonNegative).optional(),
  output_mib: inUnit<Mib>(nonNegative).optional(),
});
export type RawAllocation = z.infer<typeof rawAllocationSchema>;
