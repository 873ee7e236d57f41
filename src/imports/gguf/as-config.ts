import { FAMILIES } from '../config/families.ts';
import { MOST_LAYERS } from '../config/layer-kinds.ts';
import type { GgufHeader } from './header.ts';

type Value = number | boolean | string | readonly unknown[] | undefined;
type Keys = Readonly<Record<string, (at: Lookup) => Value>>;
type Lookup = (key: string) => Value;

/** Transformers' names for what GGUF files state under their own; one table for all architectures. */
const PLAIN: Keys = {
  hidden_size: (at) => at('embedding_length'),
  intermediate_size: (at) => widest(at('feed_forward_length')),
  num_attention_heads: (at) => widest(at('attention.head_count')),
  num_key_value_heads: (at) => widest(at('attention.head_count_kv')),
  head_dim: (at) => at('attention.key_length'),
  v_head_dim: (at) => at('attention.value_length'),
  max_position_embeddings: (at) => at('context_length'),
  sliding_window: (at) => at('attention.sliding_window'),
  num_experts: (at) => at('expert_count'),
  num_experts_per_tok: (at) => at('expert_used_count'),
  moe_intermediate_size: (at) => at('expert_feed_forward_length') ?? widest(at('feed_forward_length')),
  n_shared_experts: (at) => at('expert_shared_count'),
  shared_expert_intermediate_size: (at) => at('expert_shared_feed_forward_length'),
  first_k_dense_replace: (at) => at('leading_dense_block_count'),
  interleave_moe_layer_step: (at) => at('interleave_moe_layer_step'),
  num_nextn_predict_layers: (at) => at('nextn_predict_layers'),
  moe_latent_size: (at) => at('moe_latent_size'),
  num_kv_shared_layers: (at) => at('attention.shared_kv_layers'),
  hidden_size_per_layer_input: (at) => at('embedding_length_per_layer_input'),
};

const LATENT: Keys = {
  head_dim: () => undefined,
  q_lora_rank: (at) => at('attention.q_lora_rank'),
  kv_lora_rank: (at) => at('attention.kv_lora_rank'),
  qk_rope_head_dim: (at) => at('rope.dimension_count'),
  qk_nope_head_dim: (at) =>
    difference(at('attention.key_length_mla') ?? at('attention.key_length'), at('rope.dimension_count')),
  v_head_dim: (at) => at('attention.value_length_mla') ?? at('attention.value_length'),
  index_n_heads: (at) => at('attention.indexer.head_count'),
  index_head_dim: (at) => at('attention.indexer.key_length'),
  index_topk: (at) => at('attention.indexer.top_k'),
};

/** Gated DeltaNet and Mamba share llama.cpp's state-space keys. */
const STATE_SPACE: Keys = {
  linear_num_key_heads: (at) => at('ssm.group_count'),
  linear_key_head_dim: (at) => at('ssm.state_size'),
  linear_num_value_heads: (at) => at('ssm.time_step_rank'),
  linear_value_head_dim: (at) => quotient(at('ssm.inner_size'), at('ssm.time_step_rank')),
  linear_conv_kernel_dim: (at) => at('ssm.conv_kernel'),
  n_groups: (at) => at('ssm.group_count'),
  ssm_state_size: (at) => at('ssm.state_size'),
  mamba_num_heads: (at) => at('ssm.time_step_rank'),
  mamba_head_dim: (at) => quotient(at('ssm.inner_size'), at('ssm.time_step_rank')),
  conv_kernel: (at) => at('ssm.conv_kernel'),
  mamba_n_groups: (at) => at('ssm.group_count'),
  mamba_d_state: (at) => at('ssm.state_size'),
  mamba_n_heads: (at) => at('ssm.time_step_rank'),
  mamba_d_head: (at) => quotient(at('ssm.inner_size'), at('ssm.time_step_rank')),
  mamba_d_conv: (at) => at('ssm.conv_kernel'),
  conv_L_cache: (at) => at('shortconv.l_cache'),
};

/** The metadata and tensors of a file as a transformers configuration of that family. */
export function ggufAsConfig(parts: readonly GgufHeader[], family: string): Record<string, unknown> {
  const [first] = parts;
  const metadata = first?.metadata ?? {};
  const prefix = String(metadata['general.architecture']);
  const at: Lookup = (key) => asValue(metadata[`${prefix}.${key}`]);
  const traits = FAMILIES[family] ?? {};
  const tensors = new Map(parts.flatMap((p) => p.tensors.map((t) => [t.name, t.shape] as const)));
  const blocks = Number(at('block_count') ?? 0);
  const layers = blocks - Number(at('nextn_predict_layers') ?? 0);
  const keys = { ...PLAIN, ...(traits.linear ? STATE_SPACE : {}), ...(traits.latent ? LATENT : {}) };
  const config: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(keys)) config[name] = read(at);
  const embedding = tensors.get('token_embd.weight');
  const perLayer = tensors.get('per_layer_token_embd.weight');
  return {
    ...config,
    model_type: family,
    num_hidden_layers: at('block_count') === undefined ? undefined : layers,
    vocab_size: embedding?.[1] ?? at('vocab_size') ?? tokensIn(metadata),
    tie_word_embeddings: !tensors.has('output.weight'),
    ...(perLayer ? { vocab_size_per_layer_input: perLayer[1] } : {}),
    ...(traits.gguf_window ? { sliding_window: at('attention.sliding_window') ?? traits.gguf_window } : {}),
    ...(traits.linear === 'kda' ? { linear_attn_config: kimiConfig(at, layers, tensors) } : {}),
    ...(traits.linear && traits.linear !== 'kda' && !traits.parallel
      ? { layer_types: layerTypes(layers, tensors) }
      : {}),
    ...(traits.dense_beside_experts && at('expert_count') ? { enable_moe_block: true } : {}),
    ...doubledBlocks(at),
    ...(traits.latent ? {} : windows(at, layers, tensors)),
  };
}

