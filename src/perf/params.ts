import type { LayerGroup, TextModel } from '../schema/model.ts';
import { fromBillions } from '../units/units.ts';

type Architecture = NonNullable<TextModel['architecture']>;

/** Number of weights of a whole model by what has to be read for a token. Biases are left out (below 0.5 %). */
export interface ParameterBreakdown {
  readonly embedding: number;
  /** 0 when tied: the embedding table is then read as the head. */
  readonly output_head: number;
  readonly attention: number;
  readonly dense_ffn: number;
  readonly shared_experts: number;
  /** All of them; a token reads `active / experts` of it. */
  readonly routed_experts: number;
  readonly router_and_norms: number;
  readonly state_space: number;
  /** Tables read one row per token: no bandwidth. */
  readonly lookup: number;
  /** Draft layers: stored, not read by plain decoding. */
  readonly mtp: number;
  readonly total: number;
}

/** Matrix sizes summed over layers, from the published architecture. Null where that is unknown. */
export function parameterBreakdown(model: TextModel): ParameterBreakdown | null {
  const a = model.architecture;
  if (!a) return null;
  const parts = {
    embedding: (a.vocab + (a.position_rows ?? 0)) * a.hidden,
    output_head: a.tied_embeddings ? 0 : a.vocab * a.hidden,
    attention: sum(a.attention, (g) => g.count * attentionWeights(g, a.hidden)),
    dense_ffn: denseWeights(a),
    shared_experts: expertLayers(a) * sharedWeights(a),
    routed_experts: expertLayers(a) * routedWeights(a),
    router_and_norms: expertLayers(a) * a.hidden * (a.moe?.experts ?? 0) + (2 * a.layers + 1) * a.hidden,
    state_space: sum(a.attention, (g) => g.count * mixerWeights(g, a.hidden)),
    lookup: Math.round(fromBillions(model.params_lookup_b)),
    mtp: draftWeights(a),
  };
  return { ...parts, total: sum(Object.values(parts), (n) => n) };
}

/** Weights that decoding one token touches, embedding table included: the total less idle experts, lookups and draft layers. */
export function activeParameters(model: TextModel): number | null {
  const parts = parameterBreakdown(model);
  if (!parts) return null;
  const moe = model.architecture?.moe;
  const idle = moe ? parts.routed_experts * (1 - moe.active / moe.experts) : 0;
  return parts.total - parts.lookup - parts.mtp - idle;
}

/** Query, key, value, output projections of one layer, with gates and the sparse-attention index. 0 for linear layers. */
function attentionWeights(g: LayerGroup, hidden: number): number {
  if (g.kind === 'linear') return 0;
  if (g.kind === 'mla') return latentWeights(g, hidden);
  if (g.kind === 'compressed') return compressedWeights(g, hidden);
  const { heads = 0, kv_heads = heads, head_dim = 0, v_head_dim = head_dim } = g;
  const values = heads * v_head_dim;
  const kv = g.owns_cache ? kv_heads * (head_dim + (g.v_from_k ? 0 : v_head_dim)) : 0;
  const { index_heads = 0, index_dim = 0 } = g;
  const index = index_heads > 0 ? (index_heads + 1) * index_dim : 0;
  return hidden * (heads * head_dim + kv + values + gateWidth(g, values) + index);
}

/** Multi-head latent attention (DeepSeek-V2, arXiv 2405.04434): low-rank query and one latent for keys and values. */
function latentWeights(g: LayerGroup, hidden: number): number {
  const { heads = 0, kv_lora_rank = 0, rope_dim = 0, qk_nope_dim = 0, v_head_dim = 0, q_lora_rank } = g;
  const queries = heads * (qk_nope_dim + rope_dim);
  const query = q_lora_rank ? q_lora_rank * (hidden + queries) : hidden * queries;
  const latent = hidden * (kv_lora_rank + rope_dim) + kv_lora_rank * heads * (qk_nope_dim + v_head_dim);
  const { index_heads = 0, index_dim = 0 } = g;
  const index =
    index_heads > 0
      ? (q_lora_rank ?? hidden) * index_heads * index_dim + hidden * (index_dim + index_heads)
      : 0;
  const values = heads * v_head_dim;
  return query + latent + hidden * (values + gateWidth(g, values)) + index;
}

