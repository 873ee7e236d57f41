import { hardware, type Parameter } from './levels.ts';

/** Parameters of reading a prompt. */
export const PREFILL_PARAMETERS = {
  matmul: {
    kind: 'factor',
    meaning: 'time of weight arithmetic while reading a prompt, over FLOP / reference throughput',
    typical: 2,
    widths: { all: 0.7, ...hardware(0.3) },
  },
  precision_gain: {
    kind: 'exponent',
    meaning: 'gain from a faster number format of the matrix units: time falls by (throughput ratio)^-value',
    typical: 0.5,
    widths: { all: 0.3, vendor_stack: 0.2, family_stack: 0.2 },
  },
  vector_share: {
    kind: 'exponent',
    meaning:
      'how far prefill follows the plain core throughput (cores x clock, FP32) instead of the matrix units: time falls by (FP32 / reference)^-value',
    typical: 0.6,
    widths: { all: 0.2, stack: 0.3, vendor_stack: 0.2 },
  },
  quant_matmul: {
    kind: 'factor',
    meaning: 'further factor by weight format in prefill',
    typical: 1,
    widths: {
      quant_class: 0.2,
      quant: 0.2,
      quant_stack: 0.35,
      quant_vendor_stack: 0.3,
      quant_family_stack: 0.3,
    },
  },
  expert_matmul: {
    kind: 'factor',
    meaning: 'further factor for routed experts in prefill: gathering, sorting, many small matrices',
    typical: 1.3,
    widths: { all: 0.4, stack: 0.3, vendor_stack: 0.2, family_stack: 0.3 },
  },
  expert_padding: {
    kind: 'factor',
    meaning: 'rows computed for nothing per expert and micro-batch, over 32',
    typical: 0.7,
    widths: { all: 0.7, stack: 0.4, family_stack: 0.3 },
  },
  prefill_attention: {
    kind: 'factor',
    meaning: 'time of attention arithmetic while reading a prompt, over FLOP / reference throughput',
    typical: 3,
    widths: {
      all: 0.7,
      stack: 0.3,
      vendor_stack: 0.2,
      family: 0.2,
      family_stack: 0.3,
      architecture_stack: 0.25,
      model_family: 0.2,
    },
  },
  prefill_index: {
    kind: 'factor',
    meaning:
      'time to look through one index entry of one layer of sparse attention for one token of a prompt, over 1 ns',
    typical: 0.5,
    widths: { all: 1, stack: 1, vendor_stack: 0.4, family_stack: 0.4 },
  },
  weight_stream: {
    kind: 'factor',
    meaning: 'time to stream the weights once per micro-batch, over bytes / peak bandwidth',
    typical: 0.8,
    widths: { all: 0.5, stack: 0.3, vendor_stack: 0.2 },
  },
  batch_layer: {
    kind: 'factor',
    meaning: 'fixed time per layer and micro-batch, over 0.1 ms',
    typical: 0.6,
    widths: { all: 0.8, stack: 0.5, vendor_stack: 0.3, family_stack: 0.3 },
  },
  linear_scan: {
    kind: 'factor',
    meaning: 'time of the recurrent scan, over state bytes per token / peak bandwidth',
    typical: 0.1,
    widths: { all: 1, stack: 0.5, vendor_stack: 0.3, family_stack: 0.4 },
  },
  request_time: {
    kind: 'factor',
    meaning: 'fixed time per request, over 10 ms: HTTP, scheduling, tokenising',
    typical: 0.3,
    widths: { all: 1, stack: 1, vendor_stack: 0.4 },
  },
  pipeline_use: {
    kind: 'exponent',
    meaning: 'power of the ideal pipelining of micro-batches over layer-split devices that is realised',
    typical: 0.6,
    widths: { all: 0.3, stack: 0.3, experts_stack: 0.3, link: 0.2, vendor_stack: 0.2 },
  },
  tensor_matmul_loss: {
    kind: 'exponent',
    meaning:
      'loss of computing a prompt in parallel with tensor split: n devices take n^value longer than 1/n',
    typical: 0.2,
    widths: { all: 0.2, stack: 0.2, link: 0.2, vendor_stack: 0.2 },
  },
  link_transfer: {
    kind: 'factor',
    meaning: 'time to exchange activations in prefill, over bytes / link bandwidth',
    typical: 1.5,
    widths: { all: 0.5, link: 0.4, stack: 0.3 },
  },
  host_stream: {
    kind: 'factor',
    meaning:
      'time to bring host-held weights to the device once per micro-batch, over bytes / PCIe bandwidth',
    typical: 1.5,
    widths: { all: 0.6, stack: 0.4 },
  },
  host_copy: {
    kind: 'factor',
    meaning:
      'time to copy host-held weights within main memory on their way, over bytes / its peak bandwidth',
    typical: 0.7,
    widths: { all: 0.7, stack: 0.4 },
  },
  prefill_model: {
    kind: 'factor',
    meaning: 'factor on the whole prompt by model architecture',
    typical: 1,
    widths: { model_family: 0.12, model: 0.08, model_stack: 0.1 },
    // By held-out error; while decoding, models showed no such tail.
    heavy_tails: ['model', 'model_stack'],
  },
  prefill_age: {
    kind: 'exponent',
    meaning: 'slower by exp(value) per year of software age',
    typical: 0.1,
    widths: { all: 0.1, stack: 0.15 },
  },
  attention_age: {
    kind: 'exponent',
    meaning:
      'attention over a prompt slower by exp(value) per year of software age, beside what all of it is slower by',
    typical: 0,
    widths: { stack: 0.5, vendor_stack: 0.3 },
  },
  prefill_youth: {
    kind: 'exponent',
    meaning: 'slower by exp(value) with the software of the day the device came out',
    typical: 0.5,
    widths: { all: 0.3, stack: 0.3, family_stack: 0.4 },
  },
} as const satisfies Record<string, Parameter>;
