import type { ErrorGroup } from '../../schema/evaluation.ts';
import { quantile } from '../../units/statistics.ts';

/** A prediction beside what was measured; the interval is absent where a prediction has none. */
export interface Pair {
  readonly measured: number;
  readonly predicted: number;
  readonly low?: number;
  readonly high?: number;
}

/** Errors of one group, relative to the measurement; null where there is none. */
export function errorGroup(pairs: readonly Pair[]): ErrorGroup {
  if (pairs.length === 0) return { n: 0, mdape: null, p90_ape: null, bias: null, coverage80: null };
  const signed = pairs.map((p) => p.predicted / p.measured - 1);
  const absolute = signed.map(Math.abs);
  const ranged = pairs.filter((p) => p.low !== undefined && p.high !== undefined);
  const inside = ranged.filter((p) => p.measured >= (p.low ?? 0) && p.measured <= (p.high ?? 0));
  return {
    n: pairs.length,
    mdape: rounded(quantile(absolute, 0.5)),
    p90_ape: rounded(quantile(absolute, 0.9)),
    bias: rounded(quantile(signed, 0.5)),
    coverage80: ranged.length === 0 ? null : rounded(inside.length / ranged.length),
  };
}

/** Five decimals: a memory formula is off by parts in a hundred thousand. */
const rounded = (n: number): number => Math.round(n * 1e5) / 1e5;
