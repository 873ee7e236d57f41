import type { Phase } from '../../schema/vocabulary.ts';
import type { Named, Seconds } from '../../units/units.ts';
import { DECODE_TERMS, HOP_UNIT_S } from './decode-terms.ts';
import { noRates, type TextRates } from './estimate-text.ts';
import { GRADES, type Grade, gradeOf, regimeOf } from './evidence.ts';
import type { Calibration } from './fitted-values.ts';
import { estimateAround, intervalFor } from './interval.ts';
import type { Machine, TextJob } from './job.ts';
import {
  boundBy,
  decodeTime,
  type PhaseTime,
  prefillTime,
  requestSeconds,
  type Setting,
  settingOf,
  type UnknownReason,
} from './phase-time.ts';
import { type PlaceFactors, placeFactors } from './place-factors.ts';
import { PREFILL_TERMS, pipelineShare } from './prefill-terms.ts';

/** Devices of one kind among unlike ones that hold a model together, layer by layer. */
export interface Stage {
  /** One of them, as if it were alone; its link is the one to the others. */
  readonly machine: Machine;
  readonly count: number;
  /** Share of the layers that all of them hold together; the shares of a machine add up to 1. */
  readonly share: number;
}

/** A stage with what the physics needs to know of it: of one device alone, and for what only joined devices pay. */
interface Placed extends Stage {
  readonly at: Setting;
  readonly joined: PlaceFactors;
}

/** What a stage contributes to a phase: its part of the layers, at its own speed. */
interface StageTime {
  readonly stage: Stage;
  readonly seconds: Seconds;
  /** Seconds of each term as if it ran alone, in the order of the phase's term list. */
  readonly terms: readonly Seconds[];
}

/** A phase over unlike devices: each does its layers in turn and hands the activations on. */
export interface StagedTime {
  readonly seconds: Seconds;
  readonly stages: readonly StageTime[];
  /** Handing activations from device to device. */
  readonly hops: Seconds;
}

/** Nobody has measured enough unlike machines to call an estimate of one calibrated. */
const BEST_GRADE: Grade = 'device';
const HOPS = DECODE_TERMS.findIndex((term) => term.id === 'hops');

function placeAll(
  job: TextJob,
  stages: readonly Stage[],
  calibration: Calibration,
): Placed[] | UnknownReason {
  const placed: Placed[] = [];
  for (const stage of stages) {
    const at = settingOf(job, stage.machine, calibration);
    if (typeof at === 'string') return at;
    const machine: Machine = { ...stage.machine, count: devicesOf(stages), split: 'layer' };
    placed.push({ ...stage, at, joined: placeFactors(calibration, job, machine) });
  }
  return placed;
}

const devicesOf = (stages: readonly Stage[]): number => stages.reduce((n, s) => n + s.count, 0);

const scaled = (time: PhaseTime, by: number, stage: Stage): StageTime => ({
  stage,
  seconds: time.seconds * by,
  terms: time.terms.map((t) => t * by),
});

function stagedDecode(job: TextJob, stages: readonly Placed[]): StagedTime {
  const parts = stages.map((s) => scaled(decodeTime(job, s.machine, s.at), s.share, s));
  const slowestHop = Math.max(...stages.map((s) => s.joined.decode[HOPS] ?? 0));
  const hops = (devicesOf(stages) - 1) * HOP_UNIT_S * slowestHop;
  return { seconds: parts.reduce((sum, p) => sum + p.seconds, hops), stages: parts, hops };
}

/**
 * Micro-batches pass through the devices like a pipeline, as far as equal devices are seen to manage that; the slowest
 * device sets the pace.
 */
function stagedPrefill(job: TextJob, stages: readonly Placed[]): StagedTime {
  const whole = stages.map((s) => scaled(prefillTime(job, s.machine, s.at), s.share, s));
  const sum = whole.reduce((t, p) => t + p.seconds, 0);
  const slowest = Math.max(...whole.map((p) => p.seconds / p.stage.count));
  const realised = Math.min(...stages.map((s) => s.joined.powers.pipeline_use));
  const gain = pipelineShare(job, sum, slowest) ** realised;
  const parts = whole.map((p) => ({
    ...p,
    seconds: p.seconds * gain,
    terms: p.terms.map((t) => t * gain),
  }));
  return { seconds: sum * gain, stages: parts, hops: 0 };
}

