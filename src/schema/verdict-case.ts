import { z } from 'zod';
import { dateSchema } from './primitives.ts';

/** A row of a verdict file: a buyer's situation as flags, and what the source says to buy or not to buy. */
export const verdictCaseSchema = z.object({
  case_id: z.string().min(1),
  as_of: dateSchema,
  /** JSON array of flags for `advise recommend`. */
  args: z.string().min(2),
  accept_regex: z.string(),
  also_ok_regex: z.string(),
  reject_regex: z.string(),
  /** "yes": there is nothing to buy. */
  expect_empty: z.string(),
  expect_alternative: z.string(),
  weight: z.number().positive(),
  source: z.string(),
  why: z.string(),
  notes: z.string(),
});
export type VerdictCase = z.infer<typeof verdictCaseSchema>;
