import type { LayerGroup } from '../schema/model.ts';

export type TensorRole =
  | 'embedding'
  | 'output'
  | 'lookup'
  /** Tables of hashed n-grams. */
  | 'ngram'
  | 'attn_q'
  | 'attn_k'
  | 'attn_v'
  | 'attn_qkv'
  | 'attn_out'
  | 'attn_other'
  | 'linear'
  /** Gated delta layers: the fused query, key and value, and the rest. */
  | 'delta_qkv'
  | 'delta'
  | 'ffn_gate'
  | 'ffn_up'
  | 'ffn_down'
  | 'shared_gate'
  | 'shared_up'
  | 'shared_down'
  | 'expert_gate'
  | 'expert_up'
  | 'expert_down'
  | 'router'
  /** Norms, biases, short convolutions: 32 bit in files. */
  | 'norm'
  /** Kept in 16 bit whatever the format. */
  | 'half'
  /** Draft layers. */
  | 'idle';

/** One matrix per layer: `rows` output vectors of `cols` weights. */
export interface Matrix {
  readonly role: TensorRole;
  readonly cols: number;
  readonly rows: number;
}

/** The projections of one layer of a group, by the names under which llama.cpp chooses their type. */
export function attentionMatrices(g: LayerGroup, hidden: number): Matrix[] {
  return MATRICES_OF[g.kind](g, hidden).filter((m) => m.rows > 0 && m.cols > 0);
}

const MATRICES_OF: Readonly<Record<LayerGroup['kind'], (g: LayerGroup, hidden: number) => Matrix[]>> = {
  full: plainMatrices,
  sliding: plainMatrices,
  mla: latentMatrices,
  linear: mixerMatrices,
  compressed: compressedMatrices,
};

function plainMatrices(g: LayerGroup, hidden: number): Matrix[] {
  const { heads = 0, kv_heads = heads, head_dim = 0, v_head_dim = head_dim } = g;
  const values = heads * v_head_dim;
  const matrices: Matrix[] = [
    { role: 'attn_out', cols: values, rows: hidden },
    { role: 'attn_other', cols: hidden, rows: gateWidth(g, values) },
    { role: 'attn_other', cols: hidden, rows: indexWidth(g) },
  ];
  if (g.fused_qkv) return [{ role: 'attn_qkv', cols: hidden, rows: g.fused_qkv }, ...matrices];
  const q: Matrix = { role: 'attn_q', cols: hidden, rows: heads * head_dim };
  if (!g.owns_cache) return [q, ...matrices];
  const k: Matrix = { role: 'attn_k', cols: hidden, rows: kv_heads * head_dim };
  const v: Matrix = { role: 'attn_v', cols: hidden, rows: g.v_from_k ? 0 : kv_heads * v_head_dim };
  return [q, k, v, ...matrices];
}

const gateWidth = (g: LayerGroup, values: number): number =>
  g.output_gate === 'element' ? values : g.output_gate === 'head' ? (g.heads ?? 0) : 0;

const indexWidth = (g: LayerGroup): number => (g.index_heads ? (g.index_heads + 1) * (g.index_dim ?? 0) : 0);

/** Latent attention: low-rank query, one latent for keys and values (arXiv 2405.04434), the index of sparse members. */
function latentMatrices(g: LayerGroup, hidden: number): Matrix[] {
  const { heads = 0, kv_lora_rank: rank = 0, rope_dim = 0, qk_nope_dim = 0, v_head_dim = 0 } = g;
  const queries = heads * (qk_nope_dim + rope_dim);
  const values = heads * v_head_dim;
  const q = g.q_lora_rank;
  const { index_heads = 0, index_dim = 0 } = g;
  return [
    { role: 'attn_other', cols: hidden, rows: q ?? queries },
    { role: 'attn_other', cols: q ?? 0, rows: queries },
    { role: 'attn_other', cols: hidden, rows: rank + rope_dim },
    { role: 'attn_other', cols: qk_nope_dim, rows: rank * heads },
    { role: 'attn_other', cols: rank, rows: values },
    { role: 'attn_out', cols: values, rows: hidden },
    { role: 'attn_other', cols: hidden, rows: gateWidth(g, values) },
    { role: 'attn_other', cols: q ?? hidden, rows: index_heads * index_dim },
    { role: 'attn_other', cols: hidden, rows: index_heads > 0 ? index_dim + index_heads : 0 },
  ];
}

/** DeepSeek V4: one key that is also the value, grouped low-rank output, a compressor where a ratio is given. */
function compressedMatrices(g: LayerGroup, hidden: number): Matrix[] {
  const { heads = 0, head_dim = 0, q_lora_rank = 0, o_lora_rank = 0, o_groups = 0 } = g;
  const { index_heads = 0, index_dim = 0 } = g;
  const overlap = index_heads > 0 ? 2 : 1;
  return [
    { role: 'attn_other', cols: hidden, rows: q_lora_rank },
    { role: 'attn_other', cols: q_lora_rank, rows: heads * head_dim },
    { role: 'attn_other', cols: hidden, rows: head_dim },
    {
      role: 'attn_other',
      cols: (heads * head_dim) / o_groups,
      rows: o_lora_rank * o_groups,
    },
    { role: 'attn_out', cols: o_groups * o_lora_rank, rows: hidden },
    { role: 'attn_other', cols: hidden, rows: g.compress_ratio ? 2 * head_dim * overlap : 0 },
    { role: 'attn_other', cols: q_lora_rank, rows: index_heads * index_dim },
    { role: 'attn_other', cols: hidden, rows: index_heads > 0 ? index_heads + 4 * index_dim : 0 },
  ];
}

/** Linear layers. Short convolutions are not quantised. */
function mixerMatrices(g: LayerGroup, hidden: number): Matrix[] {
  const { key_heads = 0, key_dim = 0, value_heads = 0, value_dim = 0, conv_kernel = 0 } = g;
  const keys = 2 * key_heads * key_dim;
  const values = value_heads * value_dim;
  const linear = (cols: number, rows: number): Matrix => ({ role: 'linear', cols, rows });
  const convolution: Matrix = { role: 'norm', cols: conv_kernel, rows: keys + values };
  const lowRank = (rank: number | undefined) =>
    rank ? [linear(hidden, rank), linear(rank, values)] : [linear(hidden, values)];
  switch (g.mixer) {
    case undefined:
      return [];
    case 'short-conv':
      return [linear(hidden, 4 * hidden), { role: 'norm', cols: conv_kernel, rows: hidden }];
    case 'gated-deltanet':
      return [
        { role: 'delta_qkv', cols: hidden, rows: keys + values },
        { role: 'delta', cols: hidden, rows: values + 2 * value_heads },
        { role: 'delta', cols: values, rows: hidden },
        convolution,
      ];
    case 'mamba2':
      return [linear(hidden, keys + 2 * values + value_heads), linear(values, hidden), convolution];
    case 'lightning':
      return [
        { role: 'attn_qkv', cols: hidden, rows: keys + values },
        linear(hidden, values),
        { role: 'attn_out', cols: values, rows: hidden },
      ];
    case 'kda':
      return [
        { role: 'attn_q', cols: hidden, rows: keys / 2 },
        { role: 'attn_k', cols: hidden, rows: keys / 2 },
        { role: 'attn_v', cols: hidden, rows: values },
        linear(hidden, value_heads),
        ...lowRank(g.decay_rank),
        ...lowRank(g.gate_rank),
        { role: 'attn_out', cols: values, rows: hidden },
        convolution,
      ];
  }
}
