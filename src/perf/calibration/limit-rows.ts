import { PARAMETER_LIMITS } from '../speed/parameter-limits.ts';
import type { DesignRow } from './design.ts';
import type { Column } from './fit-rows.ts';

/** Stiffness of a limit: coefficients overstep it by about this much at most (assumption). */
const GIVE = 0.02;
const WEIGHT = 5;

/**
 * The limits of the parameters as rows of the regression: a "measurement" at the limit that pulls only while the sum of
 * the coefficients at some place lies beyond it (its patience in the other direction is nought).
 */
export function limitRows(rows: readonly DesignRow[], columns: readonly Column[]): DesignRow[] {
  const limits: DesignRow[] = [];
  for (const { parameters, least, most } of PARAMETER_LIMITS) {
    const wanted = new Set<string>(parameters);
    for (const sum of sums(rows, columns, wanted)) {
      if (most !== undefined) limits.push(limitRow(sum, 1, most));
      if (least !== undefined) limits.push(limitRow(sum, -1, -least));
    }
  }
  return limits;
}

/** Every distinct set of coefficients of the parameters that some row adds up. */
function sums(
  rows: readonly DesignRow[],
  columns: readonly Column[],
  wanted: ReadonlySet<string>,
): Iterable<number[]> {
  const found = new Map<string, number[]>();
  for (const row of rows) {
    const touched = new Set<number>();
    const look = ({ column }: { readonly column: number }) => {
      if (wanted.has(columns[column]?.parameter ?? '')) touched.add(column);
    };
    for (const term of row.terms) term.inner.forEach(look);
    row.outer.forEach(look);
    if (touched.size === 0) continue;
    const sum = [...touched].sort((a, b) => a - b);
    found.set(sum.join(), sum);
  }
  return found.values();
}

const limitRow = (sum: readonly number[], sign: number, limit: number): DesignRow => ({
  log_s: limit,
  weight: WEIGHT,
  noise: GIVE,
  patience: 0,
  terms: [{ ideal_s: 1, lane: 0, inner: [] }],
  outer: sum.map((column) => ({ column, covariate: sign })),
});
