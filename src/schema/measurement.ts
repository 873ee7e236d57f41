import { z } from 'zod';
import type { Gib, TokensPerSecond } from '../units/units.ts';
import { count, dateSchema, idSchema, inUnit, nonNegative, positive } from './primitives.ts';
import { BACKENDS, ENGINES, OFFLOADS, PHASES, SPLITS } from './vocabulary.ts';

/**
 * One curated speed cell: a row of `data/measurements/*.csv`. Names are resolved to ids when imported; rows that must
 * not teach the model (speculative, spilled, averaged, ...) stay out of these files and are counted in the import report.
 */
export const measurementSchema = z.strictObject({
  device: idSchema,
  count: count.min(1),
  /** Machines joined (a DGX Spark pair is nodes 2, count 2). */
  nodes: count.min(1),
  engine: z.enum(ENGINES),
  engine_version: z.string(),
  backend: z.enum(BACKENDS),
  model: idSchema,
  quant: z.string(),
  weights_gib: inUnit<Gib>(positive).optional(),
  phase: z.enum(PHASES),
  /** prefill: prompt size. decode: tokens generated, absent where the source does not print them. */
  tokens: count.optional(),
  depth: count,
  concurrency: count.min(1),
  tok_s: inUnit<TokensPerSecond>(positive),
  /** Repeats behind this cell. */
  n: count.min(1),
  split: z.enum(SPLITS),
  date: dateSchema,
  source: idSchema,
  ref: z.string(),
  note: z.string(),
  stddev: nonNegative.optional(),
  /** Weights in host memory, and the CPU that held them where known. Absent: none. */
  offload: z.enum(OFFLOADS).optional(),
  host: idSchema.optional(),
  /** Share of the routed experts that lay in host memory. Absent: all of them, or not said. */
  offload_share: positive.max(1).optional(),
});
export type Measurement = z.infer<typeof measurementSchema>;
