import type { Architecture, TextModel } from '../schema/model.ts';
import { rememberedOf } from '../units/remembered.ts';
import { fromBillions } from '../units/units.ts';
import { attentionMatrices, type Matrix } from './attention-tensors.ts';
import { layerOrder, spread } from './layer-order.ts';

/** The matrices of one role: `rows` vectors of `cols` weights in each of `blocks` (layer numbers). */
export interface TensorRow extends Matrix {
  /** Layers that hold one; empty for the matrices outside the layers. */
  readonly blocks: readonly number[];
}

/** Weights in one row of the table. */
export const elements = (row: TensorRow): number => row.cols * row.rows * Math.max(1, row.blocks.length);

/**
 * Every matrix of a model with its shape, from the published architecture. The small difference to the published
 * parameter count (norms, biases, what a config does not spell out) is kept so that the sum is right. Null without an
 * architecture. One table per model object: every format of a model is counted from the same shapes.
 */
export const tensorTable = rememberedOf((model: TextModel): readonly TensorRow[] | null => {
  const a = model.architecture;
  if (!a) return null;
  const layered = [...attentionRows(a), ...feedForwardRows(a), ...perLayerRows(a)];
  return balance([...outsideRows(a, model), ...layered, ...draftRows(a)], a, model);
});

function outsideRows(a: Architecture, model: TextModel): TensorRow[] {
  const table = { cols: a.hidden, rows: a.vocab, blocks: [] };
  const rows: TensorRow[] = [{ role: 'output', ...table }];
  if (!a.tied_embeddings) rows.push({ role: 'embedding', ...table });
  if (a.position_rows) rows.push({ role: 'norm', cols: a.hidden, rows: a.position_rows, blocks: [] });
  const lookupCols = model.ngram_table?.cols ?? (a.per_layer_dim ? a.per_layer_dim * a.layers : a.hidden);
  if (model.params_lookup_b > 0)
    rows.push({
      role: model.ngram_table ? 'ngram' : 'lookup',
      cols: lookupCols,
      rows: fromBillions(model.params_lookup_b) / lookupCols,
      blocks: [],
    });
  rows.push({ role: 'norm', cols: a.hidden, rows: 2 * a.layers + 1, blocks: [] });
  return rows;
}

function attentionRows(a: Architecture): TensorRow[] {
  const order = layerOrder(a.attention);
  return a.attention.flatMap((group, index) => {
    const own = order.flatMap((g, layer) => (g === index ? [layer] : []));
    const blocks = group.parallel ? range(0, group.count) : own;
    return attentionMatrices(group, a.hidden).map((matrix) => ({ ...matrix, blocks }));
  });
}

/** Layers that route to experts. */
export function expertLayers(a: Architecture): number {
  return a.moe ? (a.ffn_layers ?? a.layers) - a.moe.dense_layers : 0;
}

function feedForwardRows(a: Architecture): TensorRow[] {
  const blocks = spread(a.ffn_layers ?? a.layers, a.layers);
  const dense = blocks.slice(0, blocks.length - expertLayers(a));
  const routed = blocks.slice(dense.length);
  const rows: TensorRow[] = [];
  if (a.ffn_groups) {
    let from = 0;
    for (const group of a.ffn_groups) {
      rows.push(
        ...blockRows('ffn', a.hidden, group.hidden, a.ffn_matrices, dense.slice(from, from + group.count)),
      );
      from += group.count;
    }
  } else rows.push(...blockRows('ffn', a.hidden, a.ffn_hidden ?? 0, a.ffn_matrices, dense));
  return [...rows, ...expertRows(a, routed)];
}

