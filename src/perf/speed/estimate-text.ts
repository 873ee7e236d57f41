import type { Cell } from '../../schema/catalog.ts';
import type { Estimate } from '../../schema/estimate.ts';
import type { Phase } from '../../schema/vocabulary.ts';
import type { Seconds, TokensPerSecond } from '../../units/units.ts';
import { corrected, correctionsFrom } from './corrections.ts';
import { DECODE_TERMS } from './decode-terms.ts';
import { type Grade, gradeOf, regimeOf } from './evidence.ts';
import type { Ageing, Calibration } from './fitted-values.ts';
import { estimateAround, type Ground, intervalFor } from './interval.ts';
import type { Machine, TextJob } from './job.ts';
import type { Correction, Predict } from './measured.ts';
import { isMeasuredBackend } from './measured-backends.ts';
import {
  boundBy,
  type PhaseTime,
  phaseTime,
  prefillTime,
  requestSeconds,
  type Setting,
  secondsThen,
  settingOf,
  type UnknownReason,
} from './phase-time.ts';
import { PREFILL_TERMS } from './prefill-terms.ts';
import { ageingAt } from './software-age.ts';

/**
 * Speeds of one job on one machine, null where `unknown` gives a reason against a figure; `phase-time.ts` has the
 * seconds behind them.
 */
interface TextEstimates {
  /** Tokens per second that one user sees. */
  readonly decode_tok_s: Estimate<TokensPerSecond> | null;
  /** Tokens per second of all users together; equal to `decode_tok_s` for one user. */
  readonly throughput_tok_s: Estimate<TokensPerSecond> | null;
  /** Prompt tokens per second, all users' prompts together. */
  readonly prefill_tok_s: Estimate<TokensPerSecond> | null;
  /** From sending one prompt to its first token, while the other users decode. */
  readonly ttft_s: Estimate<Seconds> | null;
  readonly unknown: readonly UnknownReason[];
}

/** One job on one machine, with what the physics needs of the two. */
interface Asked {
  readonly job: TextJob;
  readonly machine: Machine;
  readonly calibration: Calibration;
  readonly at: Setting;
}

/** What is known about one phase before it becomes an estimate. */
interface Rate {
  readonly value: TokensPerSecond;
  readonly time: PhaseTime;
  /** Whether the value comes from stored cells, and not from the model, however much others' cells corrected it. */
  readonly measured: boolean;
  /** Whose cells corrected the model. */
  readonly sources: readonly string[];
}

/** The two figures that decide choices, and the full estimates where they are asked for. */
export interface TextRates {
  /** Tokens per second that one user sees. */
  readonly decode_tok_s: TokensPerSecond | null;
  /** Null without a prompt. */
  readonly ttft_s: Seconds | null;
  readonly unknown: readonly UnknownReason[];
  /** Intervals, bases and evidence: most rates are only compared and dropped. */
  readonly estimates: () => TextEstimates;
}

/** The rates where an input is missing. */
export const noRates = (reason: UnknownReason): TextRates => {
  const unknown = [reason];
  const none = { decode_tok_s: null, throughput_tok_s: null, prefill_tok_s: null, ttft_s: null, unknown };
  return { decode_tok_s: null, ttft_s: null, unknown, estimates: () => none };
};

/**
 * Decode, prefill and time to first token from physics, calibrated by measurements. Where `cells` (those of this chip,
 * count and model) hold a plausible stored measurement of the same cell, it wins, carried to the job's shape by the
 * physics. Layers split over several devices decode one after another, so without such a cell the correction by `alone`
 * (cells of one such device) holds for all of them.
 */
export const textEstimates = (
  job: TextJob,
  machine: Machine,
  calibration: Calibration,
  cells: readonly Cell[] = [],
  alone: readonly Cell[] = [],
): TextEstimates => textRates(job, machine, calibration, cells, alone).estimates();

/** The values of `textEstimates` alone. */
export function textRates(
  job: TextJob,
  machine: Machine,
  calibration: Calibration,
  cells: readonly Cell[] = [],
  alone: readonly Cell[] = [],
): TextRates {
  const at = settingOf(job, machine, calibration);
  if (typeof at === 'string') return noRates(at);
  if (cells.length === 0 && !isMeasuredBackend(job.backend, calibration))
    return noRates('unmeasured_backend');
  const asked: Asked = { job, machine, calibration, at };
  const decode = rateOf('decode', asked, cells, alone);
  const prefill = job.prompt_tokens <= 0 ? null : rateOf('prefill', asked, cells, NONE);
  const prompt = prefill && promptSeconds(asked, prefill);
  const wait = prompt === null ? null : requestSeconds(at) + prompt + job.users / decode.value;
  return {
    decode_tok_s: decode.value / job.users,
    ttft_s: wait,
    unknown: [],
    estimates: () => ({
      ...decodeEstimates(asked, decode),
      ...(prefill === null || prompt === null || wait === null
        ? { prefill_tok_s: null, ttft_s: null }
        : promptEstimates(asked, prefill, prompt, wait)),
      unknown: [],
    }),
  };
}

