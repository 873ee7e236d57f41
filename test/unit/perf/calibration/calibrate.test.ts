import { describe, expect, it } from 'vitest';
import { leaveOut, peerAccuracy } from '../../../../src/perf/accuracy/evaluate.ts';
import { PEERS } from '../../../../src/perf/accuracy/peers.ts';
import { calibrate, observations } from '../../../../src/perf/calibration/calibrate.ts';
import { allRows, fit, problemOf } from '../../../../src/perf/calibration/fit.ts';
import { designRow, newColumns } from '../../../../src/perf/calibration/fit-rows.ts';
import { type CellBuilder, GROUPINGS, holdOut } from '../../../../src/perf/calibration/held-out.ts';
import { observe } from '../../../../src/perf/calibration/observation.ts';
import { predictedRate } from '../../../../src/perf/calibration/predicted-rate.ts';
import { replayRate, replayWithPrompts } from '../../../../src/perf/calibration/replay.ts';
import { textEstimates } from '../../../../src/perf/speed/estimate-text.ts';
import type { Calibration } from '../../../../src/perf/speed/fitted-values.ts';
import { PARAMETERS } from '../../../../src/perf/speed/parameters.ts';
import { requestSeconds, settingOf } from '../../../../src/perf/speed/phase-time.ts';
import type { Cell } from '../../../../src/schema/catalog.ts';
import type { Device } from '../../../../src/schema/device.ts';
import type { Measurement } from '../../../../src/schema/measurement.ts';
import type { Phase } from '../../../../src/schema/vocabulary.ts';
import { CATALOG } from '../../../fixtures/built-in-data.ts';
import { measuredRow } from '../../../fixtures/measured-row.ts';
import { CALIBRATION, device } from '../../../fixtures/speed-parts.ts';

const TODAY = '2026-11-01';
const measured = (over: Partial<Measurement> = {}): Measurement => measuredRow({ date: TODAY, ...over });
const seen = (over: Partial<Measurement> = {}) => {
  const o = observe(measured(over), CATALOG, TODAY);
  if (!o) throw new Error('no observation');
  return o;
};

