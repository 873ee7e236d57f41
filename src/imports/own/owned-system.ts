import { buildsAround } from '../../perf/builds-around.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { ascending } from '../../units/order.ts';

/** The plainest build with so many of a card and nothing else; null when nobody sells or describes one. */
export function systemWith(device: string, count: number, catalog: Catalog): string | null {
  const [build] = buildsAround(device, count, catalog).sort(
    (a, b) => a.parts.length - b.parts.length || ascending(a.id, b.id),
  );
  return build?.id ?? null;
}
