import { z } from 'zod';
import type { Usd } from '../units/units.ts';
import {
  alternativeSchema,
  criterionSchema,
  excludedSchema,
  flipSchema,
  ownedRunSchema,
  rankedSchema,
} from './document.ts';
import { findingSchema } from './error-document.ts';
import { inUnit } from './primitives.ts';
import { CRITERIA } from './vocabulary.ts';

const head = { schema_version: z.literal(1), as_of: z.string() };

/** `advise explain ID`: one machine's place beside the winner. */
export const explanationSchema = z.strictObject({
  ...head,
  kind: z.literal('explanation'),
  system: z.string(),
  of: z.number(),
  ranked: rankedSchema.nullable(),
  excluded: excludedSchema.nullable(),
  /** Of what is owned: what it does of the work, beside the first of what is on sale, and whether to keep it. */
  owned: z.strictObject({ run: ownedRunSchema, instead: alternativeSchema.nullable() }).optional(),
  first: z
    .strictObject({
      id: z.string(),
      name: z.string(),
      score: z.number(),
      criteria: z.array(criterionSchema),
    })
    .nullable(),
});
export type Explanation = z.infer<typeof explanationSchema>;

/** `advise compare A B`: the same question asked of each. */
export const comparisonSchema = z.strictObject({
  ...head,
  kind: z.literal('comparison'),
  systems: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      ranked: rankedSchema.nullable(),
      excluded: excludedSchema.nullable(),
      /** Of what is owned: how it does the work at no cost. */
      owned: ownedRunSchema.optional(),
    }),
  ),
  /** Criteria by how much they separate the systems, the widest gap first. */
  deciding: z.array(z.strictObject({ id: z.enum(CRITERIA), name: z.string(), spread: z.number() })),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** `advise explain --since DAY`: the answer then and now. */
export const changesSchema = z.strictObject({
  schema_version: z.literal(1),
  kind: z.literal('changes'),
  from: z.string(),
  to: z.string(),
  pick: z.strictObject({ then: z.string().nullable(), now: z.string().nullable() }),
  prices: z.array(
    z.strictObject({
      system: z.string(),
      name: z.string(),
      then_usd: inUnit<Usd>(z.number()),
      now_usd: inUnit<Usd>(z.number()),
      change: z.number(),
    }),
  ),
  /** Ranked now and not then, with why not then; and the other way round. */
  gained: z.array(z.strictObject({ name: z.string(), why: z.string() })),
  lost: z.array(z.strictObject({ name: z.string(), why: z.string() })),
});
export type Changes = z.infer<typeof changesSchema>;

/** `advise fit MODEL`: every machine that runs it, cheapest first. */
export const fitListSchema = z.strictObject({
  ...head,
  kind: z.literal('fit'),
  model: z.string(),
  /** How many run it; `systems` may be cut by --top. */
  of: z.number(),
  systems: z.array(rankedSchema),
  /** Could run it, but a rule speaks so much against it that nobody should buy it for that. */
  left_out: z.array(excludedSchema).optional(),
  /** What the buyer has, whether it runs it or not; absent where nothing is owned. */
  owned: z.array(ownedRunSchema).optional(),
  flips: z.array(flipSchema),
  alternatives: z.array(alternativeSchema),
});
export type FitList = z.infer<typeof fitListSchema>;

/** `advise data check`: faults of a data folder, and what is no fault but worth knowing. */
export const dataCheckSchema = z.strictObject({
  schema_version: z.literal(1),
  kind: z.literal('data_check'),
  ok: z.boolean(),
  problems: z.array(findingSchema),
  notes: z.array(findingSchema),
});
