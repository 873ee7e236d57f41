import { type Price, rateAt } from '../../prices/pricing.ts';
import { calledBy } from '../../schema/called.ts';
import type { Alternative, Reason } from '../../schema/document.ts';
import { ownedIdsOf } from '../../schema/owned.ts';
import { constant } from '../../scoring/model.ts';
import { duration, significant, usd } from '../../units/format.ts';
import { secondsFromHours, type TokensPerSecond } from '../../units/units.ts';
import type { Evaluated } from '../evaluated.ts';
import { jobSeconds, timesAsFast } from '../main-figure.ts';
import { doneOf } from '../outlook/capacity.ts';
import { hoursPerDay } from '../outlook/ownership.ts';
import { paceOf } from '../outlook/pace.ts';
import { ownedSystem } from '../owned/owned-systems.ts';
import { formatName, modelName } from '../prose/names.ts';
import type { AlternativesInput } from './alternatives.ts';
import { isSound } from './does-the-job.ts';
import { rentedByJob } from './rent-by-job.ts';
import { runsAt } from './work-in-words.ts';

const CLOUD_COUNTS = [1, 2, 4, 8] as const;

/** A cloud machine that holds the whole job, beside the pick. */
export function rentAlternative(best: CloudMachine, input: AlternativesInput): Alternative {
  const [pick] = input.field;
  const price = pick?.evaluated.price?.value;
  const work = best.evaluated.outcomes[0]?.performance;
  const users = work?.speed?.at.users ?? 1;
  const pace = paceOf(work, best.evaluated.outcomes[0]?.output_tokens ?? null);
  const job_s = work ? jobSeconds(work) : null;
  const by_job = rentedByJob({ evaluated: best.evaluated, usd_per_hour: best.hourly }, input);
  const hours = by_job?.hours_per_day ?? hoursOfText(pace, input);
  const pays =
    by_job?.break_even ??
    (price === undefined
      ? null
      : `the price of the pick pays for about ${significant(price / best.hourly, 2)} hours`);
  const source = best.rate.source ?? '';
  const because = (code: string, text: string): Reason => ({
    code,
    severity: 'info',
    text,
    sources: [source],
  });
  const [does, day] = [doing(best.evaluated), best.rate.observed];
  return {
    kind: 'rent',
    title: `${by_job?.wins ? 'Buy nothing: rent' : 'Rent'} ${best.evaluated.system.name} for about ${usd(best.hourly)} an hour`,
    is_the_answer: by_job?.wins ?? false,
    cost_usd: { value: best.hourly, per: 'hour', source, observed: day },
    break_even_days: price !== undefined && hours ? Math.round(price / (best.hourly * hours)) : null,
    system: best.evaluated.system.id,
    decode_tok_s: work?.speed?.decode_tok_s ?? null,
    ...(users > 1 ? { users } : {}),
    ...(pace === null ? {} : { tokens_per_hour: 3600 * pace }),
    ...(job_s === null ? {} : { jobs_per_hour: 3600 / job_s }),
    ...(by_job?.cheaper ? { cheaper_than_owning: true as const } : {}),
    reasons: [
      ...(by_job?.cost ? [because('rent_cost', `${by_job.cost}.`)] : []),
      because('rent_hours', `${does}, at the hourly price of ${day}${pays === null ? '' : `; ${pays}`}.`),
    ],
  };
}

/** Hours of a day for the tokens that were said: as many as the pick can do, whose price it is compared with. */
function hoursOfText(
  pace: TokensPerSecond | null,
  { answers, field, catalog }: AlternativesInput,
): number | null {
  const pick = field[0]?.evaluated;
  const said = answers.tokens_per_day;
  const tokens = pick ? doneOf(said, pick, catalog) : said;
  return tokens !== null && pace !== null ? hoursPerDay(tokens, pace) : null;
}

/** What the rented machine would do, which may be less than what the pick does. */
function doing(rented: Evaluated): string {
  const text = runsAt(rented);
  if (text) return `It runs ${text}`;
  const work = rented.outcomes[0]?.performance;
  const what = work?.model ? `It runs ${modelName(work.model)}` : 'It does the work';
  const job = work?.image?.seconds ?? work?.video?.seconds;
  if (job) return `${what} in ${duration(job.value)}`;
  const { finetune, model } = work ?? {};
  if (!finetune || !model) return what;
  const hours = finetune.hours ? ` in ${duration(secondsFromHours(finetune.hours.value))}` : '';
  return `It trains ${model.name} with ${formatName(model.quant)}${hours}`;
}

