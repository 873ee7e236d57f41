/** Who scored highest in each draw so far. */
interface Wins {
  /** Takes part in every draw but those where it is `out`; what is given is read at once and not kept. */
  add(candidate: number, scores: Float64Array, out?: Uint8Array | null): void;
  /** In how many draws each of `candidates` scored highest. Equal best ones share a draw; one in which nobody is counts for none. */
  of(candidates: number): number[];
}

/** Counts wins one candidate at a time, so that the draws of all need not be held at once. */
export function winsOver(draws: number): Wins {
  const best = new Float64Array(draws).fill(Number.NEGATIVE_INFINITY);
  const holder = new Int32Array(draws).fill(-1);
  // By draw: those who are as good as its holder.
  const equals = new Map<number, number[]>();
  return {
    add(candidate, scores, out = null) {
      for (let d = 0; d < draws; d++) {
        if (out !== null && out[d] === 1) continue;
        const score = scores[d] as number;
        if (score < (best[d] as number)) continue;
        if (score > (best[d] as number)) {
          best[d] = score;
          holder[d] = candidate;
          equals.delete(d);
        } else equals.set(d, [...(equals.get(d) ?? []), candidate]);
      }
    },
    of(candidates) {
      const wins = new Array<number>(candidates).fill(0);
      holder.forEach((first, d) => {
        const holders = [first, ...(equals.get(d) ?? [])].filter((h) => h >= 0);
        for (const h of holders) wins[h] = (wins[h] ?? 0) + 1 / holders.length;
      });
      return wins;
    },
  };
}

/** Share of the draws in which `own` is strictly above `other`. */
export function shareAbove(own: Float64Array, other: Float64Array | null): number {
  if (other === null || own === other) return 0;
  let above = 0;
  for (let d = 0; d < own.length; d++) if ((own[d] as number) > (other[d] as number)) above++;
  return above / own.length;
}

/** The 10 % and 90 % quantiles; leaves the draws in another order. */
export function middle80(own: Float64Array): { low: number; high: number } {
  const last = own.length - 1;
  if (last < 0) return { low: 0, high: 0 };
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
