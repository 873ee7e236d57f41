import { type OfferBook, rateAt } from '../../prices/pricing.ts';
import type { Answers } from '../../schema/answers.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Performance, PriceQuote } from '../../schema/document.ts';
import type { Ownership } from '../../schema/outlook.ts';
import type { WorkloadId } from '../../schema/vocabulary.ts';
import { constant } from '../../scoring/model.ts';
import { hoursFromSeconds, type TokensPerSecond, type UsdPerKwh } from '../../units/units.ts';
import { type Evaluated, workOf } from '../evaluated.ts';
import { isWorkAssumed, workWatts } from '../work-watts.ts';
import { doneOf } from './capacity.ts';
import { countedJob, jobsDone, jobsPerDay } from './jobs.ts';
import { ownership, type PowerDrawn } from './owning-cost.ts';
import { paceOf } from './pace.ts';
import { resaleBase } from './resale-base.ts';

/** Assumption: a machine for fast-moving work is kept three years, and runs two hours a day when nobody says otherwise. */
const USUAL_YEARS = 3;
export const USUAL_HOURS_PER_DAY = 2;

export const yearsOf = (answers: Answers): number => answers.years ?? USUAL_YEARS;

/** USD per kWh: the buyer's, else the newest US residential average. Null when there is neither. */
export const electricityRate = (answers: Answers, offers: OfferBook, asOf: string): number | null =>
  answers.electricity_usd_per_kwh ??
  rateAt(offers, 'electricity:us-residential', 'electricity', asOf)?.value ??
  null;

/** What the cost of a year is counted with. */
export interface Rates {
  readonly catalog: Catalog;
  readonly offers: OfferBook;
  readonly asOf: string;
  /** Null where nobody knows. */
  readonly usd_per_kwh: UsdPerKwh | null;
}

/** A machine that is kept, with what it does, its heaviest work first. */
export interface Kept {
  readonly system: string;
  readonly price: PriceQuote;
  readonly power: PowerDrawn;
  readonly work: readonly Performance[];
  /** Length of an answer of its heaviest work; null where that writes none. */
  readonly output_tokens: number | null;
}

/** How much is asked of a machine a day; null where nothing was stated. */
interface Volume {
  readonly tokens_per_day: number | null;
  readonly jobs_per_day: number | null;
}

/**
 * Price, resale and electricity over the years a machine is kept. One that serves others or works through a batch is
 * always on, any other for a working day.
 */
export function keptCost(
  { system, price, power, work, output_tokens }: Kept,
  years: number,
  { tokens_per_day, jobs_per_day }: Volume,
  { catalog, offers, asOf, usd_per_kwh }: Rates,
): Ownership {
  const pace = paceOf(work[0], output_tokens);
  const jobs = jobsDone(work, jobs_per_day);
  // Where the heaviest work is such jobs, their hours are known and no usual ones are needed.
  const beside = jobs && countedJob(work) === work[0] ? 0 : hoursPerDay(tokens_per_day, pace);
  const load_hours = Math.min(24, (jobs?.hours ?? 0) + beside);
  return ownership({
    price,
    resale_base_usd: resaleBase(system, price, offers, asOf),
    power,
    years,
    load_hours,
    on_hours: onHours(
      work.map((w) => w.workload),
      catalog,
    ),
    usd_per_kwh,
    resale_share: constant(catalog.scoring, 'resale_share_per_year'),
    tokens_per_day: tokens_per_day ?? (pace === null ? null : Math.round(beside * 3600 * pace)),
    jobs_per_day: jobs?.per_day ?? null,
  });
}

/** The cost of keeping a candidate that does as much of the stated work as it can; null without a price. */
export function ownershipOf(e: Evaluated, answers: Answers, rates: Rates): Ownership | null {
  const kept = keptOf(e, rates.catalog);
  return kept && keptCost(kept, yearsOf(answers), volumeOf(answers, e, rates.catalog), rates);
}

/** The work asked of a candidate, at most as much as it can do. */
const volumeOf = (answers: Answers, e: Evaluated, catalog: Catalog): Volume => ({
  tokens_per_day: doneOf(answers.tokens_per_day, e, catalog),
  jobs_per_day: jobsPerDay(answers),
});

/** A candidate as somebody keeps it; null without a price. */
export function keptOf({ price, system, outcomes }: Evaluated, catalog: Catalog): Kept | null {
  if (!price) return null;
  const { idle_w = null, idle_least_w } = system.power;
  return {
    system: system.id,
    price,
    power: {
      idle_w,
      idle_least_w,
      load_w: workWatts(system, catalog),
      load_assumed: isWorkAssumed(system),
    },
    work: workOf({ outcomes }),
    output_tokens: outcomes[0]?.output_tokens ?? null,
  };
}

/** Hours a day that it is switched on. */
export const onHours = (workloads: readonly WorkloadId[], catalog: Catalog): number =>
  workloads.some((w) => catalog.workloads[w].always_on) ? 24 : constant(catalog.scoring, 'on_hours_per_day');

/**
 * Hours under load for that many tokens a day, read and written at this pace over all users; over 24 where it takes
 * several machines, and two where either is unknown.
 */
export const hoursPerDay = (tokens: number | null, tok_s: TokensPerSecond | null): number =>
  tokens !== null && tok_s ? hoursFromSeconds(tokens / tok_s) : USUAL_HOURS_PER_DAY;
