import { describe, expect, it } from 'vitest';
import { bufferKind, claimsItsShare } from '../../../../src/perf/memory/engine-habits.ts';
import { engine } from '../../../fixtures/memory-parts.ts';

describe('how an engine takes memory', () => {
  it('is read from its settings: who claims a share at the start', () => {
    expect(claimsItsShare({ memory_utilisation: 0.9 })).toBe(true);
    expect(claimsItsShare({})).toBe(false);
  });
  it('is the largest graph where the cache has no blocks and keeps windows with a micro-batch', () => {
    expect(bufferKind(engine('llama.cpp'))).toBe('graph');
    expect(bufferKind({ sliding_cache: 'window-and-batch', memory_utilisation: 0.9 })).toBe('graph');
    expect(bufferKind({ sliding_cache: 'window-and-batch', kv_block: 16 })).toBe('step');
    expect(bufferKind({ sliding_cache: 'window' })).toBe('step');
  });
  it('is the largest batch that was profiled where a share is claimed, else what a step needs', () => {
    expect(bufferKind(engine('vllm'))).toBe('profiled');
    expect(bufferKind({ sliding_cache: 'window-and-batch', kv_block: 16, memory_utilisation: 0.9 })).toBe(
      'profiled',
    );
    expect(bufferKind(engine('mlx'))).toBe('step');
  });
});
