import type { LayerGroup } from '../../schema/model.ts';
import { matmul, norm, op, outside, store, view } from './graph-ops.ts';
import { expand, type Graph, type Tensor } from './graph-replay.ts';

/** Inputs that the layers of one cache share. */
export interface CacheInput {
  readonly cells: number;
  readonly keyIndex: Tensor;
  readonly valueIndex: Tensor;
  readonly mask: Tensor;
  readonly keyRotation: Tensor | null;
  readonly valueRotation: Tensor | null;
}

/** What one attention layer hands to the cache and to the attention itself. Shapes are [width, heads, tokens]. */
export interface LayerTensors {
  readonly query: Tensor;
  readonly key: Tensor;
  readonly value: Tensor;
  /** Latent attention: heads are unfolded to this width after attending, and V is a part of the cached K. */
  readonly unfold: number | null;
  readonly gate: Tensor | null;
}

const tokensOf = (x: Tensor): number => x.shape[x.shape.length - 1] ?? 1;

/** Separate query, key and value projections with rotary positions on the first two. */
export function plainLayer(g: LayerGroup, normed: Tensor, positions: Tensor): LayerTensors {
  const { heads = 1, kv_heads = heads, head_dim = 1, v_head_dim = head_dim } = g;
  const tokens = tokensOf(normed);
  const project = (count: number, width: number): Tensor =>
    view(matmul(normed, count * width), [width, count, tokens]);
  const query = project(heads, head_dim);
  const key = project(kv_heads, head_dim);
  const value = project(kv_heads, v_head_dim);
  const gated = g.output_gate === 'element' ? matmul(normed, heads * v_head_dim) : null;
  return {
    query: op([query, positions], query.shape, true),
    key: op([key, positions], key.shape, true),
    value,
    unfold: null,
    gate: gated,
  };
}

/** Latent attention in its absorbed form: queries are mapped into the latent, keys are latent + rotary part. */
export function latentLayer(g: LayerGroup, normed: Tensor, positions: Tensor): LayerTensors {
  const { heads = 1, kv_lora_rank: rank = 1, rope_dim = 0, qk_nope_dim = 0, v_head_dim = 1 } = g;
  const tokens = tokensOf(normed);
  const base = g.q_lora_rank ? norm(matmul(normed, g.q_lora_rank)) : normed;
  const query = matmul(base, heads * (qk_nope_dim + rope_dim));
  const content = view(query, [qk_nope_dim, heads, tokens], false);
  const rotary = view(query, [rope_dim, heads, tokens], false);
  const latent = matmul(normed, rank + rope_dim);
  const cached = view(latent, [rank, tokens], false);
  const keyRotary = view(latent, [rope_dim, 1, tokens], false);
  const turned = op([rotary, positions], rotary.shape, true);
  const keyTurned = op([keyRotary, positions], keyRotary.shape, true);
  const value = view(norm(cached), [rank, 1, tokens]);
  const absorbed = op([view(content, [qk_nope_dim, tokens, heads], false)], [rank, tokens, heads], false);
  const whole = op(
    [view(absorbed, [rank, heads, tokens], false), turned],
    [rank + rope_dim, heads, tokens],
    false,
  );
  const key = op([value, keyTurned], [rank + rope_dim, 1, tokens], false);
  return { query: whole, key, value, unfold: v_head_dim, gate: null };
}

