import { z } from 'zod';
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
