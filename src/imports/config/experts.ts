import type { Architecture } from '../../schema/model.ts';
import type { ConfigReader } from './config-reader.ts';
import type { ConfigLayer } from './layer-kinds.ts';

type FeedForward = Pick<Architecture, 'ffn_hidden' | 'moe' | 'ffn_layers' | 'ffn_only_layers' | 'ffn_groups'>;

/** Width of the dense blocks and the experts, under the many names that configs give them. */
export function feedForward(c: ConfigReader, kinds: readonly ConfigLayer[]): FeedForward {
  const layers = kinds.length;
  const only = kinds.filter((kind) => kind === 'feed-forward').length;
  const apart = only > 0 ? { ffn_layers: only, ffn_only_layers: only } : {};
  const experts = expertCount(c);
  if (experts <= 1) return { ...denseWidth(c, layers), ...apart };
  const dense_layers = only > 0 ? 0 : denseLayers(c, layers);
  const expert_hidden = c.int('moe_intermediate_size', 'intermediate_size');
  const active = c.int(
    'num_experts_per_tok',
    'experts_per_token',
    'num_experts_per_token',
    'top_k_experts',
    'moe_topk',
    'moe_k',
  );
  const latent = c.optionalInt('routed_expert_hidden_size', 'moe_latent_size');
  return {
    ...(dense_layers > 0
      ? { ffn_hidden: c.int('dense_intermediate_size', 'intermediate_size_mlp', 'intermediate_size') }
      : {}),
    ...apart,
    moe: {
      experts,
      active,
      ...sharedExperts(c, expert_hidden),
      expert_hidden,
      dense_layers,
      ...(latent ? { latent } : {}),
    },
  };
}

/** How many experts a layer has; 1 or fewer is a dense model. */
function expertCount(c: ConfigReader): number {
  if (c.flag('enable_moe_block') === false) return 0;
  return c.optionalInt('num_local_experts', 'num_experts', 'n_routed_experts', 'moe_num_experts') ?? 0;
}

/** Experts that every token passes, and their width where it is not that of the others. */
function sharedExperts(c: ConfigReader, expert_hidden: number): { shared: number; shared_hidden?: number } {
  // Gemma 4 keeps its dense block beside the experts.
  if (c.flag('enable_moe_block')) return beside(c.int('intermediate_size'), 1, expert_hidden);
  const count =
    c.optionalInt('n_shared_experts', 'num_shared_experts', 'num_shared_expert', 'moe_num_shared_experts') ??
    0;
  const width = c.optionalInt(
    'shared_expert_intermediate_size',
    'moe_shared_expert_intermediate_size',
    'shared_intermediate_size',
    'share_expert_dim',
  );
  if (width === undefined || width === 0) return { shared: count };
  return beside(width, Math.max(1, count), expert_hidden);
}

const beside = (width: number, shared: number, expert_hidden: number) =>
  width === shared * expert_hidden ? { shared } : { shared, shared_hidden: width };

/** Layers with a dense block in place of experts. */
function denseLayers(c: ConfigReader, layers: number): number {
  const perLayer = c.list('mlp_layer_types');
  if (perLayer) return perLayer.filter((kind) => kind === 'dense').length;
  const frequencies = c.listIfAny('moe_layer_freq');
  if (frequencies) return frequencies.filter((on) => on === 0).length;
  const first = c.optionalInt('first_k_dense_replace', 'num_dense_layers', 'moe_layer_start_index');
  if (first !== undefined) return first;
  const every = c.optionalInt('interleave_moe_layer_step', 'decoder_sparse_step') ?? 1;
  const routed = every > 1 ? Math.floor(layers / every) : layers;
  return layers - routed + (c.list('mlp_only_layers')?.length ?? 0);
}

/** One width, or runs of layers of different widths (Gemma 4 E2B doubles those that share a cache). */
function denseWidth(c: ConfigReader, layers: number): Pick<Architecture, 'ffn_hidden' | 'ffn_groups'> {
  const width = adjusted(c, c.int('intermediate_size', 'shared_intermediate_size'));
  const sharing = c.optionalInt('num_kv_shared_layers') ?? 0;
  if (c.flag('use_double_wide_mlp') && sharing > 0)
    return {
      ffn_hidden: 2 * width,
      ffn_groups: [
        { count: layers - sharing, hidden: width },
        { count: sharing, hidden: 2 * width },
      ],
    };
  return { ffn_hidden: width };
}

/** LFM2 writes the width before its own rounding: two thirds of it, up to the next multiple. */
function adjusted(c: ConfigReader, width: number): number {
  if (!c.flag('block_auto_adjust_ff_dim')) return width;
  const multiple = c.optionalInt('block_multiple_of') ?? 1;
  return Math.ceil(Math.floor((2 * width) / 3) / multiple) * multiple;
}
