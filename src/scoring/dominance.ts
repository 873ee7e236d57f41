import type { CriterionScore, Score } from './score.ts';

/** A candidate for the comparison, best first in the list. */
export interface Rival {
  readonly id: string;
  readonly score: Score;
}

/**
 * Who is beaten on everything: for each id the best-ranked rival that is at least as good on every criterion known of
 * it, better on one, and not behind on the rules' points. What is unknown of the dominator proves nothing, so it must
 * be known there too. Only rivals ranked above can dominate.
 */
export function dominators(ranked: readonly Rival[]): Map<string, string> {
  const found = new Map<string, string>();
  const columns = new Map<CriterionScore['id'], number>();
  // Whoever is beaten by a beaten one is beaten by its better, too: only those that nobody beats need be asked.
  const unbeaten: ByColumn[] = [];
  for (const { id, score } of ranked) {
    const own = byColumn(id, score, columns);
    const by = unbeaten.find((above) => dominates(above, own));
    if (by) found.set(id, by.id);
    else unbeaten.push(own);
  }
  return found;
}

/** Scores by column, so that two candidates are compared without looking anything up. */
interface ByColumn {
  readonly id: string;
  readonly score: number;
  readonly points: number;
  /** By column; NaN where unknown, which is neither at least as good as anything nor better. */
  readonly known: number[];
  /** Columns that count for this one: known, and of some weight. */
  readonly counted: number[];
}

function byColumn(id: string, s: Score, columns: Map<CriterionScore['id'], number>): ByColumn {
  const known: number[] = [];
  const counted: number[] = [];
  for (const { id: criterion, score, weight } of s.criteria) {
    const column = columns.get(criterion) ?? columns.size;
    columns.set(criterion, column);
    while (known.length <= column) known.push(Number.NaN);
    known[column] = score ?? Number.NaN;
    if (score !== null && weight !== 0) counted.push(column);
  }
  return { id, score: s.score ?? 0, points: s.points, known, counted };
}

/** Scores closer than this are the same judgement; curves saturate, so far ends differ only by rounding. */
const SAME = 1e-6;

function dominates(a: ByColumn, b: ByColumn): boolean {
  if (a.points < b.points || a.score < b.score) return false;
  let better = a.points > b.points;
  for (const column of b.counted) {
    const own = b.known[column] as number;
    const rival = a.known[column] ?? Number.NaN;
    if (!(rival >= own - SAME)) return false;
    if (rival > own + SAME) better = true;
  }
  return better;
}
