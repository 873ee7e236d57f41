import { isMixture } from '../../perf/is-mixture.ts';
import type { CandidateFacts } from '../../rules/facts.ts';
import type { Answers } from '../../schema/answers.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Device } from '../../schema/device.ts';
import type { PriceQuote } from '../../schema/document.ts';
import { ownedIdsOf } from '../../schema/owned.ts';
import type { System } from '../../schema/system.ts';
import { drawOf } from '../../scoring/intervals.ts';
import { daysBetween } from '../../units/days.ts';
import { normalAbove } from '../../units/statistics.ts';
import type { Usd } from '../../units/units.ts';
import { isAnnounced, isToCome, lastDay, soldOutDays, startOf } from '../availability.ts';
import { countedHeadroom, type Evaluated, jobOf, type Outcome } from '../evaluated.ts';
import { shareOfDay } from '../outlook/capacity.ts';
import { stockOf } from '../owned/stock.ts';
import type { PriceTrends } from '../prices/price-trend.ts';
import type { TwinPrices } from '../prices/twin-prices.ts';
import { hasCuda } from '../setups/backends.ts';
import { deviceCount } from '../setups/usable-memory.ts';
import type { UnifiedPace } from './unified-pace.ts';

export interface FactContext {
  readonly answers: Answers;
  readonly catalog: Catalog;
  readonly asOf: string;
  /** Machines per group that were on sale that day. */
  readonly twins: ReadonlyMap<string, number>;
  /** Systems whose successor was announced or released by that day. */
  readonly succeeded: ReadonlySet<string>;
  readonly priceTrend: PriceTrends;
  readonly twinsAsk: TwinPrices;
  readonly unifiedPace: UnifiedPace;
}

/**
 * One candidate as rules see it. Speeds and fits are those of the heaviest need that has them; what is left of memory,
 * and whether one device or node is enough, counts for all needs.
 */
