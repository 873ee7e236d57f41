import type { EngineProfile } from '../../schema/engine.ts';
import type { Measurement } from '../../schema/measurement.ts';
import type { LayerGroup } from '../../schema/model.ts';
import { dayNumber } from '../../units/days.ts';

/**
 * Below so many times of what a token attends, computing all of it takes little longer (assumption: a GB10 reads DeepSeek
 * V4 4 % slower so at four times, 19 % at sixteen, https://github.com/ggml-org/llama.cpp/pull/27970).
 */
const FAR_BEYOND = 8;

/**
 * Whether a prompt was read by an engine that still computed attention to everything in context, only to throw away what
 * the model had not chosen. Since `sparse_attention_since` the kernels are others, and deep prompts severalfold faster.
 */
export function readDensely(
  { phase, backend, depth, tokens = 0, date, offload }: Measurement,
  attention: readonly LayerGroup[],
  engine: Pick<EngineProfile, 'sparse_attention_since'> | undefined,
): boolean {
  const since = engine?.sparse_attention_since?.[backend];
  // What waits for experts in host memory waits no longer for its attention.
  if (phase !== 'prefill' || !since || (offload ?? 'none') !== 'none') return false;
  return attention.some(({ kind, index_dim, index_top_k, compress_ratio = 1 }) => {
    const learnt = since[kind];
    if (!learnt || !index_dim || !index_top_k || dayNumber(date) >= dayNumber(learnt)) return false;
    return depth + tokens / 2 > FAR_BEYOND * index_top_k * compress_ratio;
  });
}