const tokensIn = (metadata: GgufHeader['metadata']): number | undefined => {
  const tokens = metadata['tokenizer.ggml.tokens'];
  return Array.isArray(tokens) ? tokens.length : undefined;
};

/** Blocks twice as wide in layers that share a cache (Gemma 4 E2B). */
function doubledBlocks(at: Lookup): Record<string, unknown> {
  const widths = at('feed_forward_length');
  if (!Array.isArray(widths) || !at('attention.shared_kv_layers')) return {};
  const [narrow, wide, more] = [...new Set(widths as number[])].sort((a, b) => a - b);
  return narrow && wide === 2 * narrow && more === undefined
    ? { use_double_wide_mlp: true, intermediate_size: narrow }
    : {};
}

type Shapes = ReadonlyMap<string, readonly number[]>;

/** What each layer is, by the tensors it has. */
function layerTypes(layers: number, tensors: Shapes): string[] {
  const kinds = new Array<string>(Math.min(Math.max(0, layers), MOST_LAYERS)).fill('mlp');
  for (const name of tensors.keys()) {
    const found = /^blk\.(\d+)\.(ssm_|shortconv\.|attn_(?:q|k|qkv|kv_a_mqa)\.)/.exec(name);
    const layer = Number(found?.[1] ?? -1);
    if (!found || layer >= kinds.length || kinds[layer] === 'linear_attention') continue;
    kinds[layer] = found[2]?.startsWith('attn_') ? 'full_attention' : 'linear_attention';
  }
  return kinds;
}

function kimiConfig(at: Lookup, layers: number, tensors: Shapes): Record<string, unknown> {
  const linear = layerTypes(layers, tensors).flatMap((kind, i) =>
    kind === 'linear_attention' ? [i + 1] : [],
  );
  return {
    kda_layers: linear,
    num_heads: widest(at('attention.head_count')),
    head_dim: at('kda.head_dim'),
    short_conv_kernel_size: at('ssm.conv_kernel'),
    // A low-rank gate has two factors.
    use_full_rank_gate: ![...tensors.keys()].some((name) => /\.ssm_g_a\./.test(name)),
  };
}

/**
 * Windowed layers: a list of which they are, where the file has one, and what their heads have otherwise. Global layers
 * whose keys serve as values have no tensor for values.
 */
function windows(at: Lookup, layers: number, tensors: Shapes): Record<string, unknown> {
  const pattern = at('attention.sliding_window_pattern');
  const perLayer = at('attention.head_count_kv');
  const own: Record<string, unknown> = {};
  if (typeof pattern === 'number') own['sliding_window_pattern'] = pattern;
  if (!Array.isArray(pattern) || pattern.length === 0) return own;
  // A shorter list repeats.
  const flags = Array.from({ length: Math.min(layers, MOST_LAYERS) }, (_, i) =>
    [true, 1].includes(pattern[i % pattern.length] as number | boolean),
  );
  const sliding = flags.indexOf(true);
  const full = flags.indexOf(false);
  own['layer_types'] = flags.map((on) => (on ? 'sliding_attention' : 'full_attention'));
  if (at('attention.key_length_swa') !== undefined) {
    own['swa_head_dim'] = at('attention.key_length_swa');
    own['swa_v_head_dim'] = at('attention.value_length_swa');
  }
  if (Array.isArray(perLayer)) {
    if (sliding >= 0) own['swa_num_key_value_heads'] = perLayer[sliding];
    if (full >= 0) own['global_num_key_value_heads'] = perLayer[full];
  }
  if (full >= 0 && tensors.has(`blk.${full}.attn_k.weight`) && !tensors.has(`blk.${full}.attn_v.weight`))
    own['attention_k_eq_v'] = true;
  return own;
}

const asValue = (value: unknown): Value =>
  typeof value === 'bigint' ? Number(value) : Array.isArray(value) ? value.map(asValue) : (value as Value);

/** Per-layer lists (hybrids have layers without heads or blocks): the widest stands for all. */
function widest(value: Value): Value {
  if (!Array.isArray(value)) return value;
  return value.reduce((most: number, n) => (typeof n === 'number' && n > most ? n : most), 0);
}
const difference = (a: Value, b: Value): Value =>
  typeof a === 'number' && typeof b === 'number' ? a - b : undefined;
const quotient = (a: Value, b: Value): Value =>
  typeof a === 'number' && typeof b === 'number' && b > 0 ? a / b : undefined;
