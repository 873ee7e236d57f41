import type { Catalog } from '../schema/catalog.ts';
import type { System } from '../schema/system.ts';
import { level } from '../scoring/model.ts';
import type { Watts } from '../units/units.ts';

/**
 * What a machine draws at work, at the wall: as stated; else what the machines draw that it is made of; else, of the most
 * that it may draw, the share that machines of its kind use; null where neither is known. Makers state what the supply
 * must bear, not what a model takes.
 */
export function workWatts(system: System, catalog: Catalog): Watts | null {
  const { power, kind } = system;
  if (power.load_w !== undefined) return power.load_w;
  if (power.max_w === undefined) return null;
  return nodeWatts(system, catalog) ?? power.max_w * (level(catalog.scoring, 'load_share', kind) ?? 1);
}

/** Of a cluster, what its nodes draw together; null where they are not all machines of which that is known. */
function nodeWatts({ nodes, parts }: System, catalog: Catalog): Watts | null {
  const machines = parts.flatMap(({ item, count }) => {
    const node = catalog.systems[item];
    return node && node.nodes === 1 ? { count, watts: workWatts(node, catalog) } : [];
  });
  const isWhole = nodes > 1 && machines.reduce((n, { count }) => n + count, 0) === nodes;
  if (!isWhole || machines.some(({ watts }) => watts === null)) return null;
  return machines.reduce((sum, { count, watts }) => sum + count * (watts ?? 0), 0);
}

/** Whether the draw at work is what its kind usually has. */
export const isWorkAssumed = ({ power }: System): boolean =>
  power.load_w === undefined && power.max_w !== undefined;
