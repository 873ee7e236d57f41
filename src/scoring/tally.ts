/** In how many draws each candidate scored highest; equal best ones share the draw. */
export function countWins(scores: readonly (Float64Array | null)[], draws: number): Float64Array {
  const wins = new Float64Array(scores.length);
  for (let d = 0; d < draws; d++) {
    let best = Number.NEGATIVE_INFINITY;
    let equal = 0;
    for (let i = 0; i < scores.length; i++) {
      const score = scores[i]?.[d] ?? Number.NEGATIVE_INFINITY;
      if (score > best) {
        best = score;
        equal = 1;
      } else if (score === best) equal++;
    }
    for (let i = 0; i < scores.length; i++) if (scores[i]?.[d] === best) wins[i] = (wins[i] ?? 0) + 1 / equal;
  }
  return wins;
}

/** Share of the draws in which `own` is strictly above `other`. */
export function shareAbove(own: Float64Array, other: Float64Array | null): number {
  if (other === null || own === other) return 0;
  let above = 0;
  for (let d = 0; d < own.length; d++) if ((own[d] ?? 0) > (other[d] ?? 0)) above++;
  return above / own.length;
}

/** The 10 % and 90 % quantiles. */
export function middle80(draws: Float64Array): { low: number; high: number } {
  const sorted = Float64Array.from(draws).sort();
  const at = (q: number) => sorted[Math.round(q * (sorted.length - 1))] ?? 0;
  return { low: at(0.1), high: at(0.9) };
}
