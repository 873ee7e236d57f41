import { rateAt } from '../../prices/pricing.ts';
import type { Answers } from '../../schema/answers.ts';
import type { Evaluated } from '../evaluated.ts';
import type { AlternativesInput } from './alternatives.ts';

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

/** Cost of owning per year: price over the years kept plus power under load; null without a price. Resale is left out. */
export function ownershipPerYear(e: Evaluated, input: AlternativesInput): number | null {
  if (!e.price) return null;
  const load = e.system.power.load_w ?? e.system.power.max_w ?? 0;
  const rate = electricityRate(input) ?? 0;
  const speed = e.outcomes[0]?.performance.speed;
  const pace = speed?.decode_tok_s ? speed.decode_tok_s.value * speed.at.users : null;
  const hours = hoursPerDay(input.answers.tokens_per_day, pace);
  return e.price.value / yearsOf(input.answers) + (load / 1000) * hours * 365 * rate;
}

/** Hours under load for that many tokens a day at a pace over all users; two where either is unknown. */
export const hoursPerDay = (tokens: number | null, tok_s: number | null): number =>
  tokens !== null && tok_s ? Math.min(24, tokens / tok_s / 3600) : USUAL_HOURS_PER_DAY;
