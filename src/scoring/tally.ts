/** In how many draws each candidate scored highest; equal best ones share the draw. */
export function countWins(scores: readonly (Float64Array | null)[], draws: number): number[] {
  const best = new Float64Array(draws).fill(Number.NEGATIVE_INFINITY);
  const holders = new Float64Array(draws);
  for (const own of scores) {
    if (own === null) continue;
    for (let d = 0; d < draws; d++) {
      const score = own[d] as number;
      if (score > (best[d] as number)) {
        best[d] = score;
        holders[d] = 1;
      } else if (score === best[d]) holders[d] = (holders[d] as number) + 1;
    }
  }
  return scores.map((own) => {
    let wins = 0;
    if (own === null) return wins;
    for (let d = 0; d < draws; d++) if (own[d] === best[d]) wins += 1 / (holders[d] as number);
    return wins;
  });
}

/** Share of the draws in which `own` is strictly above `other`. */
export function shareAbove(own: Float64Array, other: Float64Array | null): number {
  if (other === null || own === other) return 0;
  let above = 0;
  for (let d = 0; d < own.length; d++) if ((own[d] as number) > (other[d] as number)) above++;
  return above / own.length;
}

/** The 10 % and 90 % quantiles. */
export function middle80(draws: Float64Array): { low: number; high: number } {
  const sorted = Float64Array.from(draws).sort();
  const at = (q: number) => sorted[Math.round(q * (sorted.length - 1))] ?? 0;
  return { low: at(0.1), high: at(0.9) };
}
