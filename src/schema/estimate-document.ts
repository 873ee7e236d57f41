import { z } from 'zod';
import type { Seconds, TokensPerSecond } from '../units/units.ts';
import { assumptionSchema } from './document.ts';
import { estimateIn } from './estimate-schema.ts';
import { fitSchema } from './fit.ts';
import { prefillBySchema } from './outlook.ts';
import { inUnit } from './primitives.ts';
import { BACKENDS, ENGINES, OPERATING_SYSTEMS, SPLITS } from './vocabulary.ts';

/**
 * Where the time of one step (decode) or of the whole prompt (prefill) goes, longest first. Terms are told as if each
 * ran alone; a chip does some of them at once, so they may add up to more than `seconds`. `share` is of their sum.
 */
const breakdownSchema = z.strictObject({
  seconds: inUnit<Seconds>(z.number()),
  bound_by: z.string(),
  terms: z.array(
    z.strictObject({
      id: z.string(),
      binds: z.string(),
      seconds: inUnit<Seconds>(z.number()),
      share: z.number(),
    }),
  ),
});
export type Breakdown = z.infer<typeof breakdownSchema>;

/** `advise estimate`: one model on one machine. Unknown is null with a line in `unknown`. */
export const estimateDocumentSchema = z.strictObject({
  schema_version: z.literal(1),
  kind: z.literal('estimate'),
  catalog: z.strictObject({ date: z.string(), digest: z.string() }),
  on: z.strictObject({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['system', 'device']),
    devices: z.array(z.strictObject({ id: z.string(), name: z.string(), count: z.number() })),
    nodes: z.number(),
  }),
  model: z.strictObject({ id: z.string(), name: z.string(), quant: z.string() }),
  engine: z.enum(ENGINES),
  backend: z.enum(BACKENDS),
  os: z.enum(OPERATING_SYSTEMS),
  split: z.enum(SPLITS),
  at: z.strictObject({ depth: z.number(), prompt_tokens: z.number(), users: z.number() }),
  /** `context` is what the cache is made for: depth, prompt and a short answer, for every user. */
  footprint: fitSchema.extend({ context: z.number() }),
  /** For each user. */
  decode_tok_s: estimateIn<TokensPerSecond>().nullable(),
  /** Over all users. */
  prefill_tok_s: estimateIn<TokensPerSecond>().nullable(),
  ttft_s: estimateIn<Seconds>().nullable(),
  breakdown: z.strictObject({
    decode: breakdownSchema.nullable(),
    prefill: breakdownSchema.nullable(),
  }),
  /** Another machine of the system reads the prompt; the breakdown of the prompt is that machine's. */
  prefill_by: prefillBySchema.optional(),
  /** Stored measurements of the same cell were left out. */
  model_only: z.boolean(),
  assumptions: z.array(assumptionSchema),
  unknown: z.array(z.string()),
});
export type EstimateDocument = z.infer<typeof estimateDocumentSchema>;
