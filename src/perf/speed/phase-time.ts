import type { Phase } from '../../schema/vocabulary.ts';
import { type BytesPerSecond, bytesPerSecond, type Seconds } from '../../units/units.ts';
import { covariatesOf } from './covariates.ts';
import { DECODE_TERMS, decodeIdeal } from './decode-terms.ts';
import type { Ageing, Calibration } from './fitted-values.ts';
import type { Machine, TextJob } from './job.ts';
import { type PlaceFactors, placeFactors, powerLog } from './place-factors.ts';
import { PREFILL_TERMS, pipelineRatio, prefillIdeal, REQUEST_UNIT_S } from './prefill-terms.ts';
import { type ModelShape, modelShape } from './shape.ts';
import { isCpuBesideGpu, type SheetThroughput, sheetThroughput } from './sheet-throughput.ts';
import { type Bound, LANES, laneOf, lanesTogether, type Term } from './terms.ts';

/** Why no speed can be told. */
export type UnknownReason =
  | 'unknown_bandwidth'
  | 'unknown_architecture'
  | 'unknown_throughput'
  | 'unknown_cpu'
  | 'unknown_host_bandwidth'
  | 'unmeasured_backend';

/** Seconds of a phase, and of each of its terms as if it ran alone, in the order of the phase's term list. */
export interface PhaseTime {
  readonly seconds: Seconds;
  readonly terms: readonly Seconds[];
}

/** What does not change between phases and shapes of one job on one machine. */
export interface Setting {
  readonly shape: ModelShape;
  readonly bandwidth: BytesPerSecond;
  readonly throughput: SheetThroughput;
  readonly factors: PlaceFactors;
}

/** The physics' inputs, or why they are missing. */
export function settingOf(job: TextJob, machine: Machine, calibration: Calibration): Setting | UnknownReason {
  const bandwidth = machine.device.memory.bandwidth_gb_s;
  if (!bandwidth) return 'unknown_bandwidth';
  const shape = modelShape(job.model);
  if (!shape) return 'unknown_architecture';
  const throughput = sheetThroughput(machine.device, job.backend);
  if (!throughput) return isCpuBesideGpu(machine.device, job.backend) ? 'unknown_cpu' : 'unknown_throughput';
  if (job.offload.kind !== 'none' && job.offload.share > 0 && !machine.host.bytes_s)
    return 'unknown_host_bandwidth';
  return {
    shape,
    bandwidth: bytesPerSecond(bandwidth),
    throughput,
    factors: placeFactors(calibration, job, machine),
  };
}

/** One decode step of all users; `age`: of the software, years. */
export function decodeTime(job: TextJob, machine: Machine, at: Setting, age = 0): PhaseTime {
  const terms = decodeIdeal(job, machine, at.shape, at.bandwidth, at.throughput);
  const covariates = covariatesOf(machine, job, at.throughput, 0, age);
  return scaleInPlace(DECODE_TERMS, DECODE_LANES, terms, at.factors.decode, at, covariates);
}

/** Reading the prompts of all users, without the cost of the requests themselves (that is in `requestSeconds`). */
export function prefillTime(job: TextJob, machine: Machine, at: Setting, age = 0): PhaseTime {
  const terms = prefillIdeal(job, machine, at.shape, at.bandwidth, at.throughput);
  terms[REQUEST] = 0;
  const covariates = covariatesOf(machine, job, at.throughput, pipelineRatio(job, machine), age);
  return scaleInPlace(PREFILL_TERMS, PREFILL_LANES, terms, at.factors.prefill, at, covariates);
}

export const phaseTime = (phase: Phase, job: TextJob, machine: Machine, at: Setting, age = 0): PhaseTime =>
  phase === 'decode' ? decodeTime(job, machine, at, age) : prefillTime(job, machine, at, age);

/** Seconds of a phase on the software of an earlier day. */
export function secondsThen(
  phase: Phase,
  job: TextJob,
  machine: Machine,
  at: Setting,
  { age, youth }: Ageing,
): number {
  const slow = at.factors.ageing[phase];
  return phaseTime(phase, job, machine, at, age).seconds * Math.exp(age * slow.age + youth * slow.youth);
}

const REQUEST = PREFILL_TERMS.findIndex((term) => term.id === 'request');

/** Fixed time of a request: HTTP, scheduling, tokenising. */
export const requestSeconds = (at: Setting): Seconds => REQUEST_UNIT_S * (at.factors.prefill[REQUEST] ?? 0);

/**
 * Multiplies each ideal time by its fitted factor and adds them up. `terms` is overwritten and returned, and `lanes` is
 * shared by all calls: this is the innermost loop of a ranking, which allocates nothing.
 */
function scaleInPlace(
  list: readonly Term[],
  lane: readonly number[],
  terms: number[],
  factors: readonly number[],
  at: Setting,
  covariates: Parameters<typeof powerLog>[2],
): PhaseTime {
  lanes.fill(0);
  for (let i = 0; i < list.length; i++) {
    const ideal = terms[i] as number;
    if (ideal === 0) continue;
    const log = powerLog(list[i] as Term, at.factors.powers, covariates);
    const time = ideal * (factors[i] as number) * (log === 0 ? 1 : Math.exp(log));
    terms[i] = time;
    const l = lane[i] as number;
    lanes[l] = (lanes[l] as number) + time;
  }
  return { seconds: lanesTogether(lanes), terms };
}

const lanes = new Float64Array(LANES);
const DECODE_LANES = DECODE_TERMS.map(laneOf);
const PREFILL_LANES = PREFILL_TERMS.map(laneOf);

/** Which bound takes the largest part of the time. */
export function boundBy(list: readonly Term[], terms: readonly number[]): Bound {
  const parts: Record<Bound, number> = { bandwidth: 0, compute: 0, overhead: 0, link: 0, host: 0 };
  let best: Bound = 'bandwidth';
  for (let i = 0; i < list.length; i++) parts[(list[i] as Term).binds] += terms[i] as number;
  for (const bound of Object.keys(parts) as Bound[]) if (parts[bound] > parts[best]) best = bound;
  return best;
}
