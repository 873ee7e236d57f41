import { type Price, rateAt } from '../../prices/pricing.ts';
import { calledBy } from '../../schema/called.ts';
import { ownedIdsOf } from '../../schema/owned.ts';
import { constant } from '../../scoring/model.ts';
import type { Usd } from '../../units/units.ts';
import type { Evaluated } from '../evaluated.ts';
import { timesAsFast } from '../main-figure.ts';
import { ownedSystem } from '../owned/owned-systems.ts';
import type { AlternativesInput } from './alternatives.ts';
import { isSound } from './does-the-job.ts';

/** A rented machine that does the work, and what it costs. */
export interface CloudMachine {
  readonly evaluated: Evaluated;
  /** The dated hourly price of one card. */
  readonly rate: Price;
  /** For all of its cards. */
  readonly usd_per_hour: Usd;
}

/** How many equal cards are rented in one machine. */
const CLOUD_COUNTS = [1, 2, 4, 8] as const;

/**
 * Assumption: what takes half as long again still does the same work; what is far slower is cheap by the hour but not
 * by the job.
 */
const LONGER = 1.5;

/** Whether every piece of work is done about as fast; work whose speed is unknown on either side counts as done. */
const asFastAs = (one: Evaluated, other: Evaluated): boolean =>
  one.outcomes.every(({ performance }, i) => {
    const theirs = other.outcomes[i]?.performance;
    const times = theirs ? timesAsFast(performance, theirs) : null;
    return times === null || times * LONGER >= 1;
  });

/**
 * The cheapest cloud machine per hour that does what the pick does: as fast, and with about as good a model where that
 * was left open. Otherwise the hours that the pick's price would pay for compare nothing. Where none does, the cheapest
 * that does the work at all.
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
 * The cheapest cloud machine per hour that holds the whole job and will do, at dated hourly prices. Cheapest chips come
 * first, so most are too dear to be worked out at all; of equal ones the first by name.
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
  // Leaving out laptops does not forbid renting; leaving out a maker rules out its cards in the cloud, too.
  const { not = [] } = input.answers;
  for (const { id, order, rate } of rated) {
    if (not.some((word) => calledBy(word, input.catalog).chip(id))) continue;
    for (const count of CLOUD_COUNTS) {
      // Nobody rents what they already have.
      if (ownedIdsOf(input.answers.own).filter((own) => own === id).length >= count) continue;
      const usd_per_hour = rate.value * count;
      if (best && (usd_per_hour - best.usd_per_hour || order - best.order) > 0) break;
      const evaluated = cloudMachine(id, count, input);
      if (!evaluated) break;
      if (!runs(evaluated) || !isSound(evaluated, input.needs, input.catalog) || !willDo(evaluated)) continue;
      best = { evaluated, rate, usd_per_hour, order };
      break;
    }
  }
  return best;
}

/** So many cards of one kind in a rented machine; null for an id that is not a card. */
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
