import { describe, expect, it } from 'vitest';
import { activeParameters, parameterBreakdown } from '../../../src/perf/model-parameters.ts';
import type { LayerGroup, TextModel } from '../../../src/schema/model.ts';
import { compressed, full, linear, mla } from '../../fixtures/attention-groups.ts';

const HIDDEN = 1000;
const plainGroup = { ...full, count: 4, owns_cache: true };
const base = {
  layers: 4,
  hidden: HIDDEN,
  vocab: 100,
  tied_embeddings: false,
  ffn_hidden: 3000,
  ffn_matrices: 3,
  attention: [plainGroup],
};
const of = (over: object = {}, more: object = {}) => {
  const parts = parameterBreakdown({
    id: 'm',
    params_total_b: 1,
    params_active_b: 1,
    params_lookup_b: 0,
    architecture: { ...base, ...over },
    ...more,
  } as unknown as TextModel);
  if (!parts) throw new Error('no architecture');
  return parts;
};

describe('parameters of attention', () => {
  it.each<[string, number, object]>([
    ['grouped queries', 1_280_000, full],
    ['a key for every head', 2_048_000, { kind: 'full', heads: 8, head_dim: 64 }],
    ['values of another width', 960_000, { ...full, v_head_dim: 32 }],
    ['keys that are the values', 1_152_000, { ...full, v_from_k: true }],
    ['a cache of another layer', 1_024_000, { ...full, owns_cache: false }],
    ['a gate per value', 1_792_000, { ...full, output_gate: 'element' }],
    ['a gate per head', 1_288_000, { ...full, output_gate: 'head' }],
    ['an index', 1_440_000, { ...full, index_heads: 4, index_dim: 32 }],
    ['a latent', 948_000, mla],
    ['a latent with low-rank queries', 738_400, { ...mla, q_lora_rank: 200 }],
    ['a latent with an index', 1_112_000, { ...mla, index_heads: 4, index_dim: 32 }],
    [
      'a latent with both',
      1_056_000,
      { ...mla, q_lora_rank: 200, index_heads: 4, index_dim: 32, output_gate: 'element' },
    ],
    ['a compressed key', 592_000, compressed],
    ['a compressor', 720_000, { ...compressed, compress_ratio: 4 }],
    [
      'a compressor with an index',
      998_200,
      { ...compressed, compress_ratio: 4, index_heads: 3, index_dim: 32 },
    ],
    ['short convolutions', 4_004_000, { ...linear, mixer: 'short-conv' }],
    ['gated delta nets', 456_768, { ...linear, mixer: 'gated-deltanet' }],
    ['state space', 452_768, { ...linear, mixer: 'mamba2' }],
    ['lightning', 448_000, { ...linear, mixer: 'lightning', conv_kernel: 0 }],
    ['delta attention', 580_768, { ...linear, mixer: 'kda' }],
    ['delta attention with low ranks', 343_944, { ...linear, mixer: 'kda', decay_rank: 8, gate_rank: 9 }],
    ['nothing that is known', 0, linear],
  ])('with %s are %d weights a layer', (_, weights, group) => {
    const whole = { count: 3, owns_cache: true, ...group } as unknown as LayerGroup;
    const { attention, state_space } = of({ attention: [whole] });
    expect(attention).toBe(whole.kind === 'linear' ? 0 : 3 * weights);
    expect(state_space).toBe(whole.kind === 'linear' ? 3 * weights : 0);
  });
});

