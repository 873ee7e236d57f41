import { hardware, type Parameter } from './levels.ts';

/** Parameters of one decode step. */
export const DECODE_PARAMETERS = {
  weight_read: {
    kind: 'factor',
    meaning: 'time to read weights once per step, over bytes / peak bandwidth',
    typical: 1.35,
    widths: { all: 0.5, ...hardware(0.2) },
  },
  quant_read: {
    kind: 'factor',
    meaning: 'further factor by weight format: unpacking costs more for some formats and kernels',
    typical: 1,
    widths: { quant_class: 0.15, quant: 0.15, quant_stack: 0.15, quant_family_stack: 0.15 },
  },
  expert_read: {
    kind: 'factor',
    meaning: 'further factor for routed experts: short, scattered reads',
    typical: 1,
    widths: { all: 0.3, stack: 0.2, family_stack: 0.15 },
  },
  unpack_time: {
    kind: 'factor',
    meaning: 'time to unpack and multiply the weights of a step, over 2 x weights / FP32 throughput',
    typical: 8,
    widths: { all: 0.5, stack: 0.2, vendor: 0.3, vendor_stack: 0.2, family: 0.35, family_stack: 0.2 },
  },
  unpack_format: {
    kind: 'factor',
    meaning: 'further factor on unpacking by weight format',
    typical: 1,
    widths: { quant_class: 0.3, quant: 0.2, quant_stack: 0.3 },
  },
  cache_read: {
    kind: 'factor',
    meaning: 'time to read the KV cache, over bytes / peak bandwidth',
    typical: 1.7,
    widths: {
      all: 0.7,
      stack: 0.4,
      vendor_stack: 0.3,
      family_stack: 0.3,
      architecture_stack: 0.3,
      model_family: 0.3,
    },
  },
  batch_cache: {
    kind: 'factor',
    meaning: 'further factor on reading the caches of several sequences at once',
    typical: 1.2,
    widths: { all: 0.5, stack: 0.5, vendor_stack: 0.4, family_stack: 0.4, device_stack: 0.3 },
  },
  cache_compute: {
    kind: 'factor',
    meaning: 'time of attention arithmetic while decoding, over FLOP / FP32 throughput',
    typical: 4,
    widths: { all: 1, stack: 0.5, vendor_stack: 0.3, family_stack: 0.3 },
  },
  layer_time: {
    kind: 'factor',
    meaning: 'fixed time per layer and step, over 1 us: kernel launches and synchronisation',
    typical: 15,
    widths: { all: 0.7, ...hardware(0.3) },
  },
  expert_layer: {
    kind: 'factor',
    meaning: 'further fixed time of a layer with experts, relative to layer_time',
    typical: 0.6,
    widths: { all: 0.5, stack: 0.4, vendor_stack: 0.3 },
  },
  linear_layer: {
    kind: 'factor',
    meaning: 'further fixed time of a linear-attention layer, relative to layer_time',
    typical: 1,
    widths: { all: 0.7, stack: 0.4, vendor_stack: 0.3 },
  },
  index_time: {
    kind: 'factor',
    meaning:
      'time to look through one index entry of one layer of sparse attention, over 1 ns: scoring it and keeping the best',
    typical: 10,
    widths: {
      all: 1,
      engine: 1.2,
      stack: 0.8,
      vendor_stack: 0.6,
      family_stack: 0.6,
      architecture_stack: 0.6,
    },
  },
  token_time: {
    kind: 'factor',
    meaning: 'fixed time per step outside the layers, over 1 ms: sampling and scheduling',
    typical: 0.3,
    widths: { all: 1, stack: 0.7, vendor_stack: 0.3 },
  },
  sequence_time: {
    kind: 'factor',
    meaning: 'time per sequence and step, over 1 ms: sampling, cache bookkeeping, prompts served in between',
    typical: 0.1,
    widths: { all: 1, stack: 0.7, vendor_stack: 0.4, family_stack: 0.4, device_stack: 0.3 },
  },
  batch_compute: {
    kind: 'factor',
    meaning: 'time of matrix arithmetic while decoding a batch, over FLOP / FP16 throughput',
    typical: 2.5,
    widths: {
      all: 0.7,
      stack: 0.5,
      vendor_stack: 0.3,
      family_stack: 0.4,
      device_stack: 0.3,
      quant_stack: 0.3,
    },
  },
  tensor_loss: {
    kind: 'exponent',
    meaning: 'loss of reading in parallel with tensor split: n devices take n^value longer than 1/n',
    typical: 0.1,
    widths: { all: 0.2, stack: 0.2, link: 0.15, vendor_stack: 0.15 },
  },
  reduce_time: {
    kind: 'factor',
    meaning: 'time of one all-reduce between devices, over 1 us; two per layer with tensor split',
    typical: 15,
    widths: { all: 0.7, stack: 0.4, link: 0.7, link_stack: 0.3, vendor_stack: 0.3 },
  },
  reduce_transfer: {
    kind: 'factor',
    meaning: 'time to exchange activations while decoding, over bytes / link bandwidth',
    typical: 1.5,
    widths: { all: 0.5, link: 0.4, stack: 0.3 },
  },
  hop_time: {
    kind: 'factor',
    meaning: 'time to hand the activations to the next device with layer split, over 0.1 ms',
    typical: 1,
    widths: { all: 1, stack: 0.5, link: 0.7, vendor_stack: 0.4 },
  },
  host_read: {
    kind: 'factor',
    meaning: 'time to read weights in host memory, over bytes / host bandwidth',
    typical: 1.8,
    widths: { all: 0.5, stack: 0.3 },
  },
  decode_model: {
    kind: 'factor',
    meaning:
      'factor on the whole step by model architecture: what its kernels do better or worse than the formula',
    typical: 1,
    // By held-out error: with 0.06 a model that all testers find slow was told 30 % too fast.
    widths: { model_family: 0.08, model: 0.15, model_stack: 0.06 },
  },
  decode_age: {
    kind: 'exponent',
    meaning: 'slower by exp(value) per year of software age',
    typical: 0.02,
    widths: { all: 0.02, stack: 0.03 },
  },
  cache_age: {
    kind: 'exponent',
    meaning:
      'reading the KV cache slower by exp(value) per year of software age, beside what the whole step is slower by',
    typical: 0,
    widths: { stack: 0.5, vendor_stack: 0.3 },
  },
  cache_format: {
    kind: 'exponent',
    meaning:
      'share of the bytes saved by a quantised KV cache that unpacking costs again: reading it falls by (bytes ratio)^(1 - value)',
    typical: 0.2,
    widths: { all: 0.3, stack: 0.3, vendor_stack: 0.2, family_stack: 0.2 },
  },
  decode_youth: {
    kind: 'exponent',
    meaning: 'slower by exp(value) with the software of the day the device came out',
    typical: 0.2,
    widths: { all: 0.2, stack: 0.2, family_stack: 0.2 },
  },
} as const satisfies Record<string, Parameter>;
