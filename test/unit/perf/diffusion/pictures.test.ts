import { describe, expect, it } from 'vitest';
import {
  calibrateDiffusion,
  type DiffusionCalibration,
  isTooFast,
} from '../../../../src/perf/diffusion/calibrate.ts';
import { computeSeconds, estimateDiffusion } from '../../../../src/perf/diffusion/estimate.ts';
import { decodeFlop, encodeFlop, forwardFlop, latentTokens } from '../../../../src/perf/diffusion/flops.ts';
import {
  type DiffusionJob,
  type DiffusionMath,
  diffusionJob,
  encoderBytes,
  mathOf,
  WEIGHT_BYTES,
} from '../../../../src/perf/diffusion/job.ts';
import {
  type DiffusionMemoryParameters,
  leastBytes,
  partBytes,
  placeParts,
} from '../../../../src/perf/diffusion/memory.ts';
import { readDiffusionRow } from '../../../../src/perf/diffusion/read-row.ts';
import { effectsOf, fixedSeconds, idealSeconds, secondsFor } from '../../../../src/perf/diffusion/speed.ts';
import { shrink } from '../../../../src/perf/shrink.ts';
import type { Device } from '../../../../src/schema/device.ts';
import type { DiffusionMeasurement } from '../../../../src/schema/diffusion-measurement.ts';
import type { DiffusionModel } from '../../../../src/schema/model.ts';
import type { PeakMeasurement } from '../../../../src/schema/peak-measurement.ts';
import { card, cardReached } from '../../../fixtures/card.ts';
import { GIB } from '../../../fixtures/memory-parts.ts';

const transformer = {
  role: 'denoiser',
  name: 'net',
  params_b: 2,
  patch_px: 16,
  layers: 10,
  hidden: 1000,
  text_tokens: 96,
};
const painter = (over: object = {}, net: object = {}): DiffusionModel =>
  ({
    id: 'painter',
    kind: 'image',
    reference: { width: 1024, height: 512, frames: 1, steps: 20, forwards_per_step: 2 },
    components: [
      { role: 'text-encoder', name: 'words', params_b: 1 },
      { role: 'text-encoder', name: 'more words', params_b: 0.5 },
      { ...transformer, ...net },
      { role: 'vae', name: 'eye', params_b: 0.1 },
    ],
    ...over,
  }) as unknown as DiffusionModel;
const unet = painter(
  {},
  { patch_px: undefined, layers: undefined, hidden: undefined, text_tokens: undefined, tflop_per_forward: 3 },
);
const job = (over: Partial<DiffusionJob> = {}, model = painter()): DiffusionJob => diffusionJob(model, over);
const chip = { ...card, memory: { kind: 'unified' } } as unknown as Device;

describe('the job', () => {
  it('is the reference job of the model unless told', () => {
    const model = painter();
    expect(job()).toMatchObject({
      width: 1024,
      height: 512,
      frames: 1,
      steps: 20,
      forwards_per_step: 2,
      math: '16bit',
      engine: 'eager',
    });
    expect(
      diffusionJob(model, {
        width: 64,
        height: 32,
        frames: 5,
        steps: 30,
        forwards_per_step: 3,
        math: 'fp8',
        engine: 'compiled',
      }),
    ).toEqual({
      model,
      width: 64,
      height: 32,
      frames: 5,
      steps: 30,
      forwards_per_step: 3,
      math: 'fp8',
      engine: 'compiled',
    });
  });
  it('of eight steps or fewer drops the unguided pass', () => {
    expect([8, 9].map((steps) => job({ steps }).forwards_per_step)).toEqual([1, 2]);
    expect(job({ steps: 4, forwards_per_step: 2 }).forwards_per_step).toBe(2);
  });
  it.each([
    ['fp32', '32bit', 4, 4],
    ['bf16', '16bit', 2, 2],
    ['fp8', 'w8', 1.06, 1],
    ['int8', 'w8', 1.06, 1],
    ['q8', 'w8', 1.06, 1],
    ['nf4', 'w4', 0.5625, 1],
    ['int4', 'w4', 0.5625, 1],
    ['q4', 'w4', 0.5625, 1],
    ['nvfp4', 'fp4', 0.5625, 1],
  ] as const)(
    'in %s multiplies in %s: %f bytes a weight, %i in the encoders',
    (precision, math, bytes, encoder) => {
      expect(mathOf(precision)).toBe(math);
      expect(WEIGHT_BYTES[math]).toBe(bytes);
      expect(encoderBytes(math)).toBe(encoder);
    },
  );
});

