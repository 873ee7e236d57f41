import { z } from 'zod';
import type { Gib, Mib, Seconds, TokensPerSecond } from '../units/units.ts';
import { estimateIn, estimateSchema } from './estimate-schema.ts';
import { inUnit } from './primitives.ts';
import { ALTERNATIVE_KINDS } from './vocabulary.ts';

/** How far predictions were off in one group, as shares (0.08 is 8 %); null where the group has no row to tell. */
const errorGroupSchema = z.strictObject({
  n: z.number(),
  /** Median of |predicted / measured - 1|. */
  mdape: z.number().nullable(),
  /** Nine of ten predictions are within this. */
  p90_ape: z.number().nullable(),
  /** Median of predicted / measured - 1: negative when predictions are too low. */
  bias: z.number().nullable(),
  /** Share of measurements inside the 80 % interval. */
  coverage80: z.number().nullable(),
});
export type ErrorGroup = z.infer<typeof errorGroupSchema>;

const memoryPredictionSchema = z.strictObject({
  kv_mib: inUnit<Mib>(z.number()),
  compute_mib: inUnit<Mib>(z.number()),
  output_mib: inUnit<Mib>(z.number()),
  /** Their sum. */
  value: z.number(),
  unit: z.literal('MiB'),
});
/** The main figure of the row, and beside it every figure that the job has. */
const trainingPredictionSchema = estimateSchema.extend({
  tokens_per_s: estimateIn<TokensPerSecond>().nullable(),
  peak_gib: estimateIn<Gib>().nullable(),
});
const imagePredictionSchema = estimateSchema.extend({
  seconds: estimateIn<Seconds>().nullable(),
  peak_gib: estimateIn<Gib>().nullable(),
});
const verdictPredictionSchema = z.strictObject({
  top: z.string().nullable(),
  /** What the headline says to do instead of buying; null where it says to buy. */
  instead: z.enum(ALTERNATIVE_KINDS).nullable(),
  accepted: z.boolean(),
  rejected: z.boolean(),
  failed: z.array(z.string()),
  /**
   * The best machine that the case accepts, and what our pick is ahead by on each criterion, in score points; where
   * none is ranked, one that is out, and why.
   */
  nearest_accepted: z
    .strictObject({
      id: z.string(),
      rank: z.number().nullable(),
      score_behind: z.number().nullable(),
      out: z.string().nullable(),
      criteria: z.array(z.strictObject({ id: z.string(), points: z.number() })),
    })
    .nullable(),
});

const rowOf = <P extends z.ZodType>(prediction: P) =>
  z.strictObject({
    /** The input fields as read. */
    row: z.record(z.string(), z.string()),
    prediction: prediction.nullable(),
    /** Why the row was not predicted; null when it was. */
    skipped: z.string().nullable(),
  });

const head = {
  schema_version: z.literal(1),
  kind: z.literal('evaluation'),
  rows_total: z.number(),
  predicted: z.number(),
  skipped: z.record(z.string(), z.number()),
};
const measured = { ...head, model_only: z.boolean(), groups: z.record(z.string(), errorGroupSchema) };

const unknownNameSchema = z.strictObject({
  line: z.number(),
  /** device, model or quant. */
  what: z.string(),
  name: z.string(),
  /** Ids it may have meant, closest first. */
  nearest: z.array(z.string()),
});
export type UnknownNameInFile = z.infer<typeof unknownNameSchema>;

const verdictEvaluationSchema = z.strictObject({
  ...head,
  subject: z.literal('verdicts'),
  /** Weighted share of cases in which everything stated held, and in how many a rejected machine came first. */
  agreement: z.number(),
  rejected_picks: z.number(),
  groups: z.record(
    z.string(),
    z.strictObject({ n: z.number(), agreement: z.number(), rejected_picks: z.number() }),
  ),
  rows: z.array(rowOf(verdictPredictionSchema)),
});

export const evaluationSchema = z.discriminatedUnion('subject', [
  z.strictObject({
    ...measured,
    subject: z.literal('speeds'),
    rows: z.array(rowOf(estimateSchema)),
    /** Names that kept a row out, in the order of the file. */
    unknown_names: z.array(unknownNameSchema),
  }),
  z.strictObject({ ...measured, subject: z.literal('memory'), rows: z.array(rowOf(memoryPredictionSchema)) }),
  z.strictObject({
    ...measured,
    subject: z.literal('finetune'),
    rows: z.array(rowOf(trainingPredictionSchema)),
  }),
  z.strictObject({
    ...measured,
    subject: z.literal('diffusion'),
    rows: z.array(rowOf(imagePredictionSchema)),
  }),
  verdictEvaluationSchema,
]);

export type Evaluation = z.infer<typeof evaluationSchema>;
export type MeasuredEvaluation = Exclude<Evaluation, { subject: 'verdicts' }>;
export type VerdictEvaluation = z.infer<typeof verdictEvaluationSchema>;
export type MemoryPrediction = z.infer<typeof memoryPredictionSchema>;
export type TrainingPrediction = z.infer<typeof trainingPredictionSchema>;
export type ImagePrediction = z.infer<typeof imagePredictionSchema>;
export type VerdictPrediction = z.infer<typeof verdictPredictionSchema>;
