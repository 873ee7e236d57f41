import type { Device } from '../schema/device.ts';
import { rememberedOf } from '../units/remembered.ts';
import { groupBy } from '../units/statistics.ts';

/**
 * Partial pooling in log space: what was measured on one device speaks for it in proportion to how many independent
 * sources said so, else its family speaks, else its vendor, else everybody.
 */
export interface PooledRow {
  /** log(measured / what the physics gives with every parameter at 1). */
  readonly log: number;
  readonly source: string;
  /** Say of the source against others; 1 unless it is a collection of unchecked reports. */
  readonly weight?: number;
  /** Pooling path from coarse to fine, such as ['nvidia', 'ada-geforce', 'rtx-4090']. */
  readonly path: readonly string[];
  /** Named effects that apply to this row, such as ['method:qlora', 'engine:compiled']. */
  readonly effects: readonly string[];
}

interface PooledOffset {
  /** In logs: of a node against its parent, of an effect against rows without it. */
  readonly offset: number;
  /** Their say together, of `PooledRow.weight`. */
  readonly sources: number;
  readonly rows: number;
}

export interface Pooled {
  /** exp(base) is the parameter for a thing nobody measured. */
  readonly base: number;
  /** By node of a path. */
  readonly nodes: Readonly<Record<string, PooledOffset>>;
  /** By name. */
  readonly effects: Readonly<Record<string, PooledOffset>>;
  /** Offsets of nodes that no row reached, taken from a related measurement. */
  readonly borrowed?: Readonly<Record<string, number>>;
}

/** A node with one source is believed half; this many imaginary sources sit at its parent's value (assumption). */
const PRIOR_SOURCES = 1;
/** Rounds in which base, nodes and effects give way to each other (assumption). */
const ROUNDS = 6;

/** Backfits base, nodes and effects by source-weighted medians. Deterministic; the order of the rows does not matter. */
export function shrink(rows: readonly PooledRow[]): Pooled {
  const levels = byLevel(rows);
  const concerned = byEffect(rows);
  let base = 0;
  let nodes: Pooled['nodes'] = {};
  let effects: Pooled['effects'] = {};
  for (let round = 0; round < ROUNDS; round++) {
    const rest = (r: PooledRow) => r.log - effectSum(effects, r.effects);
    base = weightedMedian(rows.map((r) => ({ value: rest(r), source: r.source, weight: r.weight })));
    const grown: Record<string, PooledOffset> = {};
    for (const [level, groups] of levels.entries()) {
      const above = (r: PooledRow) => base + pathSum(grown, r.path, {}, level);
      for (const [key, members] of groups)
        grown[key] = offsetOf(
          members.map((r) => ({ value: rest(r) - above(r), source: r.source, weight: r.weight })),
        );
    }
    nodes = grown;
    const fitted: Record<string, PooledOffset> = {};
    for (const [name, members] of concerned) {
      fitted[name] = offsetOf(
        members.map(({ row: r, others }) => ({
          value: r.log - base - pathSum(nodes, r.path) - effectSum(effects, others),
          source: r.source,
          weight: r.weight,
        })),
      );
    }
    effects = fitted;
  }
  return { base, nodes, effects };
}

/** Rows by node, for each level of their paths, coarse to fine. */
function byLevel(rows: readonly PooledRow[]) {
  const depth = Math.max(0, ...rows.map((r) => r.path.length));
  return Array.from({ length: depth }, (_, level) =>
    groupBy(
      rows.filter((r) => r.path.length > level),
      (r) => nodeKeys(r.path)[level] ?? '',
    ),
  );
}

/** By name of an effect: the rows to which it applies, with the others of each. */
function byEffect(rows: readonly PooledRow[]) {
  const names = [...new Set(rows.flatMap((r) => r.effects))].sort();
  return names.map((name) => {
    const members = rows.filter((r) => r.effects.includes(name));
    return [name, members.map((row) => ({ row, others: row.effects.filter((e) => e !== name) }))] as const;
  });
}

