import type { Offer } from '../schema/offer.ts';
import type { OfferKind } from '../schema/vocabulary.ts';
import { daysBetween } from '../units/days.ts';

/**
 * How far the price paid may lie from the observed one, in logarithms. The scales were read from this catalogue: 118
 * month-to-month steps of used cards (robust standard deviation 0.13 per root month), 162 readings of one item in one
 * month (0.13), and 55 steps of list prices read half a month to half a year apart, of which 32 did not move
 * (root mean square 0.08 per root month).
 */
const SPREAD_RULES = {
  /** Readings this close before the chosen one tell what sellers ask at about the same time. */
  window_days: 120,
  /** Same item, same month, other shop. Weighs like this many readings when there are few. */
  scatter: 0.13,
  scatter_weight: 3,
  /** One seller's error must not stretch the interval: a reading counts as at most half or double. */
  clip: Math.log(2),
  drift_per_root_month_memory: 0.13,
  /** Assumption: goods without memory kept their price within a few percent over the same months. */
  drift_per_root_month_other: 0.05,
  /** A list price is exact on its day, and holds until its maker sets another. */
  list_scatter: 0.01,
  drift_per_root_month_list: 0.08,
  days_per_month: 30.4,
  /** Half width of a central 80 % interval of a normal distribution. */
  z80: 1.2816,
} as const;

/** Half width of the 80 % interval, in log space, of a price of `kind` that is `age` days old. */
export function spreadOf(
  rows: readonly Offer[],
  value: number,
  newest: string,
  age: number,
  kind: OfferKind,
  memory: boolean,
): number {
  const r = SPREAD_RULES;
  const moves = kind === 'list' ? r.drift_per_root_month_list : r.drift_per_root_month_memory;
  const drift = memory ? moves : r.drift_per_root_month_other;
  const aged = drift * Math.sqrt(Math.max(age, 0) / r.days_per_month);
  const base = kind === 'list' ? r.list_scatter : scatterOf(rows, value, newest, drift);
  return Math.min(r.z80 * Math.hypot(base, aged), r.clip);
}

/** Scatter of the recent readings around the value, less what time alone explains, shrunk to the general scatter. */
function scatterOf(rows: readonly Offer[], value: number, newest: string, drift: number): number {
  const r = SPREAD_RULES;
  let sum = r.scatter_weight * r.scatter ** 2;
  let weight: number = r.scatter_weight;
  for (const row of rows) {
    const days = daysBetween(row.observed, newest);
    if (days > r.window_days) continue;
    const off = Math.max(-r.clip, Math.min(r.clip, Math.log(row.amount / value)));
    const explained = drift ** 2 * (days / r.days_per_month);
    sum += Math.max(0, off ** 2 - explained);
    weight += 1;
  }
  return Math.sqrt(sum / weight);
}
