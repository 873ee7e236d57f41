import { z } from 'zod';
import type { TokensPerSecond, Usd, UsdPerKwh } from '../units/units.ts';
import { jobsSchema } from './answers.ts';
import { estimateIn } from './estimate-schema.ts';
import { inUnit } from './primitives.ts';

const curveSchema = z.strictObject({
  system: z.string(),
  users: z.number(),
  /** Per user, all of them at that depth, with the model and format of the row. */
  points: z.array(z.strictObject({ depth: z.number(), decode_tok_s: estimateIn<TokensPerSecond>() })),
  /** Deepest context that fits, tokens, of several users that of one; null where it is unknown. */
  max_context: z.number().nullable(),
});
export type DepthCurve = z.infer<typeof curveSchema>;

const historySchema = z.strictObject({
  system: z.string(),
  /** By our rules, on every day on which somebody looked, oldest first; the last is the price of the answer. */
  points: z.array(z.strictObject({ day: z.string(), usd: z.number(), low: z.number(), high: z.number() })),
});
export type PriceHistory = z.infer<typeof historySchema>;

/** What owning, renting and an API cost as time goes by, at one amount of work a day. */
const spendingSchema = z.strictObject({
  years: z.number(),
  usd_per_kwh: inUnit<UsdPerKwh>(z.number()).nullable(),
  /** What runs through in a day; null where the work is not counted in tokens. */
  tokens_per_day: z.number().nullable(),
  /** The buyer said how much; else it is two hours of the first machine. */
  stated: z.boolean(),
  /** Training runs, images or clips, where the buyer said how many. */
  jobs: jobsSchema.optional(),
  /** What was said, where not all of these machines can do so much: `tokens_per_day` is then what all of them can. */
  asked_per_day: z.number().optional(),
  owned: z.array(
    z.strictObject({
      system: z.string(),
      price_usd: z.strictObject({
        low: inUnit<Usd>(z.number()),
        value: inUnit<Usd>(z.number()),
        high: inUnit<Usd>(z.number()),
      }),
      load_hours_per_day: z.number(),
      /** Under load and idle; null where its power is unknown. */
      electricity_usd_per_year: z.number().nullable(),
      /** What it still fetches after those years. */
      resale_usd: inUnit<Usd>(z.number()),
    }),
  ),
  services: z.array(
    z.strictObject({ kind: z.enum(['api', 'rent']), title: z.string(), usd_per_year: z.number() }),
  ),
});
export type Spending = z.infer<typeof spendingSchema>;

const citedSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  date: z.string(),
});
export type CitedSource = z.infer<typeof citedSchema>;

/** More about the machines a page shows than the ranking needs: worked out on request. */
export const detailsSchema = z.strictObject({
  decode_over_depth: z.array(curveSchema),
  price_history: z.array(historySchema),
  spending: spendingSchema,
  sources: z.array(citedSchema),
});
export type Details = z.infer<typeof detailsSchema>;