export function candidateFacts(e: Evaluated, context: FactContext): CandidateFacts {
  const { system } = e;
  const known = system.devices.map((d) => context.catalog.devices[d.device]).filter((d) => d !== undefined);
  const count = deviceCount(system);
  const start = startOf(system, context.catalog);
  const own = ownedIdsOf(context.answers.own);
  const main =
    e.outcomes.find((o) => o.performance.speed !== null) ??
    e.outcomes.find((o) => o.performance.fit !== null) ??
    e.outcomes[0];
  const p = main?.performance;
  const fullest = fullestOf(e.outcomes);
  const headroom = fullest && countedHeadroom(fullest);
  const headroom_share = headroom ? 1 - 1 / headroom : null;
  const fullest_gib = fullest?.performance.fit?.usable_gib ?? null;
  const model = p?.model ? context.catalog.models[p.model.id] : undefined;
  const fit = p?.fit ?? null;
  const speed = p?.speed ?? null;
  const decode = speed?.decode_tok_s?.value ?? null;
  const bandwidth_gb_s = smallestOfAll(known.map((d) => d.memory.bandwidth_gb_s));
  // One literal without spreads: JavaScript engines lay such objects out once, and hundreds are made.
  return {
    'candidate.kind': system.kind,
    'candidate.vendors': [...new Set(known.map((d) => d.vendor))],
    'candidate.families': [...new Set(known.map((d) => d.family))],
    'candidate.condition': e.price?.condition ?? null,
    'candidate.on_sale': start === null ? null : start <= context.asOf,
    'candidate.announced':
      isAnnounced(system, context.asOf) && isToCome(system, context.catalog, context.asOf),
    'candidate.age_days': start === null ? null : days(start, context.asOf),
    'candidate.chip_age_days': largestKnown(known.map((d) => chipAge(d, context.asOf))),
    'candidate.sold_out_days':
      e.price?.kind === 'own-price' ? null : soldOutDays(system, e.price, context.asOf),
    'candidate.successor_announced': context.succeeded.has(system.id),
    'candidate.owned': own.includes(system.id),
    'candidate.uses_owned': usesOwned(system, own),
    'candidate.holds_own_mac': holdsOwnMac(system, context),
    'candidate.in_own_pc': e.price?.in_own_pc ?? false,
    'candidate.twins': system.group === undefined ? 1 : (context.twins.get(system.group) ?? 1),
    'candidate.devices_count': count,
    'candidate.equal_cards': system.devices.length === 1,
    'candidate.nodes': system.nodes,
    'candidate.memory_kind': known[0]?.memory.kind ?? null,
    'candidate.memory_gb': system.memory_gb,
    'candidate.device_memory_gb': largestKnown(
      known.map((d) => d.memory.capacity_gb ?? system.memory_gb / count),
    ),
    'candidate.usable_gib': fit?.usable_gib ?? null,
    'candidate.bandwidth_gb_s': bandwidth_gb_s,
    'candidate.npu_tops': largestKnown(known.map((d) => d.compute.npu_tops)),
    'candidate.backends': [...new Set(known.flatMap((d) => d.backends.map((b) => b.backend)))],
    'candidate.has_cuda': hasCuda(system, system.os, context.catalog),
    'candidate.os': system.os,
    'candidate.setup': system.setup,
    'candidate.upgrade': system.upgrade,
    'candidate.traits': system.traits,
    'candidate.form': system.form.class,
    'candidate.volume_l': system.form.volume_l ?? null,
    'candidate.noise_dba': system.form.noise_dba ?? null,
    'candidate.load_w': system.power.load_w ?? null,
    'candidate.max_w': system.power.max_w ?? null,
    'candidate.link': system.link?.kind ?? (count > 1 ? 'pcie' : 'none'),
    'candidate.link_rdma': system.link?.rdma ?? null,
    'candidate.host_ram_gb': system.host?.ram_gb ?? null,
    'candidate.price_usd': e.price?.value ?? null,
    'candidate.budget_share':
      e.price === null || context.answers.budget_usd === null
        ? null
        : e.price.value / context.answers.budget_usd,
    'candidate.over_budget_chance': overBudgetChance(e.price, context.answers.budget_usd),
    'candidate.price_kind': e.price?.kind ?? null,
    'candidate.whole_price': e.price && [0, system.parts.length].includes(e.price.parts.length),
    'candidate.price_age_days': e.price?.age_days ?? null,
    'candidate.card_offer_age_days': e.price && cardOfferAge(e.price, context),
    'candidate.price_stale': e.price?.stale ?? null,
    'candidate.price_trend_90d': context.priceTrend(system, e.price),
    'candidate.twins_dearer': e.price && context.twinsAsk(system, e.price),
    'candidate.times_unified': timesUnified(e, bandwidth_gb_s, context),
    'candidate.usd_per_gb': e.price === null ? null : e.price.value / system.memory_gb,
    'model.params_total_b': model?.params_total_b ?? null,
    'model.params_active_b': model?.params_active_b ?? null,
    'model.moe': model ? isMixture(model.params_active_b, model.params_total_b) : null,
    'model.density': model ? model.params_active_b / model.params_total_b : null,
    'model.bits_per_weight': main?.bits_per_weight ?? null,
    'model.quality_loss': main?.quality_loss ?? null,
    'model.quality': main?.quality ?? null,
    'model.tags': model?.tags ?? null,
    'fit.status': fit?.status ?? null,
    'fit.footprint_gib': fit?.footprint_gib ?? null,
    'fit.weights_gib': fit?.weights_gib ?? null,
    'fit.headroom_gib': fullest_gib !== null && headroom_share !== null ? headroom_share * fullest_gib : null,
    'fit.headroom_share': headroom_share,
    'fit.max_context': p?.copies ? null : (fit?.max_context ?? null),
    'fit.fits_one_device': ofAll(e.outcomes.map((o) => o.fits_one_device)),
    'fit.fits_half_devices': ofAll(e.outcomes.map((o) => o.fits_half_devices)),
    'fit.fits_one_node': ofAll(e.outcomes.map((o) => o.fits_one_node)),
    'engine.name': p?.engine ?? null,
    'engine.backend': p?.backend ?? null,
    'engine.serves_many': p?.engine ? context.catalog.engines[p.engine].serves_many : null,
    'engine.split': main?.split ?? null,
    'engine.copies': p?.speed ? (p.copies ?? 1) : null,
    'speed.decode_tok_s': decode,
    'speed.total_tok_s': decode === null || !speed ? null : decode * speed.at.users,
    'speed.prefill_tok_s': speed?.prefill_tok_s?.value ?? null,
    'speed.ttft_s': speed?.ttft_s?.value ?? null,
    'speed.basis': speed?.decode_tok_s?.basis ?? null,
    'speed.day_share': shareOfDay(e, context.answers, context.catalog),
    'finetune.hours': jobOf(e.outcomes, 'finetune')?.hours?.value ?? null,
    'finetune.peak_gib': jobOf(e.outcomes, 'finetune')?.peak_gib?.value ?? null,
    'image.seconds': jobOf(e.outcomes, 'image')?.seconds?.value ?? null,
    'image.peak_gib': jobOf(e.outcomes, 'image')?.peak_gib?.value ?? null,
    'video.seconds': jobOf(e.outcomes, 'video')?.seconds?.value ?? null,
    'video.peak_gib': jobOf(e.outcomes, 'video')?.peak_gib?.value ?? null,
  };
}

