import {
  type OfferBook,
  offersByItem,
  type Price,
  priceAt,
  statedPrice,
  sumOfParts,
  unpricedParts,
} from '../prices/pricing.ts';
import type { Answers } from '../schema/answers.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { PriceQuote } from '../schema/document.ts';
import type { System } from '../schema/system.ts';
import type { Condition } from '../schema/vocabulary.ts';
import { remembered } from '../units/remembered.ts';
import { inCents, type Usd } from '../units/units.ts';
import { alikeParts, type PartPaid } from './alike-parts.ts';
import { itemNamed } from './prose/names.ts';

/** Prices of one decision: a day, a condition, the prices that the buyer stated. The price of an item is worked out once. */
export interface PriceBook {
  quote(system: System): PriceQuote | null;
  /** One card, part or system without its bill of materials. */
  item(id: string): Price | null;
  /** Anybody saw it offered by that day. */
  seen(id: string): boolean;
  readonly offers: OfferBook;
  /** New, used or either, as the buyer said. */
  readonly condition: Condition;
}

export interface PriceTerms {
  readonly asOf: string;
  readonly condition: Condition;
  /** Prices that the buyer stated, by item, USD: they beat every offer. Documents call them `own-price`. */
  readonly stated: Readonly<Record<string, number>>;
  /** Items the buyer has already: one of each costs nothing in a build or cluster that takes it in. */
  readonly owned?: readonly string[];
}

export const priceTerms = (said: Answers, asOf: string): PriceTerms => ({
  asOf,
  condition: said.condition,
  stated: said.prices_usd,
  owned: said.own,
});

/** The quote for a price that the buyer names. */
export const statedQuote = (usd: Usd, terms: Pick<PriceTerms, 'asOf' | 'condition'>): PriceQuote =>
  toQuote(statedPrice(usd, terms), []);

export function makePriceBook(
  catalog: Catalog,
  terms: PriceTerms,
  offers: OfferBook = offersByItem(catalog.offers),
): PriceBook {
  const item = remembered((id: string): Price | null => {
    const system = catalog.systems[id];
    const price = priceAt(offers, id, {
      asOf: terms.asOf,
      condition: conditionFor(id),
      stated: terms.stated[id],
      memoryBearing: bearsMemory(id),
      ended: system?.ended,
    });
    return price && system ? withAdded(price, added(system, price)) : price;
  });
  /** What a new machine is sold without; whoever names a price names all of it, and used ones come ready to run. */
  const added = (system: System, price: Price): readonly string[] =>
    price.kind === 'stated' || price.condition !== 'new' ? [] : system.sold_without;
  const withAdded = (price: Price, items: readonly string[]): Price =>
    items.flatMap((id) => item(id) ?? []).reduce(plus, price);
  // Boards, supplies and memory kits are bought new or used as they come: the buyer's word is about the machine.
  const conditionFor = (id: string): Condition =>
    id in catalog.parts && terms.condition === 'used' ? 'any' : terms.condition;
  const bearsMemory = (id: string): boolean =>
    id in catalog.systems || id in catalog.devices || /memory|ram|ssd/i.test(catalog.parts[id]?.kind ?? '');

  const stock = stockOf(terms.owned ?? [], catalog);
  const nameOf = (id: string): string => itemNamed(id, catalog);
  const asPaid = alikeParts(catalog, terms.asOf, priceOfPart);

  return {
    offers,
    condition: terms.condition,
    item,
    seen: (id) => (offers.get(id) ?? []).some((o) => o.observed <= terms.asOf),
    quote: quoteOf,
  };

  function quoteOf(system: System): PriceQuote | null {
    const direct = item(system.id);
    const missing = stillToBuy(system.parts, stock);
    const bought = missing.map(asPaid);
    const built = bought.length === 0 ? null : sumOfParts(bought, priceOfPart);
    const extended = missing !== system.parts && built !== null;
    const stated = terms.stated[system.id] !== undefined;
    const statedPart = [...system.parts, ...bought].some((p) => terms.stated[p.item] !== undefined);
    const price = priceToPay({ direct, built, extended, stated, statedPart });
    if (price === null) return null;
    // A price of one's own is for the build as it would have been bought without it.
    const asSold = stated && terms.condition === 'any' && built ? built.condition : price.condition;
    const extras = price === direct ? added(system, price) : [];
    const needed = price === built ? bought : extras.map((id) => ({ item: id }));
    const unpriced = unpricedParts(needed, priceOfPart).map(nameOf);
    const also = extras.map(nameOf).filter((name) => !unpriced.includes(name));
    const quote = toQuote({ ...price, condition: asSold }, price === built ? bought.flatMap(partBought) : []);
    return {
      ...quote,
      ...(also.length > 0 && { also_included: also }),
      ...(unpriced.length > 0 && { not_included: unpriced }),
      ...(extended && { owned: alreadyThere(system.parts, missing).map(nameOf) }),
    };
  }

  /** A part that is itself a system built from parts (a cluster of boxes) is priced the same way. */
  function priceOfPart(id: string): Price | null {
    const direct = item(id);
    if (direct) return direct;
    const system = catalog.systems[id];
    return system && system.parts.length > 0 ? sumOfParts(system.parts.map(asPaid), priceOfPart) : null;
  }

  /** One line of a bill; none for a part whose price nobody knows. */
  function partBought({ item: id, count, instead_of }: PartPaid): PriceQuote['parts'] {
    const price = priceOfPart(id);
    if (!price) return [];
    const { observed, kind } = price;
    const unit_price_usd = inCents(price.value);
    const source = price.source ?? 'own-price';
    const replaced = instead_of === undefined ? {} : { instead_of: nameOf(instead_of) };
    return [{ item: id, name: nameOf(id), count, unit_price_usd, observed, kind, source, ...replaced }];
  }
}

