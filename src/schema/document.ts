import { z } from 'zod';
import type { GbAsSold, Gib, Hours, Seconds, TokensPerSecond, Watts } from '../units/units.ts';
import { answersSchema } from './answers.ts';
import { detailsSchema } from './details.ts';
import { estimateIn } from './estimate-schema.ts';
import { type Fit, fitSchema } from './fit.ts';
import { answerTimeSchema, batchSchema, ownershipSchema, prefillBySchema, servingSchema } from './outlook.ts';
import { pictureJobSchema } from './picture-job.ts';
import { placeFields } from './place.ts';
import { type PriceQuote, priceSchema } from './price-quote.ts';
import { inUnit } from './primitives.ts';
import {
  ALTERNATIVE_KINDS,
  BACKENDS,
  CRITERIA,
  ENGINES,
  FINETUNE_METHODS,
  FLIP_CHANGES,
  OPERATING_SYSTEMS,
  SEVERITIES,
  SYSTEM_KINDS,
  WORKLOADS,
} from './vocabulary.ts';

export type { Fit, PriceQuote };

const reasonSchema = z.strictObject({
  code: z.string(),
  severity: z.enum(SEVERITIES),
  text: z.string(),
  sources: z.array(z.string()),
  /** What a rule adds to the score or takes from it, before the bound on all of them together. */
  points: z.number().optional(),
});
export type Reason = z.infer<typeof reasonSchema>;

const systemRefSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(SYSTEM_KINDS),
  devices: z.array(z.strictObject({ id: z.string(), name: z.string(), count: z.number() })),
  memory_gb: inUnit<GbAsSold>(z.number()),
  tags: z.array(z.string()),
  group: z.string().nullable(),
});
export type SystemRef = z.infer<typeof systemRefSchema>;

export const criterionSchema = z.strictObject({
  id: z.enum(CRITERIA),
  name: z.string(),
  /** The measured quantity behind the score, null when unknown. */
  value: z.number().nullable(),
  unit: z
    .string()
    .describe(
      'Of `value`, for the work of this row; where a row does several, for the one that has this value.',
    ),
  /** 0..1, null when unknown. */
  score: z.number().nullable(),
  weight: z.number(),
  /** Nobody stated the value of this machine: it is what its kind usually has. */
  assumed: z.literal(true).optional(),
});
export type CriterionResult = z.infer<typeof criterionSchema>;

const textSpeedSchema = z.strictObject({
  decode_tok_s: estimateIn<TokensPerSecond>().nullable(),
  prefill_tok_s: estimateIn<TokensPerSecond>().nullable(),
  ttft_s: estimateIn<Seconds>().nullable(),
  at: z.strictObject({ depth: z.number(), prompt_tokens: z.number(), users: z.number() }),
});

/** How one candidate does one workload; a mixed need has one entry per workload. */
const performanceSchema = z.strictObject({
  workload: z.enum(WORKLOADS),
  share: z.number(),
  model: z.strictObject({ id: z.string(), name: z.string(), quant: z.string() }).nullable(),
  engine: z.enum(ENGINES).nullable(),
  backend: z.enum(BACKENDS).nullable(),
  fit: fitSchema.nullable(),
  speed: textSpeedSchema.nullable(),
  /** Where devices differ: the kind that does it alone. Absent where all of them share the work. */
  runs_on: z.string().optional(),
  /** Servers side by side that each hold the whole model and share the users; absent where it is one. `fit` is of all, but for `max_context`. */
  copies: z.number().optional(),
  /** The engine runs inside a Linux of its own (WSL), not under the operating system itself; absent where it does not. */
  in_wsl: z.literal(true).optional(),
  prefill_by: prefillBySchema.optional(),
  /** These three are worked out for the first rows only. */
  answer: answerTimeSchema.optional(),
  serving: servingSchema.optional(),
  batch: batchSchema.optional(),
  finetune: z
    .strictObject({
      hours: estimateIn<Hours>().nullable(),
      tokens_per_s: estimateIn<TokensPerSecond>().nullable(),
      peak_gib: estimateIn<Gib>().nullable(),
      /** Devices that share weights, gradients and states (FSDP); absent where each holds all of them. */
      shared_by: z.number().optional(),
      /** Tokens of a sequence, stated or assumed. */
      sequence_length: z.number().optional(),
      /** Tokens of a sequence where those that were assumed have no room: fewer. */
      shortened_to: z.number().optional(),
    })
    .nullable(),
  image: pictureJobSchema.nullable(),
  video: pictureJobSchema.nullable(),
  /** What else runs comfortably, and a better model whose experts spill; told of the first thirty, and by `explain` of any. */
  also_runs: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      quant: z.string(),
      decode_tok_s: inUnit<TokensPerSecond>(z.number()).nullable(),
      experts_in_main_memory: z.literal(true).optional(),
    }),
  ),
  unknown: z.array(z.string()),
});
export type Performance = z.infer<typeof performanceSchema>;