/** Linear attention and state space layers: projections, short convolution, the scan, gate and norm. */
export function linearLayer(graph: Graph, g: LayerGroup, normed: Tensor, hidden: number): Tensor {
  const { key_heads = 0, key_dim = 0, value_heads = 0, value_dim = 0, conv_kernel = 1 } = g;
  const tokens = tokensOf(normed);
  const short = g.mixer === 'short-conv';
  const values = short ? hidden : value_heads * value_dim;
  const mixed = short ? 3 * hidden : 2 * key_heads * key_dim + values;
  const conveyed = short ? hidden : mixed;
  const projected = matmul(normed, mixed);
  const gate = short ? null : matmul(normed, values);
  const state = outside();
  const history = op(
    [state, view(projected, [tokens, conveyed], false)],
    [tokens + conv_kernel - 1, conveyed],
    false,
  );
  expand(graph, store([history], outside()));
  const convolved = op([history], [conveyed, tokens], false);
  const active = op([convolved], convolved.shape, true);
  const perSequence = short ? 0 : (g.state_bytes ?? 0) / 4;
  const scanned = short ? active : op([active, state], [values * tokens + perSequence], false);
  if (!short) expand(graph, store([view(scanned, [perSequence])], outside()));
  const out = short ? scanned : norm(view(scanned, [values, tokens]));
  const gated = gate ? op([out, gate], [values, tokens], true) : out;
  return matmul(gated, hidden);
}

/** Multiplication with the rotation that spreads outliers before the cache is quantised. */
function rotated(x: Tensor, rotation: Tensor | null): Tensor {
  if (!rotation) return x;
  const width = rotation.shape[0] ?? 1;
  const count = x.shape.reduce((n, d) => n * d, 1) / width;
  const flat = x.contiguous ? view(x, [width, count]) : op([x], [width, count], false);
  return view(op([rotation, flat], [width, count], false), x.shape);
}

/** Stores K and V, attends over the cache, returns [heads x width, tokens]. */
export function attend(graph: Graph, layer: LayerTensors, cache: CacheInput, flash: boolean): Tensor {
  const query = rotated(layer.query, cache.keyRotation);
  const key = rotated(layer.key, cache.keyRotation);
  const value = rotated(layer.value, cache.valueRotation);
  const keys = outside();
  const values = outside();
  expand(graph, query);
  expand(graph, value);
  expand(graph, key);
  const tokens = tokensOf(query);
  const flat = (x: Tensor) => view(x, [(x.shape[0] ?? 1) * (x.shape[1] ?? 1), tokens]);
  expand(graph, store([flat(key), cache.keyIndex], keys));
  if (layer.unfold === null) expand(graph, store([flat(value), cache.valueIndex], values));
  const [queryWidth = 1, heads = 1] = query.shape;
  const [width = 1] = value.shape;
  const turned = view(query, [queryWidth, tokens, heads], false);
  const out = (flash ? flashOutput : scoreOutput)(turned, cache, layer.unfold, width);
  expand(graph, out);
  const back = layer.unfold === null ? rotated(out, cache.valueRotation) : out;
  return layer.gate ? op([back, op([layer.gate], layer.gate.shape, true)], back.shape, true) : back;
}

/** What a query of [width, tokens, heads] reads from the cache, as [heads x width, tokens]. */
function flashOutput(query: Tensor, cache: CacheInput, unfold: number | null, width: number): Tensor {
  const [, tokens = 1, heads = 1] = query.shape;
  const attended = op([query, cache.mask], [width, heads, tokens], false);
  if (unfold === null) return view(attended, [width * heads, tokens]);
  const perHead = op([view(attended, [width, tokens, heads], false)], [unfold, tokens, heads], false);
  const joined = op([view(perHead, [unfold, heads, tokens], false)], [unfold, heads, tokens], false);
  return view(joined, [unfold * heads, tokens]);
}

/** Without flash attention the scores of all heads exist at once: cells x tokens x heads in 32 bit. */
function scoreOutput(query: Tensor, cache: CacheInput, unfold: number | null, width: number): Tensor {
  const [, tokens = 1, heads = 1] = query.shape;
  const scores = op([query], [cache.cells, tokens, heads], false);
  const weights = op([scores, cache.mask], scores.shape, true);
  // V is a part of the cached latent and has to be transposed first.
  const copies = unfold === null ? [] : [op([outside()], [cache.cells, width], false, 2)];
  const summed = op([...copies, weights], [width, tokens, heads], false);
  const perHead = unfold === null ? summed : op([summed], [unfold, tokens, heads], false);
  const headWidth = unfold ?? width;
  return op([view(perHead, [headWidth, heads, tokens], false)], [headWidth * heads, tokens], false);
}