/** How many of each item are there already: what is named, and the parts of machines among it. */
function stockOf(owned: readonly string[], catalog: Catalog): ReadonlyMap<string, number> {
  const stock = new Map<string, number>();
  const add = (item: string, count: number) => stock.set(item, (stock.get(item) ?? 0) + count);
  for (const id of owned) {
    add(id, 1);
    for (const part of catalog.systems[id]?.parts ?? []) add(part.item, part.count);
  }
  return stock;
}

/** The parts a buyer lacks; the very list when nothing of it is owned. */
function stillToBuy(parts: System['parts'], stock: ReadonlyMap<string, number>): System['parts'] {
  if (!parts.some((p) => stock.has(p.item))) return parts;
  return parts.flatMap((p) => {
    const count = p.count - (stock.get(p.item) ?? 0);
    return count > 0 ? [{ ...p, count }] : [];
  });
}

/** Items of which fewer, or none, are still to be bought. */
const alreadyThere = (parts: System['parts'], missing: System['parts']): string[] =>
  parts.flatMap((p) => (missing.some((m) => m.item === p.item && m.count === p.count) ? [] : [p.item]));

/** Both prices of a build, null where unknown, and what the buyer says of it. */
interface TwoPrices {
  /** Of the whole, and the sum of the parts that are still to be bought. */
  readonly direct: Price | null;
  readonly built: Price | null;
  /** The buyer has some of its parts. */
  readonly extended: boolean;
  /** The buyer named a price for the whole, for one of its parts. */
  readonly stated: boolean;
  readonly statedPart: boolean;
}

/**
 * A build with an offer of its own and a bill of materials has two prices. Where the buyer has some of the parts, only the
 * bill of the others is paid. Otherwise a stated price of the whole wins, then a bill with a stated part in it. Left to
 * the market, the bill is dated part by part and follows it: an offer for the whole wins only when it is newer and not old.
 */
function priceToPay({ direct, built, extended, stated, statedPart }: TwoPrices): Price | null {
  if (extended) return built;
  if (stated || built === null) return direct;
  if (statedPart || direct === null) return built;
  return direct.observed > built.observed && !direct.stale ? direct : built;
}

function toQuote(price: Price, parts: PriceQuote['parts']): PriceQuote {
  return {
    low: inCents(price.low),
    value: inCents(price.value),
    high: inCents(price.high),
    observed: price.observed,
    kind: price.kind === 'stated' ? 'own-price' : price.kind === 'sum' ? 'parts' : price.kind,
    age_days: price.age_days,
    stale: price.stale,
    source: price.source ?? 'own-price',
    condition: price.condition === 'new' ? 'new' : 'used',
    parts,
  };
}

/** The price of a thing with another that is bought with it: as old, and as new or used, as the thing. */
const plus = (thing: Price, other: Price): Price => ({
  ...thing,
  low: thing.low + other.low,
  value: thing.value + other.value,
  high: thing.high + other.high,
  sources: [...new Set([...thing.sources, ...other.sources])],
});
