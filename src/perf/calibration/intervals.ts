import { byKey } from '../../units/order.ts';
import { groupBy, weightedQuantile } from '../../units/statistics.ts';
import { GRADES, intervalKeys } from '../speed/evidence.ts';
import type { IntervalRow } from '../speed/fitted-values.ts';
import type { HeldOut } from './held-out.ts';
import { testersMachine } from './tester-offset.ts';

/** A group needs this many held-out rows before its own percentiles are believed (assumption) ... */
const ENOUGH_ROWS = 40;
/** ... of this many testers: three of them lie in a tail of a tenth, and fewer would make a range of their own. */
const ENOUGH_TESTERS = 30;
/** Two careful testers of one cell are apart by about this much: no interval is narrower (log units, either side; assumption). */
const LEAST_HALF_WIDTH = 0.05;
/** What an interval of 80 % leaves out at either end. */
const TAIL = 0.1;
/**
 * Rows of one tester's machine err alike, so that the hundredth says less than the first; a little less only, since the
 * promise is one about rows (assumption: at 0.5 the ranges of unseen devices held up to ten points too many).
 */
const CROWDING = 0.25;
/**
 * A new tester is to fall into the range, and the spread of a few understates that of all: with m of them the tails are cut
 * to m / (m + 3). At m = 30, the fewest, that leaves 9.1 %, as Student's interval for one more reading does; his t alone
 * would leave 9.5.
 */
const UNSEEN_TESTERS = 3;

/**
 * 80 % intervals from held-out residuals, by grade of evidence, kind of job and kind of model. Farther evidence never
 * gives a narrower interval than nearer evidence of the same kind of job.
 */
export function intervalTable(held: readonly HeldOut[]): Record<string, IntervalRow> {
  const groups = byIntervalKey(held);
  const table: Record<string, IntervalRow> = {};
  const nearer = new Map<string, readonly [number, number]>();
  for (const grade of GRADES) {
    const own = [...groups].filter(([key]) => key.split('|')[0] === grade).sort(byKey);
    for (const [key, rows] of own) {
      const testers = new Set(rows.map((h) => h.observation.measurement.source)).size;
      if (rows.length < ENOUGH_ROWS || testers < ENOUGH_TESTERS) continue;
      const kind = key.split('|').slice(1).join('|');
      const logs = crowded(rows);
      const tail = (TAIL * testers) / (testers + UNSEEN_TESTERS);
      const [low, high] = nearer.get(kind) ?? [-LEAST_HALF_WIDTH, LEAST_HALF_WIDTH];
      const range = [
        Math.min(low, weightedQuantile(logs, tail)),
        Math.max(high, weightedQuantile(logs, 1 - tail)),
      ] as const;
      nearer.set(kind, range);
      table[key] = {
        low: Number(Math.exp(range[0]).toFixed(3)),
        high: Number(Math.exp(range[1]).toFixed(3)),
        rows: rows.length,
      };
    }
  }
  return table;
}

/** Rows by every key under which a range of theirs may be stored: each is in several groups. */
function byIntervalKey(held: readonly HeldOut[]): Map<string, HeldOut[]> {
  const keyed = held.flatMap((h) =>
    intervalKeys(h.grade, h.regime, h.observation.shape).map((key) => ({ key, h })),
  );
  const groups = [...groupBy(keyed, ({ key }) => key)];
  return new Map(groups.map(([key, rows]) => [key, rows.map(({ h }) => h)]));
}

/** Residuals with the say that each has beside the others of its tester's machine. */
function crowded(held: readonly HeldOut[]): { value: number; weight: number }[] {
  const crowds = groupBy(held, testersMachine);
  return held.map((h) => ({
    value: h.log,
    weight: (crowds.get(testersMachine(h))?.length ?? 1) ** -CROWDING,
  }));
}
