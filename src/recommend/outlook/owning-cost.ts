import type { PriceQuote } from '../../schema/document.ts';
import type { Ownership } from '../../schema/outlook.ts';
import { DAYS_PER_YEAR } from '../../units/days.ts';
import { inCents, type Usd, type UsdPerKwh, type Watts } from '../../units/units.ts';

/** A cost per million is told only of machines that make at least this many tokens while they are kept. */
const MILLION = 1e6;

/** Whole machine at the wall; `idle_least_w` where some parts' draw at idle is unknown. */
export interface PowerDrawn {
  readonly idle_w: Watts | null;
  readonly idle_least_w?: Watts | undefined;
  readonly load_w: Watts | null;
  /** Nobody stated the draw at work. */
  readonly load_assumed?: boolean;
}

interface OwningQuestion {
  readonly price: PriceQuote;
  /** What resale is counted from, USD: at most the price. */
  readonly resale_base_usd: Usd;
  readonly power: PowerDrawn;
  readonly years: number;
  /** Hours of a day under load, and switched on in all. */
  readonly load_hours: number;
  readonly on_hours: number;
  readonly usd_per_kwh: UsdPerKwh | null;
  /** Share of that base that used hardware keeps each year. */
  readonly resale_share: number;
  /** Tokens read and written in a day; null where the work is not counted in tokens. */
  readonly tokens_per_day: number | null;
  /** Jobs done in a day; null where no number was stated. */
  readonly jobs_per_day: number | null;
}

/** What a machine costs while it is kept: price less resale, and electricity under load and idle. */
export function ownership(q: OwningQuestion): Ownership {
  const { price, power, years } = q;
  const on = Math.max(q.load_hours, q.on_hours);
  const wh =
    (power.load_w ?? 0) * q.load_hours + (power.idle_w ?? power.idle_least_w ?? 0) * (on - q.load_hours);
  const known = q.usd_per_kwh !== null && power.load_w !== null;
  const electricity = known ? ((wh * DAYS_PER_YEAR) / 1000) * (q.usd_per_kwh ?? 0) : null;
  const base = inCents(q.resale_base_usd);
  const resale = base * q.resale_share ** years;
  const per_year = (price.value - resale) / years + (electricity ?? 0);
  const tokens = q.tokens_per_day;
  return {
    years,
    price_usd: price.value,
    resale_usd: inCents(resale),
    ...(base < inCents(price.value) ? { resale_base_usd: base } : {}),
    electricity_usd_per_year: electricity === null ? null : inCents(electricity),
    ...(power.load_w === null ? {} : { load_w: power.load_w }),
    ...(power.load_assumed ? { load_assumed: true } : {}),
    ...(power.idle_w === null ? {} : { idle_w: power.idle_w }),
    load_hours_per_day: round(q.load_hours),
    on_hours_per_day: round(on),
    idle_counted: known && power.idle_w !== null,
    ...(known && power.idle_w === null && power.idle_least_w !== undefined ? { idle_in_part: true } : {}),
    usd_per_year: inCents(per_year),
    tokens_per_day: tokens,
    usd_per_mtok:
      tokens && tokens * DAYS_PER_YEAR * years >= MILLION
        ? round((per_year * MILLION) / (tokens * DAYS_PER_YEAR))
        : null,
    ...(q.jobs_per_day ? { usd_per_job: round(per_year / (q.jobs_per_day * DAYS_PER_YEAR)) } : {}),
  };
}

const round = (n: number): number => Number(n.toPrecision(4));
