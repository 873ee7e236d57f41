import type { Architecture, LayerGroup, TextModel } from '../schema/model.ts';
import { fromBillions } from '../units/units.ts';
import { attentionMatrices } from './attention-tensors.ts';
import { expertLayers } from './tensors.ts';

/** Number of weights of a whole model by what has to be read for a token. Biases are left out (`BIAS_SHARE` in tensors.ts). */
interface ParameterBreakdown {
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
    attention: groupsWeights(a, (g) => g.kind !== 'linear'),
    dense_ffn: denseWeights(a),
    shared_experts: expertLayers(a) * sharedWeights(a),
    routed_experts: expertLayers(a) * routedWeights(a),
    router_and_norms: expertLayers(a) * a.hidden * (a.moe?.experts ?? 0) + (2 * a.layers + 1) * a.hidden,
    state_space: groupsWeights(a, (g) => g.kind === 'linear'),
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

/** Weights of one layer of a group: the sum of the matrices that the tensor table lists. */
const layerWeights = (g: LayerGroup, hidden: number): number =>
  sum(attentionMatrices(g, hidden), (m) => m.rows * m.cols);

const groupsWeights = (a: Architecture, wanted: (g: LayerGroup) => boolean): number =>
  sum(a.attention.filter(wanted), (g) => g.count * layerWeights(g, a.hidden));

function denseWeights(a: Architecture): number {
  const layers = a.moe ? a.moe.dense_layers : (a.ffn_layers ?? a.layers);
  const width = a.ffn_groups ? sum(a.ffn_groups, (g) => g.count * g.hidden) : layers * (a.ffn_hidden ?? 0);
  return a.hidden * (a.ffn_matrices * width + 3 * a.layers * (a.per_layer_dim ?? 0));
}

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
  return a.mtp.layers * (layerWeights(attention, a.hidden) + block + 2 * a.hidden ** 2 + tables);
}

function sum<T>(list: readonly T[], of: (item: T) => number): number {
  return list.reduce((n, item) => n + of(item), 0);
}
