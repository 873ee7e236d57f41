import { describe, expect, it } from 'vitest';
import { mixtureBytes, rowBytes } from '../../../../src/perf/memory/tensor-types.ts';
import { weightBytes } from '../../../../src/perf/memory/weights.ts';
import { model, PARTS, quant } from '../../../fixtures/memory-parts.ts';

/** Bits per weight that llama.cpp's quantize README prints for Llama 3.1 8B. */
const PUBLISHED: Record<string, number> = {
  iq1_s: 2.0042,
  iq1_m: 2.146,
  iq2_xxs: 2.3824,
  iq2_xs: 2.5882,
  iq2_s: 2.7403,
  iq2_m: 2.9294,
  iq3_xxs: 3.2548,
  iq3_xs: 3.4977,
  iq3_s: 3.6606,
  iq3_m: 3.7628,
  q2_k_s: 2.9697,
  q2_k: 3.1593,
  q3_k_s: 3.6429,
  q3_k_m: 3.996,
  q3_k_l: 4.2979,
  q4_k_s: 4.6672,
  q4_k_m: 4.8944,
  q5_k_s: 5.5704,
  q5_k_m: 5.7036,
  q6_k: 6.5633,
  q8_0: 8.5008,
  f16: 16.0005,
};

describe('mixtures against the sizes llama-quantize reports', () => {
  it.each(Object.entries(PUBLISHED))('%s is %f bits per weight', (id, bits) => {
    const llama = model('llama-3.1-8b');
    const { total } = weightBytes(llama, quant(id), PARTS);
    const ours = (total * 8) / (llama.params_total_b * 1e9);
    expect(Math.abs(ours / bits - 1)).toBeLessThan(0.0002);
  });
});

describe('row widths that do not divide by the block', () => {
  const bits = (type: string, cols: number) => (rowBytes(PARTS.tensor_types, type, cols) * 8) / cols;
  it('fall back as llama-quant does', () => {
    expect(bits('Q4_K', 4096)).toBe(4.5);
    expect(bits('Q4_K', 2880)).toBe(5.5);
    expect(bits('Q6_K', 2880)).toBe(8.5);
    expect(bits('IQ2_XXS', 2880)).toBe(4.5);
    expect(bits('Q2_K', 2880)).toBe(4.5);
  });
  it('end at 16 bit where not even 32 divides', () => expect(bits('Q4_K', 1000)).toBe(16));
  it('name a type that is missing', () =>
    expect(() => rowBytes(PARTS.tensor_types, 'Q9_X', 256)).toThrow('Q9_X'));
});

describe('rules', () => {
  const a = model('llama-3.3-70b').architecture;
  const row = { role: 'attn_v', cols: 8192, rows: 1024, blocks: Array.from({ length: 80 }, (_, i) => i) };
  it('raise the value projection of an 80-layer model everywhere', () => {
    const mixture = quant('q3_k_s').mixture;
    if (!a || !mixture) throw new Error('data is missing');
    const bytes = mixtureBytes({ ...row, role: 'attn_v' }, mixture, PARTS.tensor_types, a);
    expect((bytes * 8) / (80 * 8192 * 1024)).toBe(5.5);
  });
  it('leave experts alone that a mixture names itself', () => {
    const mixture = quant('mxfp4_moe').mixture;
    const moe = model('qwen3-30b-a3b').architecture;
    if (!moe || !mixture) throw new Error('data is missing');
    const down = { role: 'expert_down' as const, cols: 768, rows: 2048 * 128, blocks: [0, 1] };
    const bytes = mixtureBytes(down, mixture, PARTS.tensor_types, moe);
    expect((bytes * 8) / (2 * 768 * 2048 * 128)).toBe(4.25);
  });
});