describe('FLOP of a picture', () => {
  it('are twice the parameters per token, and attention over pairs of tokens', () => {
    // 64 x 32 latent tokens and 96 of text.
    expect(latentTokens(transformer as never, 1024, 512, 1)).toBe(2048);
    expect(latentTokens(transformer as never, 1025, 512, 1)).toBe(65 * 32);
    expect(forwardFlop(job())).toEqual({ linear: 2 * 2e9 * 2144, attention: 4 * 10 * 2144 ** 2 * 1000 });
    expect(forwardFlop(job({}, painter({}, { active_params_b: 1 })))?.linear).toBe(2e9 * 2144);
    expect(forwardFlop(job({}, painter({}, { active_params_b: 1, token_params_b: 0.5 })))?.linear).toBe(
      1e9 * 2144,
    );
    expect(forwardFlop(job({}, painter({}, { text_tokens: undefined })))?.linear).toBe(4e9 * 2048);
    expect(forwardFlop(job({}, painter({}, { layers: undefined })))?.attention).toBe(0);
    expect(forwardFlop(job({}, painter({}, { hidden: undefined })))?.attention).toBe(0);
  });
  it('of clips count frames in groups, and the first', () => {
    const video = { ...transformer, temporal_patch: 4 };
    expect([1, 5, 8, 9].map((frames) => latentTokens(video as never, 16, 16, frames))).toEqual([1, 2, 2, 3]);
    expect(latentTokens(transformer as never, 16, 16, 7)).toBe(7);
  });
  it('of a UNet scale a published figure with the pixels', () => {
    expect(forwardFlop(job({}, unet))).toEqual({ linear: 3e12, attention: 0 });
    expect(forwardFlop(job({ width: 2048 }, unet))?.linear).toBe(6e12);
    expect(forwardFlop(job({ height: 256 }, unet))?.linear).toBe(1.5e12);
  });
  it('are unknown without a figure or a patch', () => {
    expect(forwardFlop(job({}, painter({}, { patch_px: undefined })))).toBeNull();
    expect(forwardFlop(job({}, painter({ components: [] })))).toBeNull();
    expect(latentTokens({} as never, 16, 16, 1)).toBeNull();
  });
  it('decode every pixel and encode every prompt', () => {
    expect(decodeFlop(job({ frames: 3 }))).toBe(9.5e6 * 1024 * 512 * 3);
    // 1.5 billion parameters read 96 tokens, twice.
    expect(encodeFlop(job())).toBe(2 * 1.5e9 * 96 * 2);
    expect(encodeFlop(job({}, painter({}, { text_tokens: 0 })))).toBe(2 * 1.5e9 * 512 * 2);
  });
});

