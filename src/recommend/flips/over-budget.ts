import { ascending } from '../../units/order.ts';
import type { Candidate, Screened } from '../candidate.ts';
import { type Judged, qualifies } from '../judge.ts';

/** Machines that only cost too much, each worked out when somebody asks. */
export interface OverBudget {
  /** Those that qualify otherwise, cheapest first. */
  all(): Iterable<Judged>;
  /** Those that a part or machine goes into, or could go into in the place of its like: they get cheaper with it. */
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
