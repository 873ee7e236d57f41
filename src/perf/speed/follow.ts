import type { Cell } from '../../schema/catalog.ts';
import type { Phase } from '../../schema/vocabulary.ts';
import { type Ladder, ladderOf, onLadder } from './along-depth.ts';
import type { Machine, TextJob } from './job.ts';
import { comparableCells, type NearCells, nearCells, type Predict, residualOf } from './measured.ts';

/** What cells say of jobs that differ in shape alone; null where none is comparable. */
export type Follow = (job: TextJob) => NearCells | null;

/**
 * How far a prediction is to be corrected by stored cells of a machine: along the ladder of depths in decode, by nearness
 * in prefill. `there` predicts for the machine that was measured where that is another one than the one asked about.
 */
export function follow(
  phase: Phase,
  cells: readonly Cell[],
  machine: Machine,
  predict: Predict,
  there: Predict = predict,
): Follow {
  if (phase === 'prefill') return (job) => nearCells(phase, cells, job, machine, there);
  const ladders = new Map<number, Ladder | null>();
  const laddered = (job: TextJob): Ladder | null => {
    const comparable = comparableCells(phase, cells, job, machine);
    return ladderOf(
      comparable.map((cell) => residualOf(phase, cell, job, there)),
      job,
      predict,
    );
  };
  return (job) => {
    let ladder = ladders.get(job.users);
    if (ladder === undefined) {
      ladder = laddered(job);
      ladders.set(job.users, ladder);
    }
    return ladder && onLadder(ladder, job, predict);
  };
}

/** A prediction corrected by what cells say. */
export const corrected =
  (predict: Predict, said: Follow): Predict =>
  (job, date) =>
    predict(job, date) * Math.exp(said(job)?.log ?? 0);
