import type { Estimate } from '../../schema/estimate.ts';
import type { Cause, Standing } from '../../schema/measure.ts';
import type { Backend } from '../../schema/vocabulary.ts';
import { daysBetween } from '../../units/days.ts';
import { median } from '../../units/statistics.ts';
import { notedSetting, type Observation, USUAL_MICRO_BATCH } from '../calibration/observation.ts';
import { placeOf } from '../speed/place.ts';
import { type Compared, ratioOf } from './standing.ts';

/** Below this share of the expectation somebody asks why, even inside the range of such machines: assumption. */
const WORTH_ASKING = 0.92;
/** A phase that stands this much lower than the other points to what that phase depends on: assumption. */
const APART = 0.08;
/** Another backend is worth a word when we expect this much more of it: assumption, twice the spread of testers. */
const BETTER_BACKEND = 1.15;
/** Repeats of one test differ by 1 % on a quiet machine; by more, something else was going on: assumption. */
const UNEVEN = 0.05;
/** Software of half a year ago counts as old: assumption. */
const OLD_DAYS = 180;
/** Tokens from which attention is a visible part of a step: assumption. */
const VISIBLE_DEPTH_TOKENS = 4096;

/** What is expected of a row, as for the rows that are compared; null where nothing can be. */
type Expect = (o: Observation) => Estimate | null;

/** Backends of the same engine that the device could run, by device. */
type OtherBackends = (row: Compared) => readonly Backend[];

/**
 * What may lie behind the standing, what the run itself shows first. Nothing for a machine that stands as it should.
 * @param today YYYY-MM-DD, to tell old software
 */
export function causesOf(
  rows: readonly Compared[],
  phases: readonly Standing[],
  expect: Expect,
  others: OtherBackends,
  today: string,
): Cause[] {
  if (phases.some((p) => p.standing === 'fast') && phases.every((p) => p.ratio >= WORTH_ASKING))
    return [{ code: 'newer_software', certain: false, args: {} }];
  const low = new Set(phases.filter((p) => p.ratio < WORTH_ASKING).map((p) => p.phase));
  if (low.size === 0) return [];
  const slow = rows.filter((r) => low.has(r.observed.measurement.phase));
  return [...settings(slow), ...software(slow, expect, others, today), ...hardware(slow, phases)];
}

/** Settings that the run states. */
function settings(rows: readonly Compared[]): Cause[] {
  const said = (name: string) =>
    rows.flatMap(({ observed }) => notedSetting(observed.measurement, name) ?? []);
  const batch = Math.min(...said('ub').map(Number), Number.POSITIVE_INFINITY);
  const cache = said('kv').find((kv) => kv !== 'f16');
  return [
    ...(said('fa').includes('0') ? [{ code: 'flash_attention_off' as const, certain: true, args: {} }] : []),
    ...(batch < USUAL_MICRO_BATCH
      ? [{ code: 'small_micro_batch' as const, certain: true, args: { tokens: batch } }]
      : []),
    ...(cache ? [{ code: 'quantised_cache' as const, certain: true, args: { type: cache } }] : []),
  ];
}

/** Another backend that is expected to do better, old builds, repeats that differ. */
function software(rows: readonly Compared[], expect: Expect, others: OtherBackends, today: string): Cause[] {
  const age = median(rows.map(({ observed }) => daysBetween(observed.measurement.date, today)));
  const spread = Math.max(...rows.map((r) => r.spread ?? 0));
  return [
    ...betterBackend(rows, expect, others),
    ...(age > OLD_DAYS
      ? [{ code: 'old_build' as const, certain: true, args: { days: Math.round(age) } }]
      : []),
    ...(spread > UNEVEN ? [{ code: 'uneven_runs' as const, certain: true, args: { spread } }] : []),
  ];
}

function betterBackend(rows: readonly Compared[], expect: Expect, others: OtherBackends): Cause[] {
  const gains = new Map<Backend, number[]>();
  for (const row of rows)
    for (const backend of others(row)) {
      const job = { ...row.observed.job, backend };
      const observed = { ...row.observed, job, place: placeOf(job, row.observed.machine) };
      const rate = expect(observed);
      // A slow machine is slow on all of them: only one that was measured there and is expected to be faster is worth a try.
      if (rate && rate.basis !== 'modelled' && rate.value > row.expected.value)
        gains.set(backend, [...(gains.get(backend) ?? []), rate.value / row.measured]);
    }
  const [best] = [...gains]
    .map(([backend, list]) => ({ backend, gain: median(list) }))
    .filter(({ gain }) => gain >= BETTER_BACKEND)
    .sort((a, b) => b.gain - a.gain);
  return best
    ? [{ code: 'other_backend', certain: false, args: { backend: best.backend, gain: best.gain } }]
    : [];
}

/** Which phase suffers tells what it is short of. */
function hardware(rows: readonly Compared[], phases: readonly Standing[]): Cause[] {
  const of = (phase: Standing['phase']) => phases.find((p) => p.phase === phase)?.ratio;
  const [decode, prefill] = [of('decode'), of('prefill')];
  const device = rows[0]?.observed.machine.device;
  const memoryOnly =
    decode !== undefined && decode < WORTH_ASKING && (prefill === undefined || prefill > decode + APART);
  const limit = device?.power.limit_w;
  return [
    ...(deeperIsWorse(rows) ? [{ code: 'grows_with_depth' as const, certain: true, args: {} }] : []),
    ...(rows.some(({ observed }) => observed.machine.count > 1)
      ? [{ code: 'link_between_devices' as const, certain: false, args: {} }]
      : []),
    ...(memoryOnly
      ? [{ code: 'memory_speed' as const, certain: false, args: { kind: device?.memory.kind ?? 'vram' } }]
      : [{ code: 'power_limit' as const, certain: false, args: limit ? { limit_w: limit } : {} }]),
  ];
}

/** Rows with much in the cache stand lower than those without. */
function deeperIsWorse(rows: readonly Compared[]): boolean {
  const deep = rows.filter(
    ({ observed: { job } }) => Math.max(job.depth, job.cached_tokens) >= VISIBLE_DEPTH_TOKENS,
  );
  const shallow = rows.filter((r) => !deep.includes(r));
  if (deep.length === 0 || shallow.length === 0) return false;
  return median(deep.map(ratioOf)) < median(shallow.map(ratioOf)) - 2 * APART;
}
