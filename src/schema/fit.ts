import { z } from 'zod';
import type { Gib } from '../units/units.ts';
import { inUnit } from './primitives.ts';
import { CACHE_TYPES, FIT_STATUSES, TABLE_PLACES } from './vocabulary.ts';

/** How a load lies in the memory of a machine. */
export const fitSchema = z.strictObject({
  status: z.enum(FIT_STATUSES),
  footprint_gib: inUnit<Gib>(z.number()),
  weights_gib: inUnit<Gib>(z.number()),
  kv_gib: inUnit<Gib>(z.number()),
  buffers_gib: inUnit<Gib>(z.number()),
  usable_gib: inUnit<Gib>(z.number()),
  /** Kept for something else and not in `usable_gib`; absent where nothing is. */
  kept_free_gib: inUnit<Gib>(z.number()).optional(),
  /** How the cache is stored: 16 bits a value, or 8 where nothing else fits. */
  kv_type: z.enum(CACHE_TYPES),
  /** Of several users the one that goes furthest, while each of the others holds `usual_depth`. */
  max_context: z.number().nullable(),
  /** Tokens in the cache of each user but the one at the whole context; absent of one user, and where all hold as much. */
  usual_depth: z.number().optional(),
  /** Tables of n-grams that lie elsewhere and are not in the figures above; absent where there are none. */
  tables: z
    .strictObject({
      where: z.enum(TABLE_PLACES),
      gib: inUnit<Gib>(z.number()),
      /** Prompts may take up to twice as long as told: their rows come from a drive that little memory is left to cache. */
      slows_prompts: z.literal(true).optional(),
    })
    .optional(),
});
export type Fit = z.infer<typeof fitSchema>;