/** The need that leaves the least of memory. */
function fullestOf(outcomes: Evaluated['outcomes']): Outcome | null {
  const known = outcomes.filter((o) => countedHeadroom(o) !== null);
  return known.reduce<Outcome | null>(
    (least, o) => (least && (countedHeadroom(least) ?? 0) <= (countedHeadroom(o) ?? 0) ? least : o),
    null,
  );
}

/** Whether it holds of every need of which that is known; null where it is of none. */
function ofAll(list: readonly (boolean | null)[]): boolean | null {
  const known = list.filter((b) => b !== null);
  return known.length === 0 ? null : known.every((b) => b);
}

/** Chance that the price, of which low..high is an 80 % interval, is above the budget. */
function overBudgetChance(price: PriceQuote | null, budget: Usd | null): number | null {
  if (price === null || budget === null || !(price.value > 0)) return null;
  const draw = drawOf(price, budget);
  if (draw === null) return budget < price.value ? 1 : 0;
  return normalAbove(draw);
}

/** Days since the chip was first sold, or since its production was resumed. */
function chipAge({ released, made_again }: Device, asOf: string): number | undefined {
  if (made_again !== undefined && lastDay(made_again) <= asOf) return days(made_again, asOf);
  return released === undefined ? undefined : days(released, asOf);
}

/**
 * Age in days of the oldest offer among the cards of a bill, or of the offer of a machine sold whole. Null where no
 * card has to be bought.
 */
function cardOfferAge(price: PriceQuote, { catalog, asOf }: FactContext): number | null {
  if (price.parts.length === 0) return price.age_days;
  const cards = price.parts.filter((p) => p.item in catalog.devices);
  return cards.length === 0 ? null : Math.max(...cards.map((p) => daysBetween(p.observed, asOf)));
}

/** Its memory bandwidth over that of the fastest unified-memory machine that costs no more. */
function timesUnified(
  { price }: Evaluated,
  bandwidth_gb_s: number | null,
  { unifiedPace }: FactContext,
): number | null {
  const pace = price && unifiedPace(price.value);
  return pace && bandwidth_gb_s && bandwidth_gb_s / pace;
}

/** The buyer's card is in it, or the buyer's box is one of its nodes. */
function usesOwned({ devices, parts }: System, own: readonly string[]): boolean {
  return own.some((id) => devices.some((d) => d.device === id) || parts.some((p) => p.item === id));
}

/** Whether a Mac of it need not be bought: any other Mac that the buyer has is none of it. */
function holdsOwnMac({ parts }: System, { answers, catalog }: FactContext): boolean {
  const isMac = (item: string) => catalog.systems[item]?.os.includes('macos') === true;
  return parts.some(({ item }) => isMac(item) && stockOf(answers.own, catalog).has(item));
}

const days = (from: string, to: string): number => daysBetween(lastDay(from), lastDay(to));
const numbers = (list: readonly (number | undefined)[]): number[] => list.filter((n) => n !== undefined);
const largestKnown = (list: readonly (number | undefined)[]): number | null =>
  numbers(list).length === 0 ? null : Math.max(...numbers(list));
/** Null where one of them is unknown, which may be the smallest. */
const smallestOfAll = (list: readonly (number | undefined)[]): number | null =>
  numbers(list).length < list.length ? null : Math.min(...numbers(list));
