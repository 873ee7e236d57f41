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
  const known = ranked.map(({ score }) => new Map(score.criteria.map((c) => [c.id, c.score])));
  ranked.forEach((rival, i) => {
    for (let j = 0; j < i; j++) {
      const above = ranked[j] as Rival;
      if (!dominates(above.score, known[j] as KnownScores, rival.score)) continue;
      found.set(rival.id, above.id);
      return;
    }
  });
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