describe('a measured row as the model sees it', () => {
  it('holds the cost of a request only where it is a prompt told from the time to its first token', () => {
    const note = 'rate=ttft';
    expect(seen({ phase: 'prefill', tokens: 512, note }).whole_request).toBe(true);
    expect(seen({ phase: 'prefill', tokens: 512 }).whole_request).toBe(false);
    const decode = seen({ phase: 'decode', note });
    expect(decode.whole_request).toBe(false);
    expect(replayRate(decode, CALIBRATION)?.value).toBe(
      replayRate(seen({ phase: 'decode' }), CALIBRATION)?.value,
    );
  });
  it('decodes at the mean depth of its tokens', () => {
    expect(seen({ depth: 1000, tokens: 200 }).job).toMatchObject({
      depth: 1100,
      prompt_tokens: 0,
      cached_tokens: 0,
      users: 1,
      kv_bytes_per_value: 2,
      offload: { kind: 'none', share: 0 },
    });
    const { tokens: _, ...untold } = measured({ depth: 1000 });
    expect(observe(untold, CATALOG, TODAY)?.job.depth).toBe(1064);
    expect(seen({ concurrency: 4, tok_s: 200 }).log_s).toBeCloseTo(Math.log(4 / 200), 12);
  });
  it('reads a prompt on top of what is cached', () => {
    const prefill = seen({ phase: 'prefill', depth: 1000, tokens: 512, tok_s: 2048, concurrency: 2 });
    expect(prefill.job).toMatchObject({ depth: 1000, prompt_tokens: 512, cached_tokens: 1000, users: 2 });
    expect(prefill.log_s).toBeCloseTo(Math.log(0.5), 12);
    const { tokens: _, ...untold } = measured({ phase: 'prefill' });
    expect(observe(untold, CATALOG, TODAY)).toBeNull();
  });
  it('takes its settings from the note', () => {
    expect(seen({ note: 'fa=1 ub=2048' }).job.micro_batch).toBe(2048);
    expect(seen({ note: 'ub=lots' }).job.micro_batch).toBe(CATALOG.engines['llama.cpp']?.micro_batch);
    expect(seen({ note: 'xub=2048' }).job.micro_batch).toBe(CATALOG.engines['llama.cpp']?.micro_batch);
    // Blocks of 32 values with a scale of 16 bit: 34 bytes for q8_0, 18 for q4_0.
    expect(seen({ note: 'kv=q8_0' }).job.kv_bytes_per_value).toBe(34 / 32);
    expect(seen({ note: 'fa=1 kv=q8_0/q4_0' }).job.kv_bytes_per_value).toBe((34 + 18) / 64);
    expect(seen({ note: 'kv=strange' }).job.kv_bytes_per_value).toBe(2);
    expect(seen({ phase: 'prefill', tokens: 512, note: 'rate=wall' }).whole_request).toBe(false);
  });
  it('weighs the file that was measured', () => {
    const usual = seen().job.weights.total;
    expect(seen({ weights_gib: 6 }).job.weights.total).toBeCloseTo(6 * 2 ** 30, -1);
    expect(usual).toBeLessThan(6 * 2 ** 30);
  });
  it('splits only what is several', () => {
    expect(seen({ split: 'tensor' }).machine.split).toBe('none');
    expect(seen({ count: 2, split: 'tensor' }).machine).toMatchObject({ split: 'tensor', count: 2 });
  });
  it('needs to know the host of offloaded weights, and no layers on it', () => {
    const host = 'dgx-spark' in CATALOG.devices ? 'dgx-spark' : (Object.keys(CATALOG.devices)[0] ?? '');
    expect(observe(measured({ offload: 'experts' }), CATALOG, TODAY)).toBeNull();
    expect(observe(measured({ offload: 'layers', host: 'gb10' }), CATALOG, TODAY)).toBeNull();
    const withHost = Object.values(CATALOG.devices).find((d) => d.memory.bandwidth_gb_s)?.id ?? host;
    const offloaded = seen({ offload: 'experts', host: withHost });
    expect(offloaded.job.offload).toEqual({ kind: 'experts', share: 1 });
    expect(offloaded.machine.host.bytes_s).toBe((device(withHost).memory.bandwidth_gb_s ?? 0) * 1e9);
    expect(seen().machine.host.bytes_s).toBeNull();
  });
  it('is nothing without device, model or format', () => {
    for (const gap of [{ device: 'nobody' }, { model: 'nobody' }, { quant: 'nobody' }])
      expect(observe(measured(gap), CATALOG, TODAY)).toBeNull();
  });
});

/** What the committed calibration expects of two cards, as if measured, by two testers at several depths. */
const expected = (device: string, phase: Phase, depth: number): number => {
  const o = seen({ device, phase, depth, tokens: phase === 'decode' ? 128 : 512, tok_s: 1 });
  return replayRate(o, CALIBRATION)?.value ?? 0;
};
const CARDS = ['rtx-3090', 'rtx-4090'];
const taught = () =>
  (['decode', 'prefill'] as const).flatMap((phase) =>
    CARDS.flatMap((card) =>
      ['a', 'b'].flatMap((source) =>
        (phase === 'decode' ? [0, 4096, 16_384] : [0]).map((depth) =>
          measured({
            device: card,
            phase,
            source,
            depth,
            tokens: phase === 'decode' ? 128 : 512,
            tok_s: expected(card, phase, depth),
          }),
        ),
      ),
    ),
  );
const noCells: CellBuilder = () => ({});
let known: Calibration | undefined;
const calibrated = (): Calibration => {
  known ??= calibrate(taught(), CATALOG, noCells);
  return known;
};

