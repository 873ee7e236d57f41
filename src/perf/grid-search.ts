/** Values tried for each named parameter. */
export type Grids<P> = { readonly [K in keyof P]: readonly number[] };

/** Times through all parameters, so that each is tried beside what the others became (assumption). */
const ROUNDS = 4;
/** Less than this is rounding, not progress. */
const PROGRESS = 1e-9;

/**
 * Coordinate descent over a few named parameters: each in turn takes the value of its grid with the least cost, several
 * times over. Deterministic, and every value in the result was written down by somebody.
 */
export function gridSearch<P extends { readonly [K in keyof P]: number }>(
  grids: Grids<P>,
  start: P,
  cost: (parameters: P) => number,
): P {
  let now = start;
  let least = cost(now);
  for (let round = 0; round < ROUNDS; round++)
    for (const key of Object.keys(grids) as (keyof P)[])
      for (const value of grids[key]) {
        const next = { ...now, [key]: value };
        const price = cost(next);
        if (price >= least - PROGRESS) continue;
        now = next;
        least = price;
      }
  return now;
}
