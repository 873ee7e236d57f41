import { z } from 'zod';
import type { Estimate } from './estimate.ts';
import { BASES } from './vocabulary.ts';

/** low..high is an 80 % interval; unknown is null where an estimate would stand. */
export const estimateSchema = z.strictObject({
  low: z.number(),
  value: z.number(),
  high: z.number(),
  unit: z.string(),
  basis: z.enum(BASES),
  evidence: z.array(z.string()).readonly(),
  bound_by: z.string(),
});

/** The same of a quantity whose unit the types know; `unit` says it in words. */
export const estimateIn = <Q extends number>(): z.ZodType<Estimate<Q>> =>
  estimateSchema as z.ZodType<Estimate<number>> as z.ZodType<Estimate<Q>>;
