import type { Device } from '../../schema/device.ts';
import type { FlopPerSecond, Seconds, TokensPerSecond } from '../../units/units.ts';
import { bytesOf } from '../memory/weights.ts';
import { readingSeconds } from '../reading-time.ts';
import { around, evidenceLevel, type Interval, type Pooled, pathOf, pooledLog } from '../shrink.ts';
import { trainFlopPerToken, weightPasses } from './flops.ts';
import { type FinetuneJob, type TrainSplit, workersOf } from './job.ts';

/** What the measured runs fixed about speed; part of `data/calibration/finetune.yaml`. */
export interface SpeedCalibration {
  /** Share of the reference throughput that executed training FLOP reach, pooled, in logs. */
  readonly utilisation: Pooled;
  /** What a layer of a micro-batch takes beside its arithmetic: launching kernels, norms, adapters. */
  readonly layer_s: Seconds;
  /** Half width of the 80 % interval, in logs, by how near the evidence is: none, vendor, family, device. */
  readonly spread: readonly number[];
}

/** Name of the effect of dividing the work. */
export const SEVERAL = 'several devices';

/** The recorded circumstances that change speed beyond the FLOP count. */
export function effectsOf(job: FinetuneJob, split: TrainSplit): string[] {
  const effects = [`method:${job.method}`, `engine:${job.engine}`];
  if (!job.packed) effects.push('unpacked');
  if (split === 'shard' || split === 'data') effects.push(SEVERAL);
  return effects;
}

/**
 * Tokens per second if every executed FLOP ran at the reference throughput, every pass of a micro-batch read the
 * weights from memory, and every layer of it took `layer_s` besides: the faster the device, the less a small batch
 * fills it. Without a stated bandwidth the reading is left out.
 */
export function idealTokensPerSecond(
  job: FinetuneJob,
  device: Device,
  flop_s: FlopPerSecond,
  devices: number,
  split: TrainSplit,
  layer_s: Seconds,
): TokensPerSecond {
  const tokens = job.sequence_length * job.batch;
  const arithmetic_s = (tokens * trainFlopPerToken(job)) / flop_s;
  const weights = bytesOf(job.shape.params_b, job.weight_bits);
  const reading_s = readingSeconds(weightPasses(job) * weights, device);
  return (workersOf(split, devices) * tokens) / (arithmetic_s + reading_s + job.shape.layers * layer_s);
}

/** Median and 80 % interval of tokens per second. */
export function tokensPerSecond(
  job: FinetuneJob,
  device: Device,
  flop_s: FlopPerSecond,
  devices: number,
  split: TrainSplit,
  c: SpeedCalibration,
): Interval<TokensPerSecond> {
  const path = pathOf(device);
  const share = Math.exp(pooledLog(c.utilisation, path, effectsOf(job, split)));
  const value = idealTokensPerSecond(job, device, flop_s, devices, split, c.layer_s) * share;
  return around(value, evidenceLevel(c.utilisation, path), c.spread);
}
