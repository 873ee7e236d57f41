interface Scored {
  readonly id: string;
  readonly score: number;
  /** Share of the draws in which it scores above the leader. */
  readonly beats_leader: number;
}

interface TieLimits {
  /** Score points that nobody should decide by. */
  readonly margin_points: number;
  /** From this share of lost draws on, the lead is a coin toss. */
  readonly coin_toss: number;
}

/**
 * Who shares first place: everybody within the margin of the leader's score, or ahead of it in so many draws that the
 * order is chance. `ranked` is best first, but of scores that feel alike the cheaper stands first: so whoever stands before
 * one within the margin counts as within it. The leader itself is left out, and the list is empty when there is no tie.
 */
export function tiedWithFirst(ranked: readonly Scored[], limits: TieLimits): string[] {
  const [leader, ...rest] = ranked;
  if (leader === undefined) return [];
  const last = rest.findLastIndex((s) => leader.score - s.score <= limits.margin_points);
  return rest.filter((s, i) => i <= last || s.beats_leader >= limits.coin_toss).map(({ id }) => id);
}
