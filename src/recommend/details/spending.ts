import { type OfferBook, rateAt } from '../../prices/pricing.ts';
import type { Spending } from '../../schema/details.ts';
import type { Alternative, Ranked, Recommendation } from '../../schema/document.ts';
import { hoursPerDay, USUAL_HOURS_PER_DAY, yearsOf } from '../alternatives/ownership.ts';

const DAYS = 365;

/** Resale and the buyer's hours are left out on both sides. */
export function spendingOf(d: Recommendation, finalists: readonly Ranked[], offers: OfferBook): Spending {
  const rate =
    d.answers.electricity_usd_per_kwh ??
    rateAt(offers, 'electricity:us-residential', 'electricity', d.as_of)?.value ??
    null;
  const stated = d.answers.tokens_per_day;
  const pace = streams(finalists[0]);
  const tokens = stated ?? (pace === null ? null : Math.round(USUAL_HOURS_PER_DAY * 3600 * pace));
  return {
    years: Math.max(1, yearsOf(d.answers)),
    usd_per_kwh: rate,
    tokens_per_day: tokens,
    stated: stated !== null,
    owned: finalists.flatMap((row) => {
      if (!row.price_usd) return [];
      const { low, value, high } = row.price_usd;
      const hours = hoursPerDay(tokens, streams(row));
      const watts = row.power_w.load ?? row.power_w.max;
      return [
        {
          system: row.system.id,
          price_usd: { low, value, high },
          hours_per_day: hours,
          electricity_usd_per_year:
            watts === null || rate === null ? null : (watts / 1000) * hours * DAYS * rate,
        },
      ];
    }),
    services: d.alternatives.flatMap((a) => serviceOf(a, tokens, d) ?? []),
  };
}

function serviceOf(
  a: Alternative,
  tokens: number | null,
  d: Recommendation,
): Spending['services'][number] | null {
  const { cost_usd: cost, kind } = a;
  if (cost === null || (kind !== 'api' && kind !== 'rent')) return null;
  if (cost.per === 'mtok')
    return tokens === null
      ? null
      : { kind, title: 'the API', usd_per_year: (tokens / 1e6) * cost.value * DAYS };
  if (cost.per !== 'hour') return null;
  const users = d.workload[0]?.users ?? 1;
  const hours = hoursPerDay(tokens, a.decode_tok_s ? a.decode_tok_s.value * users : null);
  return { kind, title: 'renting by the hour', usd_per_year: hours * cost.value * DAYS };
}

/** Tokens a second over all users of the first workload. */
function streams(row: Ranked | undefined): number | null {
  const speed = row?.workloads[0]?.speed;
  return speed?.decode_tok_s ? speed.decode_tok_s.value * speed.at.users : null;
}
