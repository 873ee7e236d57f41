import type { FlopPerSecond, TokensPerSecond } from '../../units/units.ts';
import { trainFlopPerToken } from './flops.ts';
import { type FinetuneJob, type TrainSplit, workersOf } from './job.ts';

/** Faster than the yardstick by more than this is no measurement of processed tokens (assumption). */
const IMPOSSIBLE = 1.05;

/** FLOP/s that each working device must have executed for a rate, recomputation left out. */
export function achievedFlop(
  job: FinetuneJob,
  tokensPerSecond: TokensPerSecond,
  devices: number,
  split: TrainSplit,
): FlopPerSecond {
  return (tokensPerSecond * trainFlopPerToken({ ...job, checkpointing: false })) / workersOf(split, devices);
}

/** More than the device can do at its reference throughput. */
export const isImpossible = (achieved: FlopPerSecond, reference: FlopPerSecond): boolean =>
  achieved > reference * IMPOSSIBLE;
