import type { Catalog } from '../../schema/catalog.ts';
import { ownedIdsOf } from '../../schema/owned.ts';
import type { System } from '../../schema/system.ts';

/** How many of each item are there already: what is named, and the parts of named machines. */
export function stockOf(owned: readonly string[], catalog: Catalog): ReadonlyMap<string, number> {
  const stock = new Map<string, number>();
  const add = (item: string, count: number) => stock.set(item, (stock.get(item) ?? 0) + count);
  for (const id of ownedIdsOf(owned)) {
    add(id, 1);
    for (const part of catalog.systems[id]?.parts ?? []) add(part.item, part.count);
  }
  return stock;
}

/** The parts a buyer lacks; the same list object when nothing of it is owned. */
export function stillToBuy(parts: System['parts'], stock: ReadonlyMap<string, number>): System['parts'] {
  if (!parts.some((p) => stock.has(p.item))) return parts;
  return parts.flatMap((p) => {
    const count = p.count - (stock.get(p.item) ?? 0);
    return count > 0 ? [{ ...p, count }] : [];
  });
}

/** Items of which fewer, or none, are still to be bought. */
export const alreadyThere = (parts: System['parts'], missing: System['parts']): string[] =>
  parts.flatMap((p) => (missing.some((m) => m.item === p.item && m.count === p.count) ? [] : [p.item]));
