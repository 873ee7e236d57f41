const MS_PER_DAY = 86_400_000;
/** Of the Julian calendar, as astronomers count years. */
const DAYS_PER_YEAR = 365.25;

/** The same few hundred days are asked for thousands of times. */
const known = new Map<string, number>();

/** Days since 1970 of a day YYYY-MM-DD, UTC; of a month or a year its first. */
export function dayNumber(date: string): number {
  const before = known.get(date);
  if (before !== undefined) return before;
  const day = Date.parse(date) / MS_PER_DAY;
  known.set(date, day);
  return day;
}

/** Whole days from one calendar day to another. */
export const daysBetween = (from: string, to: string): number => Math.round(dayNumber(to) - dayNumber(from));

/** Years from one day to another, never below 0. */
export const yearsBetween = (from: string, to: string): number =>
  Math.max(0, (dayNumber(to) - dayNumber(from)) / DAYS_PER_YEAR);

/** The calendar day that many days before another. */
export const daysBefore = (days: number, date: string): string =>
  new Date((dayNumber(date) - days) * MS_PER_DAY).toISOString().slice(0, 10);
