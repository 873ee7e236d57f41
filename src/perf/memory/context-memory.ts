import type { EngineProfile } from '../../schema/engine.ts';
import type { TextModel } from '../../schema/model.ts';
import type { Bytes } from '../../units/units.ts';
import { llamaComputeBytes } from './compute-buffer.ts';
import type { MemoryOptions } from './footprint.ts';
import { cacheBytes, cachePlan } from './kv-cache.ts';
import { isQuantisedKv } from './kv-types.ts';

/** What llama.cpp allocates beside the weights when a context is made, bytes, to the buffer its log prints. */
export interface ContextMemory {
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
  const key = options.key_type ?? 'f16';
  const value = options.value_type ?? key;
  const flash = options.flash_attention ?? true;
  const batch = options.micro_batch ?? engine.micro_batch;
  const plan = cachePlan(model, engine, {
    key_type: key,
    value_type: value,
    flash_attention: flash,
    micro_batch: batch,
    slots: options.slots ?? 0,
  });
  if (!a || !plan) return null;
  const compute = llamaComputeBytes(a, {
    context: context * sequences,
    sequences,
    micro_batch: batch,
    flash_attention: flash,
    quantised_cache: isQuantisedKv(key) || isQuantisedKv(value),
    outputs: options.outputs ?? batch,
  });
  return { kv: cacheBytes(plan, context, sequences), compute, output: a.vocab * 4 * sequences };
}
