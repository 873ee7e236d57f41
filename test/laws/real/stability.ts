import type { Catalog } from '../../../src/schema/catalog.ts';
import type { Ranked, Recommendation } from '../../../src/schema/document.ts';
import { withPrice, withSpeed } from './disturb.ts';

/** The change that nobody should have to decide by. */
const SHARE = 0.02;
/** Machines farther behind the leader than this are left alone: no change of 2 % moves a score so far. Points. */
const REACH = 6;
const RIVALS = 3;

interface Upset {
  readonly by: string;
  readonly now: string;
  /** The leader went over the budget, or another came within it: the limit decided, not the judgement. */
  readonly at_the_limit: boolean;
}

/**
 * Prices and speeds that make another machine lead when they move by 2 %: against the leader its own, and for its
 * nearest rivals theirs. Machines declared tied with the first, and twins of either, are no other machine.
 */
export function upsets(
  d: Recommendation,
  catalog: Catalog,
  ask: (catalog: Catalog) => Recommendation,
): Upset[] {
  const [first] = d.ranked;
  if (!first) return [];
  const kin = (id: string) => catalog.systems[id]?.group ?? id;
  const declared = new Set(
    d.ranked.filter((r) => r === first || r.tied_with_first).map((r) => kin(r.system.id)),
  );
  const rivals = d.ranked
    .filter((r) => !declared.has(kin(r.system.id)) && r.score > first.score - REACH)
    .slice(0, RIVALS);
  const changes = [...against(first, 1, catalog), ...rivals.flatMap((r) => against(r, -1, catalog))];
  return changes.flatMap(({ by, changed }) => {
    const again = ask(changed);
    const [now] = again.ranked;
    if (!now || declared.has(kin(now.system.id))) return [];
    const in_both = (id: string) => [d, again].every((x) => x.ranked.some((r) => r.system.id === id));
    return [
      {
        by,
        now: now.system.id,
        at_the_limit: !in_both(first.system.id) || !in_both(now.system.id),
      },
    ];
  });
}

/** Everything about a machine 2 % worse (1) or better (-1), one thing at a time. */
function against(row: Ranked, sign: 1 | -1, catalog: Catalog): { by: string; changed: Catalog }[] {
  const { id, devices } = row.system;
  const bought = (catalog.systems[id]?.parts ?? [])
    .map((p) => p.item)
    .filter((item) => item in catalog.devices || item in catalog.systems);
  return [
    ...[id, ...bought].map((item) => ({
      by: `price of ${item}`,
      changed: withPrice(catalog, item, 1 + sign * SHARE),
    })),
    ...devices.map((device) => ({
      by: `speed of ${device.id}`,
      changed: withSpeed(catalog, device.id, 1 - sign * SHARE),
    })),
  ];
}
