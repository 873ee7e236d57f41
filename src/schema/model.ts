import { z } from 'zod';
import type { Billions, Bytes, Gb, Gib, Tflop } from '../units/units.ts';
import { claimSchema } from './claim.ts';
import {
  count,
  dateSchema,
  idSchema,
  inUnit,
  looseDateSchema,
  nonNegative,
  positive,
  sourcesBySection,
  text,
} from './primitives.ts';
import { ENGINES, LAYER_KINDS, MIXERS, OUTPUT_GATES, USE_TAGS } from './vocabulary.ts';

/**
 * A run of layers that attend and cache alike. Counts over all groups plus `ffn_only_layers` add up to `layers`; a
 * `parallel` group sits beside another one in the same layers (Falcon-H1) and is not counted.
 * full/sliding: heads, kv_heads, head_dim (and v_head_dim when it differs), window for sliding.
 * mla: kv_lora_rank + rope_dim; one latent per token, no V. linear: `mixer` with its dimensions, state_bytes per
 * sequence (F32, as llama.cpp allocates). compressed: window plus `compress_ratio` rows (DeepSeek V4).
 * `owns_cache: false`: reads another layer's cache and has no K and V projections.
 */
const layerGroupSchema = z.strictObject({
  kind: z.enum(LAYER_KINDS),
  count: count.min(1),
  heads: count.optional(),
  kv_heads: count.optional(),
  head_dim: count.optional(),
  v_head_dim: count.optional(),
  window: count.optional(),
  /** Low rank of the query projection; absent where queries are projected directly. */
  q_lora_rank: count.optional(),
  kv_lora_rank: count.optional(),
  rope_dim: count.optional(),
  qk_nope_dim: count.optional(),
  /** Grouped low-rank output projection (DeepSeek V4). */
  o_lora_rank: count.optional(),
  o_groups: count.optional(),
  /** Learned gate on the attention output: one factor per head or per value. */
  output_gate: z.enum(OUTPUT_GATES).optional(),
  /** K doubles as V: no V projection (llama.cpp still stores both caches). */
  v_from_k: z.boolean().optional(),
  parallel: z.boolean().optional(),
  /** Linear layers: what replaces attention, and its dimensions. Mamba2's groups and state are key heads and key size. */
  mixer: z.enum(MIXERS).optional(),
  key_heads: count.optional(),
  key_dim: count.optional(),
  value_heads: count.optional(),
  value_dim: count.optional(),
  conv_kernel: count.optional(),
  /** Kimi Delta Attention: rank of the decay and gate projections; absent means full rank. */
  decay_rank: count.optional(),
  gate_rank: count.optional(),
  state_bytes: inUnit<Bytes>(nonNegative).optional(),
  /** Width of the sparse-attention index key cached per token (DeepSeek V3.2, GLM-5), 0 or absent when none. */
  index_dim: count.optional(),
  /** Heads that score those keys. */
  index_heads: count.optional(),
  /** Tokens that share one index key; 1 when absent. */
  index_ratio: count.optional(),
  /** Tokens the sparse selection reads per query. */
  index_top_k: count.optional(),
  compress_ratio: count.optional(),
  /** Output width of a fused QKV projection in the GGUF file (phi, Gated DeltaNet): quantised like attn_v there. */
  fused_qkv: count.optional(),
  owns_cache: z.boolean().default(true),
});
export type LayerGroup = z.infer<typeof layerGroupSchema>;

