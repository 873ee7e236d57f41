import { z } from 'zod';
import { claimSchema } from './claim.ts';
import { count, idSchema, looseDateSchema, nonNegative, positive, sourceIds, text } from './primitives.ts';
import { LAYER_KINDS, USE_TAGS } from './vocabulary.ts';

/**
 * A run of layers that attend and cache alike. Counts over all groups add up to `layers`.
 * full/sliding: heads, kv_heads, head_dim (and v_head_dim when it differs), window for sliding.
 * mla: kv_lora_rank + rope_dim; one latent per token, no V. linear: state_bytes per sequence (F32, as llama.cpp
 * allocates). compressed: window plus `compress_ratio` rows (DeepSeek V4). `owns_cache: false`: reads another layer's cache.
 */
export const layerGroupSchema = z.strictObject({
  kind: z.enum(LAYER_KINDS),
  count: count.min(1),
  heads: count.optional(),
  kv_heads: count.optional(),
  head_dim: count.optional(),
  v_head_dim: count.optional(),
  window: count.optional(),
  kv_lora_rank: count.optional(),
  rope_dim: count.optional(),
  qk_nope_dim: count.optional(),
  state_bytes: nonNegative.optional(),
  /** Width of the sparse-attention index key cached per token (DeepSeek V3.2, GLM-5), 0 or absent when none. */
  index_dim: count.optional(),
  /** Tokens the sparse selection reads per query. */
  index_top_k: count.optional(),
  compress_ratio: count.optional(),
  owns_cache: z.boolean().default(true),
});
export type LayerGroup = z.infer<typeof layerGroupSchema>;

const qualitySchema = z.strictObject({
  /** Common scale of `facts/quality.md`: Elo-like, one factor over published benchmarks. */
  value: positive,
  /** One standard deviation. */
  uncertainty: positive,
  basis: text,
  date: looseDateSchema,
  source: idSchema,
});

/** An LLM (or embedding model). Architecture figures absent where nobody published them: then size only by file. */
export const modelSchema = z.strictObject({
  kind: z.enum(['text', 'embedding']),
  name: text,
  family: text,
  released: looseDateSchema.optional(),
  licence: text.optional(),
  aliases: z.array(text).default([]),
  /** Fine-tunes and architecture labels that compute exactly alike: their measured speeds count for this model. */
  speed_aliases: z.array(text).optional(),
  params_total_b: positive,
  params_active_b: positive,
  /** Weights that are only ever looked up by row (per-layer embeddings, n-gram tables): no bandwidth, may sit in host RAM. */
  params_lookup_b: nonNegative.default(0),
  native_precision: text.optional(),
  modalities: z.array(text).default(['text']),
  tags: z.array(z.enum(USE_TAGS)).default([]),
  architecture: z
    .strictObject({
      layers: count.min(1),
      hidden: count.min(1),
      vocab: count.min(1),
      tied_embeddings: z.boolean(),
      max_context: count.min(1).optional(),
      attention: z.array(layerGroupSchema).min(1),
      /** Width of the dense feed-forward block (all layers of a dense model, the first `dense_layers` of a MoE). */
      ffn_hidden: count.optional(),
      /** Matrices per feed-forward block: 3 for gated (SwiGLU), 2 for plain. */
      ffn_matrices: z.union([z.literal(2), z.literal(3)]).default(3),
      moe: z
        .strictObject({
          experts: count.min(1),
          active: count.min(1),
          shared: nonNegative.default(0),
          expert_hidden: count.min(1),
          shared_hidden: count.optional(),
          dense_layers: count.default(0),
        })
        .optional(),
    })
    .optional(),
  quality: qualitySchema.optional(),
  notes: z.array(text).default([]),
  claims: z.array(claimSchema).default([]),
  sources: z.record(z.string(), sourceIds).refine((s) => 'default' in s, 'sources needs a "default" entry'),
});
export type TextModelProfile = z.infer<typeof modelSchema>;
export type TextModel = TextModelProfile & { id: string };

const componentSchema = z.strictObject({
  name: text,
  role: z.enum(['text-encoder', 'denoiser', 'vae', 'other']),
  params_b: positive,
  /** Denoiser only: architecture for FLOPs. */
  layers: count.optional(),
  hidden: count.optional(),
  /** Latent tokens per image = (width / patch_px) x (height / patch_px); video also frames / temporal_patch. */
  patch_px: positive.optional(),
  temporal_patch: positive.optional(),
  text_tokens: count.optional(),
  /** Published FLOP per denoising forward at the reference size, for UNets that the transformer rule does not fit. */
  tflop_per_forward: positive.optional(),
  /** Parameters used per step when the denoiser is split in experts (Wan 2.2 A14B: 14 of 27). */
  active_params_b: positive.optional(),
});

/** A diffusion model: image or video. `reference` is the job the time is quoted for when the buyer names none. */
export const diffusionModelSchema = z.strictObject({
  kind: z.enum(['image', 'video']),
  name: text,
  family: text,
  released: looseDateSchema.optional(),
  licence: text.optional(),
  aliases: z.array(text).default([]),
  tags: z.array(z.enum(USE_TAGS)).default([]),
  components: z.array(componentSchema).min(1),
  reference: z.strictObject({
    width: count.min(1),
    height: count.min(1),
    frames: count.min(1).default(1),
    fps: positive.optional(),
    steps: count.min(1),
    /** Forward passes per step: 2 with classifier-free guidance, 1 for guidance-distilled models. */
    forwards_per_step: count.min(1),
  }),
  precisions: z.array(z.enum(['fp32', 'bf16', 'fp8', 'int8', 'q8', 'nf4', 'int4', 'nvfp4', 'q4'])).min(1),
  /** Activation and VAE-decode working memory at the reference size, GiB, where published. */
  activation_gib: positive.optional(),
  quality: qualitySchema.optional(),
  notes: z.array(text).default([]),
  claims: z.array(claimSchema).default([]),
  sources: z.record(z.string(), sourceIds).refine((s) => 'default' in s, 'sources needs a "default" entry'),
});
export type DiffusionModelProfile = z.infer<typeof diffusionModelSchema>;
export type DiffusionModel = DiffusionModelProfile & { id: string };
export type Model = TextModel | DiffusionModel;

/** `data/models/<id>.yaml`, told apart by `kind`. */
export const anyModelSchema = z.discriminatedUnion('kind', [modelSchema, diffusionModelSchema]);

/** A row of `data/sizes/*.csv`: a published file size. `gb` is decimal. */
export const fileSizeSchema = z.strictObject({
  model: idSchema,
  quant: z.string(),
  gb: positive,
  /** Significant digits the publisher printed; sizes rounded to 0.1 are no reference for a 2 % test. */
  digits: count,
  publisher: z.string(),
  source: idSchema,
  note: z.string(),
});
export type FileSize = z.infer<typeof fileSizeSchema>;