export const rankedSchema = performanceSchema
  .omit({
    workload: true,
    share: true,
    also_runs: true,
    unknown: true,
    runs_on: true,
    in_wsl: true,
    prefill_by: true,
    answer: true,
    serving: true,
    batch: true,
  })
  .extend({
    ...placeFields,
    system: systemRefSchema,
    dominated_by: z.string().nullable(),
    criteria: z.array(criterionSchema),
    /** What the rules say together, within their bound, and by how much that moved the score of the criteria. */
    rule_points: z.strictObject({ said: z.number(), moved: z.number() }),
    price_usd: priceSchema.nullable(),
    os: z.enum(OPERATING_SYSTEMS),
    workloads: z.array(performanceSchema),
    power_w: z.strictObject({
      idle: inUnit<Watts>(z.number()).nullable(),
      /** Where some parts' draw at idle is unknown: what the others take. */
      idle_least: inUnit<Watts>(z.number()).optional(),
      load: inUnit<Watts>(z.number()).nullable(),
      max: inUnit<Watts>(z.number()).nullable(),
    }),
    /** What it costs while it is kept; for the first rows. */
    ownership: ownershipSchema.optional(),
    reasons: z.array(reasonSchema),
  });
export type Ranked = z.infer<typeof rankedSchema>;

export const excludedSchema = z.strictObject({
  system: systemRefSchema,
  price_usd: priceSchema.nullable(),
  reasons: z.array(reasonSchema),
});
export type Excluded = z.infer<typeof excludedSchema>;

/** What somebody has, at the same work. A run that rules speak against, or none at all, has reasons that say why. */
export const ownedRunSchema = z.strictObject({
  /** `memory_gb` is null for a processor of which nobody said how much stands beside it. */
  system: systemRefSchema.extend({ memory_gb: systemRefSchema.shape.memory_gb.nullable() }),
  os: z.enum(OPERATING_SYSTEMS),
  /** It does all of the work, however slowly. */
  runs: z.boolean(),
  /** What the first of the ranking would do of the work, and how much better that is all in all. */
  beside_first: reasonSchema.nullable(),
  /** As anything on sale is scored, but costing nothing; null and empty where it does not do the work. */
  score: z.number().nullable(),
  criteria: z.array(criterionSchema),
  workloads: z.array(performanceSchema),
  reasons: z.array(reasonSchema),
});
export type OwnedRun = z.infer<typeof ownedRunSchema>;