const qualitySchema = z.strictObject({
  /** Common scale, Elo-like: one factor over published benchmarks (source `quality-composite`). */
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
  /** Weights of the text model in a released file, vision and audio towers apart. */
  params_total_b: inUnit<Billions>(positive),
  /** Total less the experts a token leaves out, the lookup tables and the MTP layers; both embedding matrices count. */
  params_active_b: inUnit<Billions>(positive),
  /** Why the count recomputed from the architecture differs from `params_total_b` by more than 1 %. */
  params_note: text.optional(),
  /** Weights that are only ever looked up by row (per-layer embeddings, n-gram tables): no bandwidth, may sit in host RAM. */
  params_lookup_b: inUnit<Billions>(nonNegative).default(0),
  /** Where those are tables of hashed n-grams: engines keep them apart from the weights (`ngram_tables` of an engine). */
  ngram_table: z
    .strictObject({
      /** Weights in one row. */
      cols: count.min(1),
      /** The type of its rows, by format or class of formats; where neither is named, that of an embedding. */
      types: z.record(z.string(), text).default({}),
    })
    .optional(),
  native_precision: text.optional(),
  modalities: z.array(text).default(['text']),
  tags: z.array(z.enum(USE_TAGS)).default([]),
  /** First day on which an engine could run it, where that was well after its release. */
  engines_since: z
    .partialRecord(z.enum(ENGINES), z.strictObject({ day: dateSchema, source: idSchema }))
    .optional(),
  architecture: z
    .strictObject({
      layers: count.min(1),
      hidden: count.min(1),
      vocab: count.min(1),
      tied_embeddings: z.boolean(),
      max_context: count.min(1).optional(),
      attention: z.array(layerGroupSchema).min(1),
      /** Measured f16 cache growth, MiB per 1000 tokens, where it contradicts the layer groups: it wins. */
      kv_mib_per_1000_tokens: positive.optional(),
      /** Width of the dense feed-forward block (all layers of a dense model, the first `dense_layers` of a MoE). */
      ffn_hidden: count.optional(),
      /** Matrices per feed-forward block: 3 for gated (SwiGLU), 2 for plain. */
      ffn_matrices: z.union([z.literal(2), z.literal(3)]).default(3),
      /** Blocks of differing width, instead of `ffn_hidden` (then the widest) on every layer. */
      ffn_groups: z.array(z.strictObject({ count: count.min(1), hidden: count.min(1) })).optional(),
      /** Layers that have a feed-forward block, where not all have one (Nemotron-H). */
      ffn_layers: count.optional(),
      /** Layers with neither attention nor state. */
      ffn_only_layers: count.optional(),
      /** Learned position rows beside the vocabulary (BERT, OPT). */
      position_rows: count.optional(),
      /** Width of the per-layer input embeddings (Gemma 3n, Gemma 4 E): two projections per layer beside the table. */
      per_layer_dim: count.optional(),
      /** Draft layers of multi-token prediction counted in `params_total_b`: stored, not read by plain decoding. */
      mtp: z
        .strictObject({
          layers: count.min(1),
          /** Dense feed-forward in the draft layer of a MoE. */
          dense: z.boolean().optional(),
          /** Brings its own embedding and head. */
          own_embeddings: z.boolean().optional(),
        })
        .optional(),
      moe: z
        .strictObject({
          experts: count.min(1),
          active: count.min(1),
          shared: nonNegative.default(0),
          expert_hidden: count.min(1),
          /** Width of all shared experts together, when it is not `shared` x `expert_hidden`. */
          shared_hidden: count.optional(),
          /** Layers with a dense block in place of experts. */
          dense_layers: count.default(0),
          /** Routed experts work in a narrower space than `hidden`, with one projection each way per layer. */
          latent: count.optional(),
        })
        .optional(),
    })
    .optional(),
  quality: qualitySchema.optional(),
  notes: z.array(text).default([]),
  claims: z.array(claimSchema).default([]),
  sources: sourcesBySection,
});
export type TextModel = z.infer<typeof modelSchema> & { id: string };
export type Architecture = NonNullable<TextModel['architecture']>;

const componentSchema = z.strictObject({
  name: text,
  role: z.enum(['text-encoder', 'denoiser', 'vae', 'other']),
  params_b: inUnit<Billions>(positive),
  /** Denoiser only: architecture for FLOPs. */
  layers: count.optional(),
  hidden: count.optional(),
  /** Latent tokens per image = (width / patch_px) x (height / patch_px); video also frames / temporal_patch. */
  patch_px: positive.optional(),
  temporal_patch: positive.optional(),
  text_tokens: count.optional(),
  /** Denoiser only: parameters that one latent token passes through (a text stream and modulation are not among them). */
  token_params_b: inUnit<Billions>(positive).optional(),
  /** Published FLOP per denoising forward at the reference size, for UNets that the transformer rule does not fit. */
  tflop_per_forward: inUnit<Tflop>(positive).optional(),
  /** Parameters used per step when the denoiser is split in experts (Wan 2.2 A14B: 14 of 27). */
  active_params_b: inUnit<Billions>(positive).optional(),
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
  activation_gib: inUnit<Gib>(positive).optional(),
  quality: qualitySchema.optional(),
  notes: z.array(text).default([]),
  claims: z.array(claimSchema).default([]),
  sources: sourcesBySection,
});
export type DiffusionModel = z.infer<typeof diffusionModelSchema> & { id: string };

/** `data/models/<id>.yaml`, told apart by `kind`. */
export const anyModelSchema = z.discriminatedUnion('kind', [modelSchema, diffusionModelSchema]);

/** A row of `data/sizes/*.csv`: a published file size. `gb` is decimal. */
export const fileSizeSchema = z.strictObject({
  model: idSchema,
  quant: z.string(),
  gb: inUnit<Gb>(positive),
  /** Significant digits the publisher printed; sizes rounded to 0.1 are no reference for a 2 % test. */
  digits: count,
  publisher: z.string(),
  source: idSchema,
  note: z.string(),
});
export type FileSize = z.infer<typeof fileSizeSchema>;
