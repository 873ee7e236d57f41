import { z } from 'zod';
import type { Usd } from '../units/units.ts';
import { inUnit } from './primitives.ts';
import { OFFER_CONDITIONS, OFFER_KINDS } from './vocabulary.ts';

/** What a machine costs on a day and where that was seen. */
export const priceSchema = z.strictObject({
  low: inUnit<Usd>(z.number()),
  value: inUnit<Usd>(z.number()),
  high: inUnit<Usd>(z.number()),
  observed: z.string(),
  kind: z.enum([...OFFER_KINDS, 'parts', 'own-price']),
  age_days: z.number(),
  stale: z.boolean(),
  source: z.string(),
  condition: z.enum(OFFER_CONDITIONS),
  /** For a build from parts: what it is made of. Left out of what is not ranked. */
  parts: z.array(
    z.strictObject({
      item: z.string(),
      name: z.string(),
      count: z.number(),
      unit_price_usd: inUnit<Usd>(z.number()),
      observed: z.string(),
      kind: z.string(),
      source: z.string(),
      /** The machine that the build names, where this one would do alike for less. */
      instead_of: z.string().optional(),
    }),
  ),
  /** What it is sold without, such as a disk: the sum holds them. */
  also_included: z.array(z.string()).optional(),
  /** Small parts of the build, or a disk that it is sold without, that nobody has priced: the sum is without them. */
  not_included: z.array(z.string()).optional(),
  /** Parts of the build that the buyer has: the sum is without them. */
  owned: z.array(z.string()).optional(),
  /** What is added to a PC that the buyer has, around a card or without one: the sum holds nothing of that PC. */
  in_own_pc: z.literal(true).optional(),
  /** Of the cards that the buyer has, those that the upgraded PC keeps, and those it has no place for. */
  cards_stay: z.array(z.string()).optional(),
  cards_come_out: z.array(z.string()).optional(),
});
export type PriceQuote = z.infer<typeof priceSchema>;
