import { quantile } from '../../units/statistics.ts';
import type { IntervalRow } from '../speed/calibration.ts';
import { GRADES, intervalKeys } from '../speed/evidence.ts';
import type { HeldOut } from './held-out.ts';

/** A group needs this many held-out rows before its own percentiles are believed (assumption). */
const ENOUGH_ROWS = 40;
/** Two careful testers of one cell are apart by about this much: no interval is narrower (log units, either side; assumption). */
const LEAST_HALF_WIDTH = 0.05;
const TAIL = 0.1;

/**
 * 80 % intervals from held-out residuals, by grade of evidence, kind of job and kind of model. Farther evidence never
 * gives a narrower interval than nearer evidence of the same kind of job.
 */
export function intervalTable(held: readonly HeldOut[]): Record<string, IntervalRow> {
  const groups = new Map<string, number[]>();
  for (const h of held)
    for (const key of intervalKeys(h.grade, h.regime, h.observation.shape)) {
      const logs = groups.get(key);
      if (logs) logs.push(h.log);
      else groups.set(key, [h.log]);
    }
  const table: Record<string, IntervalRow> = {};
  const nearer = new Map<string, readonly [number, number]>();
  for (const grade of GRADES) {
    const own = [...groups].filter(
      ([key, logs]) => key.split('|')[0] === grade && logs.length >= ENOUGH_ROWS,
    );
    for (const [key, logs] of own.sort(([a], [b]) => (a < b ? -1 : 1))) {
      const kind = key.split('|').slice(1).join('|');
      const [low, high] = nearer.get(kind) ?? [-LEAST_HALF_WIDTH, LEAST_HALF_WIDTH];
      const range = [Math.min(low, quantile(logs, TAIL)), Math.max(high, quantile(logs, 1 - TAIL))] as const;
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
