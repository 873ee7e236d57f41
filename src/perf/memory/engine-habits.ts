import type { EngineProfile } from '../../schema/engine.ts';

// How an engine takes memory. Data state its settings and not its kind, so the kind is read from them, here alone.

/** Takes its share of the device at start, whatever the need, and gives it out in blocks: vLLM and its like. */
export const claimsItsShare = ({ memory_utilisation }: Pick<EngineProfile, 'memory_utilisation'>): boolean =>
  memory_utilisation !== undefined;

/**
 * What its compute buffers hold: the largest graph, laid out at start (llama.cpp: known by a cache without blocks that
 * keeps windows and a micro-batch), the largest batch it profiled, or what a step needs.
 */
export function buffersOf(
  engine: Pick<EngineProfile, 'sliding_cache' | 'kv_block' | 'memory_utilisation'>,
): 'graph' | 'profiled' | 'step' {
  if (engine.sliding_cache === 'window-and-batch' && engine.kv_block === undefined) return 'graph';
  return claimsItsShare(engine) ? 'profiled' : 'step';
}
