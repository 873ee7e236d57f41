import type { CriterionId } from '../schema/vocabulary.ts';
import type { Score } from './score.ts';

export interface Deciding {
  readonly criterion: CriterionId | 'rules';
  /** Score points by which the first is ahead on this (negative: behind), first-order. */
  readonly lead: number;
}

/**
 * What decides between two candidates, heaviest first. The power mean is not additive, so the whole difference of the
 * two scores is handed out in proportion to each criterion's share of it.
 */
export function decidingCriteria(a: Score, b: Score, exponent: number): Deciding[] {
  const shares = a.criteria.flatMap(({ id, score, weight }) => {
    const other = b.criteria.find((c) => c.id === id)?.score ?? null;
    if (score === null || other === null) return [];
    return [{ criterion: id, lead: weight * (score ** exponent - other ** exponent) }];
  });
  const raised = shares.reduce((sum, { lead }) => sum + lead, 0);
  const gap = (a.score ?? 0) - a.moved - ((b.score ?? 0) - b.moved);
  // A difference of nearly nothing has no proportions: fall back to the slope of the mean at the middle.
  const scale = Math.abs(raised) > 1e-3 ? gap / raised : 100;
  const points = a.moved - b.moved;
  const all: Deciding[] = shares.map(({ criterion, lead }) => ({ criterion, lead: lead * Math.abs(scale) }));
  return [...all, ...(points === 0 ? [] : [{ criterion: 'rules' as const, lead: points }])].sort(
    (x, y) => Math.abs(y.lead) - Math.abs(x.lead) || (x.criterion < y.criterion ? -1 : 1),
  );
}
