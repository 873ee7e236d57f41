import { describe, expect, it } from 'vitest';
import { WEIGHT_CLASSES, weightBytes } from '../../../../src/perf/memory/weights.ts';
import { parameterBreakdown } from '../../../../src/perf/model-parameters.ts';
import { model, PARTS, quant } from '../../../fixtures/memory-parts.ts';

const GB = 1e9;
const count = (id: string, q: string) => weightBytes(model(id), quant(q), PARTS);
const withSize = (id: string, q: string, gb: number) =>
  weightBytes(model(id), quant(q), { ...PARTS, file_bytes: { [id]: { [q]: gb * GB } } });

describe('classes', () => {
  it.each(['llama-3.1-8b', 'gpt-oss-120b', 'gemma-4-e4b', 'qwen3.6-35b-a3b', 'deepseek-v3', 'glm-4.5'])(
    '%s: add up to the total',
    (id) => {
      const bytes = count(id, 'q4_k_m');
      const sum = WEIGHT_CLASSES.reduce((n, c) => n + bytes[c], 0);
      expect(sum).toBe(bytes.total);
    },
  );

  it('hold the parameters of the breakdown, at 16 bit 2 bytes each', () => {
    for (const id of ['qwen3-30b-a3b', 'deepseek-v3', 'qwen3.6-27b', 'llama-3.3-70b']) {
      const parts = parameterBreakdown(model(id));
      const bytes = count(id, 'bf16');
      if (!parts) throw new Error('no architecture');
      expect(bytes.routed).toBe(2 * parts.routed_experts);
      expect(bytes.dense).toBe(2 * parts.dense_ffn);
      expect(bytes.embedding + bytes.head).toBe(2 * (parts.embedding + parts.output_head));
      expect(bytes.attention / (2 * (parts.attention + parts.state_space))).toBeCloseTo(1, 2);
    }
  });

  it('a tied embedding is read as the head and counted once', () => {
    const bytes = count('llama-3.2-1b', 'q8_0');
    expect(bytes.embedding).toBe(0);
    expect(bytes.head).toBe((128_256 * 2048 * 34) / 32);
  });

  it('per-layer tables and draft layers are not streamed', () => {
    const gemma = count('gemma-4-e4b', 'bf16');
    expect(gemma.lookup / GB).toBeCloseTo(2 * 2.818, 2);
    expect(count('glm-4.5', 'bf16').lookup / GB).toBeGreaterThan(5);
  });
});

describe('published sizes', () => {
  it('win, and the difference goes to the bulk', () => {
    const counted = count('qwen3-30b-a3b', 'q4_k_m');
    const published = withSize('qwen3-30b-a3b', 'q4_k_m', 20);
    expect(published.total / GB).toBeCloseTo(20, 6);
    expect(published.attention).toBe(counted.attention);
    expect(published.head).toBe(counted.head);
    expect(published.basis).toBe('published');
  });

  it('of another recipe altogether scale every class', () => {
    const counted = count('llama-3.1-8b', 'q4_k_m');
    const published = withSize('llama-3.1-8b', 'q4_k_m', 12);
    expect(published.attention / counted.attention).toBeCloseTo(12 / (counted.total / GB), 6);
  });

  it('are not needed: a dynamic format falls back on its usual width', () => {
    const bytes = count('llama-3.3-70b', 'ud-q4_k_xl');
    expect((bytes.total * 8) / 70.5537e9).toBeCloseTo(quant('ud-q4_k_xl').bits_per_weight, 3);
    expect(bytes.basis).toBe('bits-per-weight');
  });
});

describe('particular formats', () => {
  it('gpt-oss keeps its MXFP4 experts under every GGUF label', () => {
    const [small, large] = [count('gpt-oss-120b', 'q2_k'), count('gpt-oss-120b', 'q8_0')];
    expect(small.routed).toBe(large.routed);
    expect(small.total / GB).toBeGreaterThan(62);
    expect(large.total / GB).toBeLessThan(64);
    expect(count('gpt-oss-20b', 'f16').total / GB).toBeCloseTo(13.78, 1);
  });

  it('dynamic formats of four bits and more keep experts that were trained in four', () => {
    const unpublished = (id: string, q: string) =>
      weightBytes(model(id), quant(q), { ...PARTS, file_bytes: {} });
    // As published: 161.87 and 155.10 GB; of Kimi the native repository is 595.2 GB, 16 bits around its experts.
    expect(unpublished('deepseek-v4-flash', 'ud-q8_k_xl').total / GB).toBeCloseTo(161.87, -0.5);
    expect(unpublished('deepseek-v4-flash', 'ud-q4_k_xl').total / GB).toBeCloseTo(155.1, -0.5);
    expect(Math.abs(unpublished('kimi-k2.6', 'ud-q8_k_xl').total / GB / 595.2 - 1)).toBeLessThan(0.01);
    const [eight, four] = ['ud-q8_k_xl', 'ud-q4_k_xl'].map((q) => unpublished('kimi-k2.6', q));
    expect(eight?.routed).toBe(four?.routed);
    expect(eight?.basis).toBe('mixture');
    // A format that is not dynamic quantises them, up too.
    expect(unpublished('deepseek-v4-flash', 'q8_0').total / GB).toBeGreaterThan(290);
  });

  it('Nemotron 3 Nano weighs the same at all 2- and 3-bit labels, for its rows are too narrow', () => {
    for (const q of ['q2_k', 'q3_k_s', 'iq3_xxs', 'iq2_xxs'])
      expect(count('nemotron-3-nano-30b-a3b', q).total / GB, q).toBeCloseTo(18.15, 0);
  });

  it('server formats leave embedding and head in 16 bit', () => {
    const awq = count('qwen3-8b', 'awq-int4');
    expect(awq.total / GB).toBeCloseTo(6.1, 1);
    expect(awq.head).toBe(2 * 151_936 * 4096);
  });

  it('the native Kimi K2.6 repository is 595 GB', () =>
    expect(count('kimi-k2.6', 'int4-native').total / GB).toBeCloseTo(595.2, -1));
});

describe('unknown architecture', () => {
  it('takes bits per weight, and streams no more than the active share', () => {
    const unknown = { ...model('qwen3-30b-a3b') };
    delete (unknown as { architecture?: unknown }).architecture;
    const bytes = weightBytes(unknown, quant('q4_k_m'), PARTS);
    expect(bytes.basis).toBe('bits-per-weight');
    expect((bytes.total * 8) / 30.5321e9).toBeCloseTo(quant('q4_k_m').bits_per_weight, 6);
    expect((bytes.dense * 8) / (unknown.params_active_b * GB)).toBeCloseTo(
      quant('q4_k_m').bits_per_weight,
      6,
    );
    expect(bytes.routed).toBe(0);
  });
});
