import { type Bytes, bytesFromGib, fromBillions, type Gib } from '../../units/units.ts';
import type { FinetuneJob, Optimizer } from './job.ts';

/**
 * Bytes per trained parameter: weights (with the FP32 master copy where one is kept), gradients, optimizer states.
 * stas00/ml-engineering, training performance: mixed-precision AdamW 6 + 4 + 8 = 18; pure bf16 2 + 2 + 4 = 8; 8-bit
 * states 2; 4-bit states 1. A paged optimizer that steps inside the backward pass keeps neither on the device.
 */
const BYTES_PER_PARAM: Readonly<
  Record<Optimizer, { readonly weights: number; readonly gradients: number; readonly states: number }>
> = {
  'adamw-fp32': { weights: 6, gradients: 4, states: 8 },
  'adamw-bf16': { weights: 2, gradients: 2, states: 4 },
  'adamw-8bit': { weights: 2, gradients: 2, states: 2 },
  'adamw-4bit': { weights: 2, gradients: 2, states: 1 },
  'paged-8bit': { weights: 2, gradients: 0, states: 0 },
};

/** Adapters hold FP32 weights, gradients and two Adam moments: 4 + 4 + 8. */
const BYTES_PER_ADAPTER_PARAM = 16;
/** Sum of in + out over the seven linear layers of a gated transformer block, in units of hidden: 6.5 attention, 13.5 feed-forward. */
const ADAPTER_WIDTH = 20;
/** NF4 with double quantisation: 4 bits + 8/64 + 32/(64 x 256) bits per weight (QLoRA paper). */
const NF4_BYTES = (4 + 8 / 64 + 32 / (64 * 256)) / 8;
/** LLM.int8 style: one byte and a scale per row. */
const INT8_BYTES = 1.01;

/** Named parameters that measured runs fix; see `data/calibration/finetune.yaml`. */
export interface MemoryParameters {
  /** Context, libraries and allocator slack per device, GiB. */
  readonly overhead_gib: Gib;
  /** Multiplies the saved layer inputs and the working set of the layer in flight. */
  readonly activation: number;
  /** The same where the trainer keeps the saved inputs in host RAM. */
  readonly activation_offloaded: number;
  /** Bytes held per token and vocabulary entry: whole logits in an eager trainer, which copies and upcasts them. */
  readonly logit_bytes: number;
  /** Whole logits in a trainer that compiles or fuses the loss. */
  readonly logit_bytes_compiled: number;
  /** Logits that never exist whole. */
  readonly logit_bytes_chunked: number;
}

/** What takes memory on one device. */
export interface MemoryParts {
  readonly weights: Bytes;
  readonly gradients: Bytes;
  readonly optimizer: Bytes;
  readonly activations: Bytes;
  readonly logits: Bytes;
  readonly overhead: Bytes;
}

/** Bytes on one device when `shards` devices share weights, gradients and states, each with its own micro-batch. */
export function trainingBytes(job: FinetuneJob, shards: number, p: MemoryParameters): MemoryParts {
  const { shape } = job;
  const tokens = job.sequence_length * job.batch;
  const params = fromBillions(shape.params_b);
  const held = job.method === 'full' ? fullBytes(params, job.optimizer) : adapterBytes(job, params);
  return {
    weights: held.weights / shards,
    gradients: held.gradients / shards,
    optimizer: held.optimizer / shards,
    activations: activationBytes(job, tokens) * (isOffloaded(job) ? p.activation_offloaded : p.activation),
    logits: tokens * shape.vocab * logitBytes(job, p),
    overhead: bytesFromGib(p.overhead_gib),
  };
}

export const totalBytes = (parts: MemoryParts): Bytes => Object.values(parts).reduce((sum, n) => sum + n, 0);

/**
 * Bytes that a backward pass needs per layer and token, in 16 bit with fused attention: the norms', the attention's and
 * the feed-forward block's inputs and products, about 34 hidden-sized bytes (Korthikanti et al., attention scores left
 * out). With checkpointing only the layer's input stays (2 bytes) and one layer at a time is rebuilt.
 */
function activationBytes({ shape, checkpointing }: FinetuneJob, tokens: number): Bytes {
  const layer = 34 * shape.hidden * tokens;
  return checkpointing ? shape.layers * 2 * shape.hidden * tokens + layer : shape.layers * layer;
}

const logitBytes = (job: FinetuneJob, p: MemoryParameters): number => {
  if (job.chunked_loss) return p.logit_bytes_chunked;
  return job.engine === 'eager' ? p.logit_bytes : p.logit_bytes_compiled;
};

function fullBytes(params: number, optimizer: Optimizer) {
  const b = BYTES_PER_PARAM[optimizer];
  return { weights: params * b.weights, gradients: params * b.gradients, optimizer: params * b.states };
}

function adapterBytes({ shape, weight_bits, lora_rank }: FinetuneJob, params: number) {
  const embeddings = Math.min((shape.tied ? 1 : 2) * shape.vocab * shape.hidden, params / 2);
  const small = weight_bits <= 4 ? NF4_BYTES : weight_bits <= 8 ? INT8_BYTES : 2;
  const adapters = lora_rank * shape.layers * ADAPTER_WIDTH * shape.hidden;
  return {
    weights: (params - embeddings) * small + embeddings * 2,
    gradients: 0,
    optimizer: adapters * BYTES_PER_ADAPTER_PARAM,
  };
}

/** Unsloth's checkpoints lie in main memory; without checkpointing nothing is moved there. */
const isOffloaded = ({ engine, checkpointing }: FinetuneJob): boolean =>
  engine === 'unsloth' && checkpointing;
