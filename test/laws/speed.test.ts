import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WEIGHT_CLASSES, type WeightBytes } from '../../src/perf/memory/weights.ts';
import { textEstimates } from '../../src/perf/speed/estimate-text.ts';
import type { Machine, TextJob } from '../../src/perf/speed/job.ts';
import type { Cell } from '../../src/schema/catalog.ts';
import type { Device } from '../../src/schema/device.ts';
import type { Backend, Engine } from '../../src/schema/vocabulary.ts';
import { CATALOG } from '../fixtures/built-in-data.ts';
import { CALIBRATION, format, job, machine, textModel } from '../fixtures/speed-parts.ts';
import { cell } from '../fixtures/unfitted-parts.ts';
import { runs } from './runs.ts';

const RUNS = { numRuns: runs(300) };
/** Rounding of sums in another order. */
const EPSILON = 1e-9;

const DEVICES = Object.values(CATALOG.devices).filter((d) => d.memory.bandwidth_gb_s);
const MODELS = Object.values(CATALOG.models).filter((m) => m.architecture && m.kind === 'text');
const STACKS: readonly (readonly [Engine, Backend])[] = [
  ['llama.cpp', 'cuda'],
  ['llama.cpp', 'vulkan'],
  ['llama.cpp', 'rocm'],
  ['llama.cpp', 'metal'],
  ['mlx', 'mlx'],
  ['vllm', 'cuda'],
  ['sglang', 'cuda'],
];
const FORMATS = ['bf16', 'q8_0', 'q4_k_m', 'mxfp4', 'fp8', 'nvfp4', 'awq-int4', 'mlx-4bit'];

const anyDevice = fc.constantFrom(...DEVICES);
const tokens = fc.integer({ min: 0, max: 200_000 });
const factor = fc.double({ min: 1, max: 4, noNaN: true });
const anyJob = fc
  .record({
    model: fc.constantFrom(...MODELS),
    quant: fc.constantFrom(...FORMATS),
    stack: fc.constantFrom(...STACKS),
    depth: tokens,
    prompt: fc.integer({ min: 1, max: 60_000 }),
    users: fc.integer({ min: 1, max: 64 }),
  })
  .map(({ model, quant, stack: [engine, backend], depth, prompt, users }) =>
    job(textModel(model.id), format(quant), { engine, backend, depth, prompt_tokens: prompt, users }),
  );

/** What testers may have measured around a job; `tok_s` is a multiple of what the model says, and any may be one's own. */
const someCells = fc.array(
  fc
    .record({
      depth: fc.oneof(tokens, fc.constantFrom(0, 2048, 4096, 8192, 16_384)),
      tok_s: fc.double({ min: 0.3, max: 2, noNaN: true }),
      sources: fc.integer({ min: 1, max: 30 }),
      own: fc.boolean(),
    })
    .map(
      ({ own, ...over }): Cell => ({
        ...cell({ date: CALIBRATION.reference_date, ...over }),
        ...(own ? { own: true as const } : {}),
      }),
    ),
  { minLength: 1, maxLength: 6 },
);

function speed(j: TextJob, m: Machine) {
  const s = textEstimates(j, m, CALIBRATION);
  if (!s.decode_tok_s || !s.prefill_tok_s || !s.ttft_s || !s.throughput_tok_s)
    throw new Error(s.unknown.join());
  return {
    decode: s.decode_tok_s.value,
    prefill: s.prefill_tok_s.value,
    ttft: s.ttft_s.value,
    all: [s.decode_tok_s, s.prefill_tok_s, s.ttft_s, s.throughput_tok_s],
  };
}
const atLeast = (a: number, b: number) => expect(a).toBeGreaterThanOrEqual(b * (1 - EPSILON));

const withBandwidth = (d: Device, times: number): Device => ({
  ...d,
  memory: { ...d.memory, bandwidth_gb_s: (d.memory.bandwidth_gb_s ?? 0) * times },
});
const FIGURES = ['fp32_tflops', 'fp16_acc32_tflops', 'int8_tops', 'fp8_acc32_tflops', 'fp4_tflops'] as const;
const withCompute = (d: Device, which: readonly (typeof FIGURES)[number][], times: number): Device => ({
  ...d,
  compute: {
    ...d.compute,
    ...Object.fromEntries(which.flatMap((f) => (d.compute[f] ? [[f, d.compute[f] * times]] : []))),
  },
});

