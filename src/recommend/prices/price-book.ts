import { sumOfParts, unpricedParts } from '../../prices/bill.ts';
import { type OfferBook, offersByItem, type Price, statedPrice } from '../../prices/pricing.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { PriceQuote } from '../../schema/document.ts';
import type { System } from '../../schema/system.ts';
import type { Condition } from '../../schema/vocabulary.ts';
import { inCents, type Usd } from '../../units/units.ts';
import { ownPcs, plainBuild } from '../owned/own-pc.ts';
import { asUpgraded, cardsOwned, type Memory, upgradeOf } from '../owned/own-pc-upgrade.ts';
import { alreadyThere, stillToBuy, stockOf } from '../owned/stock.ts';
import { countedName, itemNamed, partOfPc } from '../prose/names.ts';
import { alikeParts, type PartPaid } from './alike-parts.ts';
import { addedTo, itemPrices } from './item-prices.ts';
import type { PriceTerms } from './price-terms.ts';

/** Prices of one decision: a day, a condition, the prices that the buyer stated. The price of an item is worked out once. */
export interface PriceBook {
  /** The cheapest way to have it as it is built. */
  quote(system: System): PriceQuote | null;
  /** The ways to have it, cheapest first; several only where the memory of one's own PC would do as well. */
  ways(system: System): readonly Way[];
  /** One card, part or system without its bill of materials. */
  item(id: string): Price | null;
  /** Anybody saw it offered by that day. */
  seen(id: string): boolean;
  readonly offers: OfferBook;
  /** New, used or either, as the buyer said. */
  readonly condition: Condition;
}

/** A machine as somebody would have it, and what that takes. */
export interface Way {
  readonly system: System;
  readonly price: PriceQuote;
}

/** The quote for a price that the buyer names. */
export const statedQuote = (usd: Usd, terms: Pick<PriceTerms, 'asOf' | 'condition'>): PriceQuote =>
  toQuote(statedPrice(usd, terms), []);

/** The price of what is owned. */
export const nothingPaid = (terms: Pick<PriceTerms, 'asOf' | 'condition'>): PriceQuote => ({
  ...statedQuote(0, terms),
  condition: 'used',
});