function expertRows(a: Architecture, blocks: readonly number[]): TensorRow[] {
  const { moe } = a;
  if (!moe || blocks.length === 0) return [];
  const space = moe.latent ?? a.hidden;
  const sharedWidth = moe.shared_hidden ?? moe.shared * moe.expert_hidden;
  const rows = [
    ...blockRows('expert', space, moe.expert_hidden, a.ffn_matrices, blocks, moe.experts),
    ...blockRows('shared', a.hidden, sharedWidth, a.ffn_matrices, blocks),
    { role: 'router' as const, cols: a.hidden, rows: moe.experts, blocks },
  ];
  if (!moe.latent) return rows;
  return [
    ...rows,
    { role: 'shared_up', cols: a.hidden, rows: moe.latent, blocks },
    { role: 'shared_down', cols: moe.latent, rows: a.hidden, blocks },
  ];
}

/** A feed-forward block between `outer` and `width` values: up and down, and a gate when it has three matrices. */
function blockRows(
  kind: 'ffn' | 'shared' | 'expert',
  outer: number,
  width: number,
  matrices: number,
  blocks: readonly number[],
  copies = 1,
): TensorRow[] {
  if (width <= 0 || blocks.length === 0) return [];
  const inward = { cols: outer, rows: width * copies, blocks };
  const up: TensorRow = { role: `${kind}_up`, ...inward };
  const down: TensorRow = { role: `${kind}_down`, cols: width, rows: outer * copies, blocks };
  return matrices === 3 ? [{ role: `${kind}_gate`, ...inward }, up, down] : [up, down];
}

/** Per-layer input embeddings (Gemma 3n, Gemma 4 E): a gate and a projection per layer, one large matrix kept in 16 bit. */
function perLayerRows(a: Architecture): TensorRow[] {
  if (!a.per_layer_dim) return [];
  const blocks = range(0, a.layers);
  return [
    { role: 'attn_other', cols: a.hidden, rows: a.per_layer_dim, blocks },
    { role: 'attn_other', cols: a.per_layer_dim, rows: a.hidden, blocks },
    { role: 'half', cols: a.hidden, rows: a.per_layer_dim * a.layers, blocks: [] },
  ];
}

/** Draft layers of multi-token prediction: one attention layer and one feed-forward block behind a 2:1 projection. */
function draftRows(a: Architecture): TensorRow[] {
  const group = a.attention.find((g) => g.kind !== 'linear');
  if (!a.mtp || !group) return [];
  const block =
    a.moe && !a.mtp.dense
      ? expertRows(a, [0])
      : blockRows('ffn', a.hidden, a.ffn_hidden ?? 0, a.ffn_matrices, [0]);
  const tables = a.mtp.own_embeddings ? 2 * a.vocab : 0;
  const matrices = [
    ...attentionMatrices(group, a.hidden),
    ...block,
    { cols: a.hidden, rows: 2 * a.hidden + tables },
  ];
  const copies = a.mtp.layers;
  return matrices.map(({ cols, rows }) => ({ role: 'idle', cols, rows: rows * copies, blocks: [] }));
}

/** Counted more than published by up to this share: the published count is rounded, and the dimensions are trusted (assumption). */
const ROUNDING_SHARE = 0.02;
/** Norms and biases that the shapes leave out, at most; what is missing beyond it is a matrix (assumption). */
const BIAS_SHARE = 0.0005;

function balance(rows: TensorRow[], a: Architecture, model: TextModel): TensorRow[] {
  const total = fromBillions(model.params_total_b);
  const counted = rows.reduce((n, row) => n + elements(row), 0);
  const missing = total - counted;
  if (missing < 0) {
    if (missing > -ROUNDING_SHARE * total) return rows;
    // The dimensions contradict the count: shrink alike rather than invent a negative tensor.
    return rows.map((r) => ({ ...r, rows: (r.rows * total) / counted }));
  }
  const biases = Math.min(missing, BIAS_SHARE * total);
  const rest: TensorRow[] = [{ role: 'norm', cols: a.hidden, rows: biases / a.hidden, blocks: [] }];
  if (missing > biases)
    rest.push({ role: 'attn_other', cols: a.hidden, rows: (missing - biases) / a.hidden, blocks: [] });
  return [...rows, ...rest].filter((row) => row.rows > 0);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
