import type { Performance } from '../schema/document.ts';
import type { Estimate } from '../schema/estimate.ts';
import { type Seconds, secondsFromHours } from '../units/units.ts';

type Job = Pick<Performance, 'finetune' | 'image' | 'video'>;

/**
 * How long a job takes: hours of training, seconds of a picture or clip; null where it is no job or its time is
 * unknown.
 */
export const jobTime = ({ finetune, image, video }: Job): Estimate | null =>
  finetune?.hours ?? image?.seconds ?? video?.seconds ?? null;

/** The same in seconds, for training as well. */
export function jobSeconds(job: Job): Seconds | null {
  if (job.finetune?.hours) return secondsFromHours(job.finetune.hours.value);
  return jobTime(job)?.value ?? null;
}

/** How many times as fast one does a piece of work as the other, by its rate or by the job's time; null: unknown. */
export function timesAsFast(one: Performance, other: Performance): number | null {
  const [own, theirs] = [mainFigure(one)?.value, mainFigure(other)?.value];
  if (own === undefined || theirs === undefined) return null;
  return one.speed ? own / theirs : theirs / own;
}

/** The one figure for how fast a piece of work is: decode of one user in tok/s, or how long the job takes. */
export const mainFigure = (work: Performance): Estimate | null => work.speed?.decode_tok_s ?? jobTime(work);
