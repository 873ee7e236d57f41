import type { Catalog } from '../schema/catalog.ts';
import type { System } from '../schema/system.ts';
import { level } from '../scoring/model.ts';
import type { Watts } from '../units/units.ts';

/**
 * What a machine draws at work, at the wall: as stated; else, of the most that it may draw, the share that machines of its
 * kind use; null where neither is known. Makers state what the supply must bear, not what a model takes.
 */
export function workWatts({ power, kind }: System, catalog: Catalog): Watts | null {
  if (power.load_w !== undefined) return power.load_w;
  if (power.max_w === undefined) return null;
  return power.max_w * (level(catalog.scoring, 'load_share', kind) ?? 1);
}

/** Whether the draw at work is what its kind usually has. */
export const isWorkAssumed = ({ power }: System): boolean =>
  power.load_w === undefined && power.max_w !== undefined;
