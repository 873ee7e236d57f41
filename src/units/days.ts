import { remembered } from './remembered.ts';

const MS_PER_DAY = 86_400_000;
/** A year of use or of payments, as bills are worked out. */
export const DAYS_PER_YEAR = 365;
/** For ages, which leap days lengthen: a year of the Julian calendar, as astronomers count. */
export const DAYS_PER_YEAR_OF_AGE = 365.25;

/**
 * Days since 1970 of a day YYYY-MM-DD, UTC; of a month or a year its first. The same few hundred days are asked for
 * thousands of times.
 */
export const dayNumber = remembered((date: string): number => Date.parse(date) / MS_PER_DAY);

/** Whole days from one calendar day to another. */
export const daysBetween = (from: string, to: string): number => Math.round(dayNumber(to) - dayNumber(from));

/** Years from one day to another, never below 0. */
export const yearsBetween = (from: string, to: string): number =>
  Math.max(0, (dayNumber(to) - dayNumber(from)) / DAYS_PER_YEAR_OF_AGE);

/** The calendar day that many days before another. */
export const daysBefore = (days: number, date: string): string =>
  new Date((dayNumber(date) - days) * MS_PER_DAY).toISOString().slice(0, 10);

/** The latest of days written YYYY-MM-DD, which sort as text; '' of none. */
export const latestDay = (days: readonly string[]): string => days.reduce((a, b) => (a > b ? a : b), '');

/** Whether a text is YYYY-MM-DD and the calendar has that day. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
