import type { Architecture } from '../../schema/model.ts';
import type { Bytes } from '../../units/units.ts';
import { bufferSize } from './graph-replay.ts';
import { type GraphSettings, prefillGraph } from './prefill-graph.ts';

/** Bytes of llama.cpp's compute buffer: the largest micro-batch graph, placed as its allocator places it. */
export function llamaComputeBytes(a: Architecture, settings: GraphSettings): Bytes {
  return bufferSize(prefillGraph(a, settings));
}

/** Contexts at which a curve is worked out: 2048 tokens (and below), then fourfold; lines between. */
const FIRST_POINT = 2048;
const POINT_RATIO = 4;
const contextAt = (point: number): number => FIRST_POINT * POINT_RATIO ** point;

type CurveSettings = Omit<GraphSettings, 'context'>;

/** The point after those known; never below the last. Bytes. */
const nextPoint = (a: Architecture, settings: CurveSettings, points: readonly Bytes[]): Bytes =>
  Math.max(points.at(-1) ?? 0, llamaComputeBytes(a, { ...settings, context: contextAt(points.length) }));

/**
 * Compute buffer over context for one setting, rising: gaps that the allocator happens to fill at a longer context are
 * not counted on at a shorter one, so a machine that holds a context also holds every smaller one. Points are worked
 * out when first needed.
 */
export function computeCurve(
  a: Architecture,
  settings: CurveSettings,
  /** The first points, where they were worked out before. */
  known: readonly Bytes[] = [],
): (context: number) => Bytes {
  const points = [...known];
  const at = (i: number): Bytes => {
    while (points.length <= i) points.push(nextPoint(a, settings, points));
    return points[i] ?? 0;
  };
  return (context) => {
    if (context <= FIRST_POINT) return at(0);
    const position = Math.log2(context / FIRST_POINT) / Math.log2(POINT_RATIO);
    const below = Math.floor(position);
    const from = contextAt(below);
    if (context === from) return at(below);
    const share = (context - from) / (from * (POINT_RATIO - 1));
    const low = at(below);
    return low + share * (at(below + 1) - low);
  };
}

/** The points that contexts up to `longest` need. */
export function curvePoints(a: Architecture, settings: CurveSettings, longest: number): Bytes[] {
  const points: Bytes[] = [];
  do points.push(nextPoint(a, settings, points));
  while (contextAt(points.length - 1) < longest);
  return points;
}

/** Sequences a serving engine samples for at once in its start-up profile, at least (vLLM's max_num_seqs). */
const PROFILED_SEQUENCES = 256;
/** Bytes of a value of 16 and of 32 bits. */
const F16 = 2;
const F32 = 4;

/**
 * Peak activations of engines that run layer by layer in 16 bit (vLLM, MLX, ExLlama, Transformers) for a chunk of
 * `tokens`: the residual and its normed copy, the widest pair of intermediates of a layer, and the logits of the
 * sequences sampled. An assumption in form, of the size that kaito measured for vLLM (up to 1.7 GiB at 2048 tokens).
 */
export function activationBytes(
  a: Architecture,
  tokens: number,
  sequences: number,
  profiles: boolean,
): Bytes {
  const perToken = 2 * a.hidden + 2 * widestIntermediate(a);
  const sampled = profiles ? Math.max(sequences, PROFILED_SEQUENCES) : sequences;
  return tokens * perToken * F16 + sampled * a.vocab * (F32 + F16);
}

function widestIntermediate(a: Architecture): number {
  const { moe } = a;
  const routed = moe ? moe.active * Math.max(moe.expert_hidden, moe.latent ?? a.hidden) : 0;
  const shared = moe ? (moe.shared_hidden ?? moe.shared * moe.expert_hidden) : 0;
  const heads = Math.max(
    0,
    ...a.attention.map((g) => (g.heads ?? 0) * (g.head_dim ?? (g.qk_nope_dim ?? 0) + (g.rope_dim ?? 0))),
  );
  const states = Math.max(0, ...a.attention.map((g) => (g.value_heads ?? 0) * (g.value_dim ?? 0)));
  return Math.max(a.ffn_hidden ?? 0, routed, shared, heads, states);
}
