import type { Catalog } from '../../schema/catalog.ts';
import type { WorkloadNeed } from '../../schema/document.ts';
import type { CriterionId, Priority } from '../../schema/vocabulary.ts';
import type { WorkloadProfile } from '../../schema/workload.ts';
import { scoreAt } from '../../scoring/curve.ts';
import { constant, type ScoringModel, scoringModel } from '../../scoring/model.ts';
import { powerMean } from '../../scoring/power-mean.ts';
import { remembered } from '../../units/remembered.ts';
import type { Billions, Seconds, TokensPerSecond } from '../../units/units.ts';
import { countedDecode, countedWait, type Enough } from '../enough.ts';
import { sharedWork } from '../need.ts';

/** What a choice of model, format and engine changes about a machine. Units as in `data/scoring.yaml`. */
export interface Usable {
  readonly decode_tok_s: TokensPerSecond | null;
  readonly ttft_s: Seconds | null;
  /** What the format loses is taken off; null where the model's own is unknown. */
  readonly quality: number | null;
  /** Points that the format loses of it. */
  readonly format_loss: number;
  readonly params_total_b: Billions;
  /** Usable memory over footprint. */
  readonly capacity: number;
}

export interface Usefulness {
  /** How fast is fast enough with a model of this quality; null where every bit counts. */
  enoughWith(quality: number | null): Enough | null;
  /**
   * 0..1: the ranking's own curves and weights over what the choice changes; less of it below the slowest usable speed, or
   * the smallest usable model.
   */
  ofModel(u: Usable): number;
  /**
   * The same between ways to run one model: all of the speed counts, since nothing else is given up for it; memory that
   * fits is enough, and so is a format of which nobody notices what it loses: it is no reason for a slower engine.
   */
  ofWay(u: Usable): number;
  /** No model of this quality can be more useful than this, however fast or no faster than that. */
  most(quality: number, decode_tok_s?: TokensPerSecond): number;
}

/**
 * Assumption: what is far below what people can use keeps this share of its worth, so that it is taken only where nothing
 * else is. What misses a limit of speed by less loses as much as it misses: a second beyond it is no cliff.
 */
const UNUSABLE_SHARE = 0.5;
/**
 * Assumption: and a model too small for the work half of that. Who waits long for a 4B has an answer in the end; a toy that
 * answers at once has none.
 */
const TOO_SMALL_SHARE = 0.25;

/**
 * Assumption: who asks about a prompt four times as long as is usual for the work puts up with twice the wait. Without it
 * the longest documents would be left to the smallest models.
 */
function patience(need: WorkloadNeed, profile: WorkloadProfile): number {
  const usual = profile.defaults.prompt_tokens?.value ?? need.prompt_tokens ?? 1;
  return Math.sqrt(Math.max(1, (need.prompt_tokens ?? usual) / usual));
}

type ModelChoice = NonNullable<WorkloadProfile['model_choice']>;

/** 1 for what people can use, less below it. */
function usableShare(
  u: Usable,
  decode_tok_s: TokensPerSecond,
  choice: ModelChoice,
  max_ttft_s: Seconds,
): number {
  if (u.params_total_b < (choice.min_params_b?.value ?? 0)) return TOO_SMALL_SHARE;
  const fast = decode_tok_s / choice.min_decode_tok_s.value;
  const soon = u.ttft_s === null ? 1 : max_ttft_s / u.ttft_s;
  return Math.max(UNUSABLE_SHARE, Math.min(1, fast, soon));
}

/**
 * Assumption: up to the middle of the quality scale a better model is worth more than any speed past enough; from there on
 * speed counts again, in full for the best, which nothing could be run instead of.
 */
const WORTH_TRADING = 0.5;

/** Points of quality to give back: the whole loss of a format, where nobody tells it from none. */
const unnoticedOf = (loss: number, unnoticed: number): number => (loss <= unnoticed ? loss : 0);

/** The bound on what a model can be worth at a speed is worked out at the next of so many steps of each doubling. */
const STEPS_OF_A_DOUBLING = 8;

const SAMPLED: readonly CriterionId[] = ['speed', 'ttft', 'quality', 'capacity'];

