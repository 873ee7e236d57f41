import type { Device } from '../../schema/device.ts';
import type { Ageing } from './calibration.ts';

/** Software older than this is one era: nothing more can be said about how much older (assumption). */
const OLDEST_YEARS = 3;
/** Software for a new device improves fast at first: time in which its backlog falls to 1/e (assumption). */
const MATURING_YEARS = 0.75;
/** Before this day the engines themselves were new. */
const FIRST_ENGINES = '2023-03-01';

/** Years between two dates YYYY-MM-DD; never negative. */
function yearsBefore(reference: string, date: string): number {
  const ms = Date.parse(`${reference}T00:00:00Z`) - Date.parse(`${date}T00:00:00Z`);
  return Math.max(0, ms / (365.25 * 86_400_000));
}

/** A loose date as the middle of its month or year. */
const fullDate = (date: string): string =>
  date.length === 4 ? `${date}-07-01` : date.length === 7 ? `${date}-15` : date;

/** Age of the software of a day, and how much less mature it was for this device than at the reference date. */
export function ageingAt(device: Device, date: string, reference: string): Ageing {
  const released = fullDate(device.released ?? FIRST_ENGINES);
  const from = released > FIRST_ENGINES ? released : FIRST_ENGINES;
  const backlog = (day: string) => Math.exp(-yearsBefore(day, from) / MATURING_YEARS);
  return {
    age: Math.min(OLDEST_YEARS, yearsBefore(reference, date)),
    youth: Math.max(0, backlog(date) - backlog(reference)),
  };
}
