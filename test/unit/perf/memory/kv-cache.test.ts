import { describe, expect, it } from 'vitest';
import { cacheBytes, cachePlan } from '../../../../src/perf/memory/kv-cache.ts';
import type { KvType } from '../../../../src/perf/memory/kv-types.ts';
import type { Engine } from '../../../../src/schema/vocabulary.ts';
import { engine, GIB, MIB, model } from '../../../fixtures/memory-parts.ts';

interface Run {
  readonly engine?: Engine;
  readonly sequences?: number;
  readonly slots?: number;
  readonly type?: KvType;
  readonly flash?: boolean;
}

function cache(id: string, context: number, run: Run = {}): number {
  const type = run.type ?? 'f16';
  const profile = engine(run.engine ?? 'llama.cpp');
  const plan = cachePlan(model(id), profile, {
    key_type: type,
    value_type: type,
    flash_attention: run.flash ?? true,
    micro_batch: profile.micro_batch,
    slots: run.slots ?? 0,
  });
  return plan ? cacheBytes(plan, context, run.sequences ?? 1) : Number.NaN;
}

/** Growth per token far beyond every window, and what remains without tokens. */
const perToken = (id: string) => (cache(id, 65_536) - cache(id, 32_768)) / 32_768;

describe('llama.cpp logs', () => {
  it.each([
    ['f16', 64],
    ['q8_0', 34],
    ['q4_0', 18],
  ] as const)('Llama 3.2 1B at 2048 cells in %s: %d MiB', (type, mib) =>
    expect(cache('llama-3.2-1b', 2048, { type })).toBe(mib * MIB),
  );

  it('rounds the context up to 256', () => {
    expect(cache('llama-3.2-1b', 1800)).toBe(cache('llama-3.2-1b', 2048));
    expect(cache('llama-3.2-1b', 2049)).toBe(cache('llama-3.2-1b', 2304));
  });

  it('Inkling Small at 262144 tokens and 4 slots: 7168 MiB in the full layers, 350 MiB (one step more since v0.5.0) in the sliding ones', () => {
    const all = cache('inkling-small-276b-a12b', 262_144, { slots: 4 });
    const sliding = all / MIB - 7168;
    expect(sliding).toBeGreaterThanOrEqual(350);
    expect(sliding).toBeLessThanOrEqual(350 * (1 + 256 / 2560));
  });

  it('Falcon-H1 1.5B at 32768: KV 768 MiB and recurrent state 72.98 MiB', () =>
    expect(cache('falcon-h1-1.5b', 32_768) / MIB).toBeCloseTo(768 + 72.98, 2));
});

describe('recurrent state', () => {
  const state = (slots: number) => cache('qwen3.6-27b', 256, { slots }) - 256 * 65_536;
  it('of Qwen3.6 27B is 157 MB a sequence', () => expect(state(1) / 1e6).toBeCloseTo(156.9, 1));
  it('multiplies with server slots', () => expect(state(4) / 1e9).toBeCloseTo(0.63, 2));
  it('of Nemotron 3 Nano is 50 MB', () =>
    expect((cache('nemotron-3-nano-30b-a3b', 256) - 256 * 6144) / 1e6).toBeCloseTo(49.9, 1));
  it('is not quantised with the cache', () => {
    const plain = cache('qwen3.6-27b', 32_768) - 32_768 * 65_536;
    const small = cache('qwen3.6-27b', 32_768, { type: 'q8_0' }) - (32_768 * 65_536 * 34) / 64;
    expect(small).toBe(plain);
  });
});

describe('growth per token in f16', () => {
  it.each([
    ['llama-2-7b', 524_288],
    ['llama-3.1-8b', 131_072],
    ['mistral-7b-v0.3', 131_072],
    ['mistral-small-3.2-24b', 163_840],
    ['qwen3-14b', 163_840],
    ['mistral-nemo-12b', 163_840],
    ['qwen3-32b', 262_144],
    ['llama-3.3-70b', 327_680],
    ['qwen2.5-72b', 327_680],
    ['command-r-35b', 1_310_720],
    ['qwen3-30b-a3b', 98_304],
    ['qwen3-235b-a22b', 192_512],
    ['glm-4.5-air', 188_416],
    ['glm-4.6', 376_832],
    ['minimax-m2', 253_952],
    ['qwen3-coder-480b-a35b', 253_952],
    ['minimax-m2.5', 253_952],
    ['deepseek-v3', 70_272],
    ['deepseek-r1', 70_272],
    ['kimi-k2', 70_272],
    ['kimi-k2.6', 70_272],
    ['glm-4.7-flash', 54_144],
    ['gpt-oss-120b', 36_864],
    ['gpt-oss-20b', 24_576],
    ['gemma-3-27b', 81_920],
    ['qwen3.6-27b', 65_536],
    ['qwen3.8-27b', 65_536],
    ['qwen3.6-35b-a3b', 20_480],
    ['qwen3.5-122b-a10b', 24_576],
    ['nemotron-3-super-120b-a12b', 8192],
    ['gemma-4-31b', 81_920],
    ['gemma-4-26b-a4b', 20_480],
    ['gemma-4-12b', 16_384],
    ['gemma-4-e4b', 16_384],
    ['gemma-4-e2b', 6144],
  ])('%s: %d bytes', (id, bytes) => expect(perToken(id)).toBe(bytes));

  it('adds the index keys of sparse attention to the latent, in the layers that have an index', () => {
    expect(perToken('glm-5')).toBe(89_856 + 78 * 128 * 2);
    expect(perToken('glm-5.2')).toBe(89_856 + 21 * 128 * 2);
  });
  it('of DeepSeek V4 is the measured rate where arithmetic falls short', () =>
    expect(cache('deepseek-v4-flash', 100_000) / MIB).toBeCloseTo(1150, 0));
});

describe('other engines', () => {
  it('vLLM rounds each sequence to blocks of 16', () => {
    expect(cache('llama-3.1-8b', 1001, { engine: 'vllm', sequences: 3 })).toBe(3 * 1008 * 131_072);
    expect(cache('llama-3.1-8b', 1001, { engine: 'vllm', type: 'fp8' })).toBe((1008 * 131_072) / 2);
  });
  it('MLX grows in steps of 256 and keeps only the window of sliding layers', () => {
    expect(cache('llama-3.1-8b', 1001, { engine: 'mlx' })).toBe(1024 * 131_072);
    const full = 32_768 * 81_920;
    expect(cache('gemma-3-27b', 32_768, { engine: 'mlx' }) - full).toBe(52 * 16 * 128 * 2 * 2 * 1024);
  });
  it('ExLlama keeps every token of sliding layers', () =>
    expect(cache('gemma-3-27b', 32_768, { engine: 'exllama' })).toBe(62 * 16 * 128 * 2 * 2 * 32_768));
});

describe('special cases', () => {
  it('bidirectional encoders keep no cache, decoder embedders do', () => {
    expect(cache('bge-m3', 8192)).toBe(0);
    expect(cache('qwen3-embedding-8b', 8192)).toBe(1.125 * GIB);
  });
  it('values are padded to the widest layer without flash attention', () =>
    expect(cache('gemma-4-31b', 32_768, { flash: false })).toBeGreaterThan(cache('gemma-4-31b', 32_768)));
});
