import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { DiffusionCalibration } from '../../../../src/perf/diffusion/calibrate.ts';
import { estimateDiffusion } from '../../../../src/perf/diffusion/estimate.ts';
import { denoiserOf, forwardFlop, latentTokens } from '../../../../src/perf/diffusion/flops.ts';
import { diffusionJob, mathOf } from '../../../../src/perf/diffusion/job.ts';
import { leastBytes } from '../../../../src/perf/diffusion/memory.ts';
import { readDiffusionRow } from '../../../../src/perf/diffusion/read-row.ts';
import type { JobMachine } from '../../../../src/perf/job-machine.ts';
import type { Device } from '../../../../src/schema/device.ts';
import { type DiffusionModel, diffusionModelSchema } from '../../../../src/schema/model.ts';

const yaml = (path: string) =>
  parse(readFileSync(new URL(`../../../../data/${path}.yaml`, import.meta.url), 'utf8'), { schema: 'core' });
const model = (id: string): DiffusionModel => ({ id, ...diffusionModelSchema.parse(yaml(`models/${id}`)) });
const calibration = yaml('calibration/diffusion') as DiffusionCalibration;
const machine = (usable: number, over: object = {}, count = 1): JobMachine => ({
  device: {
    id: 'rtx-4090',
    vendor: 'nvidia',
    family: 'ada-geforce',
    memory: { kind: 'vram', capacity_gb: 24 },
    compute: { fp16_acc32_tflops: 165.2 },
    sources: { default: ['sheet'] },
    ...over,
  } as unknown as Device,
  count,
  usable_gib_per_device: usable,
  nodes: 1,
});
const total = (f: { linear: number; attention: number } | null) => (f ? f.linear + f.attention : 0);

describe('FLOP of a forward pass', () => {
  it.each([
    ['sd1.5', 16.938],
    ['sd2.1', 38.041],
    ['sdxl', 149.438],
  ])('gives the multiply-accumulates that T-GATE counted for 25 guided steps of %s: %d T', (id, tmac) => {
    const job = diffusionJob(model(id), { steps: 25 });
    const flop = total(forwardFlop(job)) * job.steps * job.forwards_per_step;
    expect(flop / 2e12 / tmac).toBeCloseTo(1, 2);
  });
  it('counts 4,096 latent tokens at 1024 px and 32,760 in 81 frames of 832 x 480', () => {
    const flux = denoiserOf(model('flux.1-dev'));
    const wan = denoiserOf(model('wan-2.1-t2v-14b'));
    expect(flux && latentTokens(flux, 1024, 1024, 1)).toBe(4096);
    expect(wan && latentTokens(wan, 832, 480, 81)).toBe(32_760);
  });
  it('adds attention to FLUX.1: 59.5 TFLOP of products and 14.9 of attention', () => {
    const f = forwardFlop(diffusionJob(model('flux.1-dev')));
    expect((f?.linear ?? 0) / 1e12).toBeCloseTo(59.5, 1);
    expect((f?.attention ?? 0) / 1e12).toBeCloseTo(14.9, 1);
  });
  it('is ruled by attention in long clips: 720p of HunyuanVideo', () => {
    const f = forwardFlop(diffusionJob(model('hunyuanvideo')));
    expect(f?.attention ?? 0).toBeGreaterThan(5 * (f?.linear ?? 0));
  });
});

