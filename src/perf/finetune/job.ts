import type { FinetuneMeasurement } from '../../schema/finetune-measurement.ts';
import type { TextModel } from '../../schema/model.ts';
import type { FinetuneMethod, Trainer } from '../../schema/vocabulary.ts';
import type { Billions } from '../../units/units.ts';

/** What training needs to know of a model. Parameters in billions, as printed. */
export interface TrainedShape {
  readonly params_b: Billions;
  /** Parameters one token passes through (mixture of experts: the active ones). */
  readonly active_b: Billions;
  readonly layers: number;
  /** Values of one token between layers; entries of the vocabulary. */
  readonly hidden: number;
  readonly vocab: number;
  /** The output head is the input embedding: it is held once and does multiply. */
  readonly tied: boolean;
}

export type Optimizer = FinetuneMeasurement['optimizer'];
export type TrainSplit = FinetuneMeasurement['split'];

/** Devices at work at a time: only one where layers run one after another, so a second adds memory and no speed. */
export const workersOf = (split: TrainSplit, devices: number): number => (split === 'pipeline' ? 1 : devices);

/** Devices that a model is divided over; a copy each divides nothing. */
export const shardsOf = (split: TrainSplit, devices: number): number =>
  split === 'shard' || split === 'pipeline' ? devices : 1;

/** A training job, every choice made. `defaultJob` fills what a buyer does not say. */
export interface FinetuneJob {
  readonly shape: TrainedShape;
  readonly method: FinetuneMethod;
  /** Bits per base weight: 16, or 8 and 4 for quantised bases. */
  readonly weight_bits: number;
  readonly optimizer: Optimizer;
  /** Tokens. */
  readonly sequence_length: number;
  /** Sequences per device and step. */
  readonly batch: number;
  readonly lora_rank: number;
  readonly checkpointing: boolean;
  readonly chunked_loss: boolean;
  readonly packed: boolean;
  readonly engine: Trainer;
  /** Tokens to train on, for the hours; null when only the speed is asked for. */
  readonly train_tokens: number | null;
}

/** Null when the architecture is unknown: training memory cannot be told from a parameter count alone. */
export function trainedShapeOf(model: TextModel): TrainedShape | null {
  const a = model.architecture;
  if (!a) return null;
  return {
    params_b: model.params_total_b,
    active_b: model.params_active_b,
    layers: a.layers,
    hidden: a.hidden,
    vocab: a.vocab,
    tied: a.tied_embeddings,
  };
}

/**
 * The recipe that a current trainer uses when nothing is said: gradient checkpointing, chunked loss, packed sequences,
 * rank 16 adapters on all linear layers, and for a full tune AdamW in pure bf16.
 */
export function defaultJob(
  shape: TrainedShape,
  method: FinetuneMethod,
  over: Partial<FinetuneJob> = {},
): FinetuneJob {
  return {
    shape,
    method,
    weight_bits: method === 'qlora' ? 4 : 16,
    optimizer: method === 'full' ? 'adamw-bf16' : 'adamw-fp32',
    sequence_length: 2048,
    batch: 1,
    lora_rank: method === 'full' ? 0 : 16,
    checkpointing: true,
    chunked_loss: true,
    packed: true,
    engine: 'eager',
    train_tokens: null,
    ...over,
  };
}
