import type { EngineProfile } from '../../schema/engine.ts';
import type { TextModel } from '../../schema/model.ts';
import type { Bytes } from '../../units/units.ts';
import { llamaComputeBytes } from './compute-buffer.ts';
import { cacheBytes, cachePlan } from './kv-cache.ts';
import { type MemoryOptions, settledOptions } from './memory-options.ts';

/** What llama.cpp allocates beside the weights when a context is made, bytes, to the buffer its log prints. */
interface ContextMemory {
  readonly kv: Bytes;
  readonly compute: Bytes;
  readonly output: Bytes;
}

/**
 * Context memory of one configuration, for comparison with a log. Unlike `footprint`, the compute buffer is exactly
 * that of this context, gaps included. Null without an architecture.
 */
export function contextMemory(
  model: TextModel,
  engine: EngineProfile,
  context: number,
  sequences: number,
  options: MemoryOptions = {},
): ContextMemory | null {
  const a = model.architecture;
  const { cache, quantised, outputs } = settledOptions(engine, options);
  const plan = cachePlan(model, engine, cache);
  if (!a || !plan) return null;
  const compute = llamaComputeBytes(a, {
    context: context * sequences,
    sequences,
    micro_batch: cache.micro_batch,
    flash_attention: cache.flash_attention,
    quantised_cache: quantised,
    outputs,
  });
  return { kv: cacheBytes(plan, context, sequences), compute, output: a.vocab * 4 * sequences };
}