/** Where the time of a step and of the prompt goes, device by device; the reason where an input is missing. */
export function stagedTimes(
  job: TextJob,
  stages: readonly Stage[],
  calibration: Calibration,
): { decode: StagedTime; prefill: StagedTime } | UnknownReason {
  const placed = placeAll(job, stages, calibration);
  if (typeof placed === 'string') return placed;
  return { decode: stagedDecode(job, placed), prefill: stagedPrefill(job, placed) };
}

/**
 * Speeds of a model whose layers are spread over unlike devices: the sum of what each needs for its layers, and the
 * hops. Memory adds up, speed does not: it lies between that of the fastest and the slowest of them.
 */
export function stagedRates(job: TextJob, stages: readonly Stage[], calibration: Calibration): TextRates {
  const placed = placeAll(job, stages, calibration);
  if (typeof placed === 'string') return noRates(placed);
  const decode = stagedDecode(job, placed);
  const rate = 1 / decode.seconds;
  const prefill = job.prompt_tokens > 0 ? stagedPrefill(job, placed) : null;
  const alone = prefill && job.users > 1 ? stagedPrefill({ ...job, users: 1 }, placed) : prefill;
  const wait = alone && Math.max(...placed.map((s) => requestSeconds(s.at))) + alone.seconds + decode.seconds;
  const tell = teller(job, placed, calibration);
  return {
    decode_tok_s: rate,
    ttft_s: wait,
    unknown: [],
    estimates: () => ({
      decode_tok_s: tell('decode', rate, 'tok/s', decode),
      throughput_tok_s: tell('decode', rate * job.users, 'tok/s', decode),
      prefill_tok_s:
        prefill && tell('prefill', (job.prompt_tokens * job.users) / prefill.seconds, 'tok/s', prefill),
      ttft_s: prefill && wait !== null ? tell('prefill', wait, 's', prefill) : null,
      unknown: [],
    }),
  };
}

/** Makes figures with intervals: a rate's as wide as for several devices, a time's the same the other way round. */
function teller(job: TextJob, placed: readonly Placed[], calibration: Calibration) {
  return <U extends keyof Named>(phase: Phase, value: Named[U], unit: U, time: StagedTime) => {
    const { grade, nearest } = weakest(phase, placed, calibration);
    const { machine, at } = placed[0] as Placed;
    const several: Machine = { ...machine, count: devicesOf(placed) };
    const range = intervalFor(calibration, phase, grade, regimeOf(phase, job, several), at.shape);
    const list = phase === 'decode' ? DECODE_TERMS : PREFILL_TERMS;
    return estimateAround(
      value,
      unit,
      unit === 's' ? { low: 1 / range.high, high: 1 / range.low } : range,
      { grade, evidence: nearest.map((place) => `calibration:${place}`) },
      time.hops > time.seconds / 2 ? 'link' : boundBy(list, summed(time)),
    );
  };
}

/** A chain is known as well as its least known link. */
function weakest(phase: Phase, stages: readonly Placed[], calibration: Calibration) {
  const grades = stages.map((s) => gradeOf(calibration.evidence[phase], s.at.factors.place()));
  const worst = Math.max(GRADES.indexOf(BEST_GRADE), ...grades.map((g) => GRADES.indexOf(g.grade)));
  return {
    grade: GRADES[worst] ?? BEST_GRADE,
    nearest: [...new Set(grades.map((g) => g.nearest))],
  };
}

function summed(time: StagedTime): Seconds[] {
  const sum: Seconds[] = [];
  for (const { terms } of time.stages)
    terms.forEach((t, i) => {
      sum[i] = (sum[i] ?? 0) + t;
    });
  return sum;
}
