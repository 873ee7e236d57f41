import { quantile, thousandths } from '../../units/statistics.ts';

/** How far predictions of a group of rows were off. Shares, not percent; bias is positive when predictions are too high. */
export interface Metrics {
  readonly n: number;
  readonly mdape: number;
  readonly p90_ape: number;
  readonly bias: number;
  /** Share of rows inside their 80 % interval; null for formulas that give none. */
  readonly coverage80: number | null;
}

/** A measurement beside its prediction. */
export interface JudgedRow {
  /** ln(predicted / measured). */
  readonly log: number;
  readonly inside: boolean | null;
}

export function metricsOf(rows: readonly JudgedRow[]): Metrics {
  const apes = rows.map((r) => Math.abs(Math.exp(r.log) - 1));
  const told = rows.filter((r) => r.inside !== null);
  return {
    n: rows.length,
    mdape: thousandths(quantile(apes, 0.5)),
    p90_ape: thousandths(quantile(apes, 0.9)),
    bias: thousandths(
      quantile(
        rows.map((r) => Math.exp(r.log) - 1),
        0.5,
      ),
    ),
    coverage80: told.length > 0 ? thousandths(told.filter((r) => r.inside).length / told.length) : null,
  };
}
