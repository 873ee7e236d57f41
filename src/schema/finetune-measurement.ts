import { z } from 'zod';
import type { Gib, TokensPerSecond } from '../units/units.ts';
import { count, dateSchema, idSchema, inUnit, positive } from './primitives.ts';
import { FINETUNE_METHODS, TRAINERS } from './vocabulary.ts';

/**
 * One curated row of `data/measurements-finetune/*.csv`: a training run of a text model. The model's shape is in the
 * row, because many benchmarked models are too old to be in the catalogue.
 */
export const finetuneMeasurementSchema = z.strictObject({
  device: z.string(),
  count: count.min(1),
  /** How several devices share the run: data (a copy each), shard (FSDP, ZeRO-3), pipeline (layers one after another). */
  split: z.enum(['none', 'data', 'shard', 'pipeline']),
  /** eager: transformers and PEFT; compiled: torchtune, Megatron; unsloth: own kernels, inputs of layers kept in host RAM. */
  engine: z.enum(TRAINERS),
  model: z.string(),
  /** Parameters in billions: all of them, and those one token passes through. */
  params_b: positive,
  active_b: positive,
  layers: count.min(1),
  hidden: count.min(1),
  vocab: count.min(1),
  tied: z.boolean(),
  method: z.enum(FINETUNE_METHODS),
  /** Bits per base weight: 16, 8 or 4. */
  weight_bits: positive,
  optimizer: z.enum(['adamw-fp32', 'adamw-bf16', 'adamw-8bit', 'adamw-4bit', 'paged-8bit']),
  seq_len: count.min(1),
  batch: count.min(1),
  lora_rank: count,
  checkpointing: z.boolean(),
  /** Logits are never held whole: chunked or fused cross entropy. */
  chunked_loss: z.boolean(),
  /** Sequences fill the window; unpacked runs waste the rest of it. */
  packed: z.boolean(),
  tokens_per_s: inUnit<TokensPerSecond>(positive).optional(),
  /** Per device. */
  peak_gib: inUnit<Gib>(positive).optional(),
  date: dateSchema,
  source: idSchema,
  ref: z.string(),
  note: z.string(),
});
export type FinetuneMeasurement = z.infer<typeof finetuneMeasurementSchema>;
