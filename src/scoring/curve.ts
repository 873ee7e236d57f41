import type { Curve } from '../schema/scoring.ts';

/**
 * A criterion's curve, ready to evaluate: score = shape(a + b·u) with u = ln x or x.
 * `s`: logistic (on ln x the log-logistic, a log-normal look-alike that is cheap to draw thousands of times).
 * `line`: straight, clipped to 0..1.
 */
export interface CompiledCurve {
  readonly shape: 's' | 'line';
  readonly log: boolean;
  readonly a: number;
  readonly b: number;
  /** Only the part of the score above `least` tells machines apart, and only that share of it. */
  readonly above?: { readonly least: number; readonly share: number };
}

const logit = (p: number): number => Math.log(p / (1 - p));

/**
 * Fixes the curve by its two control points; it passes through both exactly. A logarithmic curve is an S unless a
 * control point is worth 0 or 1, which an S never reaches: then it is a straight line over ln x.
 */
export function compileCurve(curve: Curve): CompiledCurve {
  const log = curve.scale === 'log';
  const u = (x: number) => (log ? Math.log(x) : x);
  const { poor, good } = curve;
  const inside = [poor.score, good.score].every((s) => s > 0 && s < 1);
  const shape = log && inside ? 's' : 'line';
  const y = (score: number) => (shape === 's' ? logit(score) : score);
  const b = (y(good.score) - y(poor.score)) / (u(good.at) - u(poor.at));
  return { shape, log, a: y(good.score) - b * u(good.at), b };
}

/** Score of a value, 0..1. On a logarithmic curve nothing is below 0: a speed of 0 is as bad as it gets. */
export function scoreAt(curve: CompiledCurve, x: number): number {
  const score = scoreOf(curve, curve.log ? Math.log(Math.max(0, x)) : x);
  if (!curve.above) return score;
  const { least, share } = curve.above;
  return least + share * (Math.max(least, score) - least);
}

/** Score at the curve's own abscissa (ln x on a logarithmic curve). */
function scoreOf(curve: CompiledCurve, u: number): number {
  const y = curve.a + curve.b * u;
  if (curve.shape === 's') return 1 / (1 + Math.exp(-y));
  return Math.max(0, Math.min(1, y));
}
