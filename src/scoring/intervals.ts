/** low..high is an 80 % interval around value; all above 0. */
export interface Interval {
  readonly low: number;
  readonly value: number;
  readonly high: number;
}

/** The 90 % quantile of the standard normal: low and high are the ends of an 80 % interval. */
const Z90 = 1.2815515655446004;

/**
 * ln of the factor on `value` for each standard-normal draw: a log-normal whose lower and upper halves have the widths
 * that low and high say. `sign` -1 turns the draws round (a fast machine finishes early). Null: nothing to vary.
 */
export function lnFactors(interval: Interval | null, z: Float64Array, sign: 1 | -1): Float64Array | null {
  if (interval === null || !(interval.low > 0) || interval.high <= interval.low) return null;
  const down = Math.log(interval.value / interval.low) / Z90;
  const up = Math.log(interval.high / interval.value) / Z90;
  return z.map((draw) => sign * draw * (sign * draw < 0 ? down : up));
}

/** Draws that share `common` of their variance with a group's. */
export function blend(own: Float64Array, group: Float64Array, common: number): Float64Array {
  const apart = Math.sqrt(1 - common);
  const together = Math.sqrt(common);
  return own.map((z, i) => apart * z + together * (group[i] ?? 0));
}
