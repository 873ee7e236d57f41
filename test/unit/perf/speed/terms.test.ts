import { describe, expect, it } from 'vitest';
import { covariatesOf } from '../../../../src/perf/speed/covariates.ts';
import { DECODE_TERMS, decodeIdeal, exchangeSeconds } from '../../../../src/perf/speed/decode-terms.ts';
import type { Machine, TextJob } from '../../../../src/perf/speed/job.ts';
import { PREFILL_TERMS, pipelineRatio, prefillIdeal } from '../../../../src/perf/speed/prefill-terms.ts';
import {
  attended,
  attentionFlop,
  cacheValuesRead,
  expertShare,
  indexEntries,
  type ModelShape,
  modelShape,
} from '../../../../src/perf/speed/shape.ts';
import {
  precisionRatio,
  type SheetThroughput,
  sheetThroughput,
} from '../../../../src/perf/speed/sheet-throughput.ts';
import { ageingAt } from '../../../../src/perf/speed/software-age.ts';
import { laneOf, overlapped, type Term } from '../../../../src/perf/speed/terms.ts';
import type { Device } from '../../../../src/schema/device.ts';
import type { TextModel } from '../../../../src/schema/model.ts';
import type { Quant } from '../../../../src/schema/quant.ts';
import { machine as bareMachine } from '../../../fixtures/bare-machine.ts';
import { model as textModel } from '../../../fixtures/memory-parts.ts';

const FULL = {
  layers: 1,
  window: Number.POSITIVE_INFINITY,
  stride: 1,
  indexValues: 0,
  indexFlop: 0,
  indexStride: 1,
  indexLayers: 0,
  topK: Number.POSITIVE_INFINITY,
};
/** Round numbers, each of its own: a hundred layers of all kinds, a quarter of the experts at work. */
const shape = (over: Partial<ModelShape> = {}): ModelShape => ({
  layers: 100,
  expertLayers: 60,
  linearLayers: 30,
  hidden: 1000,
  counts: { attention: 1e9, dense: 2e9, shared: 3e9, routed: 40e9, head: 5e9, unread: 9e9 },
  experts: 8,
  activeExperts: 2,
  attention: [{ ...FULL, valuesPerPosition: 7, flopPerPosition: 1e6 }],
  stateBytes: 4e6,
  ...over,
});
const job = (over: object = {}): TextJob =>
  ({
    weights: { attention: 1e9, dense: 2e9, shared: 3e9, routed: 40e9, head: 5e9, total: 60e9 },
    depth: 1000,
    prompt_tokens: 1000,
    cached_tokens: 500,
    users: 1,
    kv_bytes_per_value: 2,
    micro_batch: 512,
    sparse_since: '',
    offload: { kind: 'none', share: 0 },
    ...over,
  }) as unknown as TextJob;
const machine = (over: object = {}): Machine => bareMachine({} as Device, over);
const THROUGHPUT: SheetThroughput = { flop_s: 1e14, basis: 'fp16', vector_flop_s: 1e13 };

const decode = (j: object = {}, m: object = {}, s: Partial<ModelShape> = {}) => {
  const seconds = decodeIdeal(job(j), machine(m), shape(s), 1e12, THROUGHPUT);
  return Object.fromEntries(DECODE_TERMS.map((t, i) => [t.id, seconds[i]])) as Record<
    (typeof DECODE_TERMS)[number]['id'],
    number
  >;
};
const prefill = (j: object = {}, m: object = {}, s: Partial<ModelShape> = {}) => {
  const seconds = prefillIdeal(job(j), machine(m), shape(s), 1e12, THROUGHPUT);
  return Object.fromEntries(PREFILL_TERMS.map((t, i) => [t.id, seconds[i]])) as Record<
    (typeof PREFILL_TERMS)[number]['id'],
    number
  >;
};
const close = (found: Record<string, number>, expected: Record<string, number>) => {
  for (const [id, seconds] of Object.entries(expected))
    expect((found[id] ?? Number.NaN) * 1e6, id).toBeCloseTo(seconds * 1e6, 6);
};
const two = { count: 2, split: 'layer', link: { kind: 'pcie', bytes_s: 10e9 } };
const tensor = { ...two, split: 'tensor' };