describe('seconds', () => {
  const calibration = (utilisation = shrink([]), seconds_per_step = 0) => ({
    utilisation,
    seconds_per_step,
    spread: [0.9, 0.7, 0.5, 0.3],
  });
  const loop = 20 * 2 * (2 * 2e9 * 2144 + 4 * 10 * 2144 ** 2 * 1000);

  it('are FLOP over throughput, of the loop or the whole job', () => {
    expect(idealSeconds(job(), card, 1e14, 'denoise')).toBeCloseTo(loop / 1e14, 9);
    expect(idealSeconds(job(), card, 1e14, 'job')).toBeCloseTo(
      (loop + 2 * decodeFlop(job()) + encodeFlop(job())) / 1e14,
      9,
    );
    expect(idealSeconds(job({}, painter({ components: [] })), card, 1e14, 'job')).toBeNull();
  });
  it('have the weights of the denoiser read from memory for every pass', () => {
    const withMemory = { ...card, memory: { kind: 'vram', bandwidth_gb_s: 500 } } as unknown as Device;
    const reading = (over: Partial<DiffusionJob> = {}) =>
      (idealSeconds(job(over), withMemory, 1e14, 'denoise') ?? 0) -
      (idealSeconds(job(over), card, 1e14, 'denoise') ?? 0);
    // Two billion parameters of 16 bit, 20 steps of two passes.
    expect(reading()).toBeCloseTo((20 * 2 * 4e9) / 500e9, 9);
    expect(reading({ math: 'fp8' })).toBeCloseTo((20 * 2 * 2e9) / 500e9, 9);
    expect(reading({ steps: 4 })).toBeCloseTo((4 * 4e9) / 500e9, 9);
  });
  it('have a fixed part per step, less of it in a compiled graph', () => {
    expect(fixedSeconds(job(), 0.02)).toBeCloseTo(0.4, 12);
    expect(fixedSeconds(job({ engine: 'compiled' }), 0.02)).toBeCloseTo(0.16, 12);
  });
  it('depend on the net, the engine and the arithmetic that the device really has', () => {
    const math = (m: DiffusionMath, compute: object) =>
      effectsOf(job({ math: m }), { ...card, compute } as Device)[2];
    expect(effectsOf(job(), card)).toEqual(['net:image transformer', 'engine:eager', 'math:16bit']);
    expect(effectsOf(job({}, painter({ kind: 'video' })), card)[0]).toBe('net:video transformer');
    expect(effectsOf(job({ engine: 'compiled' }, unet), card).slice(0, 2)).toEqual([
      'net:unet',
      'engine:compiled',
    ]);
    expect([math('fp8', { fp8_acc32_tflops: 1 }), math('fp8', {})]).toEqual(['math:fp8', 'math:w8']);
    expect([math('int8', { int8_tops: 1 }), math('int8', {})]).toEqual(['math:int8', 'math:w8']);
    expect([math('fp4', { fp4_tflops: 1 }), math('fp4', {})]).toEqual(['math:fp4', 'math:w4']);
    expect(math('w8', {})).toBe('math:w8');
  });
  it('divide the ideal by what such devices reach, and add what is fixed', () => {
    const half = cardReached(0.5);
    const found = secondsFor(job(), card, 1e14, 'denoise', calibration(half, 0.02));
    expect(found?.value).toBeCloseTo((2 * loop) / 1e14 + 0.4, 9);
    expect(found?.level).toBe(3);
    expect((found?.high ?? 0) / (found?.value ?? 1)).toBeCloseTo(Math.exp(0.3), 9);
    expect((found?.low ?? 0) / (found?.value ?? 1)).toBeCloseTo(Math.exp(-0.3), 9);
    const unknown = secondsFor(
      job(),
      { ...card, vendor: 'amd' } as Device,
      1e14,
      'denoise',
      calibration(half),
    );
    expect((unknown?.high ?? 0) / (unknown?.value ?? 1)).toBeCloseTo(Math.exp(0.9), 9);
    const slow = { ...half, effects: { odd: { offset: -Math.LN2, sources: 1, rows: 1 } } };
    expect(secondsFor(job(), card, 1e14, 'denoise', calibration(slow), ['odd'])?.value).toBeCloseTo(
      (4 * loop) / 1e14,
      9,
    );
    expect(secondsFor(job({}, painter({ components: [] })), card, 1e14, 'job', calibration())).toBeNull();
  });
  it('faster than the device can multiply are no measurement of the work', () => {
    const at = (share: number, over: Partial<DiffusionJob> = {}) =>
      isTooFast(job(over), 1e14, loop / 1e14 / share);
    expect([at(1.04), at(1.06)]).toEqual([false, true]);
    expect([
      at(2, { math: 'fp8' }),
      at(2.2, { math: 'fp8' }),
      at(2, { math: 'int8' }),
      at(2.2, { math: 'int8' }),
    ]).toEqual([false, true, false, true]);
    expect([at(4.1, { math: 'fp4' }), at(4.3, { math: 'fp4' })]).toEqual([false, true]);
  });
});

const memory: DiffusionMemoryParameters = {
  overhead_gib: 1,
  bytes_per_token_unit: 100,
  bytes_per_pixel: 1000,
  metal_pixel_factor: 3,
};
const cards = { metal: false };
const mac = { ...chip, vendor: 'apple' } as unknown as Device;
const PIXELS = 1024 * 512;
const PARTS = {
  encoders: 3e9,
  denoiser: 4e9,
  active_denoiser: 4e9,
  vae: 0.2e9,
  // 2,048 tokens of the picture and 96 of the prompt, of 1,000 units.
  denoising: 2144 * 1000 * 100,
  decoding: PIXELS * 1000,
  decoding_in_tiles: 256 * 256 * 1000,
  overhead: GIB,
};

