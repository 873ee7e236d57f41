import type { LayerGroup } from '../../schema/model.ts';
import type { ConfigReader } from './config-reader.ts';
import { type ConfigLayer, windowOf } from './layer-kinds.ts';
import { type LinearKind, linearGroup } from './linear-groups.ts';

/** What is special about an architecture's attention. */
export interface AttentionTraits {
  /** Latent attention (DeepSeek-V2 and its descendants). */
  readonly latent?: boolean;
  /** Keys compressed in blocks, with a window beside them (DeepSeek-V4). */
  readonly compressed?: boolean;
  /** One projection for queries, keys and values. */
  readonly fused?: boolean;
  readonly gate?: 'head' | 'element';
  readonly linear?: LinearKind;
  /** The state space works beside attention in every layer (Falcon-H1). */
  readonly parallel?: boolean;
}

type Group = Omit<LayerGroup, 'count'>;

/** Layers that attend and cache alike, as counts: in the order in which each kind first appears. */
export function attentionGroups(
  c: ConfigReader,
  kinds: readonly ConfigLayer[],
  traits: AttentionTraits,
): LayerGroup[] {
  const groups = new Map<string, LayerGroup>();
  const add = (group: Group) => {
    const key = JSON.stringify(group);
    const known = groups.get(key);
    groups.set(key, { ...group, count: (known?.count ?? 0) + 1 });
  };
  const sharing = kinds.length - (c.optionalInt('num_kv_shared_layers') ?? 0);
  const indexed = indexedLayers(c);
  for (const [layer, kind] of kinds.entries()) {
    if (kind === 'feed-forward') continue;
    if (kind === 'linear' && traits.linear) add(linearGroup(c, traits.linear));
    else if (traits.compressed) add(compressedGroup(c, layer));
    else if (traits.latent) add(latentGroup(c, traits, indexed?.[layer] ?? true));
    else
      add({
        ...plainGroup(c, kind === 'sliding', traits),
        ...(indexed?.[layer] ? sparseIndex(c) : {}),
        owns_cache: layer < sharing,
      });
    if (traits.parallel && traits.linear) add({ ...linearGroup(c, traits.linear), parallel: true });
  }
  return [...groups.values()];
}

/** Heads, with what the global layers of Gemma 4 and the windowed ones of MiMo have otherwise. */
function plainGroup(c: ConfigReader, sliding: boolean, traits: AttentionTraits): Group {
  const prefix = sliding ? 'swa_' : 'global_';
  const own = (name: string) => c.optionalInt(`${prefix}${name}`);
  const heads = own('num_attention_heads') ?? c.int('num_attention_heads');
  const head_dim =
    own('head_dim') ?? c.optionalInt('head_dim') ?? Math.floor(c.int('hidden_size') / (heads || 1));
  const shared = !sliding && c.flag('attention_k_eq_v') === true;
  const kv_heads =
    own('num_key_value_heads') ??
    (shared ? c.optionalInt('num_global_key_value_heads') : undefined) ??
    c.optionalInt('num_key_value_heads', 'num_attention_groups') ??
    heads;
  const v_head_dim = own('v_head_dim') ?? c.optionalInt('v_head_dim');
  const window = sliding ? windowOf(c) : undefined;
  return {
    kind: window === undefined ? 'full' : 'sliding',
    heads,
    kv_heads,
    head_dim,
    ...(v_head_dim !== undefined && v_head_dim !== head_dim ? { v_head_dim } : {}),
    ...(window === undefined ? {} : { window }),
    ...(traits.fused ? { fused_qkv: (heads + 2 * kv_heads) * head_dim } : {}),
    ...(traits.gate ? { output_gate: traits.gate } : {}),
    ...(shared ? { v_from_k: true } : {}),
    owns_cache: true,
  };
}

/** Low-rank queries (where there is a rank), one latent for keys and values, and the index of sparse members. */
function latentGroup(c: ConfigReader, traits: AttentionTraits, indexed: boolean): Group {
  const q_lora_rank = c.optionalInt('q_lora_rank');
  const topK = c.optionalInt('index_topk');
  const gated = traits.gate ?? (c.flag('mla_use_output_gate') ? 'element' : undefined);
  return {
    kind: 'mla',
    heads: c.int('num_attention_heads'),
    v_head_dim: c.int('v_head_dim'),
    ...(q_lora_rank ? { q_lora_rank } : {}),
    kv_lora_rank: c.int('kv_lora_rank'),
    rope_dim: c.int('qk_rope_head_dim'),
    qk_nope_dim: c.int('qk_nope_head_dim'),
    ...(gated ? { output_gate: gated } : {}),
    ...(topK && indexed ? { index_dim: c.int('index_head_dim'), index_heads: c.int('index_n_heads') } : {}),
    ...(topK ? { index_top_k: topK } : {}),
    owns_cache: true,
  };
}

/** One key that is also the value, a window, and by layer a ratio at which older keys are merged; 4 comes with an index. */
function compressedGroup(c: ConfigReader, layer: number): Group {
  const ratio = c.list('compress_ratios')?.[layer];
  const compress_ratio = typeof ratio === 'number' && ratio > 0 ? ratio : undefined;
  return {
    kind: 'compressed',
    heads: c.int('num_attention_heads'),
    kv_heads: c.int('num_key_value_heads'),
    head_dim: c.int('head_dim'),
    window: c.int('sliding_window'),
    q_lora_rank: c.int('q_lora_rank'),
    rope_dim: c.int('qk_rope_head_dim'),
    o_lora_rank: c.int('o_lora_rank'),
    o_groups: c.int('o_groups'),
    ...(compress_ratio === INDEXED_RATIO
      ? {
          index_dim: c.int('index_head_dim'),
          index_heads: c.int('index_n_heads'),
          index_ratio: INDEXED_RATIO,
          index_top_k: c.int('index_topk'),
        }
      : {}),
    ...(compress_ratio ? { compress_ratio } : {}),
    owns_cache: true,
  };
}
/** The ratio whose layers DeepSeek-V4 gives an index; those that merge more keys attend to all. */
const INDEXED_RATIO = 4;

/** Layers that compute an index of their own; undefined where all or none do. */
function indexedLayers(c: ConfigReader): boolean[] | undefined {
  const types = c.list('indexer_types');
  if (types) return types.map((type) => type === 'full');
  const sparse = c.part('sparse_attention_config')?.list('sparse_attention_freq');
  return sparse?.map((on) => on === 1);
}

/** Blocks of keys chosen by a small index (MiniMax-M3). */
function sparseIndex(c: ConfigReader): Partial<Group> {
  const sparse = c.part('sparse_attention_config');
  if (!sparse) return {};
  return {
    index_dim: sparse.int('sparse_index_dim'),
    index_heads: sparse.int('sparse_num_index_heads'),
    index_top_k: sparse.int('sparse_topk_blocks') * sparse.int('sparse_block_size'),
  };
}
