import { describe, expect, it } from 'vitest';
import { weightBytes } from '../../../../src/perf/memory/weights.ts';
import { closedLoop, mostUsers } from '../../../../src/perf/serving/closed-loop.ts';
import { DECODE_TERMS, decodeIdeal } from '../../../../src/perf/speed/decode-terms.ts';
import { textEstimates, textRates } from '../../../../src/perf/speed/estimate-text.ts';
import { type Evidence, gradeOf, intervalKeys, regimeOf } from '../../../../src/perf/speed/evidence.ts';
import type { Calibration } from '../../../../src/perf/speed/fitted-values.ts';
import { handedOverTtft, handOverTime } from '../../../../src/perf/speed/hand-over.ts';
import { estimate, intervalFor } from '../../../../src/perf/speed/interval.ts';
import type { Machine, TextJob } from '../../../../src/perf/speed/job.ts';
import { nearCells } from '../../../../src/perf/speed/measured.ts';
import {
  boundBy,
  decodeTime,
  phaseTime,
  prefillTime,
  requestSeconds,
  type Setting,
  secondsThen,
  settingOf,
} from '../../../../src/perf/speed/phase-time.ts';
import { modelPlace, placeOf, quantKey } from '../../../../src/perf/speed/place.ts';
import { placeFactors, powerLog } from '../../../../src/perf/speed/place-factors.ts';
import { PREFILL_TERMS, pipelineRatio, prefillIdeal } from '../../../../src/perf/speed/prefill-terms.ts';
import type { ModelShape } from '../../../../src/perf/speed/shape.ts';
import { type Stage, stagedRates, stagedTimes } from '../../../../src/perf/speed/stages.ts';
import { overlapped } from '../../../../src/perf/speed/terms.ts';
import type { Cell } from '../../../../src/schema/catalog.ts';
import type { Device } from '../../../../src/schema/device.ts';
import type { Estimate } from '../../../../src/schema/estimate.ts';
import type { LayerGroup, TextModel } from '../../../../src/schema/model.ts';
import type { Quant } from '../../../../src/schema/quant.ts';
import type { Phase } from '../../../../src/schema/vocabulary.ts';
import { model, PARTS, quant } from '../../../fixtures/memory-parts.ts';

const TODAY = '2026-11-01';
/** Nothing fitted: every factor is 1, every power 0. */
const plain = (over: Partial<Calibration> = {}): Calibration => ({
  version: 1,
  reference_date: TODAY,
  rows: { decode: 0, prefill: 0 },
  sources: 0,
  parameters: {},
  evidence: { decode: {}, prefill: {} },
  intervals: { decode: {}, prefill: {} },
  ...over,
});
const card = {
  id: 'card',
  vendor: 'nvidia',
  family: 'ada',
  released: '2020-01-01',
  memory: { kind: 'vram', capacity_gb: 24, bandwidth_gb_s: 1000 },
  compute: { fp16_acc32_tflops: 100, fp32_tflops: 50 },
  links: {},
} as unknown as Device;
const on = (over: object = {}): Machine =>
  ({
    device: card,
    count: 1,
    nodes: 1,
    split: 'none',
    link: { kind: 'none', bytes_s: null },
    host: { bytes_s: null, pcie_bytes_s: null },
    ...over,
  }) as unknown as Machine;
const llama = model('llama-3.1-8b');
const q4 = quant('q4_k_m');
const job = (over: Partial<TextJob> = {}): TextJob => ({
  model: llama,
  quant: q4,
  weights: weightBytes(llama, q4, PARTS),
  engine: 'llama.cpp',
  backend: 'cuda',
  depth: 1000,
  prompt_tokens: 1024,
  cached_tokens: 0,
  users: 1,
  kv_bytes_per_value: 2,
  micro_batch: 512,
  offload: { kind: 'none', share: 0 },
  ...over,
});
const settled = (j = job(), m = on(), c = plain()): Setting => {
  const at = settingOf(j, m, c);
  if (typeof at === 'string') throw new Error(at);
  return at;
};
/** The sum of ideal terms, overlapping pairs as `terms.ts` has them. */
const decodeSeconds = (j: TextJob, m: Machine): number => {
  const at = settled(j, m);
  const t = Object.fromEntries(
    decodeIdeal(j, m, at.shape, at.bandwidth, at.throughput).map((s, i) => [DECODE_TERMS[i]?.id, s]),
  );
  const of = (id: string) => t[id] ?? Number.NaN;
  return (
    overlapped(of('weights') + of('experts'), of('unpack')) +
    overlapped(of('cache') + of('batch_cache'), of('cache_compute')) +
    [
      'state',
      'layers',
      'expert_layers',
      'linear_layers',
      'index',
      'step',
      'sequences',
      'arithmetic',
      'reduces',
      'exchange',
      'hops',
      'host',
    ]
      .map(of)
      .reduce((a, b) => a + b, 0)
  );
};
const prefillSeconds = (j: TextJob, m: Machine): number => {
  const at = settled(j, m);
  const t = Object.fromEntries(
    prefillIdeal(j, m, at.shape, at.bandwidth, at.throughput).map((s, i) => [PREFILL_TERMS[i]?.id, s]),
  );
  const of = (id: string) => t[id] ?? Number.NaN;
  return (
    overlapped(
      of('stream') + of('stream_experts'),
      of('matmul') + of('expert_matmul') + of('expert_padding'),
    ) + ['attention', 'layers', 'scan', 'exchange', 'host_stream'].map(of).reduce((a, b) => a + b, 0)
  );
};

