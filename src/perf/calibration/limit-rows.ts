import { PARAMETER_LIMITS } from '../speed/parameter-limits.ts';
import type { ParameterId } from '../speed/parameters.ts';
import type { Place } from '../speed/place.ts';
import type { Coefficient, DesignRow } from './design.ts';
import { type Columns, columnsAt } from './fit-rows.ts';

/** Stiffness of a limit: coefficients overstep it by about this much at most (assumption). */
const GIVE = 0.02;
/** Say of a limit, where a row that stands alone has 1 (assumption). */
const WEIGHT = 5;

/**
 * The limits of the parameters as rows of the regression: a "measurement" at the limit that pulls only while the sum of
 * the coefficients at some place lies beyond it (its patience in the other direction is nought).
 */
export function limitRows(places: readonly Place[], columns: Columns): DesignRow[] {
  const limits: DesignRow[] = [];
  for (const { parameters, least, most } of PARAMETER_LIMITS) {
    for (const sum of sums(places, columns, parameters)) {
      if (most !== undefined) limits.push(limitRow(times(1, sum), most));
      if (least !== undefined) limits.push(limitRow(times(-1, sum), -least));
    }
  }
  return limits;
}

/**
 * Every distinct set of coefficients that the parameters add up to at some place, whether or not the rows there are
 * touched by all of them: the product cuts by the place alone.
 */
function sums(
  places: readonly Place[],
  columns: Columns,
  parameters: readonly ParameterId[],
): Iterable<number[]> {
  const found = new Map<string, number[]>();
  for (const place of places) {
    const sum = parameters.flatMap((parameter) => columnsAt(columns, parameter, place));
    if (sum.length > 0) found.set(sum.join(), sum);
  }
  return found.values();
}

const times = (covariate: number, columns: readonly number[]): Coefficient[] =>
  columns.map((column) => ({ column, covariate }));

/** A row that holds a sum of coefficients to `most`, and says nothing of a smaller one. */
export const limitRow = (outer: readonly Coefficient[], most: number): DesignRow => ({
  log_s: most,
  weight: WEIGHT,
  noise: GIVE,
  patience: 0,
  terms: [{ ideal_s: 1, lane: 0, inner: [] }],
  outer,
});
