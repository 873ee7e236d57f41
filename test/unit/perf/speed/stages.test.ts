import { describe, expect, it } from 'vitest';
import { pipelineRatio } from '../../../../src/perf/speed/prefill-terms.ts';
import { type Stage, stagedRates, stagedTimes } from '../../../../src/perf/speed/stages.ts';
import type { Device } from '../../../../src/schema/device.ts';
import { card, decodeSeconds, job, on, plain, prefillSeconds } from '../../../fixtures/unfitted-parts.ts';

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
  it('spend each term of a step in proportion to their layers', () => {
    const terms = (share: number) => {
      const times = stagedTimes(job(), [stage(card, 1, share), stage(slow, 1, 1 - share)], plain());
      return typeof times === 'string' ? [] : (times.decode.stages[0]?.terms ?? []);
    };
    expect(terms(0.75).some((t) => t > 0)).toBe(true);
    expect(terms(0.75)).toEqual(terms(0.25).map((t) => expect.closeTo(3 * t, 12)));
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
  it('hand on as slowly, and overlap as little, as the one that is worst at it', () => {
    const fitted = plain({
      parameters: {
        hop_time: { device: { slow: [3, 1] } },
        pipeline_use: { device: { card: [1, 1], slow: [0.5, 1] } },
      },
    });
    const long = job({ prompt_tokens: 2048 });
    for (const stages of [pair, [...pair].reverse()]) {
      const times = stagedTimes(long, stages, fitted);
      if (typeof times === 'string') throw new Error(times);
      expect(times.decode.hops).toBeCloseTo(3e-4, 12);
      const [a, b] = [0.75 * prefillSeconds(long, on()), 0.25 * prefillSeconds(long, on({ device: slow }))];
      const ratio = (a + b + 3 * Math.max(a, b)) / 4 / (a + b);
      expect(times.prefill.seconds).toBeCloseTo((a + b) * Math.sqrt(ratio), 9);
      // What overlaps is taken off each of them, term by term.
      expect(times.prefill.stages.reduce((sum, s) => sum + s.seconds, 0)).toBeCloseTo(
        times.prefill.seconds,
        12,
      );
      const apart = stagedTimes(long, stages, plain());
      if (typeof apart === 'string') throw new Error(apart);
      expect(times.prefill.stages.map((s) => s.terms)).toEqual(
        apart.prefill.stages.map((s) => s.terms.map((t) => expect.closeTo(t * Math.sqrt(ratio), 12))),
      );
    }
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
    expect(told.prefill_tok_s).toMatchObject({ unit: 'tok/s', bound_by: 'compute' });
    expect(told.throughput_tok_s?.unit).toBe('tok/s');
    expect(told.throughput_tok_s?.value).toBeCloseTo(1 / times.decode.seconds, 9);
    expect(told.ttft_s).toMatchObject({ unit: 's' });
    // Times are as uncertain as rates, the other way round.
    expect((told.ttft_s?.high ?? 0) / (told.ttft_s?.value ?? 1)).toBeCloseTo(2, 9);
    expect((told.ttft_s?.low ?? 0) / (told.ttft_s?.value ?? 1)).toBeCloseTo(1 / 1.6, 9);
  });
  it('are known no better than the least known of them', () => {
    const intervals = {
      device: { low: 0.9, high: 1.1, rows: 40 },
      class: { low: 0.7, high: 1.4, rows: 40 },
    };
    const high = (...known: string[]) => {
      const evidence = Object.fromEntries(known.map((id) => [`device_stack:${id} llama.cpp/cuda`, 3]));
      const both = { decode: evidence, prefill: evidence };
      const calibration = plain({ evidence: both, intervals: { decode: intervals, prefill: intervals } });
      const told = stagedRates(job(), pair, calibration).estimates().decode_tok_s;
      return (told?.high ?? 0) / (told?.value ?? 1);
    };
    expect(high('card', 'slow')).toBeCloseTo(1.1, 9);
    expect(high('card')).toBeCloseTo(1.4, 9);
    expect(high('slow')).toBeCloseTo(1.4, 9);
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
