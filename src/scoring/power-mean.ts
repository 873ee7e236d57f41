/** x ↦ x^p without Math.pow for the two exponents that matter; the draws call it a hundred thousand times. */
export function power(exponent: number): (x: number) => number {
  if (exponent === 1) return (x) => x;
  if (exponent === 0.5) return Math.sqrt;
  return (x) => x ** exponent;
}

/**
 * Weighted power mean (Σ w·s^p / Σ w)^(1/p) of scores in 0..1. With p below 1 a very weak criterion costs more than
 * a very strong one brings, as buyers judge: no price makes up for a machine too slow to use.
 */
export function powerMean(
  terms: readonly { weight: number; score: number }[],
  exponent: number,
): number | null {
  const raise = power(exponent);
  let sum = 0;
  let weight = 0;
  for (const term of terms) {
    sum += term.weight * raise(term.score);
    weight += term.weight;
  }
  return weight > 0 ? (sum / weight) ** (1 / exponent) : null;
}
