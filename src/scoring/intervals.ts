/** low..high is an 80 % interval around value; all above 0. */
export interface Interval {
  readonly low: number;
  readonly value: number;
  readonly high: number;
}

/** The 90 % quantile of the standard normal: low and high are the ends of an 80 % interval. */
const Z90 = 1.2815515655446004;

/**
 * Adds to `into` the ln of the factor on `value` for each standard-normal draw: a log-normal whose lower and upper
 * halves have the widths that low and high say. `sign` -1 turns the draws round (a fast machine finishes early),
 * `times` -1 divides instead (a price below a speed). False, and nothing added, when there is nothing to vary.
 */
export function addLnFactors(
  into: Float64Array,
  interval: Interval | null,
  z: Float64Array,
  sign: 1 | -1,
  times: 1 | -1 = 1,
): boolean {
  if (interval === null || !(interval.low > 0) || interval.high <= interval.low) return false;
  const down = (times * Math.log(interval.value / interval.low)) / Z90;
  const up = (times * Math.log(interval.high / interval.value)) / Z90;
  for (let d = 0; d < into.length; d++) {
    const draw = sign * (z[d] as number);
    into[d] = (into[d] as number) + draw * (draw < 0 ? down : up);
  }
  return true;
}

/** Draws that share `common` of their variance with a group's. */
export function blend(own: Float64Array, group: Float64Array, common: number): Float64Array {
  const apart = Math.sqrt(1 - common);
  const together = Math.sqrt(common);
  for (let i = 0; i < own.length; i++) own[i] = apart * (own[i] as number) + together * (group[i] as number);
  return own;
}