describe('bytes of a picture', () => {
  it('are those of the parts and of what works in them', () => {
    expect(partBytes(job(), memory, cards)).toEqual(PARTS);
    expect(partBytes(job({ math: 'fp8' }), memory, cards)).toMatchObject({
      encoders: 1.5e9,
      denoiser: 2e9,
      vae: 0.2e9,
    });
    expect(partBytes(job({ width: 512 }), memory, cards).decoding).toBe(512 * 512 * 1000);
    // A picture smaller than a tile is its own tile.
    const small = partBytes(job({ width: 128, height: 256 }), memory, cards);
    expect(small.decoding_in_tiles).toBe(small.decoding);
    // A UNet has no width of its own: 320 channels, of tokens that it does not have.
    const narrow = painter({}, { hidden: undefined });
    expect(partBytes(job({}, narrow), memory, cards).denoising).toBe(2144 * 320 * 100);
    expect(partBytes(job({}, unet), memory, cards).denoising).toBe(0);
  });
  it('are decoded four frames at a time, however long the clip', () => {
    const decoding = (frames: number) => partBytes(job({ frames }), memory, cards).decoding;
    expect([1, 3, 4, 81, 321].map(decoding)).toEqual([1, 3, 4, 4, 4].map((n) => n * PIXELS * 1000));
    expect(partBytes(job({ frames: 81 }), memory, cards).decoding_in_tiles).toBe(4 * 256 * 256 * 1000);
  });
  it('are more with MLX, which decodes in wider numbers', () => {
    const wide = partBytes(job(), memory, { metal: true });
    expect(wide).toEqual({ ...PARTS, decoding: 3 * PARTS.decoding, decoding_in_tiles: 3 * 256 * 256 * 1000 });
    expect(placeParts(job(), mac, 100e9, memory)?.peak_bytes).toBe(7.2e9 + 3 * PARTS.decoding + GIB);
    expect(leastBytes(job(), mac, memory)).toBe(4e9 + PARTS.denoising + GIB);
  });
  it('are those of the encoders as they are stored', () => {
    expect(partBytes(job(), memory, { metal: false, encoder_bytes: 0 }).encoders).toBe(0);
    expect(partBytes(job(), memory, { metal: false, encoder_bytes: 1 }).encoders).toBe(1.5e9);
  });
  it('hold one of two experts where parts take turns, and both where there is room', () => {
    const two = job({}, painter({}, { active_params_b: 1 }));
    const working = PARTS.decoding;
    expect(placeParts(two, card, 7.2e9 + working + GIB, memory)).toMatchObject({
      residency: 'all',
      waiting_bytes: 0,
    });
    expect(placeParts(two, card, 7.2e9 + working + GIB - 1, memory)).toMatchObject({
      residency: 'one_at_a_time',
      peak_bytes: 3e9 + GIB,
      waiting_bytes: PARTS.encoders + PARTS.vae + 2e9,
    });
    // In a pass only the one at work comes over the slot.
    const budget = 2e9 + GIB;
    const room = budget - GIB - (0.2e9 + 256 * 256 * 1000);
    expect(placeParts(two, card, budget, memory)).toMatchObject({
      residency: 'streamed',
      streamed_bytes: 2e9 - room,
      waiting_bytes: PARTS.encoders + PARTS.vae + 2e9 + 2e9 - room,
    });
  });
  const all = 7.2e9 + PARTS.decoding + GIB;
  it('stay where there is room', () => {
    expect(placeParts(job(), card, all, memory)).toEqual({
      residency: 'all',
      peak_bytes: all,
      in_turns_bytes: 4e9 + PARTS.denoising + GIB,
      resident: ['words', 'more words', 'net', 'eye'],
      streamed_bytes: 0,
      waiting_bytes: 0,
      in_tiles: false,
    });
  });
  it('take turns where there is less', () => {
    const turns = 4e9 + PARTS.denoising + GIB;
    expect(placeParts(job(), chip, all - 1, memory)).toEqual({
      residency: 'one_at_a_time',
      peak_bytes: turns,
      in_turns_bytes: turns,
      resident: ['net'],
      streamed_bytes: 0,
      // All but the denoiser.
      waiting_bytes: PARTS.encoders + PARTS.vae,
      in_tiles: false,
    });
    expect(placeParts(job(), chip, turns, memory)?.residency).toBe('one_at_a_time');
    expect(placeParts(job(), chip, turns - 1, memory)).toBeNull();
  });
  it('are decoded in small tiles where that is what does not fit', () => {
    const wide = { ...memory, bytes_per_pixel: 100_000 };
    // 256 x 256 pixels, 6.6 GB, instead of 52 GB.
    const least = 0.2e9 + 256 * 256 * 100_000 + GIB;
    expect(placeParts(job(), chip, least, wide)).toMatchObject({
      residency: 'one_at_a_time',
      peak_bytes: least,
      in_tiles: true,
    });
    expect(leastBytes(job(), chip, wide)).toBe(least);
    expect(placeParts(job(), chip, least - 1, wide)).toBeNull();
  });
  it('stream to a card what it cannot hold', () => {
    const budget = 3e9 + GIB;
    const placed = placeParts(job(), card, budget, memory);
    // Beside the decoder and its smallest tiles there is room for this much of the weights.
    const room = 3e9 - (0.2e9 + 256 * 256 * 1000);
    expect(placed).toEqual({
      residency: 'streamed',
      peak_bytes: budget,
      in_turns_bytes: 4e9 + PARTS.denoising + GIB,
      resident: [],
      streamed_bytes: 4e9 - room,
      waiting_bytes: PARTS.encoders + PARTS.vae + 4e9 - room,
      in_tiles: true,
    });
    expect(leastBytes(job(), card, memory)).toBe(0.2e9 + 256 * 256 * 1000 + GIB);
    expect(leastBytes(job(), chip, memory)).toBe(4e9 + PARTS.denoising + GIB);
    expect(placeParts(job(), card, leastBytes(job(), card, memory) - 1, memory)).toBeNull();
    expect(leastBytes(job(), card, { ...memory, bytes_per_token_unit: 1000 })).toBe(2144e6 + GIB);
  });
});