describe('estimateDiffusion', () => {
  const flux = diffusionJob(model('flux.1-dev'));
  const fp8 = { ...flux, math: mathOf('fp8') };
  it('keeps every part where there is room and lets them take turns where there is not', () => {
    expect(estimateDiffusion(flux, machine(80), calibration).residency).toBe('all');
    const tight = estimateDiffusion(fp8, machine(16.5), calibration);
    expect(tight.residency).toBe('one_at_a_time');
    expect(tight.resident).toEqual(['transformer']);
    expect(tight.peak_gib?.value).toBeLessThanOrEqual(16.5);
  });
  it('streams weights to a card that is too small, slower, and refuses unified memory that is', () => {
    const streamed = estimateDiffusion(flux, machine(16), calibration);
    expect(streamed).toMatchObject({ residency: 'streamed', reasons: ['streams_from_host'] });
    const unified = machine(16, { memory: { kind: 'unified' } });
    expect(estimateDiffusion(flux, unified, calibration)).toMatchObject({
      seconds: null,
      reasons: ['does_not_fit'],
    });
  });
  it('decodes a clip in small tiles on a 16 GB card, as people do, and says what the least would be', () => {
    const clip = { ...diffusionJob(model('wan-2.2-ti2v-5b')), math: mathOf('q4') };
    const roomy = estimateDiffusion(clip, machine(24), calibration);
    const tiled = estimateDiffusion(clip, machine(15.7), calibration);
    expect(tiled.residency).toBe('one_at_a_time');
    expect(tiled.seconds).toEqual(roomy.seconds);
    expect(tiled.peak_gib?.value ?? 0).toBeLessThan(15.7);
    const least = leastBytes(clip, machine(24).device, calibration.memory) / 2 ** 30;
    expect(estimateDiffusion(clip, machine(least + 0.01), calibration).residency).toBe('streamed');
    expect(estimateDiffusion(clip, machine(least - 0.01), calibration).reasons).toEqual(['does_not_fit']);
  });
  it('gives one image the same time on two cards', () => {
    const one = estimateDiffusion(fp8, machine(23), calibration);
    expect(estimateDiffusion(fp8, machine(23, {}, 2), calibration).seconds).toEqual(one.seconds);
  });
  it('meets the SDXL time that onediff measured on an RTX 4090: 2.76 s for 20 steps', () => {
    const { seconds } = estimateDiffusion(
      diffusionJob(model('sdxl'), { steps: 20 }),
      machine(23),
      calibration,
    );
    expect(seconds?.low).toBeLessThan(2.76);
    expect(seconds?.high).toBeGreaterThan(2.76);
  });
  it('knows no time for a chip without figures', () => {
    const none = machine(80, { compute: {}, family: 'nobody', id: 'nobody' });
    expect(estimateDiffusion(flux, none, calibration)).toMatchObject({
      seconds: null,
      reasons: ['no_throughput'],
    });
  });
  it('takes longer for more steps, pixels and frames, and less memory for fewer bits', () => {
    const time = (over: object) =>
      estimateDiffusion(diffusionJob(model('wan-2.2-ti2v-5b'), over), machine(80), calibration).seconds
        ?.value ?? 0;
    expect(time({ steps: 50 })).toBeGreaterThan(time({ steps: 25 }));
    expect(time({ frames: 121 })).toBeGreaterThan(time({ frames: 81 }));
    expect(time({ width: 1280 })).toBeGreaterThan(time({ width: 832 }));
    const peak = (math: 'w4' | 'fp8' | '16bit') =>
      estimateDiffusion({ ...flux, math }, machine(200), calibration).peak_gib?.value ?? 0;
    expect(peak('w4')).toBeLessThan(peak('fp8'));
    expect(peak('fp8')).toBeLessThan(peak('16bit'));
  });
});

describe('readDiffusionRow', () => {
  const row = {
    device_count: '1',
    engine: 'Diffusers (PyTorch)',
    model: 'SDXL',
    precision: 'fp16',
    width: '1024',
    height: '1024',
    steps: '20',
    seconds_per_image: '2.76',
    notes: '',
  };
  it('reads a whole job and a rate alike', () => {
    expect(readDiffusionRow(row, model('sdxl'))).toMatchObject({
      scope: 'job',
      job: { steps: 20, forwards_per_step: 2, math: '16bit' },
      measured: { seconds: 2.76 },
    });
    const rate = { ...row, seconds_per_image: '', it_per_s: '10' };
    expect(readDiffusionRow(rate, model('sdxl'))).toMatchObject({
      scope: 'denoise',
      measured: { seconds: 2 },
    });
  });
  it('drops guidance from few-step recipes', () => {
    expect(readDiffusionRow({ ...row, steps: '4' }, model('qwen-image'))).toMatchObject({
      job: { forwards_per_step: 1 },
    });
  });
  it.each([
    [{ ...row, device_count: '2' }, 'unsupported_parallel'],
    [{ ...row, engine: 'xDiT TeaCache' }, 'unsupported_step_cache'],
    [{ ...row, notes: 'block offload' }, 'unsupported_offload'],
    [{ ...row, model: 'SD1.5 + ControlNet' }, 'unsupported_extra_network'],
    [{ ...row, seconds_per_image: '' }, 'no_measurement'],
  ])('says why a row is left out', (raw, skipped) =>
    expect(readDiffusionRow(raw, model('sdxl'))).toEqual({ skipped }),
  );
});
