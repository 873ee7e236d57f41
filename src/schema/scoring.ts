import { z } from 'zod';
import { idSchema, nonNegative, positive, text } from './primitives.ts';
import { CRITERIA, PRIORITIES, WORKLOADS } from './vocabulary.ts';

/**
 * A criterion's curve is fixed by two points that can be argued about; between and beyond them it is a log-normal-like
 * S-curve (or straight line) that is exact at both. Scores are 0..1.
 */
export const curveSchema = z.strictObject({
  scale: z.enum(['log', 'linear']),
  poor: z.strictObject({ at: z.number(), score: z.number().min(0).max(1).default(0.1) }),
  good: z.strictObject({ at: z.number(), score: z.number().min(0).max(1).default(0.9) }),
  reason: text,
  source: idSchema.optional(),
});
export type Curve = z.infer<typeof curveSchema>;

/** Scalars that code reads by name. */
export const SCORING_CONSTANTS = [
  'acceptable_quality_loss',
  'aggregation_exponent',
  'common_price_share',
  'common_speed_share',
  'draws',
  'far_sighted_purse',
  'least_worth_buying',
  'min_known_weight',
  'on_hours_per_day',
  'own_floor_decode_tok_s',
  'own_patience',
  'own_shortfall',
  'purse_middle',
  'purse_step',
  'resale_share_per_year',
  'room_of_today',
  'rule_points_limit',
  'smallest_purse',
  'tie_coin_toss',
  'tie_margin_points',
  'worthwhile_upgrade',
] as const;
export type ScoringConstant = (typeof SCORING_CONSTANTS)[number];

export const scoringSchema = z.strictObject({
  criteria: z.record(
    z.enum(CRITERIA),
    z.strictObject({
      name: text,
      unit: text,
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
    z.strictObject({ reason: text, multiply: z.partialRecord(z.enum(CRITERIA), positive) }),
  ),
  /**
   * Words turned into the number that a criterion's curve reads: set-up effort, upgrade path, volume of a form,
   * loudness of a trait, how well the software of a backend suits a kind of work.
   */
  levels: z
    .record(
      z.string(),
      z.record(z.string(), z.strictObject({ value: z.number(), reason: text, source: idSchema.optional() })),
    )
    .default({}),
  /** Named scalars the scoring uses, each with its reason. */
  constants: z.record(
    z.string(),
    z.strictObject({ value: z.number(), unit: text.optional(), reason: text, source: idSchema.optional() }),
  ),
});
export type Scoring = z.infer<typeof scoringSchema>;