describe('an estimate of a picture', () => {
  const calibration: DiffusionCalibration = {
    reference: { devices: {}, families: {}, vendors: {} },
    speed: { utilisation: shrink([]), seconds_per_step: 0, spread: [Math.LN2] },
    memory,
    memory_spread: Math.log(1.25),
  };
  const on = (gib: number, device = card) => ({ device, count: 1, usable_gib_per_device: gib, nodes: 1 });
  const ideal = idealSeconds(job(), card, 1e14, 'job') ?? 0;

  it('has seconds, memory and what stays', () => {
    const found = estimateDiffusion(job(), on(24), calibration);
    const peak = (7.2e9 + PARTS.decoding) / GIB + 1;
    expect(found).toMatchObject({
      residency: 'all',
      resident: ['words', 'more words', 'net', 'eye'],
      reasons: [],
    });
    expect(found.peak_gib?.value).toBeCloseTo(peak, 9);
    expect(found.peak_gib?.low).toBeCloseTo(peak / 1.25, 9);
    expect(found.peak_gib?.high).toBeCloseTo(peak * 1.25, 9);
    expect(found.peak_gib).toMatchObject({
      unit: 'GiB',
      basis: 'calibrated',
      bound_by: 'all',
      evidence: ['calibration:diffusion/memory'],
    });
    expect(found.seconds?.value).toBeCloseTo(ideal, 9);
    expect(found.seconds?.low).toBeCloseTo(ideal / 2, 9);
    expect(found.seconds?.high).toBeCloseTo(ideal * 2, 9);
    expect(found.seconds).toMatchObject({ unit: 's', basis: 'modelled', bound_by: 'compute' });
  });
  it('waits for weights that come over the slot in every pass', () => {
    const found = estimateDiffusion(job(), on(3), calibration);
    const streamed = placeParts(job(), card, 3 * GIB, memory)?.streamed_bytes ?? 0;
    const waiting = (streamed / 22e9) * 40;
    expect(waiting).toBeGreaterThan(ideal);
    expect(found).toMatchObject({ residency: 'streamed', reasons: ['streams_from_host'] });
    expect(found.seconds?.value).toBeCloseTo(waiting, 9);
    expect(found.seconds?.low).toBeCloseTo(Math.max(ideal / 2, waiting / Math.exp(0.3)), 9);
    expect(found.seconds?.high).toBeCloseTo(Math.max(2 * ideal, waiting) * Math.exp(0.3), 9);
    expect(found.seconds?.bound_by).toBe('host');
  });
  it("cannot stream to memory that is the host's", () => {
    expect(estimateDiffusion(job(), on(3, chip), calibration)).toEqual({
      seconds: null,
      peak_gib: null,
      residency: null,
      in_turns_gib: null,
      resident: [],
      waiting_gib: 0,
      in_tiles: false,
      reasons: ['does_not_fit'],
    });
  });
  it('says what is missing', () => {
    expect(estimateDiffusion(job(), on(24, { ...card, compute: {} } as Device), calibration)).toMatchObject({
      seconds: null,
      reasons: ['no_throughput'],
    });
    expect(
      estimateDiffusion(job({}, painter({}, { patch_px: undefined })), on(24), calibration),
    ).toMatchObject({ seconds: null, reasons: ['no_architecture'] });
    expect(computeSeconds(job(), { ...card, compute: {} } as Device, 'job', calibration)).toBeNull();
  });
  it('names the calibration of its family, and who measured what that is relative to', () => {
    const told = computeSeconds(job(), card, 'job', calibration);
    expect(told?.evidence[0]).toBe(`calibration:diffusion/${card.family}`);
  });
  it('is calibrated where the very device was measured', () => {
    const utilisation = cardReached(1);
    const measured = { ...calibration, speed: { ...calibration.speed, utilisation } };
    expect(computeSeconds(job(), card, 'job', measured)?.basis).toBe('calibrated');
    expect(computeSeconds(job(), { ...card, id: 'other' } as Device, 'job', measured)?.basis).toBe(
      'modelled',
    );
  });
});

