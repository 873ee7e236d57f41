import { describe, expect, it } from 'vitest';
import { fitLoad, type MemoryFit } from '../../../../src/perf/memory/fit.ts';
import { memoryPlan } from '../../../../src/perf/memory/footprint.ts';
import { engine, GIB, model, PARTS, quant } from '../../../fixtures/memory-parts.ts';

const load = { context: 8192, sequences: 1, devices: 1, split: 'none' as const };
const at = (id: string, q: string, usable: number, host: number | null, context = load.context) =>
  fitLoad(
    memoryPlan(model(id), quant(q), engine('llama.cpp'), PARTS),
    { ...load, context },
    { usable: usable * GIB, host: host === null ? null : host * GIB, utilisation: 1 },
  );

describe('what experts say fits', () => {
  it.each([
    ['dense 70B at Q4 on one 24 GB card', 'llama-3.3-70b', 23.5, 64, 'offload'],
    ['dense 70B at Q4 on 48 GB', 'llama-3.3-70b', 47, null, 'tight'],
    ['dense 70B at Q4 on 128 GB of unified memory', 'llama-3.3-70b', 110, null, 'comfortable'],
    ['dense 32B at Q4 on 24 GB', 'qwen3-32b', 23.5, 64, 'tight'],
    ['dense 32B at Q4 on 16 GB', 'qwen3-32b', 15.7, null, 'no'],
    ['dense 14B at Q4 on 16 GB', 'qwen3-14b', 15.7, null, 'comfortable'],
    ['35B-A3B at Q4 on a headless 24 GB card', 'qwen3.6-35b-a3b', 23.8, 64, 'tight'],
    ['35B-A3B at Q4 on 12 GB with system memory', 'qwen3.6-35b-a3b', 11.5, 64, 'offload'],
    ['671B at Q4 on 128 GB', 'deepseek-v3', 119, null, 'no'],
  ] as const)('%s', (_, id, usable, host, status) =>
    expect(at(id, 'q4_k_m', usable, host).status).toBe(status),
  );

  it('gpt-oss-120b fits 96 GB of unified memory with its full context, and not 48', () => {
    expect(at('gpt-oss-120b', 'mxfp4', 89, null, 131_072).status).toBe('comfortable');
    expect(at('gpt-oss-120b', 'mxfp4', 47, null).status).toBe('no');
  });
});

/** What must lie on the accelerators when nothing is moved. */
const onDevice = ({ footprint, layout }: MemoryFit) => footprint.total - layout.aside;

describe('offload', () => {
  it('moves routed experts first, just as many as needed', () => {
    const f = at('qwen3.6-35b-a3b', 'q4_k_m', 11.5, 64);
    expect(f.offload.kind).toBe('experts');
    const routed = memoryPlan(model('qwen3.6-35b-a3b'), quant('q4_k_m'), engine('llama.cpp'), PARTS).weights
      .routed;
    expect(onDevice(f) - f.offload.share * routed).toBeCloseTo(11.5 * GIB, -1);
  });
  it('moves layers of a dense model', () =>
    expect(at('llama-3.3-70b', 'q4_k_m', 23.5, 64).offload.kind).toBe('layers'));
  it('needs main memory for it', () => {
    expect(at('llama-3.3-70b', 'q4_k_m', 23.5, 16).status).toBe('no');
    expect(at('llama-3.3-70b', 'q4_k_m', 23.5, null).status).toBe('no');
  });
  it('cannot help where attention and cache alone are too large', () =>
    expect(at('deepseek-v3', 'q4_k_m', 8, 1024).status).toBe('no'));
});

describe('engines that claim a share', () => {
  it('have only that share', () => {
    const plan = memoryPlan(model('qwen3-14b'), quant('fp8'), engine('vllm'), PARTS);
    const room = { usable: 23 * GIB, host: null };
    const need = onDevice(fitLoad(plan, load, { ...room, utilisation: 1 }));
    const share = (need / (23 * GIB)) * 0.99;
    expect(fitLoad(plan, load, { ...room, utilisation: 1 }).status).not.toBe('no');
    expect(fitLoad(plan, load, { ...room, utilisation: share }).status).toBe('no');
  });
});
