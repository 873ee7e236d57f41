import { type Draws, drawScores, type SharedDraws, type Uncertain } from './draw-scores.ts';
import type { ScoringModel } from './model.ts';
import { normals } from './random.ts';
import { type Score, scoreCandidate } from './score.ts';
import { countWins, middle80, shareAbove } from './tally.ts';

export interface Robustness {
  readonly id: string;
  /** Share of the draws in which it scored highest; equal best ones share the draw. */
  readonly win_probability: number;
  /** Share of the draws in which it scored above the candidate that leads without drawing. */
  readonly beats_leader: number;
  /** 80 % range of the score, wider by what is not known at all. */
  readonly score_low: number | null;
  readonly score_high: number | null;
}

/**
 * How sure the ranking is: prices and speeds are drawn from their intervals and everybody is scored again.
 * A candidate's draws depend on the seed, its id and its groups only, so who else is in the list cannot change its
 * range. The result keeps the order of `candidates`. `still`: their scores without drawing, where they are known already.
 */
export function robustness(
  model: ScoringModel,
  candidates: readonly Uncertain[],
  draws: Draws,
  still: readonly Score[] = candidates.map((c) => scoreCandidate(model, c.parts, c.points)),
): Robustness[] {
  const common = new Map<string, Float64Array>();
  const shared: SharedDraws = (kind, group) => {
    const name = `${kind} of the group ${group}`;
    const found = common.get(name) ?? normals(draws.seed, name, draws.count);
    common.set(name, found);
    return found;
  };
  const drawn = candidates.map((c) => drawScores(model, c, draws, shared));
  const wins = countWins(drawn, draws.count);
  const leader = still.reduce((best, s, i) => ((s.score ?? -1) > (still[best]?.score ?? -1) ? i : best), 0);
  return candidates.map(({ id }, i) => {
    const own = drawn[i] ?? null;
    const at = still[i];
    const range = own === null ? null : middle80(own);
    const unknown = (edge: 'low' | 'high') => (at?.[edge] ?? 0) - (at?.score ?? 0);
    return {
      id,
      win_probability: (wins[i] ?? 0) / draws.count,
      beats_leader: own === null ? 0 : shareAbove(own, drawn[leader] ?? null),
      score_low: range === null ? null : clip(range.low + unknown('low')),
      score_high: range === null ? null : clip(range.high + unknown('high')),
    };
  });
}

const clip = (score: number): number => Math.max(0, Math.min(100, score));