describe('the time of a phase', () => {
  it('is the sum of its terms where nothing is fitted', () => {
    for (const over of [{}, { users: 4 }] as Partial<TextJob>[]) {
      expect(decodeTime(job(over), on(), settled()).seconds).toBeCloseTo(decodeSeconds(job(over), on()), 12);
      expect(prefillTime(job(over), on(), settled()).seconds).toBeCloseTo(
        prefillSeconds(job(over), on()),
        12,
      );
    }
  });
  it('leaves the cost of the request to itself', () => {
    expect(requestSeconds(settled())).toBeCloseTo(0.01, 12);
    expect(
      prefillTime(job(), on(), settled()).terms[PREFILL_TERMS.findIndex((t) => t.id === 'request')],
    ).toBe(0);
  });
  it('is bound by what takes most of it', () => {
    const terms = (id: string) => DECODE_TERMS.map((t) => (t.id === id ? 2 : t.id === 'step' ? 1 : 0));
    expect(
      ['weights', 'unpack', 'hops', 'host', 'layers'].map((id) => boundBy(DECODE_TERMS, terms(id))),
    ).toEqual(['bandwidth', 'compute', 'link', 'host', 'overhead']);
    // Two halves of one bound outweigh a larger single term.
    expect(
      boundBy(
        DECODE_TERMS,
        DECODE_TERMS.map((t) => (t.id === 'weights' || t.id === 'cache' ? 2 : t.id === 'host' ? 3 : 0)),
      ),
    ).toBe('bandwidth');
    expect(
      boundBy(
        DECODE_TERMS,
        DECODE_TERMS.map(() => 0),
      ),
    ).toBe('bandwidth');
  });
  it('is unknown without bandwidth, architecture, throughput or the host of weights', () => {
    const without = (part: object) => on({ device: { ...card, ...part } });
    expect(settingOf(job(), without({ memory: {} }), plain())).toBe('unknown_bandwidth');
    const { architecture: _, ...bare } = llama;
    expect(settingOf(job({ model: bare as TextModel }), on(), plain())).toBe('unknown_architecture');
    const odd = on({
      device: { ...card, compute: { fp16_acc32_tflops: 100 }, memory: { bandwidth_gb_s: 0 } },
    });
    expect(settingOf(job(), odd, plain())).toBe('unknown_bandwidth');
    expect(settingOf(job({ offload: { kind: 'experts', share: 0.1 } }), on(), plain())).toBe(
      'unknown_host_bandwidth',
    );
    expect(settingOf(job({ offload: { kind: 'experts', share: 0 } }), on(), plain())).not.toBeTypeOf(
      'string',
    );
    expect(settingOf(job({ offload: { kind: 'none', share: 1 } }), on(), plain())).not.toBeTypeOf('string');
    const host = { bytes_s: 1e11, pcie_bytes_s: null };
    expect(settingOf(job({ offload: { kind: 'experts', share: 1 } }), on({ host }), plain())).not.toBeTypeOf(
      'string',
    );
  });
});

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
    };
    const covariates = {
      tensor_loss: 3,
      tensor_matmul_loss: 100,
      pipeline_use: 100,
      precision_gain: -1,
      vector_share: 100,
      cache_age: 100,
      attention_age: 100,
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

describe('software of an earlier day', () => {
  const c = plain({
    parameters: {
      prefill_age: { all: { all: [0.1, 1] } },
      attention_age: { stack: { 'llama.cpp/cuda': [0.5, 1] } },
      cache_age: { stack: { 'llama.cpp/cuda': [0.3, 1] } },
    },
  });
  const deep = job({ prompt_tokens: 512, cached_tokens: 32768, depth: 32768 });
  const at = settled(deep, on(), c);
  const grown = (phase: Phase, id: string): number => {
    const list = phase === 'decode' ? DECODE_TERMS : PREFILL_TERMS;
    const i = list.findIndex((t) => t.id === id);
    const of = (age: number) => phaseTime(phase, deep, on(), at, age).terms[i] ?? Number.NaN;
    return Math.log(of(2) / of(0));
  };

  it('was slower at attention than at the rest', () => {
    expect(grown('prefill', 'attention')).toBeCloseTo(1, 9);
    expect(grown('prefill', 'matmul')).toBeCloseTo(0, 9);
    expect(grown('decode', 'cache')).toBeCloseTo(0.6, 9);
    expect(grown('decode', 'weights')).toBeCloseTo(0, 9);
  });
  it('was slower by both together', () => {
    const then = secondsThen('prefill', deep, on(), at, { age: 2, youth: 0 });
    expect(then / phaseTime('prefill', deep, on(), at, 2).seconds).toBeCloseTo(Math.exp(0.2), 9);
    expect(secondsThen('prefill', deep, on(), at, { age: 0, youth: 0 })).toBe(
      phaseTime('prefill', deep, on(), at).seconds,
    );
  });
});

describe('the names of a place', () => {
  it('are those of machine, format and model at every level', () => {
    const two = on({ count: 2, link: { kind: 'nvlink', bytes_s: 1 } });
    expect(placeOf(job(), two)).toEqual({
      all: 'all',
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
  it('tell architectures by their layers, widths and experts', () => {
    const groups = [{ kind: 'full' }, { kind: 'linear' }, { kind: 'full' }] as LayerGroup[];
    const plain = { attention: groups, layers: 3, hidden: 64 };
    expect(named(plain).model).toBe('full+linear-l3-h64-f0');
    const moe = { experts: 8, active: 2, expert_hidden: 5 };
    expect(named({ ...plain, ffn_hidden: 9, moe }).model).toBe('full+linear-l3-h64-f9-e8x2x5');
    expect(named(undefined)).toMatchObject({ model: '', model_family: 'F' });
  });
});

describe('how near the evidence is', () => {
  const place = { device_stack: 'card s', device: 'card', family_stack: 'ada s', stack: 's' };
  it.each<[Evidence, string, string]>([
    [{ 'device_stack:card s': 2 }, 'machine-several', 'card s'],
    [{ 'device_stack:card s': 1 }, 'machine-one', 'card s'],
    [{ 'device:card': 1, 'family_stack:ada s': 5 }, 'device', 'card'],
    [{ 'family_stack:ada s': 1, 'stack:s': 9 }, 'family', 'ada s'],
    [{ 'stack:s': 9 }, 'class', 's'],
    [{}, 'class', 's'],
  ])('%j is %s', (evidence, grade, nearest) => expect(gradeOf(evidence, place)).toEqual({ grade, nearest }));

  it('is told by kind of job', () => {
    const regime = (phase: Phase, j: Partial<TextJob>, m = on()) => regimeOf(phase, job(j), m);
    expect(regime('decode', { offload: { kind: 'experts', share: 0.5 }, users: 4 })).toBe('offload');
    expect(regime('decode', { offload: { kind: 'experts', share: 0 } })).toBe('plain');
    expect(regime('decode', { users: 2 }, on({ count: 2 }))).toBe('batch');
    expect(regime('decode', {}, on({ count: 2 }))).toBe('several');
    expect([8191, 8192].map((depth) => regime('decode', { depth }))).toEqual(['plain', 'deep']);
    expect(
      [4095, 4096].map((cached_tokens) => regime('prefill', { cached_tokens, prompt_tokens: 8192 })),
    ).toEqual(['plain', 'deep']);
    expect(regime('prefill', { depth: 9000 })).toBe('plain');
  });
  it('has keys from the particular to the general', () => {
    expect(intervalKeys('family', 'deep', { experts: 8 } as ModelShape)).toEqual([
      'family|deep|moe',
      'family|deep',
      'family',
    ]);
    expect(intervalKeys('cell', 'plain', { experts: 0 } as ModelShape)[0]).toBe('cell|plain|dense');
  });
  it('takes the interval of the same kind of job on farther evidence before other jobs on the same', () => {
    const row = (rows: number) => ({ low: 0.8, high: 1.2, rows });
    const found = (table: Record<string, { low: number; high: number; rows: number }>) =>
      intervalFor(plain({ intervals: { decode: table, prefill: {} } }), 'decode', 'device', 'deep', {
        experts: 0,
      } as ModelShape).rows;
    expect(found({ 'device|deep|dense': row(1), 'device|deep': row(2), device: row(3) })).toBe(1);
    expect(found({ 'device|deep': row(2), 'class|deep|dense': row(4), device: row(3) })).toBe(2);
    expect(found({ 'class|deep': row(4), device: row(3) })).toBe(4);
    expect(found({ device: row(3), class: row(5) })).toBe(3);
    expect(found({ cell: row(9), 'machine-one|deep': row(9) })).toBe(0);
    expect(intervalFor(plain(), 'decode', 'cell', 'plain', { experts: 0 } as ModelShape)).toEqual({
      low: 0.5,
      high: 1.6,
      rows: 0,
    });
  });
  it('says whether a figure was measured, calibrated or modelled, and holds its value', () => {
    const of = (grade: Parameters<typeof estimate>[3], low = 0.9, high = 1.1) =>
      estimate(10, 'tok/s', { low, high }, grade, ['e'], 'host');
    expect(of('cell')).toEqual({
      low: 9,
      value: 10,
      high: 11,
      unit: 'tok/s',
      basis: 'measured',
      evidence: ['e'],
      bound_by: 'host',
    });
    expect(
      (['machine-several', 'machine-one', 'device', 'family', 'class'] as const).map((g) => of(g).basis),
    ).toEqual(['calibrated', 'calibrated', 'modelled', 'modelled', 'modelled']);
    expect(of('cell', 1.05, 1.2)).toMatchObject({ low: 10, high: 12 });
    expect(of('cell', 0.8, 0.95)).toMatchObject({ low: 8, high: 10 });
  });
});

describe('stored cells near a job', () => {
  const cell = (over: Partial<Cell> = {}): Cell => ({
    engine: 'llama.cpp',
    backend: 'cuda',
    quant: 'q4_k_m',
    phase: 'decode',
    tokens: 128,
    depth: 936,
    concurrency: 1,
    tok_s: 200,
    n: 1,
    split: 'none',
    nodes: 1,
    date: TODAY,
    source: 's',
    sources: 1,
    ...over,
  });
  const hundred = () => 100;
  /** How doubtful a decode rate so many times the predicted one is, in testers. */
  const doubtOf = (ratio: number) => (Math.log(ratio) / 0.15) ** 2;
  const near = (
    cells: Cell[],
    j = job(),
    m = on(),
    phase: Phase = 'decode',
    predict: (j: TextJob, date: string) => number = hundred,
  ) => nearCells(phase, cells, j, m, predict);

  it('say how far the prediction for their own shape was off', () => {
    expect(near([cell({ tok_s: 100 })])).toEqual({ log: 0, trusted: true, sources: ['s'] });
    expect(near([cell({ tok_s: 104 })])?.log).toBeCloseTo(Math.log(104 / 100) / (1 + doubtOf(1.04)), 12);
    const seen: (readonly [number, number, string])[] = [];
    near([cell({ depth: 500, concurrency: 1, date: '2025-01-01' })], job(), on(), 'decode', (j, date) => {
      seen.push([j.depth, j.users, date]);
      return 1;
    });
    expect(seen).toEqual([[564, 1, '2025-01-01']]);
    const { tokens: _, ...untold } = cell({ depth: 500 });
    near([untold], job(), on(), 'decode', (j) => {
      expect(j.depth).toBe(564);
      return 1;
    });
  });
  it('win where they are plausible, and the less the farther a lone tester is from the model', () => {
    const told = (tok_s: number, sources = 1) =>
      100 * Math.exp(near([cell({ tok_s, sources })])?.log ?? Number.NaN);
    expect(told(104)).toBeCloseTo(103.7, 1);
    expect(told(60)).toBeCloseTo(96, 0);
    expect(told(10)).toBeCloseTo(99, 0);
    expect(told(60, 12)).toBeLessThan(told(60, 8));
    expect([110, 120, 60].map((tok_s) => near([cell({ tok_s })])?.trusted)).toEqual([true, false, false]);
    expect(near([cell({ tok_s: 60, sources: 12 })])?.trusted).toBe(true);
    const apart = [80, 60, 30, 10, 3].map((tok_s) => Math.log(told(tok_s) / 100) / Math.log(tok_s / 100));
    expect(apart).toEqual([...apart].sort((a, b) => b - a));
  });
  it("are believed of a machine of one's own, however far from the model", () =>
    expect(near([cell({ tok_s: 10, own: true })])).toEqual({
      log: Math.log(10 / 100),
      trusted: true,
      sources: ['s'],
    }));
  it('never make a slower machine of a faster model of one', () => {
    const told = [50, 60, 80, 95, 100, 110, 130, 200, 400].map(
      (predicted) =>
        predicted * Math.exp(near([cell({ tok_s: 100 })], job(), on(), 'decode', () => predicted)?.log ?? 0),
    );
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });
  it('speak together, by nearness and testers', () => {
    expect(near([cell({ depth: 836 }), cell({ depth: 1436, source: 'r' })])?.sources).toEqual(['r', 's']);
    const [a, b] = [cell({ depth: 536, tok_s: 104 }), cell({ depth: 1436, tok_s: 110 })];
    const d = (depth: number) => Math.abs(Math.log((depth + 64 + 2048) / 3048));
    const weight = (depth: number, n = 1) => (n * 0.02) / (0.02 + d(depth) ** 2);
    for (const n of [1, 3]) {
      const [first, second] = [weight(536), weight(1436, n)];
      const mean = (first * Math.log(1.04) + second * Math.log(1.1)) / (first + second);
      const best = Math.max(first, second);
      const farther = second > first ? 1436 : 536;
      expect(near([a, { ...b, sources: n }])?.log).toBeCloseTo(
        (mean * best) / (best + doubtOf(Math.exp(mean)) + d(farther) / 0.2),
        12,
      );
    }
  });
  it.each<Partial<Cell>>([
    { engine: 'vllm' },
    { backend: 'vulkan' },
    { quant: 'q8_0' },
    { phase: 'prefill' },
    { nodes: 2 },
    { offload: 'experts' },
    { concurrency: 2 },
    { depth: 3000 },
  ])('say nothing of another %j', (over) => expect(near([cell(over)])).toBeNull());

  it('reach as far as a factor of 1.6 in shape', () => {
    // exp(0.5) of 3,048 padded tokens.
    expect(near([cell({ depth: 2910 })])).not.toBeNull();
    expect(near([cell({ depth: 2920 })])).toBeNull();
    expect(near([])).toBeNull();
  });
  it('of several devices must split alike', () => {
    const two = on({ count: 2, split: 'layer' });
    expect(near([cell({ split: 'tensor' })])).not.toBeNull();
    expect(near([cell({ split: 'tensor' })], job(), two)).toBeNull();
    expect(near([cell({ split: 'layer' })], job(), two)).not.toBeNull();
  });
  it('of prompts compare what is read, and what was read before', () => {
    const prompt = (over: Partial<Cell> = {}) => cell({ phase: 'prefill', tokens: 1024, depth: 0, ...over });
    const told = (over: Partial<Cell>) => near([prompt(over)], job(), on(), 'prefill');
    const twice = (Math.log(2) / 0.6) ** 2;
    expect(told({})?.log).toBeCloseTo(Math.log(2) / (1 + twice), 12);
    expect(
      [told({ tokens: 1600 }), told({ tokens: 1700 }), told({ tokens: 640 }), told({ tokens: 600 })].map(
        (x) => x !== null,
      ),
    ).toEqual([true, false, true, false]);
    expect([told({ depth: 1300 }), told({ depth: 1400 })].map((x) => x !== null)).toEqual([true, false]);
    const { tokens: _, ...untold } = prompt();
    expect(near([untold], job({ prompt_tokens: 512 }), on(), 'prefill')).not.toBeNull();
    expect(near([untold], job({ prompt_tokens: 1024 }), on(), 'prefill')).toBeNull();
    near([prompt({ tokens: 1000, depth: 30 })], job(), on(), 'prefill', (j) => {
      expect([j.prompt_tokens, j.cached_tokens, j.users]).toEqual([1000, 30, 1]);
      return 1;
    });
  });
});

describe('estimates of text', () => {
  it('are tokens over seconds, per user and together', () => {
    const speed = textEstimates(job({ users: 4 }), on(), plain());
    const seconds = decodeSeconds(job({ users: 4 }), on());
    expect(speed.decode_tok_s?.value).toBeCloseTo(1 / seconds, 6);
    expect(speed.throughput_tok_s?.value).toBeCloseTo(4 / seconds, 6);
    expect(speed.prefill_tok_s?.value).toBeCloseTo(4096 / prefillSeconds(job({ users: 4 }), on()), 6);
    expect(speed.unknown).toEqual([]);
    const one = textEstimates(job(), on(), plain());
    expect(one.throughput_tok_s).toEqual(one.decode_tok_s);
    expect(one.decode_tok_s).toMatchObject({
      unit: 'tok/s',
      basis: 'modelled',
      evidence: ['calibration:llama.cpp/cuda'],
    });
  });
  it('wait for the request, the prompt and the first step', () => {
    const wait = textEstimates(job(), on(), plain()).ttft_s;
    const prompt = prefillSeconds(job(), on());
    const value = 0.01 + prompt + decodeSeconds(job(), on());
    expect(wait?.value).toBeCloseTo(value, 9);
    // Only the reading is uncertain: 1.6 times as fast, or half as fast.
    const share = prompt / value;
    expect((wait?.low ?? 0) / value).toBeCloseTo(1 + share * (1 / 1.6 - 1), 9);
    expect((wait?.high ?? 0) / value).toBeCloseTo(1 + share, 9);
    expect(wait?.unit).toBe('s');
  });
  it('let one prompt wait for itself alone while others decode', () => {
    const four = job({ users: 4 });
    expect(textRates(four, on(), plain()).ttft_s).toBeCloseTo(
      0.01 + prefillSeconds(job(), on()) + decodeSeconds(four, on()),
      9,
    );
  });
  it('know no prompt where there is none, and say why where nothing is known', () => {
    const silent = textEstimates(job({ prompt_tokens: 0 }), on(), plain());
    expect([silent.prefill_tok_s, silent.ttft_s]).toEqual([null, null]);
    expect(silent.decode_tok_s).not.toBeNull();
    expect(textRates(job({ prompt_tokens: 0 }), on(), plain()).ttft_s).toBeNull();
    const unknown = textRates(job(), on({ device: { ...card, memory: {} } }), plain());
    expect([unknown.decode_tok_s, unknown.ttft_s, unknown.unknown]).toEqual([
      null,
      null,
      ['unknown_bandwidth'],
    ]);
    expect(unknown.estimates()).toEqual({
      decode_tok_s: null,
      throughput_tok_s: null,
      prefill_tok_s: null,
      ttft_s: null,
      unknown: ['unknown_bandwidth'],
    });
  });
  it('age the prediction of a stored cell, not the measurement', () => {
    const ageing = plain({ parameters: { decode_age: { all: { all: [0.3, 1] } } } });
    const stored: Cell = {
      engine: 'llama.cpp',
      backend: 'cuda',
      quant: 'q4_k_m',
      phase: 'decode',
      tokens: 128,
      depth: 936,
      concurrency: 1,
      tok_s: 90,
      n: 1,
      split: 'none',
      nodes: 1,
      date: '2025-11-01',
      source: 's',
      sources: 1,
    };
    const year = 365 / 365.25;
    const modelled = textEstimates(job(), on(), plain()).decode_tok_s?.value ?? 0;
    const told = (tok_s: number, c: Calibration) =>
      textEstimates(job(), on(), c, [{ ...stored, tok_s }]).decode_tok_s?.value;
    // What ran at the model's speed of today a year ago would run faster on the software of today.
    const [then, ahead] = [Math.exp(-0.3 * year), 0.3 * year];
    expect(told(modelled * then, ageing)).toBeCloseTo(modelled, 6);
    expect(told(modelled, ageing)).toBeCloseTo(modelled * Math.exp(ahead / (1 + (ahead / 0.15) ** 2)), 6);
    expect(told(modelled, plain())).toBeCloseTo(modelled, 6);
  });
});

describe('unlike devices that hold a model together', () => {
  const slow = { ...card, id: 'slow', memory: { ...card.memory, bandwidth_gb_s: 500 } } as Device;
  const stage = (device: Device, count: number, share: number): Stage => ({
    machine: on({ device, link: { kind: 'pcie', bytes_s: 1e10 } }),
    count,
    share,
  });
  const pair = [stage(card, 1, 0.75), stage(slow, 1, 0.25)];

  it('take turns, and hand on', () => {
    const times = stagedTimes(job(), pair, plain());
    if (typeof times === 'string') throw new Error(times);
    const [fast, behind] = [decodeSeconds(job(), on()), decodeSeconds(job(), on({ device: slow }))];
    expect(times.decode.hops).toBeCloseTo(1e-4, 12);
    expect(times.decode.stages.map((s) => s.seconds)).toEqual([
      expect.closeTo(0.75 * fast, 12),
      expect.closeTo(0.25 * behind, 12),
    ]);
    expect(times.decode.seconds).toBeCloseTo(0.75 * fast + 0.25 * behind + 1e-4, 12);
    expect(times.prefill.seconds).toBeCloseTo(
      0.75 * prefillSeconds(job(), on()) + 0.25 * prefillSeconds(job(), on({ device: slow })),
      12,
    );
    const three = stagedTimes(job(), [stage(card, 2, 0.75), stage(slow, 1, 0.25)], plain());
    expect(typeof three === 'string' ? 0 : three.decode.hops).toBeCloseTo(2e-4, 12);
  });
  it('read prompts like a pipeline as far as others realise it', () => {
    const piped = plain({ parameters: { pipeline_use: { all: { all: [1, 1] } } } });
    const long = job({ prompt_tokens: 2048 });
    const times = stagedTimes(long, pair, piped);
    if (typeof times === 'string') throw new Error(times);
    const [a, b] = [0.75 * prefillSeconds(long, on()), 0.25 * prefillSeconds(long, on({ device: slow }))];
    // Four micro-batches: one passes through both, three more at the pace of the slowest.
    expect(times.prefill.seconds).toBeCloseTo((a + b + 3 * Math.max(a, b)) / 4, 9);
    // Two devices of one kind pass a batch on in half of their time.
    const twice = stagedTimes(long, [stage(card, 2, 0.9), stage(slow, 1, 0.1)], piped);
    const [c, d] = [0.9 * prefillSeconds(long, on()), 0.1 * prefillSeconds(long, on({ device: slow }))];
    expect(typeof twice === 'string' ? 0 : twice.prefill.seconds).toBeCloseTo(
      (c + d + 3 * Math.max(c / 2, d)) / 4,
      9,
    );
    // A hop of the pipeline of equal devices is not counted twice.
    expect(pipelineRatio(long, on())).toBe(0);
    const offloaded = job({ prompt_tokens: 2048, offload: { kind: 'layers', share: 0.5 } });
    const host = { bytes_s: 1e11, pcie_bytes_s: null };
    const hosted = [
      { ...pair[0], machine: on({ host }) },
      { ...pair[1], machine: on({ host, device: slow }) },
    ] as Stage[];
    const [with1, without] = [stagedTimes(offloaded, hosted, piped), stagedTimes(offloaded, hosted, plain())];
    expect(typeof with1 !== 'string' && typeof without !== 'string' && with1.prefill.seconds).toBe(
      typeof without !== 'string' && without.prefill.seconds,
    );
  });
  it('are told as rates, known no better than a device that nobody measured with others', () => {
    const evidence = { 'device_stack:card llama.cpp/cuda': 3, 'device_stack:slow llama.cpp/cuda': 3 };
    const known = plain({ evidence: { decode: evidence, prefill: evidence } });
    const rates = stagedRates(job(), pair, known);
    const times = stagedTimes(job(), pair, known);
    if (typeof times === 'string') throw new Error(times);
    expect(rates.decode_tok_s).toBeCloseTo(1 / times.decode.seconds, 9);
    expect(rates.ttft_s).toBeCloseTo(0.01 + times.prefill.seconds + times.decode.seconds, 9);
    const told = rates.estimates();
    expect(told.decode_tok_s).toMatchObject({
      basis: 'modelled',
      unit: 'tok/s',
      bound_by: 'bandwidth',
      evidence: ['calibration:card llama.cpp/cuda', 'calibration:slow llama.cpp/cuda'],
    });
    expect(told.prefill_tok_s?.value).toBeCloseTo(1024 / times.prefill.seconds, 6);
    expect(told.throughput_tok_s?.value).toBeCloseTo(1 / times.decode.seconds, 9);
    expect(told.ttft_s).toMatchObject({ unit: 's' });
    // Times are as uncertain as rates, the other way round.
    expect((told.ttft_s?.high ?? 0) / (told.ttft_s?.value ?? 1)).toBeCloseTo(2, 9);
    expect((told.ttft_s?.low ?? 0) / (told.ttft_s?.value ?? 1)).toBeCloseTo(1 / 1.6, 9);
  });
  it('serve several users together, each prompt by itself', () => {
    const four = job({ users: 4 });
    const [rates, times, alone] = [
      stagedRates(four, pair, plain()),
      stagedTimes(four, pair, plain()),
      stagedTimes(job(), pair, plain()),
    ];
    if (typeof times === 'string' || typeof alone === 'string') throw new Error('unknown');
    const told = rates.estimates();
    expect(told.throughput_tok_s?.value).toBeCloseTo(4 / times.decode.seconds, 6);
    expect(told.prefill_tok_s?.value).toBeCloseTo(4096 / times.prefill.seconds, 6);
    expect(rates.ttft_s).toBeCloseTo(0.01 + alone.prefill.seconds + times.decode.seconds, 9);
  });
  it('know no prompt where there is none, and nothing where one of them is unknown', () => {
    const silent = stagedRates(job({ prompt_tokens: 0 }), pair, plain());
    expect(silent.ttft_s).toBeNull();
    expect(silent.estimates()).toMatchObject({ prefill_tok_s: null, ttft_s: null });
    const odd = [pair[0], stage({ ...card, memory: {} } as Device, 1, 0.25)] as Stage[];
    expect(stagedTimes(job(), odd, plain())).toBe('unknown_bandwidth');
    expect(stagedRates(job(), odd, plain()).unknown).toEqual(['unknown_bandwidth']);
  });
  it('are bound by the link where handing on takes most of the time', () => {
    const hopping = plain({ parameters: { hop_time: { all: { all: [1e4, 1] } } } });
    expect(stagedRates(job(), pair, hopping).estimates().decode_tok_s?.bound_by).toBe('link');
  });
});

describe('a prompt read on one machine for another', () => {
  const link = { cache_bytes: 9e9, link_bytes_s: 1e9, layers: 10 };
  it('hides all but a layer of the shorter of reading and sending', () => {
    // Ten seconds on a wire that gives nine tenths.
    expect(handOverTime(link, 20)).toEqual({ transfer_s: 10, exposed_s: 1 });
    expect(handOverTime(link, 5)).toEqual({ transfer_s: 10, exposed_s: 5.5 });
    expect(handOverTime({ ...link, layers: 0 }, 20).exposed_s).toBe(10);
  });
  it('waits for both, and is bound by the link where that takes longer than reading', () => {
    const read = (value: number): Estimate => ({
      low: value / 2,
      value,
      high: 2 * value,
      unit: 's',
      basis: 'measured',
      evidence: ['e'],
      bound_by: 'compute',
    });
    expect(handedOverTtft({ ...link, first_token_s: read(20) })).toEqual({
      low: 11,
      value: 21,
      high: 41,
      unit: 's',
      basis: 'modelled',
      evidence: ['e'],
      bound_by: 'compute',
    });
    expect(handedOverTtft({ ...link, first_token_s: read(5) })).toMatchObject({
      value: 10.5,
      bound_by: 'link',
    });
    expect(handedOverTtft({ ...link, layers: 1, first_token_s: read(10) }).bound_by).toBe('compute');
  });
});

describe('users who never pause', () => {
  const cost = { prompt_s: 2, start_s: 0.5, decode_tok_s: 10, output_tokens: 120, users: 4 };
  it("share the steps and wait for each other's prompts", () => {
    // 120 tokens at 40 together: 3 s and a prompt of 2 s per request; two fifths of the time go into prompts.
    const load = closedLoop(cost);
    expect(load.requests_per_s).toBeCloseTo(0.2, 12);
    expect(load.ttft_s).toBeCloseTo(0.5 + 2 * (1 + 3 * 0.4), 12);
    expect(load.rush_ttft_s).toBe(8.5);
    expect(load.answer_s).toBeCloseTo(20, 12);
    expect(load.total_tok_s).toBeCloseTo(24, 12);
  });
  it('alone wait for nobody', () => {
    expect(closedLoop({ ...cost, users: 1 })).toMatchObject({ ttft_s: 2.5, rush_ttft_s: 2.5 });
  });
  it.each([
    [100, 0, 0],
    [100, 1, 1],
    [100, 7, 7],
    [100, 8, 8],
    [100, 63, 63],
    [100, 100, 100],
    [100, 1000, 100],
    [5, 1000, 5],
    [8, 1000, 8],
    [1, 1000, 1],
  ])('of at most %i, as many as %i are kept happy: %i', (limit, holds, most) => {
    expect(mostUsers(limit, (n) => n <= holds)).toBe(most);
  });
});
