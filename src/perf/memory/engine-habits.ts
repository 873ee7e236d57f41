import type { EngineProfile } from '../../schema/engine.ts';

// How an engine takes memory. The data state its settings, not its kind: only here is the kind read from them.

/** Claims a share of the device when it starts, whatever the need, and hands it out in blocks, as vLLM does. */
export const claimsItsShare = ({ memory_utilisation }: Pick<EngineProfile, 'memory_utilisation'>): boolean =>
  memory_utilisation !== undefined;

/**
 * What its compute buffers hold: the largest graph, laid out at start (llama.cpp: known by a cache without blocks that
 * keeps windows and a micro-batch), the largest batch it profiled, or what a step needs.
 */
export function bufferKind(
  engine: Pick<EngineProfile, 'sliding_cache' | 'kv_block' | 'memory_utilisation'>,
): 'graph' | 'profiled' | 'step' {
  if (engine.sliding_cache === 'window-and-batch' && engine.kv_block === undefined) return 'graph';
  return claimsItsShare(engine) ? 'profiled' : 'step';
}