interface CloudMachine {
  readonly evaluated: Evaluated;
  readonly rate: Price;
  readonly hourly: number;
}

/** Assumption: what takes half as long again still does the same work; far slower is cheap by the hour and not by the job. */
const LONGER = 1.5;

/** Every piece of work done about as fast; what has no known speed on either side counts as done. */
const asFastAs = (one: Evaluated, other: Evaluated): boolean =>
  one.outcomes.every(({ performance }, i) => {
    const theirs = other.outcomes[i]?.performance;
    const times = theirs ? timesAsFast(performance, theirs) : null;
    return times === null || times * LONGER >= 1;
  });

/**
 * The cheapest cloud machine per hour that does what the pick does: as fast, and with a model about as good where that was
 * left open; else the hours that the pick's price pays for compare nothing. Where none does, the cheapest that does the work.
 */
export function cheapestCloud(input: AlternativesInput): CloudMachine | null {
  const [pick] = input.field;
  const loss = constant(input.catalog.scoring, 'acceptable_quality_loss');
  const asGood = ({ outcomes }: Evaluated): boolean =>
    outcomes.every((o, i) => {
      const theirs = pick?.evaluated.outcomes[i];
      return !theirs?.model_open || (o.quality ?? 0) >= (theirs.quality ?? 0) - loss;
    });
  if (!pick) return cheapestThat(() => true, input);
  const open = pick.evaluated.outcomes.some((o) => o.model_open);
  return (
    cheapestThat((e) => asGood(e) && asFastAs(e, pick.evaluated), input) ??
    (open ? cheapestThat(asGood, input) : null) ??
    cheapestThat(() => true, input)
  );
}

/**
 * The cheapest cloud machine per hour that holds the whole job and will do, from dated hourly prices. Cheapest chips first,
 * so that most are too dear to be worked out; of equal ones the first by name.
 */
function cheapestThat(willDo: (e: Evaluated) => boolean, input: AlternativesInput): CloudMachine | null {
  const { offers } = input.prices;
  const rated = [...offers.keys()]
    .filter((k) => k.startsWith('cloud:'))
    .sort()
    .flatMap((item, order) => {
      const rate = rateAt(offers, item, 'cloud-hourly', input.asOf);
      return rate ? [{ id: item.slice('cloud:'.length), order, rate }] : [];
    })
    .sort((a, b) => a.rate.value - b.rate.value);
  let best: (CloudMachine & { readonly order: number }) | null = null;
  // Whoever leaves out laptops may rent all the same; whoever leaves out a maker wants none of its cards there, either.
  const { not = [] } = input.answers;
  for (const { id, order, rate } of rated) {
    if (not.some((word) => calledBy(word, input.catalog).chip(id))) continue;
    for (const count of CLOUD_COUNTS) {
      // Nobody rents what stands at home.
      if (ownedIdsOf(input.answers.own).filter((own) => own === id).length >= count) continue;
      const hourly = rate.value * count;
      if (best && (hourly > best.hourly || (hourly === best.hourly && order > best.order))) break;
      const evaluated = cloudMachine(id, count, input);
      if (!evaluated) break;
      if (!runs(evaluated) || !isSound(evaluated, input.needs, input.catalog) || !willDo(evaluated)) continue;
      best = { evaluated, rate, hourly, order };
      break;
    }
  }
  return best;
}

/** That many cards of a kind in one rented machine; null for what is no card. */
function cloudMachine(id: string, count: number, input: AlternativesInput): Evaluated | null {
  const single = ownedSystem(id, input.catalog);
  const device = input.catalog.devices[id];
  if (!single || !device) return null;
  return input.performFree({
    ...single,
    id: `cloud-${count}x-${id}`,
    name: `${count}x ${device.name}`,
    os: ['linux'],
    devices: [{ device: id, count }],
    memory_gb: (device.memory.capacity_gb ?? single.memory_gb) * count,
    usable_memory: [],
  });
}

const runs = ({ outcomes }: Evaluated): boolean =>
  outcomes.every((o) => o.failure === null && o.performance.fit?.status !== 'offload');
