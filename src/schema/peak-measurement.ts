import { z } from 'zod';
import type { Gib } from '../units/units.ts';
import { DIFFUSION_MATH } from './diffusion-measurement.ts';
import { count, idSchema, inUnit, looseDateSchema, positive } from './primitives.ts';

/** One curated row of `data/measurements-peaks/*.csv`: the most memory that one image or clip took on one device. */
export const peakMeasurementSchema = z.strictObject({
  /** MLX decodes in wider numbers than the engines for cards. */
  platform: z.enum(['gpu', 'metal']),
  model: idSchema,
  math: z.enum(DIFFUSION_MATH),
  /** Width of the text encoders' weights; `none` where they are not on the device. */
  encoders: z.enum(['16bit', '8bit', '4bit', 'none']),
  width: count.min(1),
  height: count.min(1),
  frames: count.min(1),
  /** Every part on the device at once, or one after another. */
  residency: z.enum(['all', 'turns', 'unknown']),
  /** Decoded tile by tile. */
  tiled: z.boolean(),
  peak_gib: inUnit<Gib>(positive),
  date: looseDateSchema,
  source: idSchema,
  ref: z.string(),
  note: z.string(),
});
export type PeakMeasurement = z.infer<typeof peakMeasurementSchema>;
