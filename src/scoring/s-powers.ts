import { remembered } from '../units/remembered.ts';
import { power } from './power-mean.ts';

/** The table reaches from -EDGE to EDGE; beyond, an S curve is as good as 0 or 1 and nobody draws there. */
const EDGE = 24;
const PER_UNIT = 64;

/**
 * score^exponent of the S curve 1 / (1 + e^-y) at steps of 1/64 of y, for `sPowerAt`. Read in between it is right to
 * 1e-5, a thousandth of a score point; a million draws need neither e^y nor a root.
 */
export const sPowers = remembered((exponent: number): Float64Array => {
  const raise = power(exponent);
  return Float64Array.from({ length: 2 * EDGE * PER_UNIT + 2 }, (_, i) =>
    raise(1 / (1 + Math.exp(EDGE - i / PER_UNIT))),
  );
});

/** The power of the score at `y`, between two steps of its table. */
export function sPowerAt(table: Float64Array, y: number): number {
  const at = (Math.max(-EDGE, Math.min(EDGE, y)) + EDGE) * PER_UNIT;
  const step = Math.floor(at);
  const low = table[step] as number;
  return low + (at - step) * ((table[step + 1] as number) - low);
}