describe('a calibration', () => {
  it('knows its day, its rows and its sources', () => {
    expect(calibrated()).toMatchObject({
      version: 1,
      reference_date: TODAY,
      rows: { decode: 12, prefill: 4 },
      sources: 2,
      intervals: { decode: {}, prefill: {} },
    });
    expect(calibrate([...taught(), measured({ date: '2025-12-31' })], CATALOG, noCells).reference_date).toBe(
      TODAY,
    );
    expect(calibrate([], CATALOG, noCells)).toMatchObject({ reference_date: '', sources: 0 });
  });
  it('counts the testers of each machine', () => {
    expect(calibrated().evidence.decode['device:rtx-3090']).toBe(2);
    expect(calibrated().evidence.decode['stack:llama.cpp/cuda']).toBe(2);
    expect(calibrated().evidence.prefill['device_stack:rtx-4090 llama.cpp/cuda']).toBe(2);
  });
  it('predicts what it was taught', () => {
    const found = calibrated();
    for (const row of taught()) {
      const rate = replayRate(seen(row), found);
      expect((rate?.value ?? 0) / row.tok_s).toBeGreaterThan(0.85);
      expect((rate?.value ?? 0) / row.tok_s).toBeLessThan(1.15);
    }
  });
  it('is the same whatever the order of the rows', () => {
    expect(calibrate(taught().reverse(), CATALOG, noCells)).toEqual(calibrated());
  });
  it('puts rows in an order of their own, and drops what the catalogue lacks', () => {
    const two = [measured({ source: 'b' }), measured({ source: 'a' }), measured({ device: 'nobody' })];
    expect(observations(two, CATALOG, TODAY).map((o) => o.measurement.source)).toEqual(['a', 'b']);
    const pair = [measured({ tok_s: 9 }), measured({ tok_s: 8 }), measured({ quant: 'q8_0' })];
    expect(observations(pair, CATALOG, TODAY).map((o) => o.measurement.tok_s)).toEqual([8, 9, 100]);
  });
});

