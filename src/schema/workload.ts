import { z } from 'zod';
import type { Seconds, TokensPerSecond } from '../units/units.ts';
import { count, inUnit, nonNegative, positive, sourceIds, text } from './primitives.ts';
import { SOFTWARE } from './scoring.ts';
import { FINETUNE_METHODS, USE_TAGS } from './vocabulary.ts';

const sourced = { reason: text, source: z.string().optional() };
/** `data/workloads/<id>.yaml`: what a buyer who says only "chat" or "RAG" most likely means, every default with its reason. */
export const workloadSchema = z.strictObject({
  name: text,
  /** One line for the interview: what this choice means. */
  consequence: text,
  kind: z.enum(['text', 'finetune', 'image', 'video']),
  /** Somebody waits for every answer. */
  interactive: z.boolean(),
  /** The machine stays on day and night for it. */
  always_on: z.boolean(),
  /** Whose tools it takes: the table `software_<this>` of `data/scoring.yaml`. */
  software: z.enum(SOFTWARE),
  /** Whose decode counts: that of each user, or of all requests together. */
  decode_counts: z.enum(['each', 'together']).optional(),
  /** Who reads the answer, for the words about how fast decode feels. */
  reader: z.enum(['person', 'agent']).optional(),
  /** What is told of a machine beyond one answer: the users it bears, or what it does in a day. */
  outlook: z.enum(['serving', 'batch']).optional(),
  defaults: z.strictObject({
    context: z.strictObject({ value: count, ...sourced }).optional(),
    /** A named model for which the assumed context has no room runs with this much: the least that the work can do with. */
    least_context: z.strictObject({ value: count, ...sourced }).optional(),
    prompt_tokens: z.strictObject({ value: count, ...sourced }).optional(),
    cached_share: z.strictObject({ value: z.number().min(0).max(1), ...sourced }).optional(),
    output_tokens: z.strictObject({ value: count, ...sourced }).optional(),
    users: z.strictObject({ value: positive, ...sourced }).optional(),
    turns: z.strictObject({ value: count.min(1), ...sourced }).optional(),
    method: z.strictObject({ value: z.enum(FINETUNE_METHODS), ...sourced }).optional(),
    train_tokens: z.strictObject({ value: count, ...sourced }).optional(),
    sequence_length: z.strictObject({ value: count, ...sourced }).optional(),
    /** Where the assumed length has no room, training is tried with half of it, and so on down to this. */
    least_sequence_length: z.strictObject({ value: count, ...sourced }).optional(),
    model: z.strictObject({ value: text, ...sourced }).optional(),
  }),
  /** When no model is named: tags a candidate model must have, and the slowest decode / longest wait a buyer still calls usable. */
  model_choice: z
    .strictObject({
      any_of_tags: z.array(z.enum(USE_TAGS)).default([]),
      min_decode_tok_s: z.strictObject({ value: inUnit<TokensPerSecond>(nonNegative), ...sourced }),
      max_ttft_s: z.strictObject({ value: inUnit<Seconds>(positive), ...sourced }),
      /** Smaller models count half: they load and run, but do not do this work. Billions of parameters. */
      min_params_b: z.strictObject({ value: positive, ...sourced }).optional(),
      /** Decode beyond this is no reason to take a weaker model. */
      enough_decode_tok_s: z
        .strictObject({ value: inUnit<TokensPerSecond>(positive), ...sourced })
        .optional(),
      /** A first token sooner than this is no reason to take a weaker model. */
      enough_ttft_s: z.strictObject({ value: inUnit<Seconds>(positive), ...sourced }).optional(),
    })
    .optional(),
  /** Nobody waits for any one stream: those that memory has no room for run after the others. */
  streams_queue: z.strictObject({ value: z.literal(true), ...sourced }).optional(),
  sources: sourceIds,
});
export type WorkloadProfile = z.infer<typeof workloadSchema>;
