import type { OfferBook } from '../../prices/pricing.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Spending } from '../../schema/details.ts';
import type { Alternative, Ranked, Recommendation } from '../../schema/document.ts';
import { DAYS_PER_YEAR } from '../../units/days.ts';
import { hostedWhole } from '../alternatives/hosted.ts';
import { jobsPerDay, rentedHoursPerDay } from '../outlook/jobs.ts';
import {
  electricityRate,
  hoursPerDay,
  type Kept,
  keptCost,
  USUAL_HOURS_PER_DAY,
  yearsOf,
} from '../outlook/ownership.ts';
import { paceOf } from '../outlook/pace.ts';

/** The same work on every machine and service; electricity and resale as the answer counts them. */
export function spendingOf(
  d: Recommendation,
  finalists: readonly Ranked[],
  catalog: Catalog,
  offers: OfferBook,
): Spending {
  const usd_per_kwh = electricityRate(d.answers, offers, d.as_of);
  const rates = { catalog, offers, asOf: d.as_of, usd_per_kwh };
  const stated = d.answers.tokens_per_day;
  const output_tokens = d.workload[0]?.output_tokens ?? null;
  const pace = paceOf(finalists[0]?.workloads[0], output_tokens);
  const able = leastOf(finalists.map((f) => f.ownership?.tokens_per_day));
  const usual = pace === null ? null : Math.round(USUAL_HOURS_PER_DAY * 3600 * pace);
  const tokens = stated === null ? usual : Math.min(stated, able ?? stated);
  const jobs_per_day = jobsPerDay(d.answers);
  const years = Math.max(1, yearsOf(d.answers));
  return {
    years,
    usd_per_kwh,
    tokens_per_day: tokens,
    stated: stated !== null,
    ...(d.answers.jobs ? { jobs: d.answers.jobs } : {}),
    ...(stated !== null && tokens !== null && tokens < stated ? { asked_per_day: stated } : {}),
    owned: finalists.flatMap((row): Spending['owned'] => {
      const kept = keptRow(row, output_tokens);
      if (!kept) return [];
      const { low, value, high } = kept.price;
      const cost = keptCost(kept, years, { tokens_per_day: tokens, jobs_per_day }, rates);
      return [
        {
          system: kept.system,
          price_usd: { low, value, high },
          load_hours_per_day: cost.load_hours_per_day,
          electricity_usd_per_year: cost.electricity_usd_per_year,
          resale_usd: cost.resale_usd,
        },
      ];
    }),
    services: d.alternatives
      .filter((a) => a.kind !== 'api' || hostedWhole(d.workload, catalog, offers, d.as_of))
      .flatMap((a) => serviceOf(a, tokens, jobs_per_day) ?? []),
  };
}

/** A ranked machine as somebody keeps it; null without a price. */
function keptRow(
  { system, price_usd, power_w, ownership, workloads }: Ranked,
  output_tokens: number | null,
): Kept | null {
  if (!price_usd) return null;
  const { idle, idle_least, load, max } = power_w;
  const power = { idle_w: idle, idle_least_w: idle_least, load_w: ownership?.load_w ?? load ?? max };
  return { system: system.id, price: price_usd, power, work: workloads, output_tokens };
}

const leastOf = (list: readonly (number | null | undefined)[]): number | null => {
  const known = list.filter((n) => n != null);
  return known.length === 0 ? null : Math.min(...known);
};

function serviceOf(
  a: Alternative,
  tokens: number | null,
  jobs_per_day: number | null,
): Spending['services'][number] | null {
  const { cost_usd: cost, kind } = a;
  if (cost === null || (kind !== 'api' && kind !== 'rent')) return null;
  if (cost.per === 'mtok')
    return tokens === null
      ? null
      : { kind, title: 'the API', usd_per_year: (tokens / 1e6) * cost.value * DAYS_PER_YEAR };
  if (cost.per === 'job')
    return jobs_per_day === null
      ? null
      : { kind, title: 'the API', usd_per_year: jobs_per_day * cost.value * DAYS_PER_YEAR };
  if (cost.per !== 'hour') return null;
  const hours =
    jobs_per_day !== null && a.jobs_per_hour !== undefined
      ? rentedHoursPerDay(jobs_per_day, 3600 / a.jobs_per_hour)
      : hoursPerDay(tokens, a.tokens_per_hour === undefined ? null : a.tokens_per_hour / 3600);
  return { kind, title: 'renting by the hour', usd_per_year: hours * cost.value * DAYS_PER_YEAR };
}
