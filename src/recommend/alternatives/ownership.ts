import { rateAt } from '../../prices/pricing.ts';
import type { Answers } from '../../schema/answers.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Ownership } from '../../schema/outlook.ts';
import type { WorkloadId } from '../../schema/vocabulary.ts';
import { constant } from '../../scoring/model.ts';
import type { Evaluated } from '../evaluated.ts';
import type { AlternativesInput } from './alternatives.ts';
import { ownership } from './owning-cost.ts';

/** Assumption: a machine for fast-moving work is kept three years, and runs two hours a day when nobody says otherwise. */
const USUAL_YEARS = 3;
export const USUAL_HOURS_PER_DAY = 2;

export const yearsOf = (answers: Answers): number => answers.years ?? USUAL_YEARS;

/** USD per kWh: the buyer's, else the newest US residential average. Null when there is neither. */
export function electricityRate(
  input: Pick<AlternativesInput, 'answers' | 'prices' | 'asOf'>,
): number | null {
  return (
    input.answers.electricity_usd_per_kwh ??
    rateAt(input.prices.offers, 'electricity:us-residential', 'electricity', input.asOf)?.value ??
    null
  );
}

/**
 * Price, resale and electricity of a machine over the years it is kept; null without a price. A machine that serves
 * others or works through a batch stays on, any other is on for a working day.
 */
export function ownershipOf(
  e: Evaluated,
  answers: Answers,
  catalog: Catalog,
  usd_per_kwh: number | null,
): Ownership | null {
  if (!e.price) return null;
  const [first] = e.outcomes;
  const speed = first?.performance.speed;
  const pace = speed?.decode_tok_s ? speed.decode_tok_s.value * speed.at.users : null;
  const load_hours = hoursPerDay(answers.tokens_per_day, pace);
  const { idle_w = null, load_w = null, max_w = null } = e.system.power;
  return ownership({
    price: e.price,
    power: { idle_w, load_w: load_w ?? max_w },
    years: yearsOf(answers),
    load_hours,
    on_hours: onHours(
      e.outcomes.map((o) => o.performance.workload),
      catalog,
    ),
    usd_per_kwh,
    resale_share: constant(catalog.scoring, 'resale_share_per_year'),
    tokens_per_day: answers.tokens_per_day ?? (pace === null ? null : Math.round(load_hours * 3600 * pace)),
  });
}

/** Hours of a day switched on. */
export const onHours = (workloads: readonly WorkloadId[], catalog: Catalog): number =>
  workloads.some((w) => ALWAYS_ON.has(w)) ? 24 : constant(catalog.scoring, 'on_hours_per_day');

const ALWAYS_ON: ReadonlySet<WorkloadId> = new Set(['serving', 'batch']);

/** Cost of owning per year; null without a price. */
export const ownershipPerYear = (e: Evaluated, input: AlternativesInput): number | null =>
  ownershipOf(e, input.answers, input.catalog, electricityRate(input))?.usd_per_year ?? null;

/** Hours under load for that many tokens a day at a pace over all users; two where either is unknown. */
export const hoursPerDay = (tokens: number | null, tok_s: number | null): number =>
  tokens !== null && tok_s ? Math.min(24, tokens / tok_s / 3600) : USUAL_HOURS_PER_DAY;
