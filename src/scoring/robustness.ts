import type { Usd } from '../units/units.ts';
import { type Draws, drawer, type Uncertain } from './draw-scores.ts';
import type { ScoringModel } from './model.ts';
import { type Score, scoreCandidate } from './score.ts';
import { middle80, shareAbove, winsOver } from './tally.ts';
import { overBudgetIn } from './within-budget.ts';

interface Robustness {
  readonly id: string;
  /**
   * Share of the draws in which it scored highest of those that the budget pays for there, however narrowly; equal best
   * ones share the draw.
   */
  readonly win_probability: number;
  /** Share of the draws in which it scored above the candidate that stands first. */
  readonly beats_leader: number;
  /** 80 % range of the score, wider by what is not known at all. */
  readonly score_low: number | null;
  readonly score_high: number | null;
}

/**
 * How sure the ranking is: prices and speeds are drawn from their intervals and everybody is scored again.
 * A candidate's draws depend on the seed, its id and its groups only, so who else is in the list cannot change its
 * range.
 * @param candidates as they are ranked, best first; the result keeps their order
 * @param budget_usd most that is paid: a price drawn above it cannot win
 * @param still their scores without drawing, where they are known already
 */
export function robustness(
  model: ScoringModel,
  candidates: readonly Uncertain[],
  draws: Draws,
  budget_usd: Usd | null = null,
  still: readonly Score[] = candidates.map((c) => scoreCandidate(model, c.parts, c.points)),
): Robustness[] {
  const draw = drawer(model, draws);
  const [first] = candidates;
  const ahead = (first && draw(first)?.slice()) ?? null;
  const wins = winsOver(draws.count);
  const overBudget = overBudgetIn(draws, budget_usd);
  const ranges = candidates.map((candidate, i) => {
    const own = draw(candidate);
    if (own === null) return { beats_leader: 0, range: null };
    wins.add(i, own, overBudget(candidate));
    const beats_leader = i === 0 ? 0 : shareAbove(own, ahead);
    return { beats_leader, range: middle80(own) };
  });
  const won = wins.of(candidates.length);
  return ranges.map(({ beats_leader, range }, i) => {
    const at = still[i];
    const unknown = (edge: 'low' | 'high') => (at?.[edge] ?? 0) - (at?.score ?? 0);
    return {
      id: candidates[i]?.id ?? '',
      win_probability: (won[i] ?? 0) / draws.count,
      beats_leader,
      score_low: range === null ? null : clip(range.low + unknown('low')),
      score_high: range === null ? null : clip(range.high + unknown('high')),
    };
  });
}

const clip = (score: number): number => Math.max(0, Math.min(100, score));
