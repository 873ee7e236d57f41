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
  // Whoever is beaten by a beaten one is beaten by its better, too: only those that nobody beats need be asked.
  const unbeaten: { readonly rival: Rival; readonly known: KnownScores }[] = [];
  for (const rival of ranked) {
    const by = unbeaten.find((above) => dominates(above.rival.score, above.known, rival.score));
    if (by) found.set(rival.id, by.rival.id);
    else unbeaten.push({ rival, known: new Map(rival.score.criteria.map((c) => [c.id, c.score])) });
  }
  return found;
}

type KnownScores = ReadonlyMap<CriterionScore['id'], number | null>;

/** Scores closer than this are the same judgement; curves saturate, so far ends differ only by rounding. */
const SAME = 1e-6;

function dominates(a: Score, of: KnownScores, b: Score): boolean {
  if (a.points < b.points || (a.score ?? 0) < (b.score ?? 0)) return false;
  let better = a.points > b.points;
  for (const { id, score, weight } of b.criteria) {
    if (score === null || weight === 0) continue;
    const rival = of.get(id) ?? null;
    if (rival === null || rival < score - SAME) return false;
    if (rival > score + SAME) better = true;
  }
  return better;
}
