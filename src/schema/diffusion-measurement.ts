import { z } from 'zod';
import type { Gib, Seconds } from '../units/units.ts';
import { count, dateSchema, idSchema, inUnit, positive } from './primitives.ts';

/** How the pipeline was run: caches that skip forwards and weights streamed from the host are told apart and not calibrated on. */
const DIFFUSION_ENGINES = ['eager', 'compiled'] as const;
/** What the matrix products ran in; `w8`/`w4` store small and compute in 16 bit. */
export const DIFFUSION_MATH = ['16bit', '32bit', 'fp8', 'int8', 'fp4', 'w8', 'w4'] as const;

/** One curated row of `data/measurements-diffusion/*.csv`: one image or clip on one device. */
export const diffusionMeasurementSchema = z.strictObject({
  device: idSchema,
  engine: z.enum(DIFFUSION_ENGINES),
  model: idSchema,
  math: z.enum(DIFFUSION_MATH),
  width: count.min(1),
  height: count.min(1),
  frames: count.min(1),
  steps: count.min(1),
  forwards_per_step: count.min(1),
  /** Seconds for the whole job, or of the denoising loop alone. */
  seconds: inUnit<Seconds>(positive),
  scope: z.enum(['job', 'denoise']),
  /** Rows behind this one (self reports of one card are kept as their median). */
  n: count.min(1),
  peak_gib: inUnit<Gib>(positive).optional(),
  date: dateSchema,
  source: idSchema,
  ref: z.string(),
  note: z.string(),
});
export type DiffusionMeasurement = z.infer<typeof diffusionMeasurementSchema>;
