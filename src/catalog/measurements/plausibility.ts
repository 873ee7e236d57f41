import { bytesFromGib, bytesPerSecond, fromBillions, type Gib, gibFromBytes } from '../../units/units.ts';
import type { ResolvedRow } from './resolve-row.ts';

/** Measured peaks exceed the data sheet by a few percent; weights counted here are approximate by about as much. */
const ROOFLINE_MARGIN = 1.25;
/** Context up to which the cache costs little, and parameters of a token from which launches do: assumptions. */
const SHORT_CONTEXT_TOKENS = 8192;
const LARGE_ACTIVE_B = 2.5;
/** Slowest share of bandwidth in 300 plain card rows is 0.10: assumption with a margin. */
const FLOOR_SHARE = 0.06;

/**
 * Weights in GiB from parameters x bits of the whole file; null when the model's size is unknown. "F16" of a model that
 * was trained in fewer bits is no 16-bit file: its experts keep their own format.
 */
function computedWeightsGib({ model, quant }: ResolvedRow): Gib | null {
  if (model.params_total_b === undefined) return null;
  if (quant.class === 'float' && /fp8|fp4|int4|int8/i.test(model.native_precision ?? '')) return null;
  return gibFromBytes((fromBillions(model.params_total_b) * quant.bits_per_weight) / 8);
}

/** Weights the row states, unless they are off by a factor no mixture explains: then another file was meant. */
export function statedWeightsGib(at: ResolvedRow): Gib | null {
  const stated = at.row.weights_gib;
  const computed = computedWeightsGib(at);
  if (stated === undefined) return null;
  return computed === null || (stated < computed * 2 && stated > computed / 2) ? stated : null;
}

/** Weights in GiB as the row states them, else computed. */
export const weightsGib = (at: ResolvedRow): Gib | null => statedWeightsGib(at) ?? computedWeightsGib(at);

/** Share of peak bandwidth that weights alone account for, read once for the next token of every user; null where it says nothing. */
function bandwidthShare(at: ResolvedRow): number | null {
  const { row, device, count, split, offload, model } = at;
  const bandwidth = device.memory.bandwidth_gb_s;
  const weights = weightsGib(at);
  if (row.phase !== 'decode' || !row.concurrency || offload !== 'none') return null;
  if (bandwidth === undefined || weights === null || !model.params_total_b) return null;
  const active = (model.params_active_b ?? model.params_total_b) / model.params_total_b;
  const bytesPerToken = bytesFromGib(weights) * Math.min(1, active);
  const readers = split === 'tensor' ? count : 1;
  return ((row.tok_s / row.concurrency) * bytesPerToken) / (bytesPerSecond(bandwidth) * readers);
}

/**
 * Whether tokens come faster than their active weights can be read once for each, which several users share. Devices
 * that split tensors read in parallel. Rows above that are speculative, mislabelled or wrong.
 */
export function isDecodeAboveRoofline(at: ResolvedRow): boolean {
  return (bandwidthShare(at) ?? 0) > ROOFLINE_MARGIN;
}

/** Embedding rows and the head of all but the last token cost nothing in prefill: at least this share does. */
const PREFILL_PARAMETER_SHARE = 0.85;
/** Published peaks of some parts leave out the matrix units. */
const PREFILL_MARGIN = 1.25;

/** Dense matrix peak in TFLOPS (or TOPS) that this weight format could run at, at best; null where nobody published one. */
function matrixPeak({ device, quant }: ResolvedRow): number | null {
  const { fp16_acc16_tflops, fp16_acc32_tflops, fp8_acc32_tflops, int8_tops, fp4_tflops } = device.compute;
  const fp16 = Math.max(fp16_acc16_tflops ?? 0, fp16_acc32_tflops ?? 0);
  const fp8 = Math.max(fp16, fp8_acc32_tflops ?? 0);
  const peaks = {
    fp16,
    bf16: fp16,
    fp8,
    int8: Math.max(fp16, int8_tops ?? 0),
    fp4: Math.max(fp8, fp4_tflops ?? 0),
  };
  return fp16 > 0 ? peaks[quant.compute] : null;
}

/** Prefill cannot beat 2 FLOP per active parameter and token at the matrix peak: such rates read the prompt from a cache. */
export function isPrefillAboveRoofline(at: ResolvedRow): boolean {
  const { row, count, model } = at;
  const peak = matrixPeak(at);
  if (row.phase !== 'prefill' || peak === null || !model.params_active_b) return false;
  const tflops = (2 * row.tok_s * model.params_active_b * PREFILL_PARAMETER_SHARE) / 1000;
  return tflops > PREFILL_MARGIN * peak * count;
}

/**
 * On a card of its own, with a model large enough to hide launch costs and a short context, no kernel is this slow:
 * part of the weights was elsewhere, and nobody said so.
 */
export function isDecodeFarBelowRoofline(at: ResolvedRow): boolean {
  const { row, device, count, model } = at;
  const share = bandwidthShare(at);
  const alone = count === 1 && row.concurrency === 1;
  const plain = device.memory.kind === 'vram' && alone && row.depth <= SHORT_CONTEXT_TOKENS;
  return plain && share !== null && (model.params_active_b ?? 0) >= LARGE_ACTIVE_B && share < FLOOR_SHARE;
}
