import { z } from 'zod';
import { nonNegative, positive, sourceIds, text } from './primitives.ts';
import { ENGINES, QUANT_CLASSES } from './vocabulary.ts';

/** Bits per weight of one tensor type: block_bytes * 8 / block_weights. */
export const tensorTypeSchema = z.strictObject({ block_weights: positive, block_bytes: positive });

/**
 * A weight format as people name it. `mixture` names the tensor type of each role; a role that is absent takes
 * `default`. Roles: embedding, output, attn_q, attn_k, attn_v, attn_out, ffn_up, ffn_gate, ffn_down, expert, shared.
 * `more_bits`: llama.cpp raises some tensors in part of the layers; share is the fraction of layers raised.
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
      more_bits: z
        .array(z.strictObject({ role: text, type: text, share: z.number().min(0).max(1) }))
        .default([]),
    })
    .optional(),
  /** Loss against 16 bit on the common quality scale (Elo-like points), from published KLD/perplexity. */
  quality_loss: nonNegative,
  quality_loss_uncertainty: nonNegative.default(5),
  /** Activation arithmetic: the precision prefill runs at when hardware has it. */
  compute: z.enum(['fp16', 'bf16', 'fp8', 'int8', 'fp4']).default('fp16'),
  note: text.optional(),
  sources: sourceIds,
});
export type QuantProfile = z.infer<typeof quantSchema>;
export type Quant = QuantProfile & { id: string };
export type TensorType = z.infer<typeof tensorTypeSchema>;
export const quantsFileSchema = z.strictObject({
  tensor_types: z.record(z.string(), tensorTypeSchema),
  quants: z.record(z.string(), quantSchema),
});