describe('the parts of one decode step', () => {
  it('of one user on one device', () => {
    close(decode(), {
      // 11 GB, and a quarter of 40 GB, at 1 TB/s.
      weights: 0.011,
      experts: 0.01,
      // Two FLOP per weight touched, 21 billion of them, at 10 TFLOP/s.
      unpack: 0.0042,
      cache: 1000 * 7 * 2e-12,
      batch_cache: 0,
      // The new token looks back at 1,000 to 1,001 positions.
      cache_compute: 1000.5 * 1e6 * 1e-13,
      state: 8e-6,
      layers: 100e-6,
      expert_layers: 60e-6,
      linear_layers: 30e-6,
      index: 0,
      step: 1e-3,
      sequences: 0,
      arithmetic: 0,
      reduces: 0,
      exchange: 0,
      hops: 0,
      host: 0,
    });
  });

  it('of three users: more experts, a cache and a state each, arithmetic beside the bytes', () => {
    const share = 1 - 0.75 ** 3;
    close(decode({ users: 3 }), {
      weights: 0.011,
      experts: 0.04 * share,
      unpack: (2 * (11e9 + 40e9 * share)) / 1e13,
      cache: 0,
      batch_cache: 3 * 1000 * 7 * 2e-12,
      cache_compute: 3 * 1000.5 * 1e-7,
      state: 24e-6,
      sequences: 2e-3,
      // Two further tokens through 11 + 10 billion weights.
      arithmetic: (2 * 21e9 * 2) / 1e14,
    });
  });

  it('on two devices: layers in turn with a hop, tensors at once with reductions', () => {
    close(decode({}, two), { weights: 0.011, hops: 1e-4, reduces: 0, exchange: 0, layers: 100e-6 });
    close(decode({ users: 2 }, tensor), {
      weights: 0.0055,
      unpack: (2 * (11e9 + 40e9 * (1 - 0.75 ** 2))) / 2e13,
      batch_cache: 2 * 1000 * 7 * 1e-12,
      arithmetic: (2 * 21e9) / 2e14,
      hops: 0,
      reduces: 200e-6,
      // 200 reductions of 2 x 1,000 values of 2 bytes, each device sends as much as there is.
      exchange: (200 * 2000 * 2) / 10e9,
    });
    close(decode({}, { ...two, count: 3 }), { hops: 2e-4 });
    close(decode({}, { ...tensor, count: 1 }), { reduces: 0, exchange: 0, hops: 0 });
  });

  it('with weights on the host, whose memory is slower', () => {
    const host = { host: { bytes_s: 1e11, pcie_bytes_s: null } };
    close(decode({ offload: { kind: 'experts', share: 0.5 } }, host), {
      weights: 0.011,
      experts: 0.005,
      host: 0.05,
    });
    close(decode({ offload: { kind: 'layers', share: 0.5 } }, host), {
      weights: 0.0055,
      experts: 0.005,
      host: 0.105,
    });
    close(decode({ offload: { kind: 'none', share: 0.5 } }, host), {
      weights: 0.011,
      experts: 0.01,
      host: 0,
    });
    close(decode({ offload: { kind: 'experts', share: 1 } }), { experts: 0, host: 0 });
  });

  it('without experts', () => {
    const dense = { experts: 0, activeExperts: 0 };
    close(decode({ users: 2 }, {}, dense), { experts: 0, unpack: 22e9 / 1e13, arithmetic: 22e9 / 1e14 });
  });

  it('exchange over n devices 2 (n - 1) / n of the values, and nothing over an unknown link', () => {
    expect(exchangeSeconds(1000, machine({ ...tensor, count: 4 }))).toBeCloseTo(
      (1000 * 2 * 2 * 3) / 4 / 10e9,
      15,
    );
    expect(exchangeSeconds(1000, machine({ ...tensor, link: { kind: 'pcie', bytes_s: null } }))).toBe(0);
    expect(exchangeSeconds(1000, machine({ ...tensor, count: 1 }))).toBe(0);
  });
});

