import { z } from 'zod';
import type { Gb, Seconds, TokensPerSecond, Usd, Watts } from '../units/units.ts';
import { estimateIn } from './estimate-schema.ts';
import { inUnit } from './primitives.ts';
import { BACKENDS, ENGINES, OPERATING_SYSTEMS } from './vocabulary.ts';

/** Another machine of the same system reads the prompt and hands its cache over. */
export const prefillBySchema = z.strictObject({
  name: z.string(),
  os: z.enum(OPERATING_SYSTEMS),
  engine: z.enum(ENGINES),
  backend: z.enum(BACKENDS),
  quant: z.string(),
  /** Cache that crosses the link for one prompt, decimal GB, and the seconds that takes. */
  cache_gb: inUnit<Gb>(z.number()),
  transfer_s: inUnit<Seconds>(z.number()),
  /** What of the transfer the reading of later layers does not hide. */
  exposed_s: inUnit<Seconds>(z.number()),
});

/** From sending a prompt to the end of its answer. */
export const answerTimeSchema = z.strictObject({
  output_tokens: z.number(),
  seconds: estimateIn<Seconds>(),
  /** First token when nothing of the prompt is in the cache. */
  ttft_cold_s: inUnit<Seconds>(z.number()).nullable(),
  /** Steps of a task of an agent, and how long all of them take; null where the workload is not done in steps. */
  turns: z.number().nullable(),
  task_s: inUnit<Seconds>(z.number()).nullable(),
  /** With the stated context full and none of it cached, where that is far more than the usual prompt; absent elsewhere. */
  filled: z
    .strictObject({
      context: z.number(),
      ttft_s: inUnit<Seconds>(z.number()),
      decode_tok_s: inUnit<TokensPerSecond>(z.number()),
    })
    .optional(),
});

/** One machine under more and more users, all active all the time, per engine. */
export const servingSchema = z.strictObject({
  /** The workload's own limits: mean wait for the first token, and the rate at which people still read along. */
  target: z.strictObject({
    ttft_s: inUnit<Seconds>(z.number()),
    decode_tok_s: inUnit<TokensPerSecond>(z.number()),
  }),
  engines: z.array(
    z.strictObject({
      engine: z.enum(ENGINES),
      backend: z.enum(BACKENDS),
      quant: z.string(),
      /** Servers side by side, each with the whole model; absent where it is one. */
      copies: z.number().optional(),
      points: z.array(
        z.strictObject({
          users: z.number(),
          /** For each user, other people's prompts in between. */
          decode_tok_s: inUnit<TokensPerSecond>(z.number()),
          total_tok_s: inUnit<TokensPerSecond>(z.number()),
          requests_per_s: z.number(),
          ttft_s: inUnit<Seconds>(z.number()),
          /** The last one's, when all send at the same moment. */
          rush_ttft_s: inUnit<Seconds>(z.number()),
          answer_s: inUnit<Seconds>(z.number()),
        }),
      ),
      /** Users up to which both limits hold and the caches fit; `breaks` says what gives way after them. */
      most_users: z.number(),
      breaks: z.enum(['first token', 'decode', 'memory']).nullable(),
    }),
  ),
});

/** Work that nobody waits for, with the streams of the need busy all the time. */
export const batchSchema = z.strictObject({
  documents_per_hour: z.number(),
  /** Prompt and answer tokens together. */
  tokens_per_hour: z.number(),
  /** Machine and electricity while it runs day and night for the years it is kept; null without a price or power. */
  usd_per_mtok: z.number().nullable(),
});

export const ownershipSchema = z.strictObject({
  years: z.number(),
  price_usd: inUnit<Usd>(z.number()),
  resale_usd: inUnit<Usd>(z.number()),
  /** What resale is counted from, where that is less than the price: what it, or its parts, were first listed at. */
  resale_base_usd: inUnit<Usd>(z.number()).optional(),
  electricity_usd_per_year: z.number().nullable(),
  /** What the electricity is counted with, at the wall; absent where it is unknown. */
  load_w: inUnit<Watts>(z.number()).optional(),
  /** Nobody stated the draw at work: it is what machines of the kind take of their most. */
  load_assumed: z.literal(true).optional(),
  idle_w: inUnit<Watts>(z.number()).optional(),
  load_hours_per_day: z.number(),
  on_hours_per_day: z.number(),
  /** False where nobody measured the idle draw: only load is counted then. */
  idle_counted: z.boolean(),
  /** The electricity holds the idle draw of some parts only: that of the others is unknown. */
  idle_in_part: z.literal(true).optional(),
  usd_per_year: z.number(),
  /** Read and written; null where the work is not counted in tokens. */
  tokens_per_day: z.number().nullable(),
  usd_per_mtok: z.number().nullable(),
  /** Of a training run, an image or a clip, where the buyer said how often one is wanted. */
  usd_per_job: z.number().optional(),
});
export type Ownership = z.infer<typeof ownershipSchema>;
