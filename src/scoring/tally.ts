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
  const last = draws.length - 1;
  if (last < 0) return { low: 0, high: 0 };
  const own = draws.slice();
  const low = Math.round(0.1 * last);
  const high = Math.round(0.9 * last);
  return { low: selected(own, low, 0, last), high: selected(own, high, low, last) };
}

/**
 * The element that would stand at `k` if first..last were sorted; moves smaller ones before it, larger ones behind
 * (C. A. R. Hoare, Find, 1961). Two ranks of a thousand draws do not need them all in order.
 */
function selected(list: Float64Array, k: number, first: number, last: number): number {
  let [from, to] = [first, last];
  while (from < to) {
    const pivot = list[(from + to) >> 1] as number;
    let [i, j] = [from, to];
    while (i <= j) {
      while ((list[i] as number) < pivot) i++;
      while ((list[j] as number) > pivot) j--;
      if (i > j) break;
      const moved = list[i] as number;
      list[i++] = list[j] as number;
      list[j--] = moved;
    }
    if (k <= j) to = j;
    else if (k >= i) from = i;
    else break;
  }
  return list[k] as number;
}