/** Speed and wait past which more counts for little, which depends on the quality; null where every bit counts. */
function enoughFor(
  need: WorkloadNeed,
  choice: ModelChoice | undefined,
  priorities: readonly Priority[],
  longer: number,
): Omit<Enough, 'past'> | null {
  // A buyer who puts speed first gets all of it counted; so does one who named the model: no better one can be had for it.
  if (!choice || need.models.length > 0 || priorities.includes('speed')) return null;
  return {
    decode_tok_s: choice.enough_decode_tok_s?.value ?? Number.POSITIVE_INFINITY,
    ttft_s: (choice.enough_ttft_s?.value ?? 0) * longer,
  };
}

/** What a criterion measures of a choice, in its own unit; `users` are those whose speeds count together. */
function measured(id: CriterionId, u: Usable, enough: Enough | null, users: number): number | null {
  if (id === 'speed') {
    const decode = u.decode_tok_s === null ? null : countedDecode(u.decode_tok_s, enough);
    return decode && decode * users;
  }
  if (id === 'ttft') return u.ttft_s === null ? null : countedWait(u.ttft_s, enough);
  return id === 'quality' ? u.quality : u.capacity;
}

/** The yardstick by which a machine's model is chosen for one need. */
export function usefulnessFor(
  need: WorkloadNeed,
  catalog: Catalog,
  priorities: readonly Priority[],
): Usefulness {
  const model: ScoringModel = scoringModel(catalog.scoring, [need.id], {
    priorities,
    shared: sharedWork([need], catalog),
  });
  const weighings = (model.workloads[need.id] ?? []).filter((w) => SAMPLED.includes(w.criterion));
  const profile = catalog.workloads[need.id];
  const choice = profile.model_choice;
  const longer = patience(need, profile);
  const max_ttft_s = (choice?.max_ttft_s.value ?? Number.POSITIVE_INFINITY) * longer;
  const users = profile.decode_counts === 'together' ? need.users : 1;
  const worth = (u: Usable, enough: Enough | null, counted = weighings): number => {
    if (u.decode_tok_s === null) return 0;
    const terms: { weight: number; score: number }[] = [];
    for (const { criterion, weight, curve } of counted) {
      const value = measured(criterion, u, enough, users);
      if (value !== null) terms.push({ weight, score: scoreAt(curve, value) });
    }
    return (
      (powerMean(terms, model.exponent) ?? 0) *
      (choice ? usableShare(u, u.decode_tok_s, choice, max_ttft_s) : 1)
    );
  };

  const enough = enoughFor(need, choice, priorities, longer);
  const qualityCurve = weighings.find((w) => w.criterion === 'quality')?.curve;
  const enoughWith = (quality: number | null): Enough | null => {
    if (!enough) return null;
    const score = quality === null || !qualityCurve ? 0 : scoreAt(qualityCurve, quality);
    return { ...enough, past: Math.max(0, (score - WORTH_TRADING) / (1 - WORTH_TRADING)) };
  };
  const ofModel = (u: Usable): number => worth(u, enoughWith(u.quality));

  const pace = weighings.filter((w) => w.criterion !== 'capacity');
  const unnoticed = constant(catalog.scoring, 'acceptable_quality_loss');
  const ofWay = (u: Usable): number => {
    const quality = u.quality === null ? null : u.quality + unnoticedOf(u.format_loss, unnoticed);
    return worth({ ...u, quality }, null, pace);
  };
  return { enoughWith, ofModel, ofWay, most: mostOf(ofModel) };
}

/** No choice of a quality is worth more than this: all else about it is as good as can be. Worked out once per speed step. */
function mostOf(ofModel: Usefulness['ofModel']): Usefulness['most'] {
  const mostAt = (quality: number, decode_tok_s: TokensPerSecond): number =>
    ofModel({
      quality,
      decode_tok_s,
      ttft_s: 1e-6,
      params_total_b: Number.POSITIVE_INFINITY,
      capacity: 1e3,
      format_loss: 0,
    });
  const mostOfAll = remembered((quality: number) => mostAt(quality, 1e6));
  const mostIn = remembered((quality: number) =>
    remembered((step: number) => mostAt(quality, 2 ** (step / STEPS_OF_A_DOUBLING))),
  );
  return (quality, decode_tok_s) =>
    decode_tok_s === undefined
      ? mostOfAll(quality)
      : mostIn(quality)(Math.ceil(Math.log2(decode_tok_s) * STEPS_OF_A_DOUBLING));
}
