import type { Offer } from '../schema/offer.ts';
import type { Condition, OfferKind } from '../schema/vocabulary.ts';
import { daysBetween } from '../units/days.ts';
import { groupBy, median } from '../units/statistics.ts';
import type { Usd } from '../units/units.ts';
import { spreadOf } from './price-spread.ts';

/** What a thing costs on a day, USD. `low`..`high` is an 80 % interval. */
export interface Price {
  readonly low: Usd;
  readonly value: Usd;
  readonly high: Usd;
  /** Date of the newest observation behind the value, of a sum behind four fifths of it, YYYY-MM-DD. */
  readonly observed: string;
  readonly kind: OfferKind | 'stated' | 'sum';
  readonly age_days: number;
  /** Too old to be relied on: the buyer should look again. */
  readonly stale: boolean;
  /** Null for a price that the buyer stated. */
  readonly source: string | null;
  readonly sources: readonly string[];
  readonly condition: 'new' | 'used' | 'mixed';
}

interface PriceQuestion {
  readonly asOf: string;
  readonly condition: Condition;
  /** The price that the buyer stated, USD: it beats every stored offer. */
  readonly stated?: Usd | undefined;
  /** DRAM or GDDR on it: prices of such goods age three times as fast. */
  readonly memoryBearing?: boolean | undefined;
  /** Last day it was sold new, when known (YYYY, YYYY-MM or YYYY-MM-DD). */
  readonly ended?: string | undefined;
}

/** Offers by item, oldest first. Build it once per catalogue. */
export type OfferBook = ReadonlyMap<string, readonly Offer[]>;

export const PRICE_RULES = {
  /** Memory prices moved by double digits a month in 2026. */
  stale_days_memory: 45,
  stale_days_other: 120,
  /** A street price this much older than the newest list price says less than the list price. */
  street_yields_after_days: 90,
  /** One survey prints a low and a high, one tracker a single ask: the newest week is read together. */
  newest_window_days: 7,
  /** Two readings of the same list price differ by cents, not by a price change. */
  same_list_price: 0.01,
  /**
   * Older than this an observation is history, not a price. A launch price of goods with memory on them says nothing
   * about the shelf after a year in which memory cost several times as much.
   */
  expires_days_memory: 365,
  expires_days_other: 730,
} as const;

export function offersByItem(offers: readonly Offer[]): OfferBook {
  const book = groupBy(offers, ({ item }) => item);
  // Equal days are ordered by amount, so that the order of the files never decides.
  for (const rows of book.values())
    rows.sort((a, b) => (a.observed === b.observed ? a.amount - b.amount : a.observed < b.observed ? -1 : 1));
  return book;
}

/**
 * The price of one item on a day for a buyer of new, used or either. Only trustworthy USD offers observed by then
 * count; promotions, doubtful figures and foreign currencies are evidence to show, never the price. Unknown is null.
 */
export function priceAt(book: OfferBook, item: string, question: PriceQuestion): Price | null {
  if (question.stated !== undefined)
    return statedPrice(question.stated, { ...question, condition: conditionOf(book, item, question) });
  const rows = book.get(item);
  if (rows === undefined) return null;
  const offers = rows.filter((o) => counts(o, question.asOf));
  const fresh = question.condition === 'used' || hasEnded(question) ? null : newPrice(offers, question);
  const used = question.condition === 'new' ? null : priceOfKind(offers, 'used', question);
  if (fresh && used) return used.value < fresh.value ? used : fresh;
  return fresh ?? used;
}

/** The first list price known by a day, USD: that of the launch, where anybody wrote it down. Null where there is none. */
export const launchPrice = (book: OfferBook, item: string, asOf: string): Usd | null =>
  book.get(item)?.find((o) => o.kind === 'list' && counts(o, asOf))?.amount ?? null;

const counts = ({ trust, currency, observed }: Offer, asOf: string): boolean =>
  trust === 'ok' && currency === 'USD' && observed <= asOf;

/**
 * The newest reading of a rate (cloud hour, million tokens, picture, second of film, kWh) in USD; several providers of
 * one week: their median.
 */
