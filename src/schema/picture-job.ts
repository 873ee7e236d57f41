import { z } from 'zod';
import type { GbAsSold, Gib, Seconds } from '../units/units.ts';
import { estimateIn } from './estimate-schema.ts';
import { inUnit } from './primitives.ts';

/** One image or one clip. */
export const pictureJobSchema = z.strictObject({
  seconds: estimateIn<Seconds>().nullable(),
  peak_gib: estimateIn<Gib>().nullable(),
  /** Present where the device does not hold all of it at once. */
  off_device: z
    .strictObject({
      /** Weights that are elsewhere while it denoises. */
      gib: inUnit<Gib>(z.number()),
      /** Where they wait: beside a card, or where the device shares the memory of the machine. */
      kept_in: z.enum(['main_memory', 'disk']),
      /** Fetched again in every step, because the denoiser does not fit; else the parts take turns, once each. */
      streamed: z.boolean(),
      /** The picture is decoded in small tiles. */
      in_tiles: z.boolean(),
      /** Main memory of the machine; null where nobody knows. */
      host_ram_gb: inUnit<GbAsSold>(z.number()).nullable(),
    })
    .optional(),
});
export type PictureJob = z.infer<typeof pictureJobSchema>;
