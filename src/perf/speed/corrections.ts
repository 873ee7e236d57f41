import type { Cell } from '../../schema/catalog.ts';
import type { Phase } from '../../schema/vocabulary.ts';
import { type Ladder, ladderOf, onLadder } from './along-depth.ts';
import type { Machine, TextJob } from './job.ts';
import { type Correction, comparableCells, correctionNear, type Predict, residualOf } from './measured.ts';

/** The correction for jobs that differ in shape alone; null where no cell is comparable. */
type CorrectionOf = (job: TextJob) => Correction | null;

/**
 * Corrections of a prediction by stored cells of a machine: along the ladder of depths in decode, by nearness in prefill.
 * `there` predicts for the machine that was measured, where that is not the one asked about.
 */
export function correctionsFrom(
  phase: Phase,
  cells: readonly Cell[],
  machine: Machine,
  predict: Predict,
  there: Predict = predict,
): CorrectionOf {
  if (phase === 'prefill') return (job) => correctionNear(phase, cells, job, machine, there);
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

/** A prediction with a correction. */
export const corrected =
  (predict: Predict, by: CorrectionOf): Predict =>
  (job, date) =>
    predict(job, date) * Math.exp(by(job)?.log ?? 0);
