import type { Catalog } from '../schema/catalog.ts';
import type { Estimate } from '../schema/estimate.ts';
import type { System } from '../schema/system.ts';
import type { CriterionId } from '../schema/vocabulary.ts';
import type { Uncertain } from '../scoring/draw-scores.ts';
import { constant, level } from '../scoring/model.ts';
import { feltSpeed, per1000Usd } from '../scoring/value.ts';
import type { CriterionValues, NeedPart } from '../scoring/weighed-criteria.ts';
import { countedDecode, countedWait } from './enough.ts';
import { countedHeadroom, type Evaluated, type Outcome } from './evaluated.ts';
import type { Judged } from './judge.ts';
import { jobTime } from './main-figure.ts';
import { noiseAtWork } from './noise.ts';
import { isWorkAssumed, workWatts } from './work-watts.ts';

/** What is known of a candidate, in the units of `data/scoring.yaml`, one part per need. */
export const criterionParts = (e: Evaluated, catalog: Catalog): NeedPart[] =>
  e.outcomes.map((o) => ({
    workload: o.performance.workload,
    share: o.performance.share,
    values: valuesOf(e, o, catalog),
  }));

function valuesOf(e: Evaluated, o: Outcome, catalog: Catalog): CriterionValues {
  const { performance: p } = o;
  const price = e.price?.value ?? null;
  const rate = mainRate(o, catalog);
  return {
    speed: rate?.value ?? null,
    ...(p.speed ? { ttft: waitOf(o)?.value ?? null } : {}),
    ...(o.model_open ? { quality: o.quality } : {}),
    ...(o.room_gib === null ? {} : { room: o.room_gib }),
    capacity: countedHeadroom(o),
    price,
    // Owned machines cost nothing: value for money is then as good as it gets, not unknown.
    value: price === 0 ? Number.MAX_SAFE_INTEGER : per1000Usd(usefulRate(o, catalog), price),
    power: workWatts(e.system, catalog),
    noise: noiseAtWork(e.system, catalog),
    size: e.system.form.volume_l ?? level(catalog.scoring, 'volume_l', e.system.form.class),
    setup: level(catalog.scoring, 'setup', e.system.setup),
    software:
      p.backend === null
        ? null
        : level(catalog.scoring, `software_${catalog.workloads[p.workload].software}`, p.backend),
    upgrade: level(catalog.scoring, 'upgrade', e.system.upgrade),
  };
}

/** Decode, as far as more of it counts. */
const decodeOf = ({ performance, enough }: Outcome): Estimate | null =>
  counted(performance.speed?.decode_tok_s ?? null, (x) => countedDecode(x, enough));

/** The wait for the first token, as far as less of it counts. */
const waitOf = ({ performance, enough }: Outcome): Estimate | null =>
  counted(performance.speed?.ttft_s ?? null, (x) => countedWait(x, enough));

const counted = (e: Estimate | null, count: (x: number) => number): Estimate | null =>
  e && { ...e, low: count(e.low), value: count(e.value), high: count(e.high) };

const countsTogether = (o: Outcome, catalog: Catalog): boolean =>
  catalog.workloads[o.performance.workload].decode_counts === 'together';

/** The estimate behind the speed criterion: per user or in total, hours or seconds for jobs. */
function mainRate(o: Outcome, catalog: Catalog): Estimate | null {
  const { speed } = o.performance;
  const decode = decodeOf(o);
  if (speed && decode)
    return countsTogether(o, catalog) ? counted(decode, (x) => x * speed.at.users) : decode;
  return jobTime(o.performance);
}

/** What money buys: felt tok/s over all users, or jobs per hour. */
function usefulRate(o: Outcome, catalog: Catalog): number | null {
  const { speed, finetune, image, video } = o.performance;
  if (speed) {
    const decode = decodeOf(o)?.value ?? null;
    const felt = countsTogether(o, catalog)
      ? decode
      : feltSpeed(decode, waitOf(o)?.value ?? null, o.output_tokens);
    return felt === null ? null : felt * speed.at.users;
  }
  if (finetune?.hours) return 1 / finetune.hours.value;
  const job = image?.seconds ?? video?.seconds;
  return job ? 3600 / job.value : null;
}

/** Whether nobody stated the value for this machine, so that the usual one of its kind stands in. */
export const isAssumed = (id: CriterionId, system: System): boolean =>
  (id === 'noise' && system.form.noise_dba === undefined) ||
  (id === 'size' && system.form.volume_l === undefined) ||
  (id === 'power' && isWorkAssumed(system));

/** A candidate with its intervals, for the robustness draws. Twins err together: they share a chip, and a market. */
export function uncertain(j: Judged, catalog: Catalog): Uncertain {
  const { system, price, outcomes } = j.evaluated;
  const chip = system.devices.map((d) => `${d.count}x${d.device}`).join('+');
  return {
    id: system.id,
    parts: j.parts,
    points: j.score.points,
    price,
    speed: outcomes.map((o) => mainRate(o, catalog)),
    ttft: outcomes.map(waitOf),
    speed_group: chip,
    price_group: system.group ?? chip,
  };
}

/** How many draws, and how much of their variance machines share. */
export const drawsOf = (catalog: Catalog, seed: number) => ({
  count: constant(catalog.scoring, 'draws'),
  seed,
  common_price: constant(catalog.scoring, 'common_price_share'),
  common_speed: constant(catalog.scoring, 'common_speed_share'),
});