describe('the regression', () => {
  const problem = () => problemOf('decode', observations(taught(), CATALOG, TODAY), TODAY);
  it('takes the rows of its phase and weighs a crowd of them less', () => {
    const decode = problem();
    expect(decode.observations).toHaveLength(12);
    // Six rows of each card and model, three of them of each tester.
    expect(decode.design.weight[0]).toBeCloseTo((6 * 3) ** -0.4, 12);
    expect(decode.design.noise[0]).toBe(0.13);
    expect(decode.design.patience[0]).toBe(0.4);
  });
  it('is more patient and less exact with several users, and has its own figures for prompts', () => {
    const one = (over: Partial<Measurement>) => problemOf(over.phase ?? 'decode', [seen(over)], TODAY).design;
    expect(one({ concurrency: 8 }).noise[0]).toBeCloseTo(0.195, 12);
    expect(one({ concurrency: 8 }).patience[0]).toBe(0.6);
    expect(one({ phase: 'prefill' }).noise[0]).toBe(0.14);
    expect(one({ phase: 'prefill' }).patience[0]).toBe(1);
    expect(one({}).weight[0]).toBe(1);
    // Old software is never faster: a limit beside the row.
    expect(one({}).rows).toBe(1);
    expect(one({ date: '2024-11-01' }).rows).toBeGreaterThan(1);
  });
  it('predicts another shape of a job by what it learned', () => {
    const decode = problem();
    const { beta } = fit(decode, allRows(decode));
    const [o] = decode.observations;
    if (!o) throw new Error('no row');
    const rate = predictedRate(decode, beta, o);
    const here = rate(o.job, TODAY);
    expect(here / o.measurement.tok_s).toBeGreaterThan(0.85);
    expect(here / o.measurement.tok_s).toBeLessThan(1.15);
    expect(rate({ ...o.job, depth: 65_536 }, TODAY)).toBeLessThan(here);
    expect(rate({ ...o.job, users: 8 }, TODAY)).toBeGreaterThan(2 * here);
    expect(rate(o.job, '2023-11-01')).toBeLessThanOrEqual(here);
    // Of its own day where no other is said.
    expect(rate(o.job)).toBe(rate(o.job, o.measurement.date));
  });
  it('predicts prompts in tokens of all users', () => {
    const prefill = problemOf('prefill', observations(taught(), CATALOG, TODAY), TODAY);
    const { beta } = fit(prefill, allRows(prefill));
    for (const o of prefill.observations) {
      const rate = predictedRate(prefill, beta, o);
      expect(rate(o.job, TODAY) / o.measurement.tok_s).toBeGreaterThan(0.85);
      expect(rate(o.job, TODAY) / o.measurement.tok_s).toBeLessThan(1.15);
      // Four prompts together are read no slower than one after the other.
      expect(rate({ ...o.job, users: 4 }, TODAY) / rate(o.job, TODAY)).toBeGreaterThan(0.9);
    }
  });
  it('starts from what is typical: factors as logarithms, exponents as they are', () => {
    const columns = newColumns();
    const row = designRow(columns, seen({ count: 2, split: 'tensor', date: '2024-11-01' }), {
      weight: 1,
      noise: 1,
      patience: 1,
    });
    const prior = (parameter: string, level: string) =>
      columns.priors[columns.list.findIndex((c) => c.parameter === parameter && c.level === level)];
    expect(prior('weight_read', 'all')).toEqual({
      mean: Math.log(PARAMETERS.weight_read.typical),
      sd: PARAMETERS.weight_read.widths.all,
    });
    expect(prior('tensor_loss', 'all')?.mean).toBe(PARAMETERS.tensor_loss.typical);
    expect(prior('decode_age', 'all')?.mean).toBe(PARAMETERS.decode_age.typical);
    expect(prior('weight_read', 'device')?.mean).toBe(0);
    expect(prior('source', 'source')).toEqual({ mean: 0, sd: 0.08 });
    // Every column once, however many terms share it.
    expect(new Set(columns.list.map((c) => `${c.parameter} ${c.level} ${c.key}`)).size).toBe(
      columns.list.length,
    );
    expect(
      row.outer.some((c) => c.covariate > 1.9 && columns.list[c.column]?.parameter === 'decode_age'),
    ).toBe(true);
    expect(row.outer.filter((c) => columns.list[c.column]?.parameter === 'source')).toEqual([
      expect.objectContaining({ covariate: 1 }),
    ]);
  });
  it('counts the cost of a request only in rows that hold it', () => {
    const terms = (note: string) =>
      designRow(newColumns(), seen({ phase: 'prefill', tokens: 512, note }), {
        weight: 1,
        noise: 1,
        patience: 1,
      }).terms.length;
    expect(terms('rate=ttft') - terms('')).toBe(1);
  });
  it('predicts each group without having seen it', () => {
    const decode = problem();
    const held = holdOut(decode, GROUPINGS.source, noCells);
    expect(held).toHaveLength(12);
    for (const [i, h] of held.entries()) {
      expect(h.observation).toBe(decode.observations[i]);
      expect(Math.abs(h.log)).toBeLessThan(0.15);
      // One tester of the machine is left.
      expect(h.grade).toBe('machine-one');
      expect(h.regime).toBe(h.observation.job.depth > 8192 ? 'deep' : 'plain');
    }
    expect(new Set(holdOut(decode, GROUPINGS.device, noCells).map((h) => h.grade))).toEqual(
      new Set(['class']),
    );
  });
  it('looks into stored cells first', () => {
    const decode = problem();
    const cells: CellBuilder = (left) => ({
      'rtx-3090|1|llama-3.1-8b': left
        .filter((m) => m.device === 'rtx-3090' && m.depth === 0)
        .map((m) => ({ ...m, tok_s: 2 * m.tok_s, sources: 1e6 }) as unknown as Cell),
    });
    const held = holdOut(decode, GROUPINGS.source, cells);
    const shallow = held.filter(
      (h) => h.observation.measurement.device === 'rtx-3090' && h.observation.job.depth === 64,
    );
    expect(shallow.map((h) => h.grade)).toEqual(['cell', 'cell']);
    // Cells of a million testers twice as fast as the row: predictions are too high by that.
    for (const h of shallow) expect(h.log).toBeCloseTo(-Math.log(2), 3);
    expect(held.filter((h) => h.grade !== 'cell')).toHaveLength(10);
  });
  it('has an accuracy by group, with and without the offset of the tester', () => {
    const decode = problem();
    const { groups, tester_known } = leaveOut(decode, GROUPINGS.source, noCells, CALIBRATION);
    expect(groups.all?.n).toBe(12);
    expect(groups.deep?.n).toBe(4);
    expect(groups.all?.coverage80).toBeGreaterThan(0.9);
    expect(groups.all?.mdape).toBeLessThan(0.15);
    expect(tester_known.all).toMatchObject({ n: 12, coverage80: null });
  });
  it('counts a rate outside of the interval as not covered, and its sign', () => {
    const slow = problemOf(
      'decode',
      observations(
        taught().map((m) => (m.source === 'a' ? { ...m, tok_s: m.tok_s / 10 } : m)),
        CATALOG,
        TODAY,
      ),
      TODAY,
    );
    const { groups } = leaveOut(slow, GROUPINGS.source, noCells, CALIBRATION);
    expect(groups.all?.coverage80).toBe(0);
  });
});

