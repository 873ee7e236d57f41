import { byKey } from '../units/order.ts';
import { groupBy, quantile } from '../units/statistics.ts';
import { weightedMedian } from './shrink.ts';

/** How far a prediction was off that did not know the row's source: log(measured / predicted). */
export interface Residual {
  readonly log: number;
  readonly source: string;
  /** How near the nearest remaining evidence was; see `evidenceLevel`. */
  readonly level: number;
  readonly group: string;
}

/** Errors as shares, not percent. */
export interface Summary {
  readonly rows: number;
  readonly sources: number;
  /** Median absolute percentage error over the rows, and with every source counted once. */
  readonly mdape: number;
  readonly mdape_by_source: number;
  readonly p90_ape: number;
  /** Median of 1 - predicted / measured: positive when predictions are too low. `accuracy/metrics.ts` turns it round. */
  readonly bias: number;
  /** Share of rows inside their 80 % interval. */
  readonly coverage80: number;
  readonly groups: Readonly<Record<string, { readonly rows: number; readonly mdape: number }>>;
}

const ape = (r: Residual): number => Math.abs(Math.exp(-r.log) - 1);

export function summarise(residuals: readonly Residual[], spread: readonly number[]): Summary {
  const inside = residuals.filter((r) => Math.abs(r.log) <= (spread[r.level] ?? spread[0] ?? 0));
  const groups = [...groupBy(residuals, (r) => r.group)].sort(byKey);
  return {
    rows: residuals.length,
    sources: new Set(residuals.map((r) => r.source)).size,
    mdape: quantile(residuals.map(ape), 0.5),
    mdape_by_source: weightedMedian(residuals.map((r) => ({ value: ape(r), source: r.source }))),
    p90_ape: quantile(residuals.map(ape), 0.9),
    bias: quantile(
      residuals.map((r) => 1 - Math.exp(-r.log)),
      0.5,
    ),
    coverage80: residuals.length > 0 ? inside.length / residuals.length : 0,
    groups: Object.fromEntries(
      groups.map(([name, rows]) => [name, { rows: rows.length, mdape: quantile(rows.map(ape), 0.5) }]),
    ),
  };
}

/** Nothing is known better than this: two careful testers of one cell differ by some ten percent (assumption). */
const LEAST_SPREAD = 0.15;
/** A level with fewer rows than this borrows the width of the level above (assumption). */
const ENOUGH_ROWS = 8;

/**
 * Half widths of the 80 % interval per evidence level, 0 (nothing near) to `levels - 1` (the very device). Nearer
 * evidence never gives a wider interval than farther evidence.
 */
export function spreadByLevel(residuals: readonly Residual[], levels: number): number[] {
  const all = quantile(
    residuals.map((r) => Math.abs(r.log)),
    0.8,
  );
  const widths: number[] = [];
  for (let level = 0; level < levels; level++) {
    const rows = residuals.filter((r) => r.level === level);
    const above = widths[level - 1] ?? Math.max(all, LEAST_SPREAD);
    const own =
      rows.length < ENOUGH_ROWS
        ? above
        : quantile(
            rows.map((r) => Math.abs(r.log)),
            0.8,
          );
    widths.push(Math.max(LEAST_SPREAD, level === 0 ? Math.max(own, all) : Math.min(above, own)));
  }
  // Narrowing the nearer levels must not cost the promise that four rows in five lie inside.
  const missed = quantile(
    residuals.map((r) => Math.abs(r.log) / (widths[r.level] ?? all)),
    0.8,
  );
  return widths.map((w) => w * Math.max(1, missed));
}

/** Mean over sources of the mean within each: what fits minimise, so that no long table drowns the others. */
export function bySource(values: readonly { source: string; value: number }[]): number {
  const groups = groupBy(values, (v) => v.source);
  let sum = 0;
  for (const rows of groups.values()) sum += rows.reduce((s, r) => s + r.value, 0) / rows.length;
  return groups.size > 0 ? sum / groups.size : 0;
}

/** How far off a fit is, in logs, each source having the same say. */
export const errorBySource = (residuals: readonly Pick<Residual, 'source' | 'log'>[]): number =>
  bySource(residuals.map(({ source, log }) => ({ source, value: Math.abs(log) })));

/** Predicts each source's rows with a fit that has not seen the source. */
export function leaveOneOut<R, C>(
  rows: readonly R[],
  source: (r: R) => string,
  fit: (rows: readonly R[]) => C,
  residual: (c: C, r: R) => Residual,
): Residual[] {
  return [...new Set(rows.map(source))].sort().flatMap((out) => {
    const c = fit(rows.filter((r) => source(r) !== out));
    return rows.filter((r) => source(r) === out).map((r) => residual(c, r));
  });
}

/** Bundles of sources that are left out together to choose a value from a grid. */
const BUNDLES = 4;

/** Of a grid the value whose fit tells left-out sources best; of equals the first. */
export function bestLeftOut<R, C>(
  grid: readonly number[],
  rows: readonly R[],
  of: {
    readonly source: (r: R) => string;
    readonly fit: (rows: readonly R[], value: number) => C;
    readonly residual: (c: C, r: R) => Residual;
  },
): number {
  const sources = [...new Set(rows.map(of.source))].sort();
  const bundle = new Map(sources.map((source, i) => [source, String(i % BUNDLES)]));
  let best = { cost: Number.POSITIVE_INFINITY, value: grid[0] ?? 0 };
  for (const value of grid) {
    const left = leaveOneOut(
      rows,
      (r) => bundle.get(of.source(r)) ?? '',
      (rest) => of.fit(rest, value),
      of.residual,
    );
    const cost = errorBySource(left);
    if (cost < best.cost - 1e-6) best = { cost, value };
  }
  return best.value;
}