describe('calibrating on pictures', () => {
  const row = (over: Partial<DiffusionMeasurement> = {}): DiffusionMeasurement => ({
    device: 'card',
    engine: 'eager',
    model: 'painter',
    math: '16bit',
    width: 1024,
    height: 512,
    frames: 1,
    steps: 20,
    forwards_per_step: 2,
    seconds: 10,
    scope: 'job',
    n: 1,
    date: '2026-01-01',
    source: 's',
    ref: '',
    note: '',
    ...over,
  });
  const evidence = (rows: DiffusionMeasurement[], peaks: PeakMeasurement[] = []) => ({
    rows,
    peaks,
    models: { painter: painter() },
    devices: { card },
    timed: [],
  });
  const seconds = (share: number, perStep: number, steps: number) =>
    (idealSeconds(job({ steps }), card, 1e14, 'job') ?? 0) / share + steps * perStep;

  it('finds the share of the throughput and the time of a step', () => {
    const rows = ['a', 'b', 'c', 'd'].flatMap((source) =>
      [256, 512, 1024, 2048].map((width) => {
        const one = row({ source, width });
        return { ...one, seconds: (idealSeconds(job({ width }), card, 1e14, 'job') ?? 0) / 0.5 + 20 * 0.008 };
      }),
    );
    const { calibration, report } = calibrateDiffusion(evidence(rows));
    expect(calibration.speed.seconds_per_step).toBe(0.008);
    for (const { width, seconds } of rows)
      expect(
        (secondsFor(job({ width }), card, 1e14, 'job', calibration.speed)?.value ?? 0) / seconds,
      ).toBeCloseTo(1, 1);
    expect(report.speed).toMatchObject({ rows: 16, sources: 4, coverage80: 1 });
    expect(report.rejected).toBe(0);
    expect(Object.keys(report.speed.groups)).toEqual(['nvidia painter']);
    expect(calibration.speed.spread).toHaveLength(4);
  });
  it('rejects what skipped work, and passes over what it does not know', () => {
    const rows = [
      row({ seconds: seconds(0.5, 0, 20) }),
      row({ source: 'b', seconds: seconds(3, 0, 20) }),
      row({ model: 'nobody' }),
      row({ device: 'nobody' }),
    ];
    const { report } = calibrateDiffusion(evidence(rows));
    expect(report.rejected).toBe(1);
    expect(report.speed.rows).toBe(1);
    expect(
      calibrateDiffusion({ ...evidence(rows), devices: { card: { ...card, compute: {} } as Device } }).report
        .speed.rows,
    ).toBe(0);
    expect(
      calibrateDiffusion({ ...evidence(rows), models: { painter: painter({ components: [] }) } }).report.speed
        .rows,
    ).toBe(0);
    expect(calibrateDiffusion(evidence([])).calibration.speed).toMatchObject({ seconds_per_step: 0 });
  });
  it('gives medians of self reports a quarter of a say, and an effect of their own', () => {
    const told = ['a', 'b', 'c'].map((source) => row({ source, seconds: seconds(0.5, 0, 20) }));
    const reports = row({ source: 'crowd', n: 9, seconds: seconds(0.25, 0, 20) });
    const { utilisation } = calibrateDiffusion(evidence([...told, reports])).calibration.speed;
    expect(utilisation.effects['self reports']).toMatchObject({ sources: 0.25, rows: 1 });
    expect(utilisation.effects['self reports']?.offset).toBeLessThan(0);
    expect(calibrateDiffusion(evidence(told)).calibration.speed.utilisation.effects).not.toHaveProperty(
      'self reports',
    );
  });
  it('never lets numbers of 32 bits outrun those of 16', () => {
    const offsets = (wide: number) => {
      const rows = ['a', 'b', 'c'].flatMap((source) => [
        row({ source, seconds: seconds(0.4, 0, 20) }),
        row({ source: `${source} wide`, math: '32bit', seconds: seconds(wide, 0, 20) }),
      ]);
      const { effects } = calibrateDiffusion(evidence(rows)).calibration.speed.utilisation;
      return (effects['math:32bit']?.offset ?? 0) - (effects['math:16bit']?.offset ?? 0);
    };
    expect(offsets(0.8)).toBe(0);
    expect(offsets(0.2)).toBeLessThan(-0.1);
  });
  it('weighs a run with all parts there, or in turn, whichever lies nearer', () => {
    const truth: DiffusionMemoryParameters = {
      overhead_gib: 0.4,
      bytes_per_token_unit: 64,
      bytes_per_pixel: 3000,
      metal_pixel_factor: 2,
    };
    const peaks = (over: Partial<DiffusionJob>, turns: boolean) => {
      const b = partBytes(job(over), truth, cards);
      const working = Math.max(b.denoising, b.decoding);
      return (
        (turns
          ? Math.max(b.encoders, b.denoiser + b.denoising, b.vae + b.decoding) + b.overhead
          : b.encoders + b.denoiser + b.vae + working + b.overhead) / GIB
      );
    };
    const shapes: Partial<DiffusionJob>[] = [
      {},
      { width: 512 },
      { width: 2048, height: 2048 },
      { width: 4096, height: 4096 },
      { math: 'fp8' },
      { width: 2048, height: 1024, math: 'w4' },
      { width: 1024, height: 1024, frames: 4, math: 'w4' },
    ];
    const rows = ['a', 'b'].flatMap((source) =>
      shapes.flatMap((over) =>
        [false, true].map((turns) =>
          row({
            ...over,
            source,
            peak_gib: peaks(over, turns),
            seconds: 100,
          } as unknown as Partial<DiffusionMeasurement>),
        ),
      ),
    );
    const { calibration, report } = calibrateDiffusion(evidence(rows));
    expect(calibration.memory).toEqual(truth);
    expect(report.memory).toMatchObject({ rows: 28, sources: 2, coverage80: 1 });
    expect(report.memory.mdape).toBeLessThan(1e-9);
    expect(calibration.memory_spread).toBeCloseTo(0.15, 9);
    expect(Object.keys(report.memory.groups)).toEqual(['painter']);
  });
  it('takes a peak as it was told: which parts were there, in which width, whole or in tiles', () => {
    const truth: DiffusionMemoryParameters = {
      overhead_gib: 0.9,
      bytes_per_token_unit: 40,
      bytes_per_pixel: 4500,
      metal_pixel_factor: 3,
    };
    const peak = (over: Partial<PeakMeasurement>): PeakMeasurement => {
      const told = {
        ...{ platform: 'gpu', math: '16bit', encoders: '16bit', residency: 'all', tiled: false },
        ...{
          model: 'painter',
          width: 1024,
          height: 512,
          frames: 1,
          source: 'a',
          date: '2026',
          ref: '',
          note: '',
        },
        ...over,
      } as PeakMeasurement;
      const { width, height, frames, math, residency } = told;
      const encoder_bytes = { '16bit': 2, '8bit': 1, '4bit': 0.5625, none: 0 }[told.encoders];
      const setup = { metal: told.platform === 'metal', encoder_bytes };
      const b = partBytes(job({ width, height, frames, math }), truth, setup);
      const decoding = told.tiled ? b.decoding_in_tiles : b.decoding;
      const bytes =
        residency === 'turns'
          ? Math.max(b.encoders, b.denoiser + b.denoising, b.vae + decoding)
          : b.encoders + b.denoiser + b.vae + Math.max(b.denoising, decoding);
      return { ...told, peak_gib: bytes / GIB + truth.overhead_gib };
    };
    const shapes: Partial<PeakMeasurement>[] = [
      { encoders: 'none' },
      { encoders: '8bit', math: 'w4', width: 2048 },
      { encoders: '4bit', math: 'w4', width: 2048, height: 2048, residency: 'turns' },
      { encoders: 'none', width: 2048, height: 2048, residency: 'turns', tiled: true },
      { encoders: 'none', width: 1024, height: 1024, frames: 9, tiled: true },
      { platform: 'metal', encoders: 'none', math: 'w4' },
      { platform: 'metal', width: 2048, residency: 'turns' },
    ];
    const told = ['a', 'b', 'c'].flatMap((source) => shapes.map((over) => peak({ ...over, source })));
    const { calibration, report } = calibrateDiffusion(evidence([], told));
    expect(calibration.memory).toEqual(truth);
    expect(report.memory).toMatchObject({ rows: 21, sources: 3, coverage80: 1 });
    const unknown = evidence([], [peak({ model: 'nobody' })]);
    expect(calibrateDiffusion(unknown).report.memory.rows).toBe(0);
  });
});

