import { z } from 'zod';
import type { Bytes } from '../units/units.ts';
import { inUnit, nonNegative, positive, sourceIds, text } from './primitives.ts';
import { ENGINES, LAYER_SPANS, MIXTURE_CONDITIONS, QUANT_CLASSES } from './vocabulary.ts';

/**
 * Bits per weight of one tensor type: block_bytes * 8 / block_weights. `fallback` is the type that takes over where a
 * row width does not divide by the block (llama.cpp); a type without one fits every row.
 */
const tensorTypeSchema = z.strictObject({
  block_weights: positive,
  block_bytes: inUnit<Bytes>(positive),
  fallback: text.optional(),
});

/**
 * A weight format as people name it. `mixture` names the tensor type of each role; a role that is absent takes
 * `default`. Roles: embedding, output, attn_q, attn_k, attn_v, attn_qkv, attn_out, delta_qkv, delta, linear, ffn_up,
 * ffn_gate, ffn_down, expert, shared, router, norm. Routed and shared experts also answer to the ffn roles, as in
 * llama.cpp; every projection of attention and linear layers answers to `attention`.
 * `raises`: llama.cpp gives some tensors another type in part of the layers or for some model shapes; the last rule
 * that matches wins.
 */
export const quantSchema = z.strictObject({
  name: text,
  class: z.enum(QUANT_CLASSES),
  aliases: z.array(text).default([]),
  engines: z.array(z.enum(ENGINES)).min(1),
  /** Whole-file bits per weight of a large dense model; the fallback when there is neither mixture nor published size. */
  bits_per_weight: positive,
  mixture: z
    .strictObject({
      default: text,
      roles: z.record(z.string(), text).default({}),
      raises: z
        .array(
          z.strictObject({
            role: text,
            type: text,
            layers: z.enum(LAYER_SPANS).optional(),
            when: z.enum(MIXTURE_CONDITIONS).optional(),
            /** Only where the type chosen so far is this one. */
            from: text.optional(),
          }),
        )
        .default([]),
    })
    .optional(),
  /**
   * Of a model whose experts were trained in four bits, publishers of this format keep those as they are: the type that
   * everything else has then.
   */
  around_native_experts: text.optional(),
  /** Loss against 16 bit on the common quality scale (Elo-like points), from published KLD/perplexity. */
  quality_loss: nonNegative,
  quality_loss_uncertainty: nonNegative.default(5),
  /** Activation arithmetic: the precision prefill runs at when hardware has it. */
  compute: z.enum(['fp16', 'bf16', 'fp8', 'int8', 'fp4']).default('fp16'),
  note: text.optional(),
  sources: sourceIds,
});
export type Quant = z.infer<typeof quantSchema> & { id: string };
export type Mixture = NonNullable<Quant['mixture']>;
export type TensorType = z.infer<typeof tensorTypeSchema>;
export const quantsFileSchema = z.strictObject({
  tensor_types: z.record(z.string(), tensorTypeSchema),
  quants: z.record(z.string(), quantSchema),
});