export function makePriceBook(
  catalog: Catalog,
  terms: PriceTerms,
  offers: OfferBook = offersByItem(catalog.offers),
): PriceBook {
  const item = itemPrices(catalog, terms, offers);
  const stock = stockOf(terms.owned ?? [], catalog);
  const pcs = ownPcs(terms.owned ?? [], catalog);
  const nameOf = (id: string): string => itemNamed(id, catalog);
  const counted = ({ item: id, count }: System['parts'][number]): string => countedName(count, nameOf(id));
  const isStated = (part: { readonly item: string }): boolean => terms.stated[part.item] !== undefined;
  const asPaid = alikeParts(catalog, terms.asOf, priceOfPart);

  return {
    offers,
    condition: terms.condition,
    item,
    seen: (id) => (offers.get(id) ?? []).some((o) => o.observed <= terms.asOf),
    quote: (system) => asBuilt(system)?.price ?? null,
    ways: (system) => cheapestFirst([asBuilt(system), withLessMemory(system)]),
  };

  /** From a PC that is there, around parts that are there, or as it is sold. */
  function asBuilt(system: System): Way | null {
    const rest = stillToBuy(system.parts, stock);
    const beside = rest === system.parts ? null : billed(rest);
    const whole = asSold(system);
    const [cheapest] = cheapestFirst([
      ...upgraded(system, 'as built'),
      beside && { system, price: { ...beside, owned: alreadyThere(system.parts, rest).map(nameOf) } },
      whole && { system, price: whole },
    ]);
    return cheapest ?? null;
  }

  function withLessMemory(system: System): Way | null {
    const [cheapest] = cheapestFirst(upgraded(system, 'as there'));
    return cheapest ?? null;
  }

  /** What each PC of the buyer takes to become it; `as there`: only those that then have less memory than it as it is built. */
  function upgraded(system: System, memory: Memory): Way[] {
    const rig = pcs.length > 0 ? plainBuild(system, catalog) : null;
    if (!rig) return [];
    return pcs.flatMap((pc) => {
      const upgrade = upgradeOf(rig, pc, memory, catalog.parts);
      if (memory === 'as there' && !upgrade.less_memory) return [];
      const rest = stillToBuy(upgrade.add, stock);
      const price = billed(rest);
      if (!price) return [];
      const owned = [
        ...alreadyThere(upgrade.add, rest).map(nameOf),
        ...upgrade.stay.map((kind) => partOfPc(kind, pc.host)),
      ];
      const cards = cardsOwned(rig, pc, stock);
      const told = {
        owned,
        in_own_pc: true as const,
        ...(cards.stay.length > 0 && { cards_stay: cards.stay.map(counted) }),
        ...(cards.out.length > 0 && { cards_come_out: cards.out.map(counted) }),
      };
      return [{ system: asUpgraded(rig, pc, upgrade), price: { ...price, ...told } }];
    });
  }

  /** The sum of what is still to be bought: nothing where all of it is there, unknown where the price of a part is. */
  function billed(missing: System['parts']): PriceQuote | null {
    if (missing.length === 0) return statedQuote(0, terms);
    const bought = missing.map(asPaid);
    const built = sumOfParts(bought, priceOfPart);
    return built && described(built, bought);
  }

  /** For somebody who has nothing of it. */
  function asSold(system: System): PriceQuote | null {
    const direct = item(system.id);
    const bought = system.parts.map(asPaid);
    const built = bought.length === 0 ? null : sumOfParts(bought, priceOfPart);
    const stated = terms.stated[system.id] !== undefined;
    const statedPart = system.parts.some(isStated) || bought.some(isStated);
    const price = priceToPay({ direct, built, stated, statedPart });
    if (price === null) return null;
    if (price === built) return described(built, bought);
    // A price of one's own is for the build as it would have been bought without it.
    const condition = stated && terms.condition === 'any' && built ? built.condition : price.condition;
    const extras = addedTo(system, price);
    const unpriced = unpricedParts(
      extras.map((id) => ({ item: id })),
      priceOfPart,
    ).map(nameOf);
    const also = extras.map(nameOf).filter((name) => !unpriced.includes(name));
    return {
      ...toQuote({ ...price, condition }, []),
      ...(also.length > 0 && { also_included: also }),
      ...(unpriced.length > 0 && { not_included: unpriced }),
    };
  }

  /** A bill as a quote that names its parts. */
  function described(built: Price, parts: readonly PartPaid[]): PriceQuote {
    const unpriced = unpricedParts(parts, priceOfPart).map(nameOf);
    return {
      ...toQuote(built, parts.flatMap(partBought)),
      ...(unpriced.length > 0 && { not_included: unpriced }),
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

/** Both prices of a build, null where unknown, and what the buyer says of it. */
interface TwoPrices {
  /** Of the whole, and the sum of its parts. */
  readonly direct: Price | null;
  readonly built: Price | null;
  /** The buyer named a price for the whole, for one of its parts. */
  readonly stated: boolean;
  readonly statedPart: boolean;
}

/**
 * A build with an offer of its own and a bill of materials has two prices. A stated price of the whole wins, then a bill
 * with a stated part in it. Left to the market, the bill is dated part by part and follows it: an offer for the whole wins
 * only when it is newer and not old.
 */
function priceToPay({ direct, built, stated, statedPart }: TwoPrices): Price | null {
  if (stated || built === null) return direct;
  if (statedPart || direct === null) return built;
  return direct.observed > built.observed && !direct.stale ? direct : built;
}

/** Of equals the one that comes first. */
const cheapestFirst = (ways: readonly (Way | null)[]): Way[] =>
  ways.filter((w) => w !== null).sort((a, b) => a.price.value - b.price.value);

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