describe('a printed picture row', () => {
  const base = {
    device_count: '1',
    engine: 'Diffusers',
    model: 'P',
    precision: 'fp16',
    width: '',
    height: '',
    frames: '',
    steps: '',
    seconds_per_image: '3',
    it_per_s: '',
    notes: '',
  };
  const read = (over: Record<string, string> = {}) => {
    const found = readDiffusionRow({ ...base, ...over }, painter());
    if ('skipped' in found) throw new Error(found.skipped);
    return found;
  };
  it('is the reference job where it says nothing, and what it says where it does', () => {
    expect(read()).toMatchObject({
      scope: 'job',
      measured: { seconds: 3, peak_gib: null },
      job: { width: 1024, height: 512, frames: 1, steps: 20, forwards_per_step: 2 },
    });
    expect(read({ width: '64', height: '32', frames: '9', steps: '30' }).job).toMatchObject({
      width: 64,
      height: 32,
      frames: 9,
      steps: 30,
    });
    expect(read({ seconds_per_image: '', it_per_s: '4' })).toMatchObject({
      scope: 'denoise',
      measured: { seconds: 5 },
    });
    expect(read({ seconds_per_image: '', peak_memory_gib: '12' })).toMatchObject({
      measured: { seconds: null, peak_gib: 12 },
    });
    for (const notes of ['denoise only', 'denoising loop only', 'without VAE'])
      expect(read({ notes }).scope).toBe('denoise');
  });
  it.each(['no cfg', 'no-cfg', 'nocfg', 'cfg 1; x', 'cfg 0', 'distilled', 'step LoRA', 'turbo', 'Lightning'])(
    'drops guidance for "%s"',
    (notes) => {
      expect(read({ notes }).job.forwards_per_step).toBe(1);
    },
  );
  it('keeps guidance at another scale', () => expect(read({ notes: 'cfg 7' }).job.forwards_per_step).toBe(2));
  it.each([
    [{ device_count: '2' }, 'unsupported_parallel'],
    [{ notes: 'FBCache' }, 'unsupported_step_cache'],
    [{ notes: 'cache-dit' }, 'unsupported_step_cache'],
    [{ notes: 'DBCache' }, 'unsupported_step_cache'],
    [{ engine: 'TurboDiffusion' }, 'unsupported_step_cache'],
    [{ notes: 'sparse attention' }, 'unsupported_step_cache'],
    [{ notes: 'skip layers' }, 'unsupported_step_cache'],
    [{ notes: 'block swap' }, 'unsupported_offload'],
    [{ notes: 'low-vram' }, 'unsupported_offload'],
    [{ model: 'P + refiner' }, 'unsupported_extra_network'],
    [{ model: 'InfiniteYou' }, 'unsupported_extra_network'],
    [{ seconds_per_image: 'soon' }, 'no_measurement'],
    [{ seconds_per_image: '0' }, 'no_measurement'],
  ])('%j is left out: %s', (over, skipped) => {
    expect(readDiffusionRow({ ...base, ...over }, painter())).toEqual({ skipped });
  });
  it.each([
    'torch.compile',
    'TensorRT',
    'OneDiff',
    'oneflow',
    'nexfort',
    'stable-fast',
    'stable fast',
    'AITemplate',
    'SGLang',
    'sgl-diffusion',
    'vLLM-omni',
    'LightX2V',
    'fp8-api',
    'FastVideo',
  ])('%s is a compiled engine', (engine) => {
    expect(read({ engine }).job.engine).toBe('compiled');
    expect(read({ engine: 'ComfyUI' }).job.engine).toBe('eager');
  });
  it.each([
    ['float32', 'ComfyUI', '32bit'],
    ['FP32', 'ComfyUI', '32bit'],
    ['NVFP4', 'ComfyUI', 'fp4'],
    ['fp4', 'ComfyUI', 'fp4'],
    ['nf4', 'ComfyUI', 'w4'],
    ['4-bit', 'ComfyUI', 'w4'],
    ['int4', 'ComfyUI', 'w4'],
    ['uint4', 'ComfyUI', 'w4'],
    ['Q4_K', 'ComfyUI', 'w4'],
    ['6-bit', 'ComfyUI', 'w4'],
    ['fp8 (no fp8 matmul)', 'Diffusers', 'w8'],
    ['fp8wo', 'Diffusers', 'w8'],
    ['fp8wo mixed', 'Diffusers', 'fp8'],
    ['Q8_0', 'ComfyUI', 'w8'],
    ['8-bit', 'ComfyUI', 'w8'],
    ['qint8', 'Diffusers', 'w8'],
    ['fp8 distilled', 'Diffusers', 'w8'],
    ['fp8', 'ComfyUI', 'w8'],
    ['fp8', 'Diffusers', 'fp8'],
    ['fp8', 'LightX2V', 'fp8'],
    ['fp8', 'nexfort', 'fp8'],
    ['fp8', 'SGLang', 'fp8'],
    ['fp8', 'torchao', 'fp8'],
    ['fp8', 'TensorRT', 'fp8'],
    ['fp8', 'vLLM', 'fp8'],
    ['int8', 'ComfyUI', 'int8'],
    ['i8', 'ComfyUI', 'int8'],
    ['bf16', 'ComfyUI', '16bit'],
    ['', 'ComfyUI', '16bit'],
  ])('%s on %s multiplies in %s', (precision, engine, math) =>
    expect(read({ precision, engine }).job.math).toBe(math),
  );
});
