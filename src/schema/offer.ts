import { z } from 'zod';
import { dateSchema, idSchema, positive } from './primitives.ts';
import { OFFER_KINDS, TRUST } from './vocabulary.ts';

/** What `--condition` calls new has two kinds of price. */
const NEW_IS = 'The price of a new one is "street" (what shops ask) or "list" (what its maker says).';

/**
 * One dated price observation: a row of `data/prices/*.csv`. `item` is a system, device (card), part, or
 * `cloud:<device>` / `api:<model>` / `electricity:<region>`. A date known only to the month is its last day.
 */
export const offerSchema = z.strictObject({
  item: z.string().regex(/^(?:(?:cloud|api|electricity):)?[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/),
  config: z.string(),
  kind: z.enum(OFFER_KINDS, { error: ({ input }) => (input === 'new' ? NEW_IS : undefined) }),
  amount: positive,
  currency: z.string().regex(/^[A-Z]{3}$/),
  region: z.string(),
  observed: dateSchema,
  trust: z.enum(TRUST),
  source: idSchema,
  note: z.string(),
});
export type Offer = z.infer<typeof offerSchema>;