describe('the formulas of others on measured rows', () => {
  it('are judged where they say something, by phase', () => {
    const one = [seen({ tok_s: 100 }), seen({ concurrency: 4, tok_s: 100 })];
    const decode = peerAccuracy('decode', one);
    expect(Object.keys(decode)).toEqual(PEERS.map((p) => p.name));
    expect(decode['llmfit']?.all?.n).toBe(1);
    expect(decode['localmaxxing']?.all?.n).toBe(2);
    expect(decode['llmfit']?.all?.coverage80).toBeNull();
    const prefill = peerAccuracy('prefill', [seen({ phase: 'prefill', tokens: 512, tok_s: 1 })]);
    expect(Object.keys(prefill)).not.toContain('llmfit');
    // Everybody promises more than one token per second.
    expect(prefill['gpu_poor']?.all?.bias).toBeGreaterThan(100);
  });
});

describe('what the product says of a measured row', () => {
  const today = () => {
    const now = seen({ date: CALIBRATION.reference_date });
    const settled = { ...now, age: 0, youth: 0 };
    const speed = textEstimates(now.job, now.machine, CALIBRATION);
    const setting = settingOf(now.job, now.machine, CALIBRATION);
    if (typeof setting === 'string') throw new Error(setting);
    return { now, settled, speed, setting };
  };

  it('is its estimate, of all users together', () => {
    const { settled, speed } = today();
    expect(replayRate(settled, CALIBRATION)).toEqual(speed.throughput_tok_s);
  });
  it('is slower on the software of an earlier day', () => {
    const { settled, speed, setting } = today();
    const { age, youth } = setting.factors.ageing.decode;
    const old = replayRate({ ...settled, age: 2, youth: 0.5 }, CALIBRATION)?.value ?? 0;
    const all = 2 * age + 0.5 * youth;
    const lost = -Math.log(old / (speed.throughput_tok_s?.value ?? 0));
    // The cache's own age slows a part of the step, the rest all of it.
    expect(lost).toBeGreaterThanOrEqual(all);
    expect(lost).toBeLessThan(all + 2 * setting.factors.powers.cache_age);
    expect(age + youth).toBeGreaterThan(0);
  });
  it('holds the cost of the request where the figure of the row does', () => {
    const prompt = { ...seen({ phase: 'prefill', tokens: 512, concurrency: 2 }), age: 0, youth: 0 };
    const plain = replayRate(prompt, CALIBRATION)?.value ?? 0;
    const whole = replayRate({ ...prompt, whole_request: true }, CALIBRATION);
    const at = settingOf(prompt.job, prompt.machine, CALIBRATION);
    const fixed = typeof at === 'string' ? 0 : requestSeconds(at);
    expect(fixed).toBeGreaterThan(0);
    expect(whole?.value).toBeCloseTo(1024 / (1024 / plain + fixed), 6);
    expect(whole?.low).toBeLessThan(whole?.value ?? 0);
    expect(whole?.high).toBeGreaterThan(whole?.value ?? 0);
  });
  it('is unknown where the physics is', () => {
    const { now } = today();
    const { bandwidth_gb_s: _, ...memory } = now.machine.device.memory;
    const machine = { ...now.machine, device: { ...now.machine.device, memory } as Device };
    expect(replayRate({ ...now, machine }, CALIBRATION)).toBeNull();
    const noPrompt = { ...now, measurement: { ...now.measurement, phase: 'prefill' as const } };
    expect(replayRate(noPrompt, CALIBRATION)).toBeNull();
  });
  it('counts the prompts that were read in the same time', () => {
    const four = { ...seen({ concurrency: 4, tokens: 100 }), age: 0, youth: 0 };
    const decode = replayRate(four, CALIBRATION)?.value ?? 0;
    const reading = { ...four.job, prompt_tokens: 1000, cached_tokens: 0, depth: 0 };
    const prefill = textEstimates(reading, four.machine, CALIBRATION).prefill_tok_s?.value ?? 0;
    const both = replayWithPrompts(four, CALIBRATION, 1000, 3);
    expect(both?.value).toBeCloseTo(400 / (400 / decode + 3000 / prefill), 6);
    expect(both?.low).toBeLessThan(both?.value ?? 0);
    expect(both?.high).toBeGreaterThan(both?.value ?? 0);
    const { tokens: _, ...untold } = four.measurement;
    expect(replayWithPrompts({ ...four, measurement: untold }, CALIBRATION, 1000, 3)).toBeNull();
    expect(replayWithPrompts(four, CALIBRATION, 0, 3)).toBeNull();
  });
});