function decodeEstimates(asked: Asked, rate: Rate): Pick<TextEstimates, 'decode_tok_s' | 'throughput_tok_s'> {
  const { value, time } = rate;
  const { users } = asked.job;
  const ground = groundOf('decode', rate, asked);
  const range = rangeOf('decode', ground.grade, asked);
  const bound = boundBy(DECODE_TERMS, time.terms);
  const told = (tokS: TokensPerSecond) => estimateAround(tokS, 'tok/s', range, ground, bound);
  const perUser = told(value / users);
  return { decode_tok_s: perUser, throughput_tok_s: users === 1 ? perUser : told(value) };
}

function promptEstimates(
  asked: Asked,
  rate: Rate,
  prompt: Seconds,
  wait: Seconds,
): Pick<TextEstimates, 'prefill_tok_s' | 'ttft_s'> {
  const { value, time } = rate;
  const ground = groundOf('prefill', rate, asked);
  const range = rangeOf('prefill', ground.grade, asked);
  const bound = boundBy(PREFILL_TERMS, time.terms);
  // The reading of the prompt is what is uncertain; the rest is small beside it.
  const share = prompt / wait;
  const waiting = { low: 1 + share * (1 / range.high - 1), high: 1 + share * (1 / range.low - 1) };
  return {
    prefill_tok_s: estimateAround(value, 'tok/s', range, ground, bound),
    ttft_s: estimateAround(wait, 's', waiting, ground, bound),
  };
}

const rangeOf = (phase: Phase, grade: Grade, { job, machine, calibration, at }: Asked) =>
  intervalFor(calibration, phase, grade, regimeOf(phase, job, machine), at.shape);

/** Seconds to read one prompt alone, at the rate found for all prompts corrected by the model's ratio of the two. */
function promptSeconds({ job, machine, at }: Asked, prefill: Rate): Seconds {
  const all = (job.prompt_tokens * job.users) / prefill.value;
  if (job.users === 1) return all;
  return (all * prefillTime({ ...job, users: 1 }, machine, at).seconds) / prefill.time.seconds;
}

/** Tokens that all users read or get in that time. */
const tokensOf = (phase: Phase, job: TextJob): number =>
  phase === 'decode' ? job.users : job.prompt_tokens * job.users;

const NONE: readonly Cell[] = [];

function rateOf(phase: Phase, asked: Asked, cells: readonly Cell[], alone: readonly Cell[]): Rate {
  const { job, machine, at } = asked;
  const time = phaseTime(phase, job, machine, at);
  const value = tokensOf(phase, job) / time.seconds;
  const corrections =
    correctionsBy(phase, asked, cells) ??
    (machine.split === 'layer' ? correctionsByOne(phase, asked, alone) : []);
  const last = corrections.at(-1);
  if (!last) return { value, time, measured: false, sources: [] };
  const cited = last.trusted ? [last] : corrections;
  return {
    value: value * Math.exp(corrections.reduce((sum, { log }) => sum + log, 0)),
    time,
    measured: corrections.some(({ trusted }) => trusted),
    sources: [...new Set(cited.flatMap(({ sources }) => sources))].sort(),
  };
}

/**
 * The model's correction by other people's cells of a machine, and after it that by one's own cells: a machine slower than
 * others like it is so at every depth. `measured` is the machine of the cells, mostly the very one asked about. Null where
 * no cell is comparable.
 */
function correctionsBy(
  phase: Phase,
  asked: Asked,
  cells: readonly Cell[],
  measured: Asked = asked,
): readonly Correction[] | null {
  if (cells.length === 0) return null;
  const { machine } = measured;
  const predict = predictOf(phase, asked);
  const there = measured === asked ? predict : predictOf(phase, measured);
  const others = correctionsFrom(phase, cells.filter(byOthers), machine, predict, there);
  const mine = cells.filter((cell) => cell.own);
  const own =
    mine.length === 0
      ? null
      : correctionsFrom(phase, mine, machine, corrected(predict, others), corrected(there, others));
  const found = [others(asked.job), own ? own(asked.job) : null].filter((c) => c !== null);
  return found.length > 0 ? found : null;
}

const byOthers = (cell: Cell): boolean => cell.own !== true;

/** The model's rate for another shape of the job. */
const predictOf =
  (phase: Phase, { machine, calibration, at }: Asked): Predict =>
  (other, date) => {
    const then = date === undefined ? TODAY : ageingAt(machine.device, date, calibration.reference_date);
    return tokensOf(phase, other) / secondsThen(phase, other, machine, at, then);
  };

const TODAY: Ageing = { age: 0, youth: 0 };

/** Corrections by cells of one of its devices alone, which are never trusted as a measurement of all. */
function correctionsByOne(phase: Phase, asked: Asked, cells: readonly Cell[]): readonly Correction[] {
  if (cells.length === 0) return [];
  const machine: Machine = { ...asked.machine, count: 1, nodes: 1, split: 'none' };
  const at = settingOf(asked.job, machine, asked.calibration);
  const found = typeof at === 'string' ? null : correctionsBy(phase, asked, cells, { ...asked, machine, at });
  return (found ?? []).map((c) => ({ ...c, trusted: false }));
}

function groundOf(phase: Phase, { measured, sources }: Rate, { calibration, at }: Asked): Ground {
  if (measured) return { grade: 'cell', evidence: sources };
  const { grade, nearest } = gradeOf(calibration.evidence[phase], at.factors.place());
  return { grade, evidence: [`calibration:${nearest}`, ...sources] };
}
