/** low..high is an 80 % interval around value; all above 0. */
export interface Interval {
  readonly low: number;
  readonly value: number;
  readonly high: number;
}

/** The 90 % quantile of the standard normal: low and high are the ends of an 80 % interval. */
const Z90 = 1.2815515655446004;

/**
 * ln of the factor on `value` per unit of a standard-normal draw below and above 0: a log-normal whose halves have the
 * widths that low and high say. `times` -1 divides instead (a price below a speed). Null when there is nothing to vary.
 */
export function lnWidths(
  interval: Interval | null,
  times: 1 | -1 = 1,
): { readonly down: number; readonly up: number } | null {
  if (interval === null || !(interval.low > 0) || interval.high <= interval.low) return null;
  return {
    down: (times * Math.log(interval.value / interval.low)) / Z90,
    up: (times * Math.log(interval.high / interval.value)) / Z90,
  };
}

/** The standard-normal draw at which a value comes to `at`; null when it does not vary. */
export function drawOf(interval: Interval, at: number): number | null {
  const widths = lnWidths(interval);
  const ln = Math.log(at / interval.value);
  return widths && ln / (ln < 0 ? widths.down : widths.up);
}
