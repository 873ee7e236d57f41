import type { EngineProfile } from '../../schema/engine.ts';
import type { Architecture, LayerGroup, TextModel } from '../../schema/model.ts';
import { type Bytes, bytesFromMib } from '../../units/units.ts';
import { CELL_STEP, roundUp, slidingCells } from './cache-cells.ts';
import { KV_BYTES, type KvType } from './kv-types.ts';

/** How the cache is kept. */
export interface CacheOptions {
  readonly key_type: KvType;
  readonly value_type: KvType;
  readonly flash_attention: boolean;
  /** Tokens per prefill micro-batch. */
  readonly micro_batch: number;
  /** Server slots that share one pool; sliding windows and recurrent states are kept for each. 0: as many as sequences. */
  readonly slots: number;
}

type Rounding = Pick<EngineProfile, 'kv_granularity' | 'kv_block' | 'sliding_cache'>;

/** Layers whose cache grows alike: bytes per row, and the tokens that share one row. */
interface Growing {
  readonly bytes: Bytes;
  readonly tokens_per_row: number;
}
interface Sliding {
  readonly bytes: Bytes;
  readonly window: number;
}

/** Everything about the cache that does not depend on context or number of sequences. Bytes. */
export interface CachePlan {
  readonly growing: readonly Growing[];
  readonly sliding: readonly Sliding[];
  /** Recurrent and compressor states, per sequence. */
  readonly state: Bytes;
  /** Measured bytes per token where arithmetic is known to fall short. */
  readonly least_per_token: Bytes;
  readonly rounding: Rounding;
  readonly micro_batch: number;
  readonly slots: number;
  /** Each sequence has its own rows, rounded one by one (paged engines, compressed caches). */
  readonly separate: boolean;
}

/**
 * Cache layout of a model under an engine's rounding rules. Bidirectional encoders, which embed without grouped
 * queries, keep no cache. Sources: llama-kv-cache*.cpp, llama-memory-recurrent.cpp; vLLM blocks; mlx-lm cache steps.
 */
export function cachePlan(model: TextModel, rounding: Rounding, options: CacheOptions): CachePlan | null {
  const a = model.architecture;
  if (!a) return null;
  const growing: Growing[] = [];
  const sliding: Sliding[] = [];
  let state = 0;
  const widest = options.flash_attention ? 0 : widestValue(a);
  for (const g of isEncoder(model, a) ? [] : a.attention) {
    if (!g.owns_cache) continue;
    state += g.count * stateBytes(g);
    if (g.kind === 'linear') continue;
    const key = KV_BYTES[options.key_type];
    const row = g.count * rowBytes(g, key, KV_BYTES[options.value_type], widest);
    if (g.kind === 'sliding' && rounding.sliding_cache !== 'full')
      sliding.push({ bytes: row, window: g.window ?? 0 });
    else if (g.kind === 'compressed') {
      sliding.push({ bytes: row, window: g.window ?? 0 });
      if (g.compress_ratio) growing.push({ bytes: row, tokens_per_row: g.compress_ratio });
    } else growing.push({ bytes: row, tokens_per_row: 1 });
    if (g.index_dim) growing.push({ bytes: g.count * g.index_dim * key, tokens_per_row: g.index_ratio ?? 1 });
  }
  const separate = rounding.kv_block !== undefined || a.attention.some((g) => g.kind === 'compressed');
  const least_per_token = bytesFromMib(a.kv_mib_per_1000_tokens ?? 0) / 1000;
  const { micro_batch, slots } = options;
  return { growing, sliding, state, least_per_token, rounding, micro_batch, slots, separate };
}

const isEncoder = (model: TextModel, a: Architecture): boolean =>
  model.kind === 'embedding' && a.attention.every((g) => (g.kv_heads ?? g.heads) === g.heads);

/** One row of one layer: keys and values of all KV heads, or the latent that stands for both. */
function rowBytes(g: LayerGroup, key: number, value: number, widest: number): Bytes {
  if (g.kind === 'mla') return ((g.kv_lora_rank ?? 0) + (g.rope_dim ?? 0)) * key;
  const heads = g.kv_heads ?? g.heads ?? 0;
  const keys = heads * (g.head_dim ?? 0);
  if (g.kind === 'compressed') return keys * key;
  return keys * key + Math.max(widest, valueWidth(g)) * value;
}

const valueWidth = (g: LayerGroup): number =>
  (g.kv_heads ?? g.heads ?? 0) * (g.v_head_dim ?? g.head_dim ?? 0);

/** Stored transposed (no flash attention), V of layers of different width is padded to the widest. */
const widestValue = (a: Architecture): number =>
  Math.max(0, ...a.attention.filter((g) => g.kind === 'full' || g.kind === 'sliding').map(valueWidth));

/** F32 state per sequence and layer. A compressor keeps values and scores of the tokens it has not folded yet. */
function stateBytes(g: LayerGroup): Bytes {
  if (g.kind === 'linear') return g.state_bytes ?? 0;
  if (g.kind !== 'compressed' || !g.compress_ratio) return 0;
  const width = (g.head_dim ?? 0) + (g.index_dim ?? 0);
  // Layers with an index compress overlapping pairs of windows.
  const overlap = g.index_dim ? 4 : 1;
  return 2 * width * g.compress_ratio * overlap * 4;
}

/** Bytes of the whole cache for `sequences` of up to `context` tokens each. */
export function cacheBytes(plan: CachePlan, context: number, sequences: number): Bytes {
  const { rounding, separate } = plan;
  const step = rounding.kv_block ?? rounding.kv_granularity;
  const slots = Math.max(plan.slots, sequences);
  const pool = context * sequences;
  let bytes = plan.state * slots;
  for (const { bytes: row, tokens_per_row } of plan.growing) {
    const rows = separate
      ? sequences * roundUp(Math.ceil(context / tokens_per_row), step)
      : roundUp(Math.ceil(pool / tokens_per_row), step);
    bytes += row * rows;
  }
  for (const { bytes: row, window } of plan.sliding)
    bytes += row * slidingRows(plan, window, context, sequences, slots);
  return Math.max(bytes, plan.least_per_token * pool);
}

function slidingRows(
  plan: CachePlan,
  window: number,
  context: number,
  sequences: number,
  slots: number,
): number {
  const { rounding, separate, micro_batch } = plan;
  if (rounding.sliding_cache === 'window-and-batch')
    return separate
      ? slots * slidingCells(context, window, 1, micro_batch)
      : slidingCells(context * sequences, window, slots, micro_batch);
  const step = rounding.kv_block ?? Math.min(rounding.kv_granularity, CELL_STEP);
  return sequences * roundUp(Math.min(context, window), step);
}