/** DeepSeek V4: one key that is also the value, grouped low-rank output, a compressor where a ratio is given. */
function compressedWeights(g: LayerGroup, hidden: number): number {
  const { heads = 0, head_dim = 0, q_lora_rank = 0, o_lora_rank = 0, o_groups = 0 } = g;
  const query = q_lora_rank * (hidden + heads * head_dim);
  const output = heads * head_dim * o_lora_rank + o_groups * o_lora_rank * hidden;
  const { index_heads = 0, index_dim = 0 } = g;
  // Layers with an index compress overlapping windows, which doubles the compressor.
  const compressor = g.compress_ratio ? 2 * hidden * head_dim * (index_heads > 0 ? 2 : 1) : 0;
  const index =
    index_heads > 0 ? index_heads * (hidden + q_lora_rank * index_dim) + 4 * hidden * index_dim : 0;
  return query + hidden * head_dim + output + compressor + index;
}

const gateWidth = (g: LayerGroup, values: number): number =>
  g.output_gate === 'element' ? values : g.output_gate === 'head' ? (g.heads ?? 0) : 0;

/** Projections and short convolution of one linear layer. 0 for attention layers. */
function mixerWeights(g: LayerGroup, hidden: number): number {
  if (g.kind !== 'linear' || !g.mixer) return 0;
  const { key_heads = 0, key_dim = 0, value_heads = 0, value_dim = 0, conv_kernel = 0 } = g;
  const keys = 2 * key_heads * key_dim;
  const values = value_heads * value_dim;
  const convolution = (keys + values) * conv_kernel;
  const lowRank = (rank: number | undefined) => (rank ? rank * (hidden + values) : hidden * values);
  switch (g.mixer) {
    case 'short-conv':
      return hidden * (4 * hidden + conv_kernel);
    case 'gated-deltanet':
      return hidden * (keys + 3 * values + 2 * value_heads) + convolution;
    case 'mamba2':
      return hidden * (keys + 3 * values + value_heads) + convolution;
    case 'lightning':
      return hidden * (keys + 3 * values);
    case 'kda':
      return (
        hidden * (keys + 2 * values + value_heads) +
        convolution +
        lowRank(g.decay_rank) +
        lowRank(g.gate_rank)
      );
  }
}

function denseWeights(a: Architecture): number {
  const layers = a.moe ? a.moe.dense_layers : (a.ffn_layers ?? a.layers);
  const width = a.ffn_groups ? sum(a.ffn_groups, (g) => g.count * g.hidden) : layers * (a.ffn_hidden ?? 0);
  return a.hidden * (a.ffn_matrices * width + 3 * a.layers * (a.per_layer_dim ?? 0));
}

const expertLayers = (a: Architecture): number =>
  a.moe ? (a.ffn_layers ?? a.layers) - a.moe.dense_layers : 0;

/** Routed experts of one layer. */
function routedWeights(a: Architecture): number {
  if (!a.moe) return 0;
  return a.moe.experts * a.ffn_matrices * (a.moe.latent ?? a.hidden) * a.moe.expert_hidden;
}

/** What every token of one MoE layer reads: shared experts, and the way in and out of a narrower expert space. */
function sharedWeights(a: Architecture): number {
  if (!a.moe) return 0;
  const width = a.moe.shared_hidden ?? a.moe.shared * a.moe.expert_hidden;
  return a.hidden * (a.ffn_matrices * width + 2 * (a.moe.latent ?? 0));
}

/** A draft layer is one attention layer and one feed-forward block behind a 2:1 projection. */
function draftWeights(a: Architecture): number {
  const attention = a.attention.find((g) => g.kind !== 'linear');
  if (!a.mtp || !attention) return 0;
  const experts = a.moe && !a.mtp.dense;
  const block = experts
    ? routedWeights(a) + sharedWeights(a) + a.hidden * (a.moe?.experts ?? 0)
    : a.ffn_matrices * a.hidden * (a.ffn_hidden ?? 0);
  const tables = a.mtp.own_embeddings ? 2 * a.vocab * a.hidden : 0;
  return a.mtp.layers * (attentionWeights(attention, a.hidden) + block + 2 * a.hidden ** 2 + tables);
}

function sum<T>(list: readonly T[], of: (item: T) => number): number {
  return list.reduce((n, item) => n + of(item), 0);
}
