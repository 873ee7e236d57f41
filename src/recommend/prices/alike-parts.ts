import { type Alike, cheapestAlike } from '../../prices/alike.ts';
import type { Price } from '../../prices/pricing.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { System } from '../../schema/system.ts';
import { rememberedOf } from '../../units/remembered.ts';
import { isToCome, soldOutDays } from '../availability.ts';

type Part = System['parts'][number];

/** A line of a bill as it is paid; `instead_of` where another machine than the named one is the one priced. */
export interface PartPaid extends Part {
  readonly instead_of?: string;
}

/** A machine last seen sold out counts as such for so long, in days: as in the rule `price-sold-out`. */
const SOLD_OUT_FOR_DAYS = 90;

/** Puts the cheapest machine that would do alike in the place of the one a part names, where the part says so. */
export function alikeParts(
  catalog: Catalog,
  asOf: string,
  priceOf: (item: string) => Price | null,
): (part: Part) => PartPaid {
  return rememberedOf((part: Part): PartPaid => {
    if (!part.or_alike) return part;
    const others = part.or_alike.filter((id) => isThere(catalog.systems[id])).map(found);
    const { item } = cheapestAlike(found(part.item), others);
    return item === part.item ? part : { ...part, item, instead_of: part.item };
  });

  function isThere(system: System | undefined): boolean {
    return system !== undefined && !isToCome(system, catalog, asOf);
  }
  function found(item: string): Alike {
    const price = priceOf(item);
    const days = soldOutDays(catalog.systems[item] ?? {}, price, asOf);
    return { item, price, sold_out: price?.condition === 'new' && days !== null && days < SOLD_OUT_FOR_DAYS };
  }
}
