import { groupBy, quantile } from '../../units/statistics.ts';
import type { IntervalRow } from '../speed/calibration.ts';
import { GRADES, intervalKeys } from '../speed/evidence.ts';
import type { HeldOut } from './held-out.ts';

/** A group needs this many held-out rows before its own percentiles are believed (assumption). */
const ENOUGH_ROWS = 40;
/** Two careful testers of one cell are apart by about this much: no interval is narrower (log units, either side; assumption). */
const LEAST_HALF_WIDTH = 0.05;
const TAIL = 0.1;
/**
 * A new tester is to fall into the range, and the spread of a few understates that of all: with m of them the tails are cut
 * to m / (m + 3). At m = 10 that leaves 7.7 %, between what Student's t alone does (8.3) and his interval for one more
 * reading (7.3).
 */
const UNSEEN_TESTERS = 3;

/**
 * 80 % intervals from held-out residuals, by grade of evidence, kind of job and kind of model. Farther evidence never
 * gives a narrower interval than nearer evidence of the same kind of job.
 */
export function intervalTable(held: readonly HeldOut[]): Record<string, IntervalRow> {
  const keyed = held.flatMap((h) =>
    intervalKeys(h.grade, h.regime, h.observation.shape).map((key) => ({ key, h })),
  );
  const groups = groupBy(keyed, ({ key }) => key);
  const table: Record<string, IntervalRow> = {};
  const nearer = new Map<string, readonly [number, number]>();
  for (const grade of GRADES) {
    const own = [...groups].filter(
      ([key, rows]) => key.split('|')[0] === grade && rows.length >= ENOUGH_ROWS,
    );
    for (const [key, rows] of own.sort(([a], [b]) => (a < b ? -1 : 1))) {
      const kind = key.split('|').slice(1).join('|');
      const logs = rows.map(({ h }) => h.log);
      const testers = new Set(rows.map(({ h }) => h.observation.measurement.source)).size;
      const tail = (TAIL * testers) / (testers + UNSEEN_TESTERS);
      const [low, high] = nearer.get(kind) ?? [-LEAST_HALF_WIDTH, LEAST_HALF_WIDTH];
      const range = [Math.min(low, quantile(logs, tail)), Math.max(high, quantile(logs, 1 - tail))] as const;
      nearer.set(kind, range);
      table[key] = {
        low: Number(Math.exp(range[0]).toFixed(3)),
        high: Number(Math.exp(range[1]).toFixed(3)),
        rows: logs.length,
      };
    }
  }
  return table;
}