describe('laws of speed', () => {
  it('more memory bandwidth never slows anything', () =>
    fc.assert(
      fc.property(anyJob, anyDevice, factor, (j, d, times) => {
        const before = speed(j, machine(d));
        const after = speed(j, machine(withBandwidth(d, times)));
        atLeast(after.decode, before.decode);
        if (d.compute.fp32_tflops) atLeast(after.prefill, before.prefill);
      }),
      RUNS,
    ));

  it('deeper context never speeds decode, and what is cached never speeds reading the rest', () =>
    fc.assert(
      fc.property(anyJob, anyDevice, tokens, (j, d, more) => {
        const shallow = speed(j, machine(d));
        const deep = speed(
          { ...j, depth: j.depth + more, cached_tokens: j.cached_tokens + more },
          machine(d),
        );
        atLeast(shallow.decode, deep.decode);
        atLeast(shallow.prefill, deep.prefill);
      }),
      RUNS,
    ));

  it('deeper context never speeds decode, wherever measurements begin and end', () =>
    fc.assert(
      fc.property(anyJob, anyDevice, someCells, tokens, fc.boolean(), (j, d, some, more, layers) => {
        const m = machine(d, layers ? { count: 2, split: 'layer' } : {});
        const modelled = speed({ ...j, users: 1 }, machine(d)).decode;
        const cells = some.map((c) => ({
          ...c,
          ...{ engine: j.engine, backend: j.backend, quant: j.quant.id, tok_s: modelled * c.tok_s },
        }));
        const decode = (depth: number) => {
          const asked = { ...j, users: 1, depth };
          const own = textEstimates(asked, m, CALIBRATION, layers ? [] : cells, cells);
          return own.decode_tok_s?.value ?? Number.NaN;
        };
        atLeast(decode(j.depth), decode(j.depth + more));
        for (const { depth } of some)
          atLeast(decode(Math.min(depth, j.depth)), decode(Math.max(depth, j.depth)));
      }),
      RUNS,
    ));

  it('fewer bytes in the same format never slow decode', () =>
    fc.assert(
      fc.property(anyJob, anyDevice, fc.double({ min: 0.1, max: 1, noNaN: true }), (j, d, share) => {
        const shrunk = { ...j.weights, total: j.weights.total * share } as Record<string, unknown>;
        for (const c of WEIGHT_CLASSES) shrunk[c] = j.weights[c] * share;
        const smaller = { ...j, weights: shrunk as unknown as WeightBytes };
        atLeast(speed(smaller, machine(d)).decode, speed(j, machine(d)).decode);
      }),
      RUNS,
    ));

  it('more arithmetic, in one number format or in all, never slows prefill or decode', () =>
    fc.assert(
      fc.property(
        anyJob,
        anyDevice,
        factor,
        fc.constantFrom([...FIGURES], ...FIGURES.map((f) => [f])),
        (j, d, times, which) => {
          const before = speed(j, machine(d));
          const after = speed(j, machine(withCompute(d, which, times)));
          atLeast(after.prefill, before.prefill);
          atLeast(after.decode, before.decode);
        },
      ),
      RUNS,
    ));

  it('more users never raise the speed of each, and a longer prompt never comes sooner', () =>
    fc.assert(
      fc.property(anyJob, anyDevice, fc.integer({ min: 1, max: 40 }), tokens, (j, d, users, more) => {
        const before = speed(j, machine(d));
        atLeast(before.decode, speed({ ...j, users: j.users + users }, machine(d)).decode);
        atLeast(speed({ ...j, prompt_tokens: j.prompt_tokens + more }, machine(d)).ttft, before.ttft);
      }),
      RUNS,
    ));

  it('devices that split the layers hold more, but one stream runs no faster', () =>
    fc.assert(
      fc.property(anyJob, anyDevice, fc.integer({ min: 2, max: 8 }), (j, d, count) => {
        const split = { count, split: 'layer', link: { kind: 'pcie', bytes_s: 32e9 } } as const;
        atLeast(speed(j, machine(d)).decode, speed(j, machine(d, split)).decode);
      }),
      RUNS,
    ));

  it('an interval holds its value and is positive', () =>
    fc.assert(
      fc.property(anyJob, anyDevice, (j, d) => {
        for (const { low, value, high } of speed(j, machine(d)).all) {
          expect(low).toBeGreaterThan(0);
          atLeast(value, low);
          atLeast(high, value);
          expect(Number.isFinite(high)).toBe(true);
        }
      }),
      RUNS,
    ));

  it('unknown bandwidth is unknown speed, with the reason', () =>
    fc.assert(
      fc.property(anyJob, anyDevice, (j, d) => {
        const { bandwidth_gb_s: _, ...memory } = d.memory;
        const s = textEstimates(j, machine({ ...d, memory }), CALIBRATION);
        expect([s.decode_tok_s, s.throughput_tok_s, s.prefill_tok_s, s.ttft_s]).toEqual([
          null,
          null,
          null,
          null,
        ]);
        expect(s.unknown).toEqual(['unknown_bandwidth']);
      }),
      RUNS,
    ));

  it('the same question has the same answer, whatever was asked before', () => {
    const fresh = structuredClone(CALIBRATION);
    fc.assert(
      fc.property(anyJob, anyDevice, (j, d) => {
        expect(textEstimates(j, machine(d), CALIBRATION)).toEqual(textEstimates(j, machine(d), fresh));
      }),
      RUNS,
    );
  });
});
