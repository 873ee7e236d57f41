import type { LayerGroup } from '../schema/model.ts';

/**
 * Which group each attention or state layer belongs to. Profiles give counts, not positions; configs interleave evenly
 * and put the rare kind (or, of two equally frequent ones, the one that sees everything) last in each cycle: five
 * sliding, one full; three linear, one full. That is rebuilt here.
 * Groups that sit beside another one in the same layers are left out.
 */
export function layerOrder(groups: readonly LayerGroup[]): number[] {
  const counts = groups.map((g) => (g.parallel ? 0 : g.count));
  const total = counts.reduce((sum, n) => sum + n, 0);
  const order = new Array<number>(total).fill(-1);
  const local = (i: number): number =>
    groups[i]?.kind === 'sliding' || groups[i]?.kind === 'linear' ? 1 : 0;
  const rareFirst = counts
    .map((_, i) => i)
    .sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0) || local(a) - local(b) || b - a);
  for (const index of rareFirst) {
    const free = order.flatMap((taken, layer) => (taken < 0 ? [layer] : []));
    for (const i of spread(counts[index] ?? 0, free.length)) order[free[i] ?? 0] = index;
  }
  return order;
}

/** Positions of `count` layers laid evenly over `total`, the last one at the end. */
export function spread(count: number, total: number): number[] {
  const positions: number[] = [];
  for (let i = 0; i < total; i++)
    if (Math.floor(((i + 1) * count) / total) > Math.floor((i * count) / total)) positions.push(i);
  return positions;
}
