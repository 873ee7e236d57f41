import { describe, expect, it } from 'vitest';
import { llamaComputeBytes } from '../../../../src/perf/memory/compute-buffer.ts';
import { footprint, memoryPlan } from '../../../../src/perf/memory/footprint.ts';
import type { MemoryOptions } from '../../../../src/perf/memory/memory-options.ts';
import type { Engine } from '../../../../src/schema/vocabulary.ts';
import { engine, GIB, MIB, model, PARTS, quant } from '../../../fixtures/memory-parts.ts';

const one = { sequences: 1, devices: 1, split: 'none' as const };
const plan = (id: string, q: string, e: Engine = 'llama.cpp', options: MemoryOptions = {}) =>
  memoryPlan(model(id), quant(q), engine(e), PARTS, options);

describe('whole footprints that were reported', () => {
  it('gpt-oss-120b at its full 131072 tokens: 65 GiB', () => {
    const f = footprint(plan('gpt-oss-120b', 'f16'), { ...one, context: 131_072 });
    expect(f.total / GIB).toBeGreaterThan(64);
    expect(f.total / GIB).toBeLessThan(67);
  });

  it('a 70B at Q4_K_M takes 44 to 52 GB with ordinary contexts', () => {
    for (const context of [4096, 16_384]) {
      const gb = footprint(plan('llama-3.3-70b', 'q4_k_m'), { ...one, context }).total / 1e9;
      expect(gb).toBeGreaterThan(44);
      expect(gb).toBeLessThan(52);
    }
  });
});

describe('parts', () => {
  it('add up', () => {
    const f = footprint(plan('qwen3-32b', 'q4_k_m'), { ...one, context: 32_768 });
    expect(f.total).toBe(f.weights + f.kv + f.compute + f.output + f.overhead_per_device);
    expect(f.kv).toBe(8 * GIB);
    expect(f.output / MIB).toBeCloseTo(0.58, 2);
  });

  it('a second device adds its overhead and a buffer without logits', () => {
    const p = plan('qwen3-32b', 'q4_k_m');
    const [a, b] = [1, 2].map((devices) =>
      footprint(p, { context: 8192, sequences: 1, devices, split: 'layer' }),
    );
    if (!a || !b) throw new Error('missing');
    expect(b.weights).toBe(a.weights);
    expect(b.kv).toBe(a.kv);
    const second = b.total - a.total - a.overhead_per_device;
    expect(second).toBeGreaterThan(0);
    expect(second).toBeLessThan(a.compute - 100 * MIB);
  });

  it('a tensor split repeats the whole buffer on each device', () => {
    const p = plan('qwen3-32b', 'awq-int4', 'vllm');
    const load = { context: 8192, sequences: 4 };
    const two = footprint(p, { ...load, devices: 2, split: 'tensor' });
    expect(two.compute).toBe(2 * footprint(p, { ...load, devices: 1, split: 'none' }).compute);
  });

  it('the buffer is that of the very graph, whatever was asked of the model before', () => {
    const a = model('qwen3-32b').architecture;
    if (!a) throw new Error('missing');
    const asked: readonly { options: MemoryOptions; sequences: number }[] = [
      { options: {}, sequences: 1 },
      { options: {}, sequences: 4 },
      { options: { key_type: 'q8_0' }, sequences: 1 },
      { options: { micro_batch: 1024 }, sequences: 1 },
      { options: { flash_attention: false }, sequences: 1 },
    ];
    const buffers = asked.map(({ options, sequences }) => {
      const found = footprint(plan('qwen3-32b', 'q4_k_m', 'llama.cpp', options), {
        ...one,
        sequences,
        context: 8192 / sequences,
      });
      const batch = options.micro_batch ?? 512;
      const alone = llamaComputeBytes(a, {
        context: 8192,
        sequences,
        micro_batch: batch,
        flash_attention: options.flash_attention ?? true,
        quantised_cache: options.key_type !== undefined,
        outputs: batch,
      });
      expect(found.compute).toBe(alone);
      return found.compute;
    });
    expect(new Set(buffers).size).toBe(3);
  });

  it('sequences share one compute buffer and have a cache each', () => {
    const p = plan('qwen3-32b', 'q4_k_m');
    const four = footprint(p, { ...one, sequences: 4, context: 8192 });
    expect(four.kv).toBe(8 * GIB);
    expect(four.compute).toBeLessThan(1.2 * footprint(p, { ...one, context: 8192 }).compute);
  });

  it('llama.cpp leaves tables read by row in host memory, MLX has only one memory', () => {
    const gemma = plan('gemma-4-e4b', 'q8_0').by_row;
    expect(gemma.host / 1e9).toBeCloseTo((2.818 * 34) / 32, 1);
    expect(gemma.tables).toBeNull();
    expect(plan('gemma-4-e4b', 'mlx-8bit', 'mlx').by_row).toEqual({ host: 0, tables: null });
  });

  it('quantised caches and larger micro-batches are options', () => {
    const f16 = footprint(plan('qwen3-32b', 'q4_k_m'), { ...one, context: 32_768 });
    const q8 = footprint(plan('qwen3-32b', 'q4_k_m', 'llama.cpp', { key_type: 'q8_0' }), {
      ...one,
      context: 32_768,
    });
    const wide = footprint(plan('qwen3-32b', 'q4_k_m', 'llama.cpp', { micro_batch: 2048 }), {
      ...one,
      context: 32_768,
    });
    expect(q8.kv / f16.kv).toBe(17 / 32);
    expect(wide.compute / f16.compute).toBeCloseTo(4, 1);
  });
});
