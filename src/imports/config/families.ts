import type { AttentionTraits } from './attention-groups.ts';
import type { WindowRule } from './layer-kinds.ts';

/** What a configuration does not say about its architecture, because the code that runs it knows. */
export interface Family extends AttentionTraits {
  readonly window?: WindowRule;
  /** Embedding and head are one table unless the config says otherwise. */
  readonly tied?: boolean;
  /** Matrices of a feed-forward block: 3 with a gate. */
  readonly matrices?: 2 | 3;
  /** Draft layers that come with the weights people download. */
  readonly draft?: 'own-tables' | 'shared-tables' | 'dense';
  /** Defaults of the configuration class, where published configs leave fields out. */
  readonly defaults?: Readonly<Record<string, number>>;
  /** Window where GGUF files state none, because llama.cpp knows it (Llama 4 attends in chunks). */
  readonly gguf_window?: number;
  /** Experts with a dense block beside them, which GGUF files say only by its tensors (Gemma 4). */
  readonly dense_beside_experts?: boolean;
  /** Architecture names in GGUF files, where they are not the same word. */
  readonly gguf?: readonly string[];
}

const GEMMA_3_DEFAULTS = {
  num_attention_heads: 8,
  num_key_value_heads: 4,
  head_dim: 256,
  vocab_size: 262208,
  max_position_embeddings: 131072,
  sliding_window: 4096,
} as const;

/**
 * The architectures that can be read, by `model_type` of their text model in transformers' configuration. Add one here
 * when its layers can be described by the groups of the model schema.
 */
export const FAMILIES: Readonly<Record<string, Family>> = {
  // Plain decoders.
  llama: {},
  mistral: { window: 'all', gguf: ['mistral3'] },
  ministral: { window: 'all' },
  ministral3: { window: 'all' },
  mixtral: { window: 'all' },
  qwen2: { window: 'qwen' },
  qwen2_vl: { window: 'qwen' },
  qwen2_vl_text: { window: 'qwen' },
  qwen2_5_vl: { window: 'qwen' },
  qwen2_5_vl_text: { window: 'qwen' },
  qwen2_moe: { window: 'qwen' },
  qwen3: { window: 'qwen' },
  qwen3_moe: { window: 'qwen' },
  qwen3_vl_text: { window: 'qwen' },
  qwen3_vl_moe_text: { window: 'qwen' },
  phi3: { window: 'all', fused: true },
  phimoe: { window: 'all' },
  gemma: { tied: true },
  gemma2: { tied: true, window: { full_every: 2 } },
  gemma3: { tied: true, window: { full_every: 6 }, defaults: GEMMA_3_DEFAULTS },
  gemma3_text: { tied: true, window: { full_every: 6 }, defaults: GEMMA_3_DEFAULTS },
  gemma3n_text: { tied: true, window: { full_every: 5 } },
  gemma4_text: { tied: true, window: { full_every: 6 }, dense_beside_experts: true },
  glm: {},
  glm4: {},
  glm4_moe: { draft: 'own-tables' },
  glm4v_text: {},
  glm4v_moe_text: {},
  gpt_oss: { window: { full_every: 2 } },
  olmo2: { window: { full_every: 4 } },
  olmo3: { window: { full_every: 4 } },
  olmoe: {},
  granite: { tied: true },
  granitemoe: { tied: true },
  cohere: { tied: true, gguf: ['command-r'] },
  cohere2: { tied: true, window: { full_every: 4 } },
  exaone: {},
  exaone4: { window: { full_every: 4 } },
  smollm3: { tied: true },
  seed_oss: {},
  internlm2: {},
  internlm3: {},
  minicpm: { tied: true },
  mimo: { draft: 'dense' },
  stablelm: {},
  starcoder2: { tied: true, window: 'all', matrices: 2 },
  apertus: { matrices: 2 },
  hunyuan_v1_dense: { tied: true, gguf: ['hunyuan-dense'] },
  hunyuan_v1_moe: { tied: true, gguf: ['hunyuan-moe'] },
  ernie4_5: { tied: true },
  ernie4_5_moe: { tied: true },
  bailing_moe: {},
  bailing_moe_v2: { gguf: ['bailingmoe2'] },
  dots1: {},
  minimax_m2: {},
  minimax_m3: {},
  minimax_m3_vl: {},
  mimo_v2_flash: { draft: 'dense', gguf: ['mimo2'] },
  afmoe: { window: { full_every: 4 }, gate: 'element' },
  llama4_text: { window: { full_every: 4 }, gguf_window: 8192, defaults: { n_shared_experts: 1 } },

  // Latent attention.
  deepseek_v2: { latent: true },
  deepseek_v3: { latent: true, gguf: ['deepseek2'] },
  deepseek_v32: { latent: true, gguf: ['deepseek32'] },
  kimi_k2: { latent: true },
  mistral4: { latent: true },
  glm4_moe_lite: { latent: true },
  glm_moe_dsa: { latent: true, draft: 'shared-tables', gguf: ['glm-dsa'] },
  deepseek_v4: { compressed: true },
  minicpm3: { latent: true, tied: true },

  // A state in place of a cache in most layers.
  qwen3_next: { linear: 'gated-deltanet', gate: 'element' },
  qwen3_5_text: { linear: 'gated-deltanet', gate: 'element' },
  qwen3_5_moe_text: { linear: 'gated-deltanet', gate: 'element' },
  kimi_linear: { latent: true, linear: 'kda' },
  nemotron_h: { linear: 'nemotron-mamba', matrices: 2, gguf: ['nemotron_h_moe'] },
  granitemoehybrid: { linear: 'mamba', tied: true, gguf: ['granitehybrid'] },
  falcon_h1: { linear: 'mamba', parallel: true },
  lfm2: { linear: 'short-conv', tied: true },
  lfm2_moe: { linear: 'short-conv', tied: true },
};

/** The family of a GGUF file's `general.architecture`: the same word but for its dashes, or one of its own. */
export function familyOfGguf(architecture: string): string | null {
  const word = tight(architecture);
  const found =
    Object.entries(FAMILIES).find(([, family]) => family.gguf?.includes(architecture)) ??
    Object.entries(FAMILIES).find(([type]) => word !== '' && tight(type.replace(/_text$/, '')) === word);
  return found?.[0] ?? null;
}

const tight = (name: string): string => name.replace(/[-_]/g, '');
