import { describe, expect, it } from 'vitest';
import { textEstimates, textRates } from '../../../../src/perf/speed/estimate-text.ts';
import type { Calibration } from '../../../../src/perf/speed/fitted-values.ts';
import type { Cell } from '../../../../src/schema/catalog.ts';
import {
  card,
  cell,
  decodeSeconds,
  job,
  on,
  plain,
  prefillSeconds,
} from '../../../fixtures/unfitted-parts.ts';

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
    const stored = cell({ tok_s: 90, date: '2025-11-01' });
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
  it("follow one's own measurement at every depth, by what others say of depth", () => {
    const told = (depth: number, cells: Cell[]) =>
      textEstimates(job({ depth }), on(), plain(), cells).decode_tok_s;
    const modelled = told(1000, [])?.value ?? 0;
    const others = [
      cell({ tok_s: modelled * 0.95, sources: 9 }),
      cell({ depth: 16_000, tok_s: (told(16_064, [])?.value ?? 0) * 0.95, sources: 9 }),
    ];
    const mine = cell({ tok_s: modelled * 0.6, source: 'mine', own: true });
    const share = (told(1000, [...others, mine])?.value ?? 0) / (told(1000, others)?.value ?? 1);
    expect(told(1000, [...others, mine])?.value).toBeCloseTo(modelled * 0.6, 6);
    for (const depth of [0, 3000, 16_064, 60_000])
      expect((told(depth, [...others, mine])?.value ?? 0) / (told(depth, others)?.value ?? 1)).toBeCloseTo(
        share,
        9,
      );
    // Beside it the figure is the owner's; elsewhere it rests on what others measured there, too.
    expect(told(1000, [...others, mine])).toMatchObject({ basis: 'measured', evidence: ['mine'] });
    expect(told(16_064, [...others, mine])).toMatchObject({ basis: 'measured', evidence: ['mine', 's'] });
    const slower = textEstimates(job({ depth: 60_000 }), on(), plain(), [mine]).decode_tok_s;
    expect(slower?.basis).not.toBe('measured');
    expect(slower?.evidence).toContain('mine');
  });
  it("read prompts at the pace of one's own machine, however long", () => {
    const told = (prompt_tokens: number, cells: Cell[]) =>
      textEstimates(job({ prompt_tokens }), on(), plain(), cells).prefill_tok_s?.value ?? 0;
    const own = { phase: 'prefill' as const, tokens: 512, depth: 0, own: true as const };
    const mine = cell({ ...own, tok_s: told(512, []) / 2 });
    for (const tokens of [512, 1024, 30_000])
      expect(told(tokens, [mine]) / told(tokens, [])).toBeCloseTo(0.5, 9);
  });
});
