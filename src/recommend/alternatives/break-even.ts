import { DAYS_PER_YEAR } from '../../units/days.ts';
import type { Usd } from '../../units/units.ts';
import type { Evaluated } from '../evaluated.ts';
import { mostTokensPerDay } from '../outlook/capacity.ts';
import { jobsPerDay, mostJobsPerDay, secondsOfJob } from '../outlook/jobs.ts';
import { keptCost, keptOf, ownershipOf, yearsOf } from '../outlook/ownership.ts';
import type { AlternativesInput } from './alternatives.ts';

/**
 * Where a service costs less than this share of owning per year, it is the better choice for anybody without another
 * reason to own. Experts who state a volume take the service in each of the 13 cases of the judgement sets where it
 * costs a quarter to three quarters of owning; nearer to what owning costs they differ.
 */
export const SERVICE_WINS_BELOW = 0.5;

/** Assumption: where a service costs less than this share of owning, hardly anything is asked of a machine. */
export const HARDLY_USED_BELOW = 0.25;

/** Cost of owning per year; null without a price. */
export const ownershipPerYear = (e: Evaluated, input: AlternativesInput): number | null =>
  ownershipOf(e, input.answers, input.rates)?.usd_per_year ?? null;

/** The search ends when a step is smaller than this share of the tokens: only two digits are shown. */
const CLOSE_ENOUGH = 1e-4;
/** Most steps, for machines whose most tokens a day are unknown: for the others that bound ends the search. */
const MOST_STEPS = 100;

/**
 * Tokens a day, read and written, from which owning costs no more than an API at this price per million. More work
 * draws more power, so the tokens that would pay for an idle machine are put in as its work, and again, until the
 * figure stands still. Above what the machine does in a day owning never breaks even. Null without a price.
 */
export function breakEvenPerDay(e: Evaluated, input: AlternativesInput, usd_per_mtok: number): number | null {
  const kept = keptOf(e, input.catalog);
  if (!kept) return null;
  const years = yearsOf(input.answers);
  const jobs_per_day = jobsPerDay(input.answers);
  const most = mostTokensPerDay(e, input.catalog) ?? Number.POSITIVE_INFINITY;
  const paysFor = (tokens_per_day: number): number =>
    (keptCost(kept, years, { tokens_per_day: Math.min(tokens_per_day, most), jobs_per_day }, input.rates)
      .usd_per_year *
      1e6) /
    (DAYS_PER_YEAR * usd_per_mtok);
  let tokens = paysFor(0);
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = paysFor(tokens);
    if (next - tokens < CLOSE_ENOUGH * tokens) return next;
    tokens = next;
  }
  return tokens;
}

/** Halvings until the two digits that are shown no longer change. */
const HALVINGS = 20;

/**
 * Jobs a day from which owning costs no more than a service that charges so much for that many; infinite where it never
 * does, up to what the machine can do in a day. Null without a price, or where the job's time is unknown.
 */
export function jobsToBreakEven(
  e: Evaluated,
  input: AlternativesInput,
  usdPerDay: (jobs_per_day: number) => Usd,
): number | null {
  const kept = keptOf(e, input.catalog);
  const each = kept && secondsOfJob(kept.work);
  if (!kept || each === null) return null;
  const years = yearsOf(input.answers);
  const tokens_per_day = null;
  const saved = (jobs_per_day: number): Usd =>
    usdPerDay(jobs_per_day) * DAYS_PER_YEAR -
    keptCost(kept, years, { tokens_per_day, jobs_per_day }, input.rates).usd_per_year;
  let [low, high] = [0, mostJobsPerDay(each)];
  if (saved(high) < 0) return Number.POSITIVE_INFINITY;
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (saved(middle) < 0) low = middle;
    else high = middle;
  }
  return high;
}