describe('the parts of reading a prompt', () => {
  it('of a thousand tokens in two micro-batches', () => {
    const touched = 1 - 0.75 ** 512;
    close(prefill(), {
      // The head is for the last token only.
      matmul: (2 * 6e9 * 1000) / 1e14,
      expert_matmul: (2 * 10e9 * 1000) / 1e14,
      expert_padding: (2 * 40e9 * touched * 32 * 2) / 1e14,
      // From 500 to 1,500 cached positions: 1,000 on average.
      attention: (1000 * 1000 * 1e6) / 1e14,
      stream: 2 * 0.006,
      stream_experts: 2 * 0.04 * touched,
      layers: 2 * 100 * 1e-4,
      scan: 2 * 1000 * 4e-6,
      request: 0.01,
      exchange: 0,
      host_stream: 0,
    });
  });
  it('of three users, read together', () => {
    close(prefill({ users: 3, prompt_tokens: 100 }), {
      matmul: (2 * 6e9 * 300) / 1e14,
      attention: (3 * 100 * 550 * 1e6) / 1e14,
      stream: 0.006,
      // 300 tokens touch fewer experts than a full micro-batch would.
      expert_padding: (2 * 40e9 * (1 - 0.75 ** 300) * 32) / 1e14,
      layers: 0.01,
      scan: 2 * 300 * 4e-6,
      request: 0.01,
    });
  });
  it('of a few tokens, which touch few experts', () => {
    close(prefill({ prompt_tokens: 2 }), {
      stream_experts: 0.04 * (1 - 0.75 ** 2),
      expert_padding: (2 * 40e9 * (1 - 0.75 ** 2) * 32) / 1e14,
    });
  });
  it('on two devices that split tensors', () => {
    close(prefill({}, tensor), {
      matmul: (2 * 6e9 * 1000) / 2e14,
      stream: 0.006,
      exchange: (2 * 100 * 1000 * 1000 * 2) / 10e9,
    });
    close(prefill({}, two), { matmul: (2 * 6e9 * 1000) / 1e14, stream: 0.012, exchange: 0 });
  });
  it('with weights on the host, which come over the bus, or else from its memory', () => {
    const touched = 1 - 0.75 ** 512;
    const bus = { host: { bytes_s: 1e11, pcie_bytes_s: 2e10 } };
    close(prefill({ offload: { kind: 'experts', share: 0.5 } }, bus), {
      stream: 0.012,
      stream_experts: 0.04 * touched,
      host_stream: (2 * 20e9 * touched) / 2e10,
    });
    close(prefill({ offload: { kind: 'layers', share: 0.5 } }, bus), {
      stream: 0.006,
      host_stream: (2 * (3e9 + 20e9 * touched)) / 2e10,
    });
    close(
      prefill({ offload: { kind: 'experts', share: 0.5 } }, { host: { bytes_s: 1e11, pcie_bytes_s: null } }),
      {
        host_stream: (2 * 20e9 * touched) / 1e11,
      },
    );
    close(prefill({ offload: { kind: 'none', share: 0.5 } }, bus), {
      stream_experts: 0.08 * touched,
      host_stream: 0,
    });
  });
  it('passes through layer-split devices like a pipeline', () => {
    // Two batches over two devices: three steps instead of four.
    expect(pipelineRatio(job(), machine(two))).toBeCloseTo(Math.log(3 / 4), 12);
    expect(pipelineRatio(job({ users: 2 }), machine(two))).toBeCloseTo(Math.log(5 / 8), 12);
    expect(pipelineRatio(job({ prompt_tokens: 512 }), machine({ ...two, count: 4 }))).toBeCloseTo(0, 12);
    expect(pipelineRatio(job(), machine(tensor))).toBe(0);
    expect(pipelineRatio(job({ offload: { kind: 'experts', share: 0.5 } }), machine(two))).toBe(0);
    expect(pipelineRatio(job(), machine())).toBe(0);
  });
});

describe('overlap', () => {
  it('is the fourth root of the sum of fourth powers, and nothing where one side is idle', () => {
    expect(overlapped(1, 2)).toBeCloseTo(17 ** 0.25, 12);
    expect(overlapped(0, 3)).toBe(3);
    expect(overlapped(3, 0)).toBe(3);
  });
  it('pairs bytes with arithmetic of the same activity', () => {
    const lanes = (terms: readonly Term[]) => Object.fromEntries(terms.map((t) => [t.id, laneOf(t)]));
    expect(lanes(DECODE_TERMS)).toMatchObject({
      weights: 1,
      experts: 1,
      unpack: 2,
      cache: 3,
      batch_cache: 3,
      cache_compute: 4,
      state: 0,
      step: 0,
    });
    expect(lanes(PREFILL_TERMS)).toMatchObject({
      stream: 5,
      stream_experts: 5,
      matmul: 6,
      expert_matmul: 6,
      attention: 0,
    });
  });
});