export function rateAt(
  book: OfferBook,
  item: string,
  kind: Extract<
    OfferKind,
    'cloud-hourly' | 'api-input' | 'api-output' | 'api-picture' | 'api-second' | 'electricity'
  >,
  asOf: string,
): Price | null {
  const offers = (book.get(item) ?? []).filter((o) => counts(o, asOf));
  return priceOfKind(offers, kind, { asOf, condition: 'new', memoryBearing: false });
}

/**
 * Street beats list, with two exceptions: a street price that is much older than the newest list price, and one seen
 * before the maker asked the present list price. A list price first read later and above it counts as such a change.
 */
function newPrice(offers: readonly Offer[], question: PriceQuestion): Price | null {
  const street = priceOfKind(offers, 'street', question);
  const list = priceOfKind(offers, 'list', question);
  if (!street || !list) return street ?? list;
  const yields = daysBetween(street.observed, list.observed) > PRICE_RULES.street_yields_after_days;
  const repriced = lastListChange(offers, street);
  return yields || (repriced !== null && repriced > street.observed) ? list : street;
}

/** The day since which the list price stands, when it differs from what was asked before: by a list or by the street. */
function lastListChange(offers: readonly Offer[], street: Price): string | null {
  const lists = offers.filter((o) => o.kind === 'list');
  const current = lists.at(-1);
  if (!current) return null;
  let since = current.observed;
  for (const offer of [...lists].reverse()) {
    if (Math.abs(offer.amount / current.amount - 1) > PRICE_RULES.same_list_price) return since;
    since = offer.observed;
  }
  return current.amount > street.value ? since : null;
}

function priceOfKind(offers: readonly Offer[], kind: OfferKind, question: PriceQuestion): Price | null {
  const rows = offers.filter((o) => o.kind === kind);
  const newest = rows.at(-1);
  if (!newest) return null;
  const window = kind === 'list' ? 0 : PRICE_RULES.newest_window_days;
  const now = rows
    .filter((o) => daysBetween(o.observed, newest.observed) <= window)
    .sort((a, b) => a.amount - b.amount);
  const value = median(now.map((o) => o.amount));
  const age = daysBetween(newest.observed, question.asOf);
  const memory = question.memoryBearing ?? false;
  if (age > expiry(memory)) return null;
  const spread = spreadOf(rows, value, newest.observed, age, kind, memory);
  const nearest = now.reduce((a, b) => (Math.abs(b.amount - value) < Math.abs(a.amount - value) ? b : a));
  return {
    low: value * Math.exp(-spread),
    value,
    high: value * Math.exp(spread),
    observed: newest.observed,
    kind,
    age_days: age,
    stale: age > (memory ? PRICE_RULES.stale_days_memory : PRICE_RULES.stale_days_other),
    source: nearest.source,
    sources: [...new Set(now.map((o) => o.source))],
    condition: kind === 'used' ? 'used' : 'new',
  };
}

const expiry = (memory: boolean): number =>
  memory ? PRICE_RULES.expires_days_memory : PRICE_RULES.expires_days_other;

/**
 * The condition that a stated price is for. For a buyer who takes either, that in which the thing would otherwise have
 * been bought.
 */
function conditionOf(book: OfferBook, item: string, question: PriceQuestion): Condition {
  if (question.condition !== 'any') return question.condition;
  return priceAt(book, item, { ...question, stated: undefined })?.condition === 'used' ? 'used' : 'any';
}

/** The price the buyer states: it beats every offer, and is as new as the day. */
export function statedPrice(
  value: Usd,
  { asOf, condition }: Pick<PriceQuestion, 'asOf' | 'condition'>,
): Price {
  const used = condition === 'used';
  return {
    low: value,
    value,
    high: value,
    observed: asOf,
    kind: 'stated',
    age_days: 0,
    stale: false,
    source: null,
    sources: [],
    condition: used ? 'used' : 'new',
  };
}

/** A loose date has ended when its last possible day is over: "2026-05" is still on sale on 2026-05-20. */
const hasEnded = ({ ended, asOf }: PriceQuestion): boolean =>
  ended !== undefined && ended < asOf.slice(0, ended.length);
