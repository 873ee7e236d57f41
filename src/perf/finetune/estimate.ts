import type { Estimate } from '../../schema/estimate.ts';
import {
  bytesFromGib,
  type Gib,
  gibFromBytes,
  type Hours,
  hoursFromSeconds,
  type TokensPerSecond,
} from '../../units/units.ts';
import type { JobMachine } from '../job-machine.ts';
import { referenceThroughput } from '../reference-throughput.ts';
import { MEASURED_ITSELF } from '../shrink.ts';
import type { FinetuneCalibration } from './calibrate.ts';
import { type FinetuneJob, shardsOf, type TrainSplit } from './job.ts';
import { type MemoryParts, totalBytes, trainingBytes } from './memory.ts';
import { tokensPerSecond } from './speed.ts';

type FinetuneReason = 'does_not_fit' | 'no_throughput' | 'no_training_length';

export interface FinetuneEstimate {
  readonly hours: Estimate<Hours> | null;
  readonly tokens_per_s: Estimate<TokensPerSecond> | null;
  /** On each device. */
  readonly peak_gib: Estimate<Gib>;
  readonly split: TrainSplit;
  readonly reasons: readonly FinetuneReason[];
}

/** Sharded training over a network was measured nowhere: the low end allows the link to cost half (assumption). */
const SLOWEST_LINK = 0.5;

/**
 * Time and memory of a training job. One device, or a copy on each while the model fits one; else weights, gradients
 * and states are shared (FSDP, ZeRO-3), if the trainer can. A job that does not fit keeps its memory figure and has no
 * speed.
 */
export function estimateFinetune(
  job: FinetuneJob,
  machine: JobMachine,
  c: FinetuneCalibration,
  canShard = true,
): FinetuneEstimate {
  const fitsOne = totalBytes(trainingBytes(job, 1, c.memory)) <= bytesFromGib(machine.usable_gib_per_device);
  const several = fitsOne || !canShard ? 'data' : 'shard';
  return estimateRun(job, machine, machine.count === 1 ? 'none' : several, c);
}

/** The same for a run whose devices share the work in a given way. */
export function estimateRun(
  job: FinetuneJob,
  machine: JobMachine,
  split: TrainSplit,
  c: FinetuneCalibration,
): FinetuneEstimate {
  const budget = bytesFromGib(machine.usable_gib_per_device);
  const devices = machine.count;
  const parts = partsOf(job, devices, split, c);
  const peak = totalBytes(parts);
  const reference = referenceThroughput(machine.device, c.reference);
  const reasons: FinetuneReason[] = [];
  if (peak > budget) reasons.push('does_not_fit');
  if (!reference) reasons.push('no_throughput');
  if (job.train_tokens === null) reasons.push('no_training_length');
  const speed =
    peak <= budget && reference
      ? tokensPerSecond(job, machine.device, reference.flop_s, devices, split, c.speed)
      : null;
  const evidence = [`calibration:finetune/${machine.device.family}`, ...(reference?.sources ?? [])];
  const basis = speed && speed.level >= MEASURED_ITSELF ? 'calibrated' : 'modelled';
  const tokens_per_s: Estimate<TokensPerSecond> | null = speed && {
    low: machine.nodes > 1 ? speed.low * SLOWEST_LINK : speed.low,
    value: speed.value,
    high: speed.high,
    unit: 'tokens/s',
    basis,
    evidence,
    bound_by: 'compute',
  };
  return {
    hours: tokens_per_s && job.train_tokens !== null ? hoursOf(job.train_tokens, tokens_per_s) : null,
    tokens_per_s,
    peak_gib: peakOf(parts, c),
    split,
    reasons,
  };
}

/** Peak memory on each device, whatever the device is. */
export const peakMemory = (
  job: FinetuneJob,
  devices: number,
  split: TrainSplit,
  c: FinetuneCalibration,
): Estimate<Gib> => peakOf(partsOf(job, devices, split, c), c);

function partsOf(job: FinetuneJob, devices: number, split: TrainSplit, c: FinetuneCalibration): MemoryParts {
  return trainingBytes(job, shardsOf(split, devices), c.memory);
}

function peakOf(parts: MemoryParts, c: FinetuneCalibration): Estimate<Gib> {
  const gib = gibFromBytes(totalBytes(parts));
  return {
    low: gib * Math.exp(-c.memory_spread),
    value: gib,
    high: gib * Math.exp(c.memory_spread),
    unit: 'GiB',
    basis: 'calibrated',
    evidence: ['calibration:finetune/memory'],
    bound_by: largest(parts),
  };
}

/** More tokens per second, fewer hours: the ends of the interval change places. */
function hoursOf(tokens: number, speed: Estimate<TokensPerSecond>): Estimate<Hours> {
  const hours = (tokensPerS: TokensPerSecond) => hoursFromSeconds(tokens / tokensPerS);
  return {
    ...speed,
    unit: 'hours',
    low: hours(speed.high),
    value: hours(speed.value),
    high: hours(speed.low),
  };
}

const largest = (parts: MemoryParts): string =>
  Object.entries(parts).reduce((a, b) => (b[1] > a[1] ? b : a))[0];