describe('the parts of a model', () => {
  it('are tables of words, attention, feed-forward and norms', () => {
    const parts = of();
    expect(parts).toMatchObject({
      embedding: 100_000,
      output_head: 100_000,
      // 512 + 2 x 128 + 512 rows of a thousand.
      attention: 4 * 1_280_000,
      dense_ffn: 4 * 3 * 3000 * 1000,
      shared_experts: 0,
      routed_experts: 0,
      router_and_norms: 9 * 1000,
      state_space: 0,
      lookup: 0,
      mtp: 0,
    });
    expect(parts.total).toBe(100_000 + 100_000 + 5_120_000 + 36_000_000 + 9000);
    expect(of({ tied_embeddings: true }).output_head).toBe(0);
    expect(of({ position_rows: 50 }).embedding).toBe(150_000);
    expect(of({}, { params_lookup_b: 0.002 }).lookup).toBe(2_000_000);
  });
  it('of a mixture are its experts, and a router per expert layer', () => {
    const moe = { experts: 8, active: 2, expert_hidden: 500, dense_layers: 1, shared: 0 };
    const parts = of({ moe });
    expect(parts.routed_experts).toBe(3 * 8 * 3 * 500 * 1000);
    expect(parts.dense_ffn).toBe(3 * 3000 * 1000);
    expect(parts.router_and_norms).toBe(3 * 8 * 1000 + 9000);
    const model = {
      id: 'm',
      params_total_b: 1,
      params_active_b: 1,
      params_lookup_b: 0,
      architecture: { ...base, moe },
    } as unknown as TextModel;
    // Six of eight experts idle.
    expect(activeParameters(model)).toBe(parts.total - 0.75 * parts.routed_experts);
  });
  it('that one token touches leave out what is only looked up', () => {
    const model = {
      id: 'm',
      params_total_b: 1,
      params_active_b: 1,
      params_lookup_b: 0.002,
      architecture: base,
    } as unknown as TextModel;
    const parts = parameterBreakdown(model);
    expect(activeParameters(model)).toBe((parts?.total ?? 0) - 2_000_000);
    expect(activeParameters({ id: 'm' } as TextModel)).toBeNull();
    expect(parameterBreakdown({ id: 'm' } as TextModel)).toBeNull();
  });
  it('of a mixture may be shared, narrower inside, or begin late', () => {
    const moe = { experts: 8, active: 2, expert_hidden: 500, dense_layers: 1, shared: 2 };
    expect(of({ moe }).shared_experts).toBe(3 * 1000 * 3 * 1000);
    expect(of({ moe: { ...moe, shared_hidden: 700 } }).shared_experts).toBe(3 * 1000 * 3 * 700);
    expect(of({ moe: { ...moe, latent: 250 } })).toMatchObject({
      routed_experts: 3 * 8 * 3 * 250 * 500,
      shared_experts: 3 * 1000 * (3 * 1000 + 500),
    });
    expect(of({ moe, ffn_layers: 3 }).routed_experts).toBe(2 * 8 * 3 * 1000 * 500);
    expect(of({ ffn_layers: 3 }).dense_ffn).toBe(3 * 3 * 3000 * 1000);
    expect(
      of({
        ffn_groups: [
          { count: 1, hidden: 2000 },
          { count: 3, hidden: 1000 },
        ],
      }).dense_ffn,
    ).toBe(3 * 5000 * 1000);
    expect(of({ per_layer_dim: 10 }).dense_ffn).toBe(1000 * (3 * 12_000 + 120));
    expect(of({ ffn_hidden: undefined }).dense_ffn).toBe(0);
  });
  it('that draft further tokens are a layer behind a projection', () => {
    const attention = 1_280_000;
    const block = 3 * 1000 * 3000;
    expect(of({ mtp: { layers: 1 } }).mtp).toBe(attention + block + 2e6);
    expect(of({ mtp: { layers: 2, own_embeddings: true } }).mtp).toBe(
      2 * (attention + block + 2e6 + 200_000),
    );
    const moe = { experts: 8, active: 2, expert_hidden: 500, dense_layers: 1, shared: 2 };
    expect(of({ moe, mtp: { layers: 1 } }).mtp).toBe(attention + 8 * 3 * 1000 * 500 + 3_000_000 + 8000 + 2e6);
    expect(of({ moe, mtp: { layers: 1, dense: true } }).mtp).toBe(attention + block + 2e6);
    expect(of({ attention: [{ ...linear, count: 4, mixer: 'mamba2' }], mtp: { layers: 1 } }).mtp).toBe(0);
  });
});