describe('what a model reads of its context', () => {
  const group = (over: object) => ({ ...FULL, valuesPerPosition: 10, flopPerPosition: 100, ...over });
  it('is all, a window, the best few, or every so many and a window', () => {
    expect(attended(group({}), 5000)).toBe(5000);
    expect(attended(group({ window: 1024 }), 5000)).toBe(1024);
    expect(attended(group({ topK: 2048 }), 5000)).toBe(2048);
    expect(attended(group({ stride: 4, window: 128 }), 5000)).toBe(128 + 1250);
    expect(attended(group({ stride: 4, window: 128, topK: 512 }), 5000)).toBe(640);
    expect(attended(group({ stride: 4, window: 128 }), 100)).toBe(125);
  });
  it('adds what the index of sparse attention reads', () => {
    // Keys of three values in all layers, one for every four positions, scored by two heads.
    const index = { topK: 100, indexValues: 3, indexFlop: 12, indexStride: 4 };
    const sparse = shape({ attention: [group(index), group({})] });
    expect(cacheValuesRead(sparse, 1000)).toBe(10 * 100 + 3 * 250 + 10 * 1000);
    expect(attentionFlop(sparse, 2, 1000)).toBeCloseTo(2 * (100 * 100 + (12 * 1001) / 4) + 2 * 100 * 1001, 6);
  });
  it('is looked for through the index entries beyond those attended anyway, in every layer that has an index', () => {
    const sparse = shape({
      attention: [
        group({ indexLayers: 12, indexStride: 4, topK: 400 }),
        group({ indexLayers: 3, topK: 400 }),
        group({ stride: 4, indexLayers: 2, indexStride: 4, topK: 200 }),
        group({}),
      ],
    });
    expect(indexEntries(sparse, 1000)).toBe(12 * (250 - 100) + 3 * 600 + 2 * (250 - 200));
    expect(indexEntries(sparse, 400)).toBe(0);
    expect(decode({ users: 2 }, {}, sparse)['index']).toBeCloseTo(2 * 3700e-9, 12);
    // The middle of 1,000 new tokens behind 500 cached ones.
    expect(prefill({}, {}, sparse)['index']).toBeCloseTo(1000 * 3700e-9, 12);
  });
  it('grows within the window only until it is full', () => {
    const windowed = shape({ attention: [group({ window: 100 })] });
    // Simpson's rule over 50, 75 and 100 positions.
    expect(attentionFlop(windowed, 50, 50)).toBeCloseTo(50 * 100 * 75, 6);
    expect(attentionFlop(windowed, 10, 500)).toBeCloseTo(10 * 100 * 100, 6);
  });
  it('touches experts as tokens choose them', () => {
    expect(expertShare(shape(), 1)).toBe(0.25);
    expect(expertShare(shape(), 2)).toBeCloseTo(1 - 0.5625, 12);
    expect(expertShare(shape({ experts: 0 }), 2)).toBe(0);
  });
});

