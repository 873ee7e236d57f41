import type { Device } from '../../schema/device.ts';
import { type FlopPerSecond, fromBillions, type Seconds } from '../../units/units.ts';
import { readingSeconds } from '../reading-time.ts';
import { around, evidenceLevel, type Interval, type Pooled, pathOf, pooledLog } from '../shrink.ts';
import { decodeFlop, denoiserOf, encodeFlop, forwardFlop } from './flops.ts';
import { type DiffusionJob, type DiffusionMath, WEIGHT_BYTES } from './job.ts';

export interface DiffusionSpeedCalibration {
  /** Share of the reference throughput reached, pooled, in logs. */
  readonly utilisation: Pooled;
  /** Fixed time per step of an eager pipeline: launches, the sampler, the preview. Guided pairs run as one batch. */
  readonly seconds_per_step: Seconds;
  /** Half width of the 80 % interval, in logs, by how near the evidence is: none, vendor, family, device. */
  readonly spread: readonly number[];
}

/** Low-bit products need units for them; without, the weights are only stored small. */
function mathOn(device: Device, math: DiffusionMath): DiffusionMath {
  const { fp8_acc32_tflops, int8_tops, fp4_tflops } = device.compute;
  if (math === 'fp8') return fp8_acc32_tflops ? 'fp8' : 'w8';
  if (math === 'int8') return int8_tops ? 'int8' : 'w8';
  if (math === 'fp4') return fp4_tflops ? 'fp4' : 'w4';
  return math;
}

/** Recorded circumstances that change speed beyond the FLOP count. */
export function effectsOf(job: DiffusionJob, device: Device): string[] {
  const unet = job.model.components.some((c) => c.tflop_per_forward !== undefined);
  const net = unet ? 'unet' : job.model.kind === 'video' ? 'video transformer' : 'image transformer';
  return [`net:${net}`, `engine:${job.engine}`, `math:${mathOn(device, job.math)}`];
}

/**
 * Decoders run convolutions over whole pictures, often in 32 bit, and take so many times as long as their FLOP at the
 * pace of the denoiser: of 1 to 8 times what tells left-out sources best.
 */
const DECODING_TIMES = 2;

/** Seconds of arithmetic at full reference throughput. Null where the architecture is unknown. */
export function arithmeticSeconds(
  job: DiffusionJob,
  flop_s: FlopPerSecond,
  scope: 'job' | 'denoise',
): Seconds | null {
  const forward = forwardFlop(job);
  if (!forward) return null;
  const loop = job.steps * job.forwards_per_step * (forward.linear + forward.attention);
  const ends = scope === 'job' ? DECODING_TIMES * decodeFlop(job) + encodeFlop(job) : 0;
  return (loop + ends) / flop_s;
}

/**
 * The same, with the denoiser's weights read from memory for every pass: the part that the utilisation divides. Without
 * a stated bandwidth only the arithmetic counts.
 */
export function idealSeconds(
  job: DiffusionJob,
  device: Device,
  flop_s: FlopPerSecond,
  scope: 'job' | 'denoise',
): Seconds | null {
  const arithmetic = arithmeticSeconds(job, flop_s, scope);
  if (arithmetic === null) return null;
  const weights = fromBillions(denoiserOf(job.model)?.params_b ?? 0) * WEIGHT_BYTES[job.math];
  return arithmetic + readingSeconds(job.steps * job.forwards_per_step * weights, device);
}

/** Share of the fixed time that a compiled graph still needs (assumption: launches go, the sampler stays). */
const COMPILED_SHARE = 0.4;
export const fixedSeconds = (job: DiffusionJob, perStep: Seconds): Seconds =>
  job.steps * perStep * (job.engine === 'compiled' ? COMPILED_SHARE : 1);

export function secondsFor(
  job: DiffusionJob,
  device: Device,
  flop_s: FlopPerSecond,
  scope: 'job' | 'denoise',
  c: DiffusionSpeedCalibration,
  circumstances: readonly string[] = [],
): Interval<Seconds> | null {
  const ideal = idealSeconds(job, device, flop_s, scope);
  if (ideal === null) return null;
  const path = pathOf(device);
  const share = Math.exp(pooledLog(c.utilisation, path, [...effectsOf(job, device), ...circumstances]));
  const value = ideal / share + fixedSeconds(job, c.seconds_per_step);
  return around(value, evidenceLevel(c.utilisation, path), c.spread);
}