/** Log of the pooled parameter for a path and its effects; unseen nodes and effects add nothing. */
export function pooledLog(p: Pooled, path: readonly string[], effects: readonly string[]): number {
  return p.base + pathSum(p.nodes, path, p.borrowed) + effectSum(p.effects, effects);
}

/** The same with an effect held to at most that offset: where physics allows no more, a few fast rows must not say more. */
export function capEffect(p: Pooled, name: string, most: number): Pooled {
  const effect = p.effects[name];
  if (!effect || effect.offset <= most) return p;
  return { ...p, effects: { ...p.effects, [name]: { ...effect, offset: most } } };
}

/** The pooling path of a chip, from coarse to fine. */
export const pathOf = rememberedOf((device: Device): readonly string[] => [
  device.vendor,
  device.family,
  device.id,
]);

/** Levels of such a path: from here on the very thing was measured. */
export const MEASURED_ITSELF = 3;

/** How far down the path anything was measured: 0 nothing, 1 vendor, 2 family, 3 device. */
export function evidenceLevel(p: Pooled, path: readonly string[]): number {
  let level = 0;
  const keys = nodeKeys(path);
  while (level < path.length && p.nodes[keys[level] ?? '']) level++;
  return level;
}

/** A median, the ends of its 80 % interval, and how near the evidence is, as `evidenceLevel` tells. */
export interface Interval<Unit extends number> {
  readonly low: Unit;
  readonly value: Unit;
  readonly high: Unit;
  readonly level: number;
}

/** The interval around a value; `spreads` are half widths in logs by level, and a level without one is as wide as none. */
export function around(value: number, level: number, spreads: readonly number[]): Interval<number> {
  const spread = spreads[level] ?? spreads[0] ?? Math.LN2;
  return { low: value * Math.exp(-spread), value, high: value * Math.exp(spread), level };
}

/** Names of the nodes along a path: "nvidia", "nvidia/ada-geforce", … Fits ask for those of a chip a million times. */
const nodeKeys = rememberedOf((path: readonly string[]): readonly string[] =>
  path.map((_, level) => path.slice(0, level + 1).join('/')),
);

/** Offsets along a path together, down to a level. */
function pathSum(
  nodes: Pooled['nodes'],
  path: readonly string[],
  borrowed: Pooled['borrowed'] = {},
  levels = path.length,
): number {
  let sum = 0;
  for (const key of nodeKeys(path).slice(0, levels)) sum += nodes[key]?.offset ?? borrowed[key] ?? 0;
  return sum;
}
const effectSum = (effects: Pooled['effects'], names: readonly string[]): number =>
  names.reduce((sum, name) => sum + (effects[name]?.offset ?? 0), 0);

interface Weighed {
  readonly value: number;
  readonly source: string;
  readonly weight?: number | undefined;
}

function offsetOf(values: readonly Weighed[]): PooledOffset {
  const say = new Map(values.map((v) => [v.source, v.weight ?? 1]));
  const sources = [...say.values()].reduce((sum, w) => sum + w, 0);
  const offset = (weightedMedian(values) * sources) / (sources + PRIOR_SOURCES);
  return { offset, sources, rows: values.length };
}

/** Median in which every source has the same say, however many rows it printed. */
export function weightedMedian(values: readonly Weighed[]): number {
  if (values.length === 0) return 0;
  const per = new Map<string, number>();
  for (const v of values) per.set(v.source, (per.get(v.source) ?? 0) + 1);
  const sorted = values
    .map((v) => ({ value: v.value, weight: (v.weight ?? 1) / (per.get(v.source) ?? 1) }))
    .sort((a, b) => a.value - b.value || a.weight - b.weight);
  const half = sorted.reduce((sum, v) => sum + v.weight, 0) / 2;
  let seen = 0;
  for (const [i, v] of sorted.entries()) {
    seen += v.weight;
    if (Math.abs(seen - half) < 1e-9) return (v.value + (sorted[i + 1]?.value ?? v.value)) / 2;
    if (seen > half) return v.value;
  }
  return sorted.at(-1)?.value ?? 0;
}
