import type { Performance } from '../../schema/document.ts';
import { DAYS_PER_YEAR } from '../../units/days.ts';
import { aboutUsd, significant, spanOfYears, usd } from '../../units/format.ts';
import type { Usd } from '../../units/units.ts';
import { workOf } from '../evaluated.ts';
import {
  countedJob,
  DAYS_OF_SPAN,
  jobsDone,
  jobsPerDay,
  mostJobsPerDay,
  secondsOfJob,
} from '../outlook/jobs.ts';
import { yearsOf } from '../outlook/ownership.ts';
import { jobNoun, jobsSaid } from '../prose/job-noun.ts';
import type { AlternativesInput } from './alternatives.ts';
import { HARDLY_USED_BELOW, jobsToBreakEven, ownershipPerYear, SERVICE_WINS_BELOW } from './break-even.ts';

/** A service that is paid for by the job, against owning the pick. */
export interface ByJob {
  /** Yearly cost of the jobs, with the service and owned; null where the buyer gave no number. */
  readonly cost: string | null;
  /** From how many jobs owning costs less; null where unknown. */
  readonly break_even: string | null;
  /** For the stated number of jobs: the service is the answer, or at least costs less than owning the pick. */
  readonly wins: boolean;
  readonly cheaper: boolean;
  /** So few jobs that a machine would hardly be used. */
  readonly hardly_used: boolean;
  /** Jobs that are compared: as many as were said, up to what the pick does in a day. Null where no number was said. */
  readonly per_day: number | null;
}

/**
 * A service that charges so much for that many jobs a day against owning the pick; null where the work is not one kind
 * of job, or its time is unknown.
 */
export function comparedByJob(
  usdPerDay: (jobs_per_day: number) => Usd,
  input: AlternativesInput,
): ByJob | null {
  const { answers, field, needs } = input;
  const pick = field[0]?.evaluated;
  const own = pick ? workOf(pick) : [];
  const own_each = secondsOfJob(own);
  if (!pick || own_each === null || needs.length !== 1) return null;
  const { name } = pick.system;
  const job = countedJob(own);
  const asked = jobsPerDay(answers);
  const done = jobsDone(own, asked);
  const yearly = done && usdPerDay(done.per_day) * DAYS_PER_YEAR;
  const owning = ownershipPerYear(pick, input);
  const share = yearly !== null && owning !== null ? yearly / owning : Number.POSITIVE_INFINITY;

  const cost = (): string | null => {
    if (!answers.jobs || asked === null || !done || yearly === null || owning === null) return null;
    const said = jobsSaid(answers.jobs, job);
    // All that was asked for, or as much of it as the machine can do in a day.
    const what =
      done.per_day < asked ? `Of ${said}, the ${howOften(done.per_day, job)} that ${name} can do` : said;
    const s = what === said && answers.jobs.count === 1 ? 's' : '';
    return `${what} cost${s} ${aboutUsd(yearly)} a year there, against ${usd(owning)} a year to own ${name} over ${spanOfYears(yearsOf(answers))}`;
  };
  const breakEven = (): string | null => {
    const even = jobsToBreakEven(pick, input, usdPerDay);
    if (even === null) return null;
    return Number.isFinite(even)
      ? `owning costs less from about ${howOften(even, job)} on`
      : `owning never costs less: ${name} does at most ${howOften(mostJobsPerDay(own_each), job)}`;
  };
  return {
    cost: cost(),
    break_even: breakEven(),
    wins: share < SERVICE_WINS_BELOW,
    cheaper: share < 1,
    hardly_used: share < HARDLY_USED_BELOW,
    per_day: done?.per_day ?? null,
  };
}

/** "3.5 images a day", "12 training runs a month", "5 clips a year": over the shortest span with at least one. */
function howOften(per_day: number, job: Performance | undefined): string {
  const span = (['day', 'month'] as const).find((s) => per_day * DAYS_OF_SPAN[s] >= 1) ?? 'year';
  const count = per_day * DAYS_OF_SPAN[span];
  return `${significant(count, 2)} ${jobNoun(job, count)} a ${span}`;
}
