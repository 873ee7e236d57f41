import { z } from 'zod';
import type { TokensPerSecond } from '../units/units.ts';
import { estimateIn } from './estimate-schema.ts';
import { inUnit } from './primitives.ts';
import { BACKENDS, PHASES } from './vocabulary.ts';

const STANDINGS = ['as_expected', 'slow', 'fast'] as const;

/** What may lie behind a difference, and the figures that speak for it. */
const CAUSES = [
  /** The run itself says so: a setting that costs speed. */
  'flash_attention_off',
  'small_micro_batch',
  'quantised_cache',
  'other_backend',
  'old_build',
  'uneven_runs',
  /** Prompts are read at the speed of arithmetic, which a power limit caps first. */
  'power_limit',
  /** Tokens are generated at the speed of memory. */
  'memory_speed',
  'grows_with_depth',
  'link_between_devices',
  /** Faster than our range. */
  'newer_software',
] as const;

const standingSchema = z.strictObject({
  phase: z.enum(PHASES),
  n: z.number(),
  /** Median of measured over expected. */
  ratio: z.number(),
  /** Where eight of ten machines of this kind lie, in the same terms. */
  low: z.number(),
  high: z.number(),
  standing: z.enum(STANDINGS),
});
export type Standing = z.infer<typeof standingSchema>;

const causeSchema = z.strictObject({
  code: z.enum(CAUSES),
  /** The run shows it; otherwise it is worth a look. */
  certain: z.boolean(),
  args: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Cause = z.infer<typeof causeSchema>;

/** `advise measure FILE`: one's own run beside what we expect of such a machine, and the overlay made of it. */
export const measureSchema = z.strictObject({
  schema_version: z.literal(1),
  kind: z.literal('measure'),
  as_of: z.string(),
  file: z.string(),
  machines: z.array(z.strictObject({ id: z.string(), name: z.string(), count: z.number() })),
  phases: z.array(standingSchema),
  causes: z.array(causeSchema),
  rows: z.array(
    z.strictObject({
      model: z.string(),
      quant: z.string(),
      backend: z.enum(BACKENDS).nullable(),
      phase: z.enum(PHASES),
      tokens: z.number().nullable(),
      depth: z.number(),
      measured_tok_s: inUnit<TokensPerSecond>(z.number()),
      expected_tok_s: estimateIn<TokensPerSecond>().nullable(),
      ratio: z.number().nullable(),
      /** Why the row has no expectation; null when it has one. */
      skipped: z.string().nullable(),
      /** The row is in the overlay. */
      kept: z.boolean(),
    }),
  ),
  /** A measurements file for a folder given with --data. */
  overlay: z.strictObject({ rows: z.number(), csv: z.string() }),
});
export type MeasureDocument = z.infer<typeof measureSchema>;
