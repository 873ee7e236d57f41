import { describe, expect, it } from 'vitest';
import {
  isDecodeAboveRoofline,
  isDecodeFarBelowRoofline,
  isPrefillAboveRoofline,
  statedWeightsGib,
  weightsGib,
} from '../../../../src/catalog/measurements/plausibility.ts';
import { resolvedRow } from '../../../fixtures/measured-row.ts';

describe('what is plausible', () => {
  // 8.03 billion parameters of 4.8 bits.
  const gib = (8.03e9 * 4.8) / 8 / 2 ** 30;
  it('are weights within a factor of two of what the format gives', () => {
    expect(weightsGib(resolvedRow())).toBeCloseTo(gib, 9);
    expect(statedWeightsGib(resolvedRow())).toBeNull();
    expect(statedWeightsGib(resolvedRow({ weights_gib: 1.99 * gib }))).toBe(1.99 * gib);
    expect(statedWeightsGib(resolvedRow({ weights_gib: 2.01 * gib }))).toBeNull();
    expect(statedWeightsGib(resolvedRow({ weights_gib: 0.51 * gib }))).toBe(0.51 * gib);
    expect(statedWeightsGib(resolvedRow({ weights_gib: 0.49 * gib }))).toBeNull();
    expect(weightsGib(resolvedRow({ weights_gib: 5 }))).toBe(5);
    const native = { ...resolvedRow({ quant: 'BF16', engine: 'vllm' }) };
    expect(weightsGib({ ...native, model: { ...native.model, native_precision: 'mxfp4' } })).toBeNull();
    // Of 16-bit makers "BF16" is that; a file of four bits is one whatever its makers trained in.
    expect(weightsGib(native)).toBeCloseTo((8.03e9 * 2) / 2 ** 30, 9);
    const trained = { ...resolvedRow().model, native_precision: 'fp8' };
    expect(weightsGib({ ...resolvedRow(), model: trained })).toBeCloseTo(gib, 9);
    expect(weightsGib({ ...native, model: { ...native.model, params_total_b: undefined } })).toBeNull();
    expect(
      statedWeightsGib({
        ...native,
        row: { ...native.row, weights_gib: 99 },
        model: { ...native.model, params_total_b: undefined },
      }),
    ).toBe(99);
  });
  it('is decoding no faster than the weights can be read, with a quarter for doubt', () => {
    // 936 GB/s over 4.818 GB.
    const limit = 936 / 4.818;
    const at = (rate: number, over: object = {}) =>
      isDecodeAboveRoofline(resolvedRow({ tok_s: rate, ...over }));
    expect([at(limit * 1.24), at(limit * 1.26)]).toEqual([false, true]);
    // Weights that are read once serve every user's next token.
    const users = { concurrency: 2 };
    expect([at(limit * 2.4, users), at(limit * 2.6, users)]).toEqual([false, true]);
    expect(at(limit * 2, { phase: 'prefill' })).toBe(false);
    expect(at(limit * 2, { notes: '--cpu-moe' })).toBe(false);
    const two = { device_count: 2, split: 'tensor' };
    expect([at(limit * 2.4, two), at(limit * 2.6, two)]).toEqual([false, true]);
    expect(at(limit * 1.26, { device_count: 2, split: 'layer' })).toBe(true);
    // Of a mixture only the active share is read.
    const moe = { model: 'Qwen3 30B-A3B' };
    const share = 936 / ((30.5 * 4.8) / 8) / (3.3 / 30.5);
    expect([at(share * 1.24, moe), at(share * 1.26, moe)]).toEqual([false, true]);
  });
  it('is decoding not far slower on a card of its own', () => {
    const limit = 936 / 4.818;
    const at = (over: object = {}) =>
      isDecodeFarBelowRoofline(resolvedRow({ tok_s: limit * 0.059, ...over }));
    expect(at()).toBe(true);
    expect(at({ tok_s: limit * 0.061 })).toBe(false);
    expect(at({ device_count: 2, split: 'layer' })).toBe(false);
    expect(at({ phase: 'prefill' })).toBe(false);
    expect(at({ concurrency: 2 })).toBe(false);
    expect(at({ model: 'Qwen2.5 0.5B', tok_s: 1 })).toBe(false);
    expect(isDecodeFarBelowRoofline(resolvedRow({ device: 'DGX Spark', tok_s: 0.1 }))).toBe(false);
    const deep = resolvedRow({ tok_s: 1 });
    expect(isDecodeFarBelowRoofline({ ...deep, row: { ...deep.row, depth: 8192 } })).toBe(true);
    expect(isDecodeFarBelowRoofline({ ...deep, row: { ...deep.row, depth: 8193 } })).toBe(false);
  });
  it('is reading prompts no faster than the arithmetic', () => {
    // 142 TFLOP/s, a quarter for doubt, over two FLOP per parameter and token less what costs nothing.
    const limit = (1.25 * 142_000) / (2 * 8.03 * 0.85);
    const at = (rate: number, over: object = {}) =>
      isPrefillAboveRoofline(resolvedRow({ phase: 'prefill', tok_s: rate, ...over }));
    expect([at(limit * 0.99), at(limit * 1.01)]).toEqual([false, true]);
    expect([at(limit * 1.99, { device_count: 2 }), at(limit * 2.01, { device_count: 2 })]).toEqual([
      false,
      true,
    ]);
    expect(at(limit * 9, { phase: 'decode' })).toBe(false);
    expect(at(limit * 9, { device: 'DGX Spark' })).toBe(false);
    const fast = (compute: string, units: object) => {
      const base = resolvedRow({ phase: 'prefill', tok_s: limit * 1.5 });
      return isPrefillAboveRoofline({
        ...base,
        quant: { ...base.quant, compute } as never,
        device: { ...base.device, compute: { fp16_acc32_tflops: 142, ...units } } as never,
      });
    };
    expect(fast('fp16', { int8_tops: 999, fp8_acc32_tflops: 999, fp4_tflops: 999 })).toBe(true);
    expect(fast('bf16', {})).toBe(true);
    expect([fast('int8', { int8_tops: 300 }), fast('int8', {})]).toEqual([false, true]);
    expect([fast('fp8', { fp8_acc32_tflops: 300 }), fast('fp8', {})]).toEqual([false, true]);
    expect([
      fast('fp4', { fp4_tflops: 300 }),
      fast('fp4', { fp8_acc32_tflops: 300 }),
      fast('fp4', {}),
    ]).toEqual([false, false, true]);
  });
});
