import { z } from 'zod';
import type { Gib, Watts } from '../units/units.ts';
import { count, inUnit, nonNegative, positive, text } from './primitives.ts';

/** An image or clip timing as a source prints it: the header that `advise evaluate diffusion` reads. */
export const rawImageTimingSchema = z.object({
  device: text,
  device_count: count.min(1).optional(),
  memory_gib: inUnit<Gib>(positive).optional(),
  os: z.string().default(''),
  engine: z.string(),
  backend: z.string().default(''),
  model: text,
  precision: z.string(),
  width: positive.optional(),
  height: positive.optional(),
  frames: positive.optional(),
  steps: positive.optional(),
  batch: positive.optional(),
  seconds_per_image: positive.optional(),
  it_per_s: positive.optional(),
  peak_memory_gib: inUnit<Gib>(positive).optional(),
  power_w: inUnit<Watts>(nonNegative).optional(),
  source: z.string().default(''),
  source_date: z.string().default(''),
  notes: z.string().default(''),
});
export type RawImageTiming = z.infer<typeof rawImageTimingSchema>;
