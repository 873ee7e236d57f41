import type { LayerGroup, TextModel } from '../../schema/model.ts';
import { rememberedOf } from '../../units/remembered.ts';
import type { Bytes, Flop } from '../../units/units.ts';
import { parameterBreakdown } from '../model-parameters.ts';
import { expertLayers } from '../tensors.ts';

/** Weights (counts) by what reads them: `unread` is looked up by row or not used at all when generating. */
interface WeightCounts {
  readonly attention: number;
  readonly dense: number;
  readonly shared: number;
  readonly routed: number;
  readonly head: number;
  readonly unread: number;
}

/** What a run of equal layers reads and computes per new token. */
interface AttentionShape {
  readonly layers: number;
  /** Cached values read per position of the context, all layers of the group. */
  readonly valuesPerPosition: number;
  /** FLOP per new token and position attended, all layers of the group. */
  readonly flopPerPosition: Flop;
  /** Positions attended: all, the window, or a stride plus the window. */
  readonly window: number;
  readonly stride: number;
  /** Sparse attention: index values read per entry, all layers of the group. */
  readonly indexValues: number;
  /** FLOP to score one entry for one new token, all layers of the group. */
  readonly indexFlop: Flop;
  /** Positions of the context that share one entry, and the layers that look through them. */
  readonly indexStride: number;
  readonly indexLayers: number;
  /** How many positions are then attended. */
  readonly topK: number;
}

/** Everything about a model's architecture that the time of a step depends on, worked out once. */
export interface ModelShape {
  readonly layers: number;
  readonly expertLayers: number;
  readonly linearLayers: number;
  readonly hidden: number;
  readonly counts: WeightCounts;
  readonly experts: number;
  readonly activeExperts: number;
  readonly attention: readonly AttentionShape[];
  /** Recurrent state per sequence, bytes (read and written every step). */
  readonly stateBytes: Bytes;
}

function attentionShape(g: LayerGroup): AttentionShape | null {
  const heads = g.heads ?? 0;
  const base = { layers: g.count, window: Number.POSITIVE_INFINITY, stride: 1 };
  const { index_dim = 0, index_heads = 1 } = g;
  const sparse = {
    indexValues: index_dim * g.count,
    indexFlop: 2 * index_heads * index_dim * g.count,
    indexStride: g.index_ratio ?? g.compress_ratio ?? 1,
    indexLayers: index_dim > 0 ? g.count : 0,
    topK: g.index_top_k ?? Number.POSITIVE_INFINITY,
  };
  if (g.kind === 'linear') return null;
  if (g.kind === 'mla') {
    const rank = g.kv_lora_rank ?? 0;
    const rope = g.rope_dim ?? 0;
    return {
      ...base,
      ...sparse,
      valuesPerPosition: g.count * (rank + rope),
      // Absorbed form: scores over rank + rope, sum over rank, per head.
      flopPerPosition: g.count * 2 * heads * (2 * rank + rope),
    };
  }
  const headDim = g.head_dim ?? 0;
  if (g.kind === 'compressed')
    return {
      ...base,
      ...sparse,
      window: g.window ?? 0,
      stride: g.compress_ratio ?? Number.POSITIVE_INFINITY,
      // One vector per position serves every head as key and value.
      valuesPerPosition: g.count * headDim,
      flopPerPosition: g.count * 4 * heads * headDim,
    };
  const vDim = g.v_head_dim ?? headDim;
  const kvHeads = g.kv_heads ?? heads;
  return {
    ...base,
    ...sparse,
    window: g.kind === 'sliding' ? (g.window ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY,
    valuesPerPosition: g.count * kvHeads * (headDim + vDim),
    flopPerPosition: g.count * 2 * heads * (headDim + vDim),
  };
}

/** Positions a group attends when `depth` tokens are in context; not `sparsely`, also those the model has not chosen. */
export function attended(shape: AttentionShape, depth: number, sparsely = true): number {
  const topK = sparsely ? shape.topK : Number.POSITIVE_INFINITY;
  if (shape.stride !== 1) return Math.min(depth, shape.window) + Math.min(depth / shape.stride, topK);
  return Math.min(depth, shape.window, topK);
}

function build(model: TextModel): ModelShape | null {
  const a = model.architecture;
  const parts = parameterBreakdown(model);
  if (!a || !parts) return null;
  const linear = a.attention.filter((g) => g.kind === 'linear');
  const layersOf = (groups: readonly LayerGroup[]) => groups.reduce((n, g) => n + g.count, 0);
  return {
    layers: a.layers,
    expertLayers: expertLayers(a),
    linearLayers: layersOf(linear),
    hidden: a.hidden,
    counts: {
      attention: parts.attention + parts.state_space + parts.router_and_norms,
      dense: parts.dense_ffn,
      shared: parts.shared_experts,
      routed: parts.routed_experts,
      head: parts.output_head > 0 ? parts.output_head : parts.embedding,
      unread: parts.lookup + parts.mtp + (parts.output_head > 0 ? parts.embedding : 0),
    },
    experts: a.moe?.experts ?? 0,
    activeExperts: a.moe?.active ?? 0,
    attention: a.attention.flatMap((g) => attentionShape(g) ?? []),
    stateBytes: linear.reduce((n, g) => n + g.count * (g.state_bytes ?? 0), 0),
  };
}

/** Shape of a model, computed once per model object; null where nobody published the architecture. */
export const modelShape: (model: TextModel) => ModelShape | null = rememberedOf(build);

/** Share of the routed experts that one token uses; 0 of a dense model. */
export const activeShare = ({ experts, activeExperts }: ModelShape): number =>
  experts > 0 ? activeExperts / experts : 0;

/**
 * Share of the routed experts that `tokens` simultaneous tokens touch, uniform routing: 1 - (1 - k/E)^n.
 * Real routing is skewed, so this is an upper estimate for large n.
 */
export function expertShare(shape: ModelShape, tokens: number): number {
  if (shape.experts === 0) return 0;
  return 1 - (1 - shape.activeExperts / shape.experts) ** tokens;
}

/** Cache and index values read per generated token of one sequence at this depth. */
export function cacheValuesRead(shape: ModelShape, depth: number, sparsely = true): number {
  let values = 0;
  for (const group of shape.attention)
    values +=
      group.valuesPerPosition * attended(group, depth, sparsely) +
      (group.indexValues * depth) / group.indexStride;
  return values;
}

/**
 * Index entries that a new token looks through at this depth to choose what it attends, over all layers; only those
 * beyond what it attends anyway count: with no more than that in context there is nothing to choose.
 */
export function indexEntries(shape: ModelShape, depth: number): number {
  let entries = 0;
  for (const { indexLayers, indexStride, stride, topK } of shape.attention) {
    if (indexLayers === 0) continue;
    const attendedAnyway = stride === 1 ? topK / indexStride : topK;
    entries += indexLayers * Math.max(0, depth / indexStride - attendedAnyway);
  }
  return entries;
}

/** Attention FLOP for `tokens` new tokens on top of `depth` cached ones, causal. */
export function attentionFlop(shape: ModelShape, tokens: number, depth: number, sparsely = true): Flop {
  let flop = 0;
  for (const group of shape.attention) {
    // Mean over the new tokens of what each attends, exact for full attention and close for windows.
    const at = (position: number) => attended(group, position, sparsely);
    const mean = (at(depth) + 4 * at(depth + tokens / 2) + at(depth + tokens)) / 6;
    flop +=
      tokens * (group.flopPerPosition * mean + (group.indexFlop * (depth + tokens / 2)) / group.indexStride);
  }
  return flop;
}