describe('the shape of an architecture', () => {
  const of = (attention: object[], over: object = {}) => {
    const base = textModel('llama-3.1-8b');
    const architecture = { ...base.architecture, layers: 4, attention, ...over };
    return modelShape({ ...base, architecture } as unknown as TextModel);
  };
  it.each<[string, object, object]>([
    [
      'grouped queries',
      { kind: 'full', heads: 8, kv_heads: 2, head_dim: 64 },
      { valuesPerPosition: 4 * 2 * 128, flopPerPosition: 4 * 2 * 8 * 128, window: Number.POSITIVE_INFINITY },
    ],
    [
      'values of another width',
      { kind: 'full', heads: 8, kv_heads: 2, head_dim: 64, v_head_dim: 32 },
      { valuesPerPosition: 4 * 2 * 96, flopPerPosition: 4 * 2 * 8 * 96 },
    ],
    [
      'a window',
      { kind: 'sliding', heads: 8, kv_heads: 2, head_dim: 64, window: 128 },
      { window: 128, stride: 1 },
    ],
    [
      'a latent',
      { kind: 'mla', heads: 8, kv_lora_rank: 512, rope_dim: 64, qk_nope_dim: 128, v_head_dim: 128 },
      { valuesPerPosition: 4 * 576, flopPerPosition: 4 * 2 * 8 * 1088 },
    ],
    [
      'an index',
      {
        kind: 'mla',
        heads: 8,
        kv_lora_rank: 512,
        rope_dim: 64,
        qk_nope_dim: 128,
        v_head_dim: 128,
        index_dim: 128,
        index_heads: 4,
        index_top_k: 2048,
      },
      { indexValues: 512, topK: 2048 },
    ],
  ])('with %s', (_, group, expected) => {
    expect(of([{ count: 4, ...group }])?.attention[0]).toMatchObject({ layers: 4, ...expected });
  });
  it('without one is unknown', () => {
    const { architecture: _, ...bare } = textModel('llama-3.1-8b');
    expect(modelShape(bare as TextModel)).toBeNull();
  });
  it('of a dense model has no experts and no state', () => {
    const shape = modelShape(textModel('llama-3.1-8b'));
    expect(shape).toMatchObject({
      layers: 32,
      expertLayers: 0,
      linearLayers: 0,
      experts: 0,
      activeExperts: 0,
      stateBytes: 0,
    });
    // 128,256 x 4,096 for the head; the same for the embedding, which is only looked up.
    expect(shape?.counts.head).toBe(525_336_576);
    expect(shape?.counts.unread).toBe(525_336_576);
    expect(shape?.counts.dense).toBe(32 * 3 * 4096 * 14_336);
  });
  it('reads the table of words as its head where the two are one', () => {
    const full = { kind: 'full', count: 4, owns_cache: true, heads: 8, kv_heads: 2, head_dim: 64 };
    const words = { hidden: 1000, vocab: 300 };
    expect(of([full], { ...words, tied_embeddings: true })?.counts).toMatchObject({ head: 3e5, unread: 0 });
    expect(of([full], { ...words, tied_embeddings: false })?.counts).toMatchObject({
      head: 3e5,
      unread: 3e5,
    });
  });
  it('of a mixed model reads attention, linear layers, routers and norms alike', () => {
    const full = { kind: 'full', count: 2, owns_cache: true, heads: 8, kv_heads: 2, head_dim: 64 };
    const mamba = {
      kind: 'linear',
      mixer: 'mamba2',
      count: 2,
      key_heads: 2,
      key_dim: 16,
      value_heads: 4,
      value_dim: 32,
      conv_kernel: 4,
      state_bytes: 1000,
    };
    const shape = of([full, mamba], { hidden: 1000 });
    // 1,280 rows of a thousand; 452 rows of a thousand and four of 192; two norms a layer and one at the end.
    expect(shape?.counts.attention).toBe(2 * 1_280_000 + 2 * (64_000 + 3 * 128_000 + 4000 + 768) + 9000);
    expect(shape).toMatchObject({ linearLayers: 2, stateBytes: 2000 });
    expect(shape?.attention).toHaveLength(1);
  });
  it('of a mixture counts its expert layers', () => {
    expect(modelShape(textModel('qwen3-30b-a3b'))).toMatchObject({
      layers: 48,
      expertLayers: 48,
      experts: 128,
      activeExperts: 8,
    });
    const deepseek = modelShape(textModel('deepseek-v3'));
    expect(deepseek).toMatchObject({ layers: 61, expertLayers: 58, experts: 256, activeExperts: 8 });
  });
});

