import { z } from 'zod';
import { idSchema, nonNegative, positive, text } from './primitives.ts';
import { CRITERIA, PRIORITIES, WORKLOADS } from './vocabulary.ts';

const sourced = { reason: text, source: idSchema.optional() };

/**
 * A criterion's curve is fixed by two points that can be argued about; between and beyond them it is a log-normal-like
 * S-curve (or straight line) that is exact at both. Scores are 0..1.
 */
const curveSchema = z.strictObject({
  scale: z.enum(['log', 'linear']),
  poor: z.strictObject({ at: z.number(), score: z.number().min(0).max(1).default(0.1) }),
  good: z.strictObject({ at: z.number(), score: z.number().min(0).max(1).default(0.9) }),
  /** Score of what today's work takes: less is no worse, and more counts as far as the budget looks ahead. */
  of_today: z.number().min(0).max(1).optional(),
  ...sourced,
});
export type Curve = z.infer<typeof curveSchema>;

/** Scalars that code reads by name, in the order of the file: the catalogue has them in this one. */
const SCORING_CONSTANTS = [
  'smallest_purse',
  'purse_middle',
  'far_sighted_purse',
  'purse_step',
  'aggregation_exponent',
  'rule_points_limit',
  'common_price_share',
  'common_speed_share',
  'tie_margin_points',
  'tie_coin_toss',
  'acceptable_quality_loss',
  'least_worth_buying',
  'worthwhile_upgrade',
  'min_known_weight',
  'draws',
  'desktop_load_w',
  'resale_share_per_year',
  'on_hours_per_day',
  'own_floor_decode_tok_s',
  'own_shortfall',
  'own_patience',
] as const;
export type ScoringConstant = (typeof SCORING_CONSTANTS)[number];

/** Whose tools a workload takes. */
export const SOFTWARE = ['text', 'serving', 'finetune', 'diffusion'] as const;

/** Tables of words that code reads by name. */
const LEVEL_TABLES = [
  'setup',
  'upgrade',
  'noise_dba',
  'load_share',
  'volume_l',
  ...SOFTWARE.map((software) => `software_${software}` as const),
] as const;
export type LevelTable = (typeof LEVEL_TABLES)[number];

export const scoringSchema = z.strictObject({
  criteria: z.record(
    z.enum(CRITERIA),
    z.strictObject({
      name: text,
      unit: text,
      /** Of work whose value is in another unit. */
      units: z.partialRecord(z.enum(WORKLOADS), text).optional(),
      reason: text,
      /** Curve per workload; `serving` also for what several share of the others, `default` covers the rest. */
      curves: z.record(z.string(), curveSchema),
    }),
  ),
  weights: z.record(
    z.enum(WORKLOADS),
    z.strictObject({ reason: text, weights: z.partialRecord(z.enum(CRITERIA), nonNegative) }),
  ),
  /** Each stated priority multiplies weights, then they are normalised again. */
  priorities: z.record(
    z.enum(PRIORITIES),
    z.strictObject({
      reason: text,
      multiply: z.partialRecord(z.enum(CRITERIA), positive),
      /** The least that a weight then is, where the workload by itself hardly counts what is wished. */
      at_least: z.partialRecord(z.enum(CRITERIA), positive).optional(),
      /** Curves in place of those of the workload, for whoever has that wish. */
      curves: z.partialRecord(z.enum(CRITERIA), curveSchema).optional(),
    }),
  ),
  /**
   * Words turned into the number that a criterion's curve reads: set-up effort, upgrade path, volume of a form,
   * loudness of a trait, how well the software of a backend suits a kind of work.
   */
  levels: z.record(
    z.enum(LEVEL_TABLES),
    z.record(z.string(), z.strictObject({ value: z.number(), ...sourced })),
  ),
  /** Named scalars the scoring uses, each with its reason. */
  constants: z.record(
    z.enum(SCORING_CONSTANTS),
    z.strictObject({ value: z.number(), unit: text.optional(), ...sourced }),
  ),
});
export type Scoring = z.infer<typeof scoringSchema>;
