import type { FlopPerSecond, TokensPerSecond } from '../../units/units.ts';
import { trainFlopPerToken } from './flops.ts';
import type { FinetuneJob, TrainSplit } from './job.ts';

/** Faster than the yardstick by more than this is no measurement of processed tokens (assumption). */
const IMPOSSIBLE = 1.05;

/** FLOP/s that each working device must have executed for a rate, recomputation left out. */
export function achievedFlop(
  job: FinetuneJob,
  tokensPerSecond: TokensPerSecond,
  devices: number,
  split: TrainSplit,
): FlopPerSecond {
  const workers = split === 'pipeline' ? 1 : devices;
  return (tokensPerSecond * trainFlopPerToken({ ...job, checkpointing: false })) / workers;
}

/** More than the device can do at its reference throughput. */
export const isImpossible = (achieved: FlopPerSecond, reference: FlopPerSecond): boolean =>
  achieved > reference * IMPOSSIBLE;

/** Below this a step is spent on launching kernels, whatever the device can do (assumption: a thousand of 6 us). */
const LEAST_STEP_S = 0.006;

/** A micro-batch that the reference throughput would be done with at once: it times the launching, not the device. */
export const isTooShort = (job: FinetuneJob, reference: FlopPerSecond): boolean =>
  (job.sequence_length * job.batch * trainFlopPerToken(job)) / reference < LEAST_STEP_S;
