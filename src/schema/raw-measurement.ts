import { z } from 'zod';
import type { Gib, TokensPerSecond, Watts } from '../units/units.ts';
import { count, inUnit, nonNegative, positive, text } from './primitives.ts';
import { PHASES } from './vocabulary.ts';

/**
 * A measured speed as a source prints it: the header of the files that `advise evaluate speeds` and the importer read.
 * Names are still names. `tok_s` is the total over all requests; `memory_gib` is per device.
 */
export const rawMeasurementSchema = z.object({
  device: text,
  device_count: count.min(1).default(1),
  memory_gib: inUnit<Gib>(positive).optional(),
  os: z.string().default(''),
  engine: z.string().default(''),
  engine_version: z.string().default(''),
  backend: z.string().default(''),
  model: text,
  quant: z.string().default(''),
  weights_gib: inUnit<Gib>(positive).optional(),
  phase: z.enum(PHASES),
  /** prefill: prompt size; decode: generated tokens. */
  tokens: count.optional(),
  /** Tokens in the cache before this phase starts. */
  depth: count.default(0),
  /** Absent: not known. */
  concurrency: positive.optional(),
  tok_s: inUnit<TokensPerSecond>(positive),
  stddev: nonNegative.optional(),
  power_w: inUnit<Watts>(nonNegative).optional(),
  split: z.string().default(''),
  source: z.string().default(''),
  /** Day, month or year of the run, or empty. */
  source_date: z.string().default(''),
  notes: z.string().default(''),
});
export type RawMeasurement = z.infer<typeof rawMeasurementSchema>;
