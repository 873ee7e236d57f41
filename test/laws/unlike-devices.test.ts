import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textEstimates } from '../../src/perf/speed/estimate-text.ts';
import { handedOverTtft, handOverTime } from '../../src/perf/speed/hand-over.ts';
import { type Stage, stagedRates, stagedTimes } from '../../src/perf/speed/stages.ts';
import type { Estimate } from '../../src/schema/estimate.ts';
import { CATALOG } from '../fixtures/built-in-data.ts';
import { CALIBRATION, format, job, machine, textModel } from '../fixtures/speed-parts.ts';
import './runs.ts';

const CARDS = Object.values(CATALOG.devices).filter(
  (d) => d.memory.kind === 'vram' && d.vendor === 'nvidia' && d.memory.bandwidth_gb_s,
);
const MODELS = ['llama-3.1-8b', 'qwen3-32b', 'gpt-oss-120b', 'qwen3-30b-a3b'];
const anyCase = fc.record({
  a: fc.constantFrom(...CARDS),
  b: fc.constantFrom(...CARDS),
  share: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
  model: fc.constantFrom(...MODELS),
  depth: fc.integer({ min: 0, max: 60_000 }),
  prompt: fc.integer({ min: 1, max: 30_000 }),
});
type Case = typeof anyCase extends fc.Arbitrary<infer T> ? T : never;

const jobOf = (c: Case) =>
  job(textModel(c.model), format('q4_k_m'), {
    engine: 'llama.cpp',
    backend: 'cuda',
    depth: c.depth,
    prompt_tokens: c.prompt,
    users: 1,
  });
const link = { kind: 'pcie', bytes_s: 15.8e9 } as const;
const stagesOf = (c: Case): Stage[] => [
  { machine: { ...machine(c.a), link }, count: 1, share: c.share },
  { machine: { ...machine(c.b), link }, count: 1, share: 1 - c.share },
];
const alone = (c: Case, device: Case['a']) => textEstimates(jobOf(c), machine(device), CALIBRATION);

describe('layers spread over unlike devices', () => {
  it('never decode faster than the faster of them alone', () => {
    fc.assert(
      fc.property(anyCase, (c) => {
        const both = stagedRates(jobOf(c), stagesOf(c), CALIBRATION).estimates().decode_tok_s?.value ?? 0;
        const [a = 0, b = 0] = [c.a, c.b].map((d) => alone(c, d).decode_tok_s?.value);
        expect(both).toBeLessThanOrEqual(Math.max(a, b) * (1 + 1e-9));
      }),
    );
  });
  it('take as long as their layers take each, and the hops', () => {
    fc.assert(
      fc.property(anyCase, (c) => {
        const times = stagedTimes(jobOf(c), stagesOf(c), CALIBRATION);
        if (typeof times === 'string') throw new Error(times);
        const sum = times.decode.stages.reduce((s, p) => s + p.seconds, times.decode.hops);
        expect(times.decode.seconds).toBeCloseTo(sum, 9);
        expect(times.decode.hops).toBeGreaterThan(0);
      }),
    );
  });
  it('gain from a larger share on the faster one', () => {
    fc.assert(
      fc.property(anyCase, (c) => {
        const [a = 0, b = 0] = [c.a, c.b].map((d) => alone(c, d).decode_tok_s?.value);
        const more = { ...c, share: Math.min(0.99, c.share + 0.04) };
        const now = stagedRates(jobOf(c), stagesOf(c), CALIBRATION).estimates().decode_tok_s?.value ?? 0;
        const then =
          stagedRates(jobOf(more), stagesOf(more), CALIBRATION).estimates().decode_tok_s?.value ?? 0;
        if (a >= b) expect(then).toBeGreaterThanOrEqual(now * (1 - 1e-9));
        else expect(then).toBeLessThanOrEqual(now * (1 + 1e-9));
      }),
    );
  });
  it('are never called better known than a chip measured with another engine', () => {
    fc.assert(
      fc.property(anyCase, (c) => {
        expect(stagedRates(jobOf(c), stagesOf(c), CALIBRATION).estimates().decode_tok_s?.basis).toBe(
          'modelled',
        );
      }),
    );
  });
});

describe('a cache handed over while it is made', () => {
  const wire = fc.record({
    cache_bytes: fc.double({ min: 1e6, max: 1e11, noNaN: true }),
    link_bytes_s: fc.double({ min: 1e8, max: 1e11, noNaN: true }),
    layers: fc.integer({ min: 1, max: 120 }),
  });
  const seconds = fc.double({ min: 0.01, max: 1000, noNaN: true });
  it('never costs more than reading and sending one after the other, nor less than the longer of the two', () => {
    fc.assert(
      fc.property(wire, seconds, (w, read) => {
        const { transfer_s, exposed_s } = handOverTime(w, read);
        // What shows is left of a subtraction, so it is as exact as the seconds of reading are.
        expect(exposed_s).toBeLessThanOrEqual(transfer_s * (1 + 1e-9) + read * 1e-12);
        expect(read + exposed_s).toBeGreaterThanOrEqual(Math.max(read, transfer_s) * (1 - 1e-9));
      }),
    );
  });
  it('shows less on a faster link', () => {
    fc.assert(
      fc.property(wire, seconds, (w, read) => {
        const faster = { ...w, link_bytes_s: w.link_bytes_s * 2 };
        expect(handOverTime(faster, read).exposed_s).toBeLessThanOrEqual(
          handOverTime(w, read).exposed_s * (1 + 1e-9) + 1e-9,
        );
      }),
    );
  });
  it('is bound by the link where that takes longer than the reading', () => {
    const read: Estimate = {
      low: 1,
      value: 2,
      high: 4,
      unit: 's',
      basis: 'calibrated',
      evidence: [],
      bound_by: 'compute',
    };
    const slow = { first_token_s: read, cache_bytes: 1e10, link_bytes_s: 1.25e9, layers: 80 };
    expect(handedOverTtft(slow).bound_by).toBe('link');
    expect(handedOverTtft({ ...slow, cache_bytes: 1e9 }).bound_by).toBe('compute');
    // 1 GB over 10 GbE at nine tenths takes 0.89 s: all but one layer of 80 hides behind 2 s of reading.
    expect(handedOverTtft({ ...slow, cache_bytes: 1e9 }).value).toBeCloseTo(2 + 0.889 / 80, 3);
  });
});
