import { describe, expect, it } from 'vitest';
import { DECODE_TERMS } from '../../../../src/perf/speed/decode-terms.ts';
import type { Calibration } from '../../../../src/perf/speed/fitted-values.ts';
import { decodeTime } from '../../../../src/perf/speed/phase-time.ts';
import { modelPlace, placeOf, quantKey } from '../../../../src/perf/speed/place.ts';
import { placeFactors, powerLog } from '../../../../src/perf/speed/place-factors.ts';
import type { LayerGroup, TextModel } from '../../../../src/schema/model.ts';
import type { Quant } from '../../../../src/schema/quant.ts';
import { job, llama, on, plain, settled } from '../../../fixtures/unfitted-parts.ts';

describe('what a place adds', () => {
  const at = (parameters: Calibration['parameters'], m = on(), j = job()) =>
    placeFactors(plain({ parameters }), j, m);
  const index = (id: string) => DECODE_TERMS.findIndex((t) => t.id === id);

  it('multiplies over its levels', () => {
    const { decode } = at({
      weight_read: {
        all: { all: [2, 1] },
        stack: { 'llama.cpp/cuda': [3, 1], 'vllm/cuda': [7, 1] },
        device: { card: [5, 1] },
      },
      quant_read: { quant_class: { k: [11, 1] } },
      decode_model: { model_family: { [llama.family]: [13, 1] } },
    });
    expect(decode[index('weights')]).toBeCloseTo(2 * 3 * 5 * 11 * 13, 6);
    expect(decode[index('state')]).toBeCloseTo(2 * 3 * 5 * 13, 6);
    expect(decode[index('step')]).toBeCloseTo(13, 9);
  });
  it('takes what an engine does alike on every backend from the engine', () => {
    const parameters: Calibration['parameters'] = {
      index_time: { engine: { 'llama.cpp': [3, 1], vllm: [7, 1] }, stack: { 'llama.cpp/cuda': [2, 1] } },
    };
    expect(at(parameters).decode[index('index')]).toBeCloseTo(6, 9);
    const metal = at(parameters, on(), job({ backend: 'metal' }));
    expect(metal.decode[index('index')]).toBeCloseTo(3, 9);
  });
  it('counts the link only between several devices', () => {
    const parameters: Calibration['parameters'] = { reduce_time: { link: { pcie: [4, 1] } } };
    const link = { kind: 'pcie', bytes_s: 1e10 };
    expect(at(parameters, on({ link })).decode[index('reduces')]).toBe(1);
    expect(at(parameters, on({ link, count: 2 })).decode[index('reduces')]).toBeCloseTo(4, 9);
  });
  it('is held to the limits of the parameters', () => {
    const loss = (value: number) => at({ tensor_loss: { all: { all: [value, 1] } } }).powers.tensor_loss;
    expect([-0.5, 0.3, 1.5].map(loss)).toEqual([0, 0.3, 1]);
    const cache = (factor: number) =>
      at({ batch_cache: { all: { all: [factor, 1] } } }).decode[index('batch_cache')];
    expect(cache(0.1)).toBeCloseTo(0.5, 9);
    expect(cache(0.8)).toBeCloseTo(0.8, 9);
    expect(cache(3)).toBeCloseTo(3, 9);
    // Two that share a limit shrink alike: 0.6 + 0.4 to 0.95.
    const both = at({
      precision_gain: { all: { all: [0.6, 1] } },
      vector_share: { all: { all: [0.4, 1] } },
    }).powers;
    expect(both.precision_gain).toBeCloseTo(0.57, 9);
    expect(both.vector_share).toBeCloseTo(0.38, 9);
    const ageing = at({
      decode_age: { all: { all: [-1, 1] } },
      prefill_youth: { all: { all: [0.2, 1] } },
    }).ageing;
    expect(ageing).toEqual({ decode: { age: 0, youth: 0 }, prefill: { age: 0, youth: 0.2 } });
  });
  it('puts its powers on known ratios', () => {
    const powers = {
      tensor_loss: 0.5,
      tensor_matmul_loss: 0,
      pipeline_use: 0,
      precision_gain: 2,
      vector_share: 0,
      cache_age: 0,
      attention_age: 0,
      cache_format: 0,
    };
    const covariates = {
      tensor_loss: 3,
      tensor_matmul_loss: 100,
      pipeline_use: 100,
      precision_gain: -1,
      vector_share: 100,
      cache_age: 100,
      attention_age: 100,
      cache_format: 100,
    };
    const term = {
      id: 'x',
      binds: 'compute',
      factors: [],
      powers: ['tensor_loss', 'precision_gain'],
    } as const;
    expect(powerLog(term, powers, covariates)).toBe(-0.5);
    const tensor = on({ count: 4, split: 'tensor', link: { kind: 'pcie', bytes_s: 1e15 } });
    const lossy = plain({ parameters: { tensor_loss: { all: { all: [0.5, 1] } } } });
    const weights = (c: Calibration) => decodeTime(job(), tensor, settled(job(), tensor, c)).terms[0] ?? 0;
    // Half of what four cards gain is lost: the square root of four.
    expect(weights(lossy) / weights(plain())).toBeCloseTo(2, 9);
  });
});

