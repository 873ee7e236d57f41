import { z } from 'zod';
import type { Tflops } from '../units/units.ts';
import { dateSchema, idSchema, inUnit, positive } from './primitives.ts';

/**
 * A row of `data/measurements-matmul/*.csv`: what a chip's matrix units really do in 16 bit, which sheets overstate, understate or
 * leave out. `method` matmul is a timed matrix product; prefill is 2 x parameters x prompt tokens per second of an F16 model.
 */
export const throughputSchema = z.strictObject({
  device: idSchema,
  tflops: inUnit<Tflops>(positive),
  method: z.enum(['matmul', 'prefill']),
  date: dateSchema,
  source: idSchema,
  note: z.string(),
});
export type Throughput = z.infer<typeof throughputSchema>;
