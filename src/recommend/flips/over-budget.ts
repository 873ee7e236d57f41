import { ascending } from '../../units/order.ts';
import type { Candidate, Screened } from '../candidate.ts';
import { type Judged, qualifies } from '../judge.ts';

/** Machines out only for their price, each worked out when it is asked about. */
interface OverBudget {
  /** Those that qualify otherwise, cheapest first. */
  all(): Iterable<Judged>;
  /** Those that contain a part or machine, or could contain it in place of a similar one: they get cheaper with it. */
  madeFrom(id: string): readonly Judged[];
}

export function makeOverBudget(
  screened: readonly Screened[],
  judgeOne: (candidate: Candidate) => Judged | null,
): OverBudget {
  const dearer = screened
    .filter((s) => s.exclusion?.code === 'over_budget')
    .map((s) => s.candidate)
    .sort((a, b) => (a.price?.value ?? 0) - (b.price?.value ?? 0) || ascending(a.system.id, b.system.id));
  return {
    *all() {
      for (const candidate of dearer) {
        const j = judgeOne(candidate);
        if (j && qualifies(j)) yield j;
      }
    },
    madeFrom: (id) =>
      dearer
        .filter((c) => c.system.parts.some((p) => p.item === id || p.or_alike?.includes(id)))
        .map(judgeOne)
        .filter((j) => j !== null),
  };
}