describe('the names of a place', () => {
  it('are those of machine, format and model at every level', () => {
    const two = on({ count: 2, link: { kind: 'nvlink', bytes_s: 1 } });
    expect(placeOf(job(), two)).toEqual({
      all: 'all',
      engine: 'llama.cpp',
      stack: 'llama.cpp/cuda',
      vendor: 'nvidia',
      vendor_stack: 'nvidia llama.cpp/cuda',
      family: 'ada',
      family_stack: 'ada llama.cpp/cuda',
      device: 'card',
      device_stack: 'card llama.cpp/cuda',
      link: 'nvlink',
      link_stack: 'nvlink llama.cpp/cuda',
      quant_class: 'k',
      quant: 'k-5',
      quant_stack: 'k-5 llama.cpp/cuda',
      quant_vendor_stack: 'k-5 nvidia llama.cpp/cuda',
      quant_family_stack: 'k-5 ada llama.cpp/cuda',
      model_family: llama.family,
      model: 'full-l32-h4096-f14336',
      model_stack: 'full-l32-h4096-f14336 llama.cpp/cuda',
      architecture_stack: 'g4-d128 llama.cpp/cuda',
      experts_stack: 'dense llama.cpp/cuda',
    });
    expect(placeOf(job(), on())).toMatchObject({ link: '', link_stack: '' });
  });
  it('tell formats by class, bits and, for floats, what computes them', () => {
    const key = (q: object) => quantKey(q as Quant);
    expect(key({ class: 'k', bits_per_weight: 4.4, compute: 'int8' })).toBe('k-4');
    expect(key({ class: 'float', bits_per_weight: 16, compute: 'bf16' })).toBe('float-16-bf16');
  });
  const named = (architecture: object | undefined) =>
    modelPlace(job({ model: { family: 'F', architecture } as unknown as TextModel }));
  it('tell attention by its growing layers', () => {
    const key = (...attention: object[]) => named({ attention }).architecture_stack;
    const full = { kind: 'full', heads: 32, kv_heads: 8, head_dim: 128 };
    const sliding = { kind: 'sliding', heads: 16, kv_heads: 8, head_dim: 64 };
    expect(key(sliding, full)).toBe('g4-d128 llama.cpp/cuda');
    expect(key({ kind: 'linear' }, sliding)).toBe('g2-d64 llama.cpp/cuda');
    expect(key({ kind: 'mla', heads: 128 })).toBe('mla llama.cpp/cuda');
    expect(key({ kind: 'compressed' })).toBe('compressed llama.cpp/cuda');
    expect(key({ kind: 'full', heads: 8 })).toBe('g1-d0 llama.cpp/cuda');
    expect(key({ kind: 'linear' })).toBe(' llama.cpp/cuda');
    expect(named(undefined).architecture_stack).toBe(' llama.cpp/cuda');
  });
  it('tell mixtures from dense models', () => {
    expect(named({ attention: [], moe: { experts: 8 } }).experts_stack).toBe('experts llama.cpp/cuda');
    expect(named(undefined).experts_stack).toBe('dense llama.cpp/cuda');
  });
  it('tell architectures by their layers, widths and experts', () => {
    const groups = [{ kind: 'full' }, { kind: 'linear' }, { kind: 'full' }] as LayerGroup[];
    const plain = { attention: groups, layers: 3, hidden: 64 };
    expect(named(plain).model).toBe('full+linear-l3-h64-f0');
    const moe = { experts: 8, active: 2, expert_hidden: 5 };
    expect(named({ ...plain, ffn_hidden: 9, moe }).model).toBe('full+linear-l3-h64-f9-e8x2x5');
    expect(named(undefined)).toMatchObject({ model: '', model_family: 'F' });
  });
});
