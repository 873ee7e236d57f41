import { ascending, byKey } from '../../units/order.ts';
import { rememberedOf } from '../../units/remembered.ts';
import { groupBy, quantile } from '../../units/statistics.ts';
import { GRADES, type Grade, intervalKeys } from '../speed/evidence.ts';
import type { IntervalRow } from '../speed/fitted-values.ts';
import type { HeldOut } from './held-out.ts';

/** A group needs this many held-out rows before its own percentiles are believed (assumption) ... */
const ENOUGH_ROWS = 40;
/** ... of this many testers: of fewer, the tails are cut so far that one of them makes the range (assumption). */
const ENOUGH_TESTERS = 10;
/** Two careful testers of one cell are apart by about this much: no interval is narrower (log units, either side; assumption). */
const LEAST_HALF_WIDTH = 0.05;
/** What an interval of 80 % leaves out at either end. */
const TAIL = 0.1;
/**
 * A new tester is to fall into the range, and the spread of a few understates that of all: with m of them the tails are cut
 * to m / (m + 3). At m = 10, the fewest, that leaves 7.7 %, where Student's interval for one more reading leaves 7.3.
 */
const UNSEEN_TESTERS = 3;

/** A held-out row, and what was left out with it: its source, its model, its device or its family. */
export interface CountedRow extends HeldOut {
  readonly left_out?: string;
}

/**
 * 80 % intervals from held-out residuals, by grade of evidence, kind of job and kind of model. Each holds its share
 * whatever was left out: with a model left out, its testers are known from others, which a user's machine is not. Farther
 * evidence never gives a narrower interval than nearer evidence of the same kind of job.
 */
export function intervalTable(held: readonly CountedRow[]): Record<string, IntervalRow> {
  const groups = [...byIntervalKey(held)].filter(([, rows]) => areEnough(rows)).sort(nearestFirst);
  const ranges = [...groupBy(groups, ([key]) => kindOf(key)).values()].flatMap(rangesOf);
  return Object.fromEntries(ranges.sort(nearestFirst));
}

type Group = readonly [key: string, rows: readonly CountedRow[]];

const areEnough = (rows: readonly CountedRow[]): boolean =>
  rows.length >= ENOUGH_ROWS && testersOf(rows) >= ENOUGH_TESTERS;

/** How near the evidence is that a key names first; 0 is nearest. */
const gradeOf = (key: string): number => GRADES.indexOf(key.split('|')[0] as Grade);
/** The kind of job and model that a key names after that; '' for all jobs. */
const kindOf = (key: string): string => key.split('|').slice(1).join('|');

const nearestFirst = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  gradeOf(a) - gradeOf(b) || ascending(a, b);

const testersOf = (rows: readonly HeldOut[]): number =>
  new Set(rows.map((h) => h.observation.measurement.source)).size;

/** The ranges of groups of one kind, nearest evidence first. */
function rangesOf(groups: readonly Group[]): [string, IntervalRow][] {
  const lows = widening(groups, (rows) => endsOf(rows).low);
  const highs = widening(groups, (rows) => endsOf(rows).high);
  const factor = (log: number | undefined): number => Number(Math.exp(log as number).toFixed(3));
  return groups.map(([key, rows], i) => [
    key,
    { low: factor(lows[i]), high: factor(highs[i]), rows: rows.length },
  ]);
}

/** Ends in logarithms that hold their share of all rows, and of those of each way to leave out that has enough of them. */
const endsOf = rememberedOf((rows: readonly CountedRow[]) => {
  const ways = [...groupBy(rows, ({ left_out }) => left_out ?? '')].sort(byKey);
  let { low, high } = ownEnds(rows);
  for (const [, way] of ways) {
    if (!areEnough(way)) continue;
    const inside = way.filter(({ log }) => log >= low && log <= high).length;
    // Its own two ends hold it; one that is held already leaves the ends where they are.
    if (inside >= (1 - 2 * tailOf(way)) * way.length) continue;
    const own = ownEnds(way);
    low = Math.min(low, own.low);
    high = Math.max(high, own.high);
  }
  return { low, high };
});

const ownEnds = (rows: readonly CountedRow[]) => ({
  low: Math.min(-LEAST_HALF_WIDTH, quantileOf(rows, tailOf(rows))),
  high: Math.max(LEAST_HALF_WIDTH, quantileOf(rows, 1 - tailOf(rows))),
});

/**
 * One end of the ranges of groups, nearest evidence first. Where a farther group would end nearer to the prediction, the
 * two differ by the chance of who measured, and are judged as one (pooling adjacent violators: Ayer and others, 1955). To
 * let the nearer one's end stand for both made the ranges of thousands of rows as wide as that of a few dozen.
 */
function widening(groups: readonly Group[], endOf: (rows: readonly CountedRow[]) => number): number[] {
  const blocks: { rows: readonly CountedRow[]; end: number; groups: number }[] = [];
  for (const [, rows] of groups) {
    let block = { rows, end: endOf(rows), groups: 1 };
    for (;;) {
      const nearer = blocks.at(-1);
      if (!nearer || Math.abs(nearer.end) <= Math.abs(block.end)) break;
      blocks.pop();
      const together = [...nearer.rows, ...block.rows];
      block = { rows: together, end: endOf(together), groups: nearer.groups + block.groups };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ end, groups }) => new Array<number>(groups).fill(end));
}

/** The share left out at either end, for as many testers. */
function tailOf(rows: readonly HeldOut[]): number {
  const testers = testersOf(rows);
  return (TAIL * testers) / (testers + UNSEEN_TESTERS);
}

/** Each row counts the same, whoever measured how many, because the promise is about rows. */
const quantileOf = (rows: readonly HeldOut[], q: number): number =>
  quantile(
    rows.map((h) => h.log),
    q,
  );

/** Rows by every key under which a range of theirs may be stored: each is in several groups. */
function byIntervalKey(held: readonly CountedRow[]): Map<string, CountedRow[]> {
  const keyed = held.flatMap((h) =>
    intervalKeys(h.grade, h.regime, h.observation.shape).map((key) => ({ key, h })),
  );
  const groups = [...groupBy(keyed, ({ key }) => key)];
  return new Map(groups.map(([key, rows]) => [key, rows.map(({ h }) => h)]));
}
