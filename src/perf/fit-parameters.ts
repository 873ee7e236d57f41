import { type Grids, gridSearch } from './grid-search.ts';
import {
  errorBySource,
  leaveOneOut,
  type Residual,
  type Summary,
  spreadByLevel,
  summarise,
} from './residuals.ts';

export interface FittedParameters<P> {
  readonly parameters: P;
  /** Half width of the 80 % interval of predictions for an unknown source, in logs. */
  readonly spread: number;
  readonly summary: Summary;
}

/**
 * Coordinate search over named parameters, in which every source has the same say; intervals come from leaving out one
 * source at a time.
 */
export function fitParameters<P extends { readonly [K in keyof P]: number }, R>(
  rows: readonly R[],
  grids: Grids<P>,
  start: P,
  source: (row: R) => string,
  residual: (parameters: P, row: R) => Residual,
): FittedParameters<P> {
  const fit = (some: readonly R[]) =>
    gridSearch(grids, start, (p: P) => errorBySource(some.map((row) => residual(p, row))));
  const residuals = leaveOneOut(rows, source, fit, residual);
  const spread = spreadByLevel(residuals, 1)[0] ?? Math.LN2;
  return { parameters: fit(rows), spread, summary: summarise(residuals, [spread]) };
}
