import { z } from 'zod';
import { sourceIds, text } from './primitives.ts';
import { ALTERNATIVE_KINDS, SEVERITIES } from './vocabulary.ts';

const scalar = z.union([z.number(), z.string(), z.boolean()]);
/** One test on one fact. Exactly one operator. An unknown (null) fact makes the test unknown, never true. */
const testSchema = z
  .strictObject({
    fact: text,
    is: scalar.optional(),
    not: scalar.optional(),
    in: z.array(scalar).min(1).optional(),
    has: scalar.optional(),
    lacks: scalar.optional(),
    gt: z.union([z.number(), text]).optional(),
    gte: z.union([z.number(), text]).optional(),
    lt: z.union([z.number(), text]).optional(),
    lte: z.union([z.number(), text]).optional(),
    known: z.boolean().optional(),
  })
  .refine((t) => Object.keys(t).length === 2, 'a test has "fact" and exactly one operator');
export type FactTest = z.infer<typeof testSchema>;

export type RuleCondition =
  | FactTest
  | { all: RuleCondition[] }
  | { any: RuleCondition[] }
  | { none: RuleCondition[] };
const conditionSchema: z.ZodType<RuleCondition> = z.lazy(() =>
  z.union([
    testSchema as z.ZodType<FactTest>,
    z.strictObject({ all: z.array(conditionSchema).min(1) }),
    z.strictObject({ any: z.array(conditionSchema).min(1) }),
    z.strictObject({ none: z.array(conditionSchema).min(1) }),
  ]),
);

const effectSchema = z.union([
  z.strictObject({ exclude: z.literal(true) }),
  z.strictObject({ warn: z.literal(true) }),
  z.strictObject({ note: z.literal(true) }),
  /** Moves the score by `points` (-20..20) on the 0..100 scale, shown as its own line. */
  z.strictObject({ prefer: z.number().min(-20).max(20) }),
  z.strictObject({ require: conditionSchema }),
  z.strictObject({ suggest: z.enum(ALTERNATIVE_KINDS) }),
]);
export type Effect = z.infer<typeof effectSchema>;

/** `data/rules/<id>.yaml`. `given` restricts by the need (cheap), `when` tests the candidate; `because` may use {fact}. */
export const ruleSchema = z.strictObject({
  title: text,
  given: conditionSchema.optional(),
  when: conditionSchema.optional(),
  then: effectSchema,
  because: text,
  severity: z.enum(SEVERITIES),
  sources: sourceIds,
  note: text.optional(),
  examples: z
    .array(
      z.strictObject({
        name: text,
        facts: z.record(z.string(), z.union([scalar, z.array(z.string()), z.null()])),
        fires: z.boolean(),
      }),
    )
    .min(2, 'a rule needs two examples at least')
    .refine(
      (e) => e.some((x) => x.fires) && e.some((x) => !x.fires),
      'a rule needs one example that fires and one that does not',
    ),
});
export type Rule = z.infer<typeof ruleSchema> & { id: string };
