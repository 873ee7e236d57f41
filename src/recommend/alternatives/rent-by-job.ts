import type { Performance } from '../../schema/document.ts';
import { DAYS_PER_YEAR } from '../../units/days.ts';
import { aboutUsd, significant, spanOfYears, usd } from '../../units/format.ts';
import type { Evaluated } from '../evaluated.ts';
import {
  countedJob,
  jobsDone,
  jobsPerDay,
  mostJobsPerDay,
  rentedHoursPerDay,
  secondsOfJob,
} from '../outlook/jobs.ts';
import { yearsOf } from '../outlook/ownership.ts';
import { jobNoun, jobsSaid } from '../prose/job-noun.ts';
import type { AlternativesInput } from './alternatives.ts';
import { jobsToBreakEven, ownershipPerYear } from './break-even.ts';
import type { CloudMachine } from './cloud-machine.ts';

/** Assumption: as with an API, for less than this share of what owning costs nobody buys who has no other reason. */
const RENT_WINS_BELOW = 0.25;

export interface RentedByJob {
  /** What so many jobs cost a year, rented and owned; null where the buyer said no number. */
  readonly cost: string | null;
  /** From how many jobs on owning costs less; null where nobody knows. */
  readonly break_even: string | null;
  /** For as many jobs as were said: renting is the answer, or at least costs less than to own the pick. */
  readonly wins: boolean;
  readonly cheaper: boolean;
  /** Null where no number was said. */
  readonly hours_per_day: number | null;
}

/** Renting against owning the pick, job by job; null where the work is no job, several kinds of work, or of unknown time. */
export function rentedByJob(rented: CloudMachine, input: AlternativesInput): RentedByJob | null {
  const pick = input.field[0]?.evaluated;
  const each = secondsOfJob(workOf(rented.evaluated));
  if (!pick || each === null || input.needs.length !== 1) return null;
  const asked = jobsPerDay(input.answers);
  const done = jobsDone(workOf(pick), asked);
  const hours_per_day = done && rentedHoursPerDay(done.per_day, each);
  const yearly = hours_per_day && hours_per_day * rented.usd_per_hour * DAYS_PER_YEAR;
  const owning = ownershipPerYear(pick, input);
  const even = jobsToBreakEven(pick, input, { usd_per_hour: rented.usd_per_hour, each });
  const share = yearly !== null && owning !== null ? yearly / owning : Number.POSITIVE_INFINITY;
  return {
    cost:
      done && asked !== null && yearly !== null && owning !== null
        ? `${compared(done.per_day < asked ? done.per_day : null, pick, input)} cost ${aboutUsd(yearly)} a year there, against ${usd(owning)} a year to own ${pick.system.name} over ${spanOfYears(yearsOf(input.answers))}`
        : null,
    break_even: even === null ? null : evenWords(even, pick),
    wins: share < RENT_WINS_BELOW,
    cheaper: share < 1,
    hours_per_day,
  };
}

const workOf = ({ outcomes }: Evaluated): Performance[] => outcomes.map((o) => o.performance);

/** What is compared: all that was said, or as much of it as the machine can do a day. */
function compared(done: number | null, pick: Evaluated, { answers: { jobs } }: AlternativesInput): string {
  const job = countedJob(workOf(pick));
  const said = jobs ? jobsSaid(jobs, job) : '';
  return done === null ? said : `Of ${said}, the ${howOften(done, job)} that ${pick.system.name} can do`;
}

function evenWords(jobs_per_day: number, pick: Evaluated): string | null {
  const [job, each] = [countedJob(workOf(pick)), secondsOfJob(workOf(pick))];
  if (Number.isFinite(jobs_per_day)) return `owning costs less from about ${howOften(jobs_per_day, job)} on`;
  return each === null
    ? null
    : `owning never costs less: ${pick.system.name} does at most ${howOften(mostJobsPerDay(each), job)}`;
}

/** "3.5 images a day", "12 training runs a month", "5 clips a year": over the shortest time in which there is one. */
function howOften(per_day: number, work: Performance | undefined): string {
  const spans = [
    { span: 'day', days: 1 },
    { span: 'month', days: DAYS_PER_YEAR / 12 },
    { span: 'year', days: DAYS_PER_YEAR },
  ];
  const { span, days } = spans.find((s) => per_day * s.days >= 1) ?? { span: 'year', days: DAYS_PER_YEAR };
  return `${significant(per_day * days, 2)} ${jobNoun(work, per_day * days)} a ${span}`;
}