export const alternativeSchema = z.strictObject({
  kind: z.enum(ALTERNATIVE_KINDS),
  title: z.string(),
  /** True when this, not a purchase, is the right answer. */
  is_the_answer: z.boolean(),
  cost_usd: z
    .strictObject({
      value: z.number(),
      per: z.enum(['hour', 'month', 'year', 'total', 'mtok', 'job']),
      source: z.string(),
      observed: z.string(),
    })
    .nullable(),
  break_even_days: z.number().nullable(),
  system: z.string().nullable(),
  decode_tok_s: estimateIn<TokensPerSecond>().nullable(),
  /** How many streams decode so fast at once; absent where it is one. */
  users: z.number().optional(),
  /** Of text, read and written without a pause. */
  tokens_per_hour: z.number().optional(),
  /** Of training runs, images or clips, without a pause. */
  jobs_per_hour: z.number().optional(),
  /** Of an API, or renting: at the volume that was said it costs less than to own the first of the ranking. */
  cheaper_than_owning: z.literal(true).optional(),
  /** Of what is owned: leaving money aside, the first of the ranking does the work no better. */
  nothing_better: z.literal(true).optional(),
  reasons: z.array(reasonSchema),
});
export type Alternative = z.infer<typeof alternativeSchema>;

export const flipSchema = z.strictObject({
  /** What would have to change. */
  change: z.enum(FLIP_CHANGES),
  text: z.string(),
  from: z.union([z.string(), z.number()]).nullable(),
  to: z.union([z.string(), z.number()]).nullable(),
  system: systemRefSchema.nullable(),
});
export type Flip = z.infer<typeof flipSchema>;

export const assumptionSchema = z.strictObject({
  field: z.string(),
  value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  reason: z.string(),
  source: z.string().nullable(),
  /** Of a value that is an id: as people call it. */
  name: z.string().optional(),
});
export type Assumption = z.infer<typeof assumptionSchema>;

const needSchema = z.strictObject({
  id: z.enum(WORKLOADS),
  share: z.number(),
  models: z.array(z.string()),
  /** The buyer named no model: one that is usual for this work stands in. */
  stand_in: z.boolean().optional(),
  quant: z.string().nullable(),
  context: z.number().nullable(),
  /** What a named model may do with where the context above is assumed and does not fit. */
  least_context: z.number().optional(),
  prompt_tokens: z.number().nullable(),
  cached_share: z.number(),
  output_tokens: z.number().nullable(),
  users: z.number(),
  /** Steps of a task, for work that agents do. */
  turns: z.number().nullable().optional(),
  method: z.enum(FINETUNE_METHODS).nullable(),
  train_tokens: z.number().nullable(),
  sequence_length: z.number().nullable(),
  /** What it may be shortened to where the length above is assumed and does not fit. */
  least_sequence_length: z.number().optional(),
  /** Of the machine's memory, for something else: usable is what is left. */
  keep_free_gib: inUnit<Gib>(z.number()).optional(),
});

export const recommendationSchema = z.strictObject({
  schema_version: z.literal(1),
  kind: z.literal('recommendation'),
  advise_version: z.string(),
  catalog: z.strictObject({ date: z.string(), digest: z.string() }),
  as_of: z.string(),
  seed: z.number(),
  answers: answersSchema,
  workload: z.array(needSchema),
  assumptions: z.array(assumptionSchema),
  ranked: z.array(rankedSchema),
  excluded: z.array(excludedSchema),
  alternatives: z.array(alternativeSchema),
  /** Each thing that is owned; absent where nothing is. */
  owned: z.array(ownedRunSchema).optional(),
  flips: z.array(flipSchema),
  warnings: z.array(reasonSchema),
  /** Where nothing is ranked: the fewest limits that together leave nothing, named as flips are. */
  dead_end: z.strictObject({ limits: z.array(z.enum(FLIP_CHANGES)), text: z.string() }).optional(),
  /** The run again, as one line. */
  command: z.string(),
  /** Only with --details. */
  details: detailsSchema.optional(),
});
export type Recommendation = z.infer<typeof recommendationSchema>;
export type DeadEnd = NonNullable<Recommendation['dead_end']>;
export type WorkloadNeed = z.infer<typeof needSchema>;
