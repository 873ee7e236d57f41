import type { Catalog } from '../schema/catalog.ts';
import type { System } from '../schema/system.ts';
import { NO_DAY_YET } from '../schema/vocabulary.ts';
import { daysBetween } from '../units/days.ts';
import { remembered } from '../units/remembered.ts';

/** The last day of a loose date (YYYY, YYYY-MM, YYYY-MM-DD): something released "in March" surely exists in April. */
export function lastDay(date: string): string {
  if (date.length === 10) return date;
  if (date.length === 4) return `${date}-12-31`;
  return endOfMonth(date);
}

/** The same few dozen months are asked for thousands of times. */
const endOfMonth = remembered((date: string): string => {
  const [year = 0, month = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
});

/**
 * First day a system could be had: its own release date, else that of its newest device. Null when neither is recorded;
 * a day that never comes where it was only announced.
 */
export function startOf(system: System, catalog: Catalog): string | null {
  if (system.released !== undefined) return lastDay(system.released);
  if (system.announced !== undefined) return NO_DAY_YET;
  const dates = system.devices.flatMap((d) => catalog.devices[d.device]?.released ?? []);
  return dates.map(lastDay).sort().at(-1) ?? null;
}

/** Known to be sold from a later day on. */
export function isToCome(system: System, catalog: Catalog, asOf: string): boolean {
  const start = startOf(system, catalog);
  return start !== null && start > asOf;
}

/** Its maker had announced it by that day. */
export const isAnnounced = (system: System, asOf: string): boolean =>
  system.announced !== undefined && lastDay(system.announced) <= asOf;

export const endOf = (system: System): string | null =>
  system.ended === undefined ? null : lastDay(system.ended);

/** Sold new on that day. */
export function isOnSale(system: System, asOf: string): boolean {
  const ended = endOf(system);
  return ended === null || ended >= asOf;
}

/** Days since it was last seen sold out; null where nobody saw that, or where a shop has offered it since. */
export function soldOutDays(
  { sold_out }: Pick<System, 'sold_out'>,
  price: { readonly kind: string; readonly observed: string } | null,
  asOf: string,
): number | null {
  if (sold_out === undefined || sold_out.seen > asOf) return null;
  const offered = price?.kind === 'street' && price.observed > sold_out.seen;
  return offered ? null : daysBetween(sold_out.seen, asOf);
}
