import { z } from 'zod';
import { isDay } from '../units/days.ts';

/** Lower-case words joined by dashes and dots; safe as a file name on every system. */
export const idSchema = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/, 'an id is lower-case letters, digits, ".", "_" and "-"');
/** YYYY-MM-DD that exists in the calendar. */
export const dateSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'a date is written YYYY-MM-DD', abort: true })
  .refine(isDay, 'no such day in the calendar');
/** A date known to the day, the month or only the year, as sources print it. */
export const looseDateSchema = z.preprocess(
  (v) => (typeof v === 'number' ? String(v) : v),
  z
    .string()
    .regex(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/, {
      error: 'a date is written YYYY, YYYY-MM or YYYY-MM-DD',
      abort: true,
    })
    .refine((d) => isDay(`${d}${'-01-01'.slice(d.length - 4)}`), 'no such day in the calendar'),
);
export const positive = z.number().positive().max(1e15);
export const nonNegative = z.number().min(0).max(1e15);
/** A figure read in its unit; a matter of types alone. */
export const inUnit = <Q extends number>(figure: z.ZodType<number, number>): z.ZodType<Q, number> =>
  figure as z.ZodType<Q, number>;
export const count = z.int().min(0).max(1_000_000_000);
const HARMLESS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
  /^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/;
/** Prose and names; what would move a terminal's cursor or turn the reading direction has no place in them. */
export const text = z.string().min(1).max(4000).regex(HARMLESS, 'control characters are not allowed');
export const sourceIds = z.array(idSchema).min(1);
/** Source ids per section of a file (`memory`, `power`, ...); `default` covers the rest. */
export const sourcesBySection = z
  .record(z.string(), sourceIds)
  .refine((s) => 'default' in s, 'sources needs a "default" entry');
