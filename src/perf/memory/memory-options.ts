import type { EngineProfile } from '../../schema/engine.ts';
import type { CacheOptions } from './kv-cache.ts';
import { isQuantisedKv, type KvType } from './kv-types.ts';

/** Settings of a run that memory depends on. Absent ones take what engines do by default. */
export interface MemoryOptions {
  readonly key_type?: KvType;
  readonly value_type?: KvType;
  readonly flash_attention?: boolean;
  /** Tokens per prefill micro-batch; the engine's own when absent. */
  readonly micro_batch?: number;
  /** Server slots sharing the cache; as many as sequences when absent. */
  readonly slots?: number;
  /** Tokens of a micro-batch whose logits are kept: all when absent, as llama-bench and the library do. */
  readonly outputs?: number;
}

/** The same with every setting; those absent are as llama.cpp and the engine have them. */
export function settledOptions(
  engine: EngineProfile,
  options: MemoryOptions,
): { readonly cache: CacheOptions; readonly quantised: boolean; readonly outputs: number } {
  const key_type = options.key_type ?? 'f16';
  const value_type = options.value_type ?? key_type;
  const micro_batch = options.micro_batch ?? engine.micro_batch;
  return {
    cache: {
      key_type,
      value_type,
      flash_attention: options.flash_attention ?? true,
      micro_batch,
      slots: options.slots ?? 0,
    },
    quantised: isQuantisedKv(key_type) || isQuantisedKv(value_type),
    outputs: options.outputs ?? micro_batch,
  };
}
