import type { Answers } from '../../schema/answers.ts';
import type { Performance } from '../../schema/document.ts';
import type { JobSpan } from '../../schema/vocabulary.ts';
import { DAYS_PER_YEAR } from '../../units/days.ts';
import { hoursFromSeconds, type Seconds } from '../../units/units.ts';
import { jobSeconds } from '../main-figure.ts';

export const DAYS_OF_SPAN: Readonly<Record<JobSpan, number>> = {
  day: 1,
  week: 7,
  month: DAYS_PER_YEAR / 12,
  year: DAYS_PER_YEAR,
};

/** Training runs, images or clips a day, as the buyer stated; null where nothing was stated. */
export const jobsPerDay = ({ jobs }: Pick<Answers, 'jobs'>): number | null =>
  jobs ? jobs.count / DAYS_OF_SPAN[jobs.per] : null;

/** The piece of work whose jobs are counted: the heaviest that is done in jobs. */
export const countedJob = (work: readonly Performance[]): Performance | undefined =>
  work.find((p) => jobSeconds(p) !== null);

/** How long one of those jobs takes; null where there are none, or their time is unknown. */
export function secondsOfJob(work: readonly Performance[]): Seconds | null {
  const job = countedJob(work);
  return job ? jobSeconds(job) : null;
}

/** The most such jobs a machine does in a day without a pause. */
export const mostJobsPerDay = (each: Seconds): number => 24 / hoursFromSeconds(each);

/** As many of the wanted jobs as it can do, and the hours they take a day; null where unknown. */
export function jobsDone(
  work: readonly Performance[],
  jobs_per_day: number | null,
): { readonly per_day: number; readonly hours: number } | null {
  const each = secondsOfJob(work);
  if (each === null || jobs_per_day === null) return null;
  const per_day = Math.min(jobs_per_day, mostJobsPerDay(each));
  return { per_day, hours: per_day * hoursFromSeconds(each) };
}

/**
 * Assumption: on a day with a job, a machine is rented for at least an hour. Fetching the weights and setting it up
 * takes minutes that are paid for, too.
 */
const LEAST_RENTED_HOURS = 1;

/** Hours a day, on average, for which a machine is rented to do so many jobs. */
export const rentedHoursPerDay = (jobs_per_day: number, each: Seconds): number =>
  Math.max(jobs_per_day * hoursFromSeconds(each), Math.min(1, jobs_per_day) * LEAST_RENTED_HOURS);
