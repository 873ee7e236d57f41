import type { Architecture, LayerGroup } from '../../schema/model.ts';
import { layerOrder } from '../layer-order.ts';
import { expertLayers } from '../tensors.ts';
import { paddedCells, slidingCells } from './cache-cells.ts';
import {
  attend,
  type CacheInput,
  type LayerTensors,
  latentLayer,
  linearLayer,
  plainLayer,
} from './graph-layers.ts';
import { experts, feedForward, input, matmul, norm, op, rows, sized } from './graph-ops.ts';
import { emptyGraph, expand, type Graph, type Tensor } from './graph-replay.ts';

/** What a prefill graph of llama.cpp depends on beside the model. Tokens and cells. */
export interface GraphSettings {
  /** Context the cache is made for, all sequences together. */
  readonly context: number;
  readonly sequences: number;
  readonly micro_batch: number;
  readonly flash_attention: boolean;
  /** The cache holds blocks of quantised values (keys and values are rotated first). */
  readonly quantised_cache: boolean;
  /** Tokens of a micro-batch whose logits are wanted: all of them in llama-bench and by default. */
  readonly outputs: number;
}

/**
 * Layers rebuilt. The layout settles after two layers and depends on whether their number is even, so the last few stand
 * for all; after dense layers the experts need two more to settle.
 */
const SETTLED_LAYERS = 2;

/** The largest micro-batch graph of a model as llama.cpp lays it out (src/llama-graph.cpp), for its allocator to place. */
export function prefillGraph(a: Architecture, settings: GraphSettings): Graph {
  const graph = emptyGraph();
  const tokens = Math.min(settings.micro_batch, paddedCells(settings.context));
  const embedded = embedding(graph, a, tokens);
  const positions = input([tokens]);
  const wanted = input([tokens]);
  const caches = new Map<LayerGroup, CacheInput>();
  const cacheOf = (group: LayerGroup): CacheInput => {
    const owner = group.kind === 'sliding' ? 'sliding' : 'full';
    for (const [known, cache] of caches)
      if ((known.kind === 'sliding' ? 'sliding' : 'full') === owner) return cache;
    const cache = cacheInput(a, group, settings, tokens);
    caches.set(group, cache);
    return cache;
  };
  const groups = lastLayers(a);
  const hasState = a.attention.some((g) => g.kind === 'linear');
  // Graphs that can feed a draft head keep the last hidden state as a result and pick the wanted tokens after it.
  const keepsState = hasState || (a.moe !== undefined && a.attention.some((g) => g.kind === 'sliding'));
  let state: Tensor = embedded;
  groups.forEach((group, i) => {
    const last = i === groups.length - 1;
    let skip = state;
    const normed = norm(state);
    let out =
      group.kind === 'linear'
        ? linearLayer(graph, group, normed, a.hidden)
        : matmul(
            attend(graph, attentionOf(group, normed, positions), cacheOf(group), settings.flash_attention),
            a.hidden,
          );
    if (last && !keepsState) {
      out = rows(out, wanted);
      skip = rows(skip, wanted);
    }
    const middle = op([out, skip], out.shape, true);
    const ffnIn = norm(middle);
    const ffnOut = ffnLayer(graph, a, ffnIn, i === 0);
    state = ffnOut ? op([ffnOut, middle], middle.shape, true) : middle;
  });
  if (keepsState) {
    state.keep = true;
    state = rows(state, wanted);
  }
  const normed = norm(state);
  const outputs = Math.min(tokens, settings.outputs);
  const logits = matmul(sized(normed, [a.hidden, outputs]), a.vocab);
  logits.keep = true;
  expand(graph, logits);
  return graph;
}

/** Token ids are looked up; a second input for ready-made embeddings (images) is reserved beside them. */
function embedding(graph: Graph, a: Architecture, tokens: number): Tensor {
  const ids = input([tokens]);
  const ready = input([a.hidden, tokens]);
  const looked = op([ids], [a.hidden, tokens], false);
  expand(graph, looked);
  expand(graph, ready);
  return looked;
}

function lastLayers(a: Architecture): LayerGroup[] {
  const order = layerOrder(a.attention);
  const settled = SETTLED_LAYERS + ((a.moe?.dense_layers ?? 0) > 0 ? SETTLED_LAYERS : 0);
  const count = Math.min(order.length, settled + (a.layers % 2));
  return order.slice(order.length - count).flatMap((index) => a.attention[index] ?? []);
}

function cacheInput(a: Architecture, group: LayerGroup, s: GraphSettings, tokens: number): CacheInput {
  const cells = attendedCells(a, group, s);
  const widest = Math.max(
    ...a.attention.map((g) =>
      g.kind === 'mla' ? 1 : (g.kv_heads ?? g.heads ?? 0) * (g.v_head_dim ?? g.head_dim ?? 0),
    ),
  );
  const rotate = s.quantised_cache && group.kind !== 'mla' && (group.head_dim ?? 1) % 64 === 0;
  return {
    cells,
    keyIndex: input([tokens], 8),
    // Without flash attention V is stored transposed: one index per value instead of one per token.
    valueIndex: input([s.flash_attention ? tokens : tokens * widest], 8),
    mask: input([cells, tokens], s.flash_attention ? 2 : 4),
    keyRotation: rotate ? input([rotationOf(group.head_dim ?? 0), rotationOf(group.head_dim ?? 0)]) : null,
    valueRotation: rotate ? input([64, 64]) : null,
  };
}

/** Rows a query of this group looks at: the pool, its window, or the window and the compressed rows before it. */
function attendedCells(a: Architecture, group: LayerGroup, s: GraphSettings): number {
  if (group.kind !== 'sliding' && group.kind !== 'compressed') return paddedCells(s.context);
  const recent = slidingCells(s.context, group.window ?? 0, s.sequences, s.micro_batch);
  if (group.kind === 'sliding') return recent;
  const ratio = Math.min(...a.attention.map((g) => g.compress_ratio ?? Number.POSITIVE_INFINITY));
  return recent + paddedCells(s.context / ratio);
}

/** Largest power of two that divides the head size: the Hadamard rotation of quantised keys. */
function rotationOf(headDim: number): number {
  let n = 64;
  while (headDim % (2 * n) === 0) n *= 2;
  return n;
}

const attentionOf = (group: LayerGroup, normed: Tensor, positions: Tensor): LayerTensors =>
  (group.kind === 'mla' ? latentLayer : plainLayer)(group, normed, positions);

function ffnLayer(graph: Graph, a: Architecture, normed: Tensor, first: boolean): Tensor | null {
  const dense = !a.moe || (first && a.moe.dense_layers > 0) || expertLayers(a) === 0;
  if (dense) return a.ffn_hidden ? feedForward(normed, a.ffn_hidden, a.hidden, a.ffn_matrices === 3) : null;
  const { moe } = a;
  if (!moe) return null;
  const routed = experts(graph, normed, moe, a.hidden, a.ffn_matrices === 3);
  const width = moe.shared_hidden ?? moe.shared * moe.expert_hidden;
  if (width === 0) return routed;
  const shared = feedForward(normed, width, a.hidden, a.ffn_matrices === 3);
  return op([routed, shared], routed.shape, true);
}