describe('the yardsticks of a device', () => {
  const device = (compute: object, memory: object = {}) =>
    ({ compute, memory, backends: [] }) as unknown as Device;
  it('are its published figures, the better first', () => {
    expect(sheetThroughput(device({ fp16_acc32_tflops: 70, fp32_tflops: 35 }), 'cuda')).toEqual({
      flop_s: 70e12,
      basis: 'fp16',
      vector_flop_s: 35e12,
    });
    expect(sheetThroughput(device({ fp32_tflops: 35, gpu_cores: 10 }), 'cuda')).toEqual({
      flop_s: 35e12,
      basis: 'fp32',
      vector_flop_s: 35e12,
    });
    expect(sheetThroughput(device({ gpu_cores: 10 }, { bandwidth_gb_s: 1 }), 'cuda')).toEqual({
      flop_s: 4e12,
      basis: 'cores',
      vector_flop_s: 4e12,
    });
    expect(sheetThroughput(device({}, { bandwidth_gb_s: 100 }), 'cuda')).toEqual({
      flop_s: 4e12,
      basis: 'bandwidth',
      vector_flop_s: 4e12,
    });
    expect(sheetThroughput(device({ fp16_acc32_tflops: 70, gpu_cores: 10 }), 'cuda')).toMatchObject({
      flop_s: 70e12,
      vector_flop_s: 4e12,
    });
    expect(sheetThroughput(device({ fp16_acc32_tflops: 70 }), 'cuda')).toBeNull();
  });
  it('are those of its GPU where it has one, and say nothing about its CPU', () => {
    const backends = ['vulkan', 'cpu'].map((backend) => ({ backend }));
    const chip = { ...device({ fp16_acc32_tflops: 60, fp32_tflops: 15 }), backends } as unknown as Device;
    expect(sheetThroughput(chip, 'vulkan')).toMatchObject({ flop_s: 60e12 });
    expect(sheetThroughput(chip, 'cpu')).toBeNull();
    const cpu = { ...device({ fp32_tflops: 2 }), backends: [{ backend: 'cpu' }] } as unknown as Device;
    expect(sheetThroughput(cpu, 'cpu')).toMatchObject({ flop_s: 2e12 });
  });
  it.each<[string, object, number]>([
    ['fp8', { fp8_acc32_tflops: 200 }, Math.log(2)],
    ['fp4', { fp4_tflops: 400, fp8_acc32_tflops: 200 }, Math.log(4)],
    ['fp4', { fp8_acc32_tflops: 200 }, Math.log(2)],
    ['int8', { int8_tops: 200 }, Math.log(2)],
    ['fp16', { int8_tops: 200, fp8_acc32_tflops: 200 }, 0],
    ['fp8', { int8_tops: 200 }, 0],
    ['int8', { int8_tops: 50 }, 0],
  ])('are faster for %s with %j', (compute, units, gain) => {
    expect(precisionRatio(device(units), { compute } as Quant, THROUGHPUT)).toBeCloseTo(gain, 12);
    expect(precisionRatio(device(units), { compute } as Quant, { ...THROUGHPUT, basis: 'fp32' })).toBe(0);
  });
  it('are told as logarithms of ratios, and years', () => {
    const fast = { device: device({ int8_tops: 200 }) };
    const int8 = job({ quant: { compute: 'int8' } });
    expect(covariatesOf(machine({ ...tensor, ...fast, count: 4 }), int8, THROUGHPUT, 0.7, 2)).toEqual({
      tensor_loss: Math.log(4),
      tensor_matmul_loss: Math.log(4),
      pipeline_use: 0.7,
      precision_gain: -Math.log(2),
      vector_share: -Math.log(0.1),
      cache_age: 2,
      attention_age: 2,
      cache_format: 0,
    });
    const cached = (bytes: number) =>
      covariatesOf(machine(fast), job({ ...int8, kv_bytes_per_value: bytes }), THROUGHPUT, 0, 0).cache_format;
    expect([4, 2, 1, 0.5].map(cached)).toEqual([0, 0, Math.log(2), Math.log(4)]);
    expect(covariatesOf(machine({ ...two, ...fast }), int8, THROUGHPUT, 0, 0).tensor_loss).toBe(0);
    expect(covariatesOf(machine({ ...tensor, ...fast, count: 1 }), int8, THROUGHPUT, 0, 0).tensor_loss).toBe(
      0,
    );
  });
});

describe('the age of software', () => {
  const released = (day?: string) => ({ released: day }) as Device;
  it('is in years, never negative, and no more than three', () => {
    expect(ageingAt(released('2020-01-01'), '2025-11-01', '2026-11-01').age).toBeCloseTo(365 / 365.25, 12);
    expect(ageingAt(released('2020-01-01'), '2020-01-01', '2026-11-01').age).toBe(3);
    expect(ageingAt(released('2020-01-01'), '2026-11-01', '2026-11-01')).toEqual({ age: 0, youth: 0 });
  });
  it('weighs more on a new device: its backlog falls to 1/e in nine months', () => {
    const years = (n: number) => Math.exp(-n / 0.75);
    const year = 365 / 365.25;
    expect(ageingAt(released('2025-11-01'), '2025-11-01', '2026-11-01').youth).toBeCloseTo(
      1 - years(year),
      9,
    );
    expect(ageingAt(released('2024-11-01'), '2025-11-01', '2026-11-01').youth).toBeCloseTo(
      years(year) - years(2 * year),
      9,
    );
    // Before its release nothing was more of a backlog than on the day itself.
    expect(ageingAt(released('2025-11-01'), '2025-01-01', '2026-11-01').youth).toBeCloseTo(
      1 - years(year),
      9,
    );
  });
  it('takes vague days by their middle, and no day before there were engines', () => {
    const youth = (day?: string) => ageingAt(released(day), '2025-11-01', '2026-11-01').youth;
    expect(youth('2025')).toBe(youth('2025-07-01'));
    expect(youth('2025-09')).toBe(youth('2025-09-15'));
    expect(youth('2019-01-01')).toBe(youth('2023-03-01'));
    expect(youth(undefined)).toBe(youth('2023-03-01'));
    expect(youth('2023-03-02')).toBeGreaterThan(youth('2023-03-01'));
  });
});
