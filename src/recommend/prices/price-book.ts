import { type OfferBook, offersByItem, type Price } from '../../prices/pricing.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { PriceQuote } from '../../schema/document.ts';
import type { System } from '../../schema/system.ts';
import type { Condition } from '../../schema/vocabulary.ts';
import { ownPcs, plainBuild } from '../owned/own-pc.ts';
import { asUpgraded, cardsOwned, type Memory, upgradeOf } from '../owned/own-pc-upgrade.ts';
import { alreadyThere, stillToBuy, stockOf } from '../owned/stock.ts';
import { countedName, itemNamed, partOfPc } from '../prose/names.ts';
import { makeBills } from './bills.ts';
import { addedTo, itemPrices } from './item-prices.ts';
import type { PriceTerms } from './price-terms.ts';
import { statedQuote, toQuote } from './quotes.ts';

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
interface Way {
  readonly system: System;
  readonly price: PriceQuote;
}

export function makePriceBook(
  catalog: Catalog,
  terms: PriceTerms,
  offers: OfferBook = offersByItem(catalog.offers),
): PriceBook {
  const item = itemPrices(catalog, terms, offers);
  const stock = stockOf(terms.owned ?? [], catalog);
  const pcs = ownPcs(terms.owned ?? [], catalog);
  const bills = makeBills(catalog, terms.asOf, item);
  const nameOf = (id: string): string => itemNamed(id, catalog);
  const counted = ({ item: id, count }: System['parts'][number]): string => countedName(count, nameOf(id));
  const isStated = (part: { readonly item: string }): boolean => terms.stated[part.item] !== undefined;

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
    const bought = bills.paid(missing);
    const built = bills.sum(bought);
    return built && bills.quote(built, bought);
  }

  /** For somebody who has nothing of it. */
  function asSold(system: System): PriceQuote | null {
    const direct = item(system.id);
    const bought = bills.paid(system.parts);
    const built = bills.sum(bought);
    const stated = terms.stated[system.id] !== undefined;
    const statedPart = system.parts.some(isStated) || bought.some(isStated);
    const price = priceToPay({ direct, built, stated, statedPart });
    if (price === null) return null;
    if (price === built) return bills.quote(built, bought);
    // A price of one's own is for the build as it would have been bought without it.
    const condition = stated && terms.condition === 'any' && built ? built.condition : price.condition;
    const extras = addedTo(system, price);
    const unpriced = bills.unpriced(extras.map((id) => ({ item: id })));
    const also = extras.map(nameOf).filter((name) => !unpriced.includes(name));
    return {
      ...toQuote({ ...price, condition }, []),
      ...(also.length > 0 && { also_included: also }),
      ...(unpriced.length > 0 && { not_included: unpriced }),
    };
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
