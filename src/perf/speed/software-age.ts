import type { Device } from '../../schema/device.ts';
import { yearsBetween } from '../../units/days.ts';
import type { Ageing } from './fitted-values.ts';

/** Software older than this is one era: nothing more can be said about how much older (assumption). */
const OLDEST_YEARS = 3;
/** Software for a new device improves fast at first: time in which its backlog falls to 1/e (assumption). */
const MATURING_YEARS = 0.75;
/** Before this day the engines themselves were new. */
const FIRST_ENGINES = '2023-03-01';

/** A loose date as the middle of its month or year. */
const fullDate = (date: string): string =>
  date.length === 4 ? `${date}-07-01` : date.length === 7 ? `${date}-15` : date;

/** Age of the software of a day, and how much less mature it was for this device than at the reference date. */
export function ageingAt(device: Device, date: string, reference: string): Ageing {
  const released = fullDate(device.released ?? FIRST_ENGINES);
  const from = released > FIRST_ENGINES ? released : FIRST_ENGINES;
  const backlog = (day: string) => Math.exp(-yearsBetween(from, day) / MATURING_YEARS);
  return {
    age: Math.min(OLDEST_YEARS, yearsBetween(date, reference)),
    youth: Math.max(0, backlog(date) - backlog(reference)),
  };
}
