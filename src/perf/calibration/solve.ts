import { LANES, lanesTogether, OVERLAP_POWER, overlapped } from '../speed/terms.ts';
import type { Design } from './design.ts';

/** Typed arrays are always in range here; the compiler cannot know. */
const at = (values: Float64Array | Int32Array, i: number): number => values[i] as number;

export interface SolveOptions {
  /**
   * Rows faster than predicted by this many `noise` pull with constant force (Huber), so that one bad row cannot move a
   * coefficient. Rows slower than predicted have their own limit, `patience`.
   */
  readonly huber: number;
  readonly iterations: number;
  /** Relative residual at which the linear solver stops. */
  readonly tolerance: number;
  readonly start?: Float64Array;
}

const lanes = new Float64Array(LANES);
/** How much a lane's seconds count at the margin. */
const marginal = new Float64Array(LANES);

/** Predicted log seconds of one row; with `shares`, also d ln(seconds) / d ln(term), aligned with `design.ideal_s`. */
export function predictRow(
  design: Design,
  beta: Float64Array,
  row: number,
  shares: Float64Array | null = null,
): number {
  lanes.fill(0);
  const first = at(design.termStart, row);
  const last = at(design.termStart, row + 1);
  for (let term = first; term < last; term++) {
    let exponent = 0;
    const end = at(design.entryStart, term + 1);
    for (let e = at(design.entryStart, term); e < end; e++)
      exponent += at(beta, at(design.entryColumn, e)) * at(design.entryCovariate, e);
    const seconds = at(design.ideal_s, term) * Math.exp(exponent);
    if (shares) shares[term] = seconds;
    const lane = at(design.lane, term);
    lanes[lane] = at(lanes, lane) + seconds;
  }
  const sum = lanesTogether(lanes);
  if (shares) spread(design, first, last, sum, shares);
  let log = Math.log(sum);
  const end = at(design.outerStart, row + 1);
  for (let o = at(design.outerStart, row); o < end; o++)
    log += at(beta, at(design.outerColumn, o)) * at(design.outerCovariate, o);
  return log;
}

function spread(design: Design, first: number, last: number, sum: number, shares: Float64Array): void {
  marginal[0] = 1;
  for (let lane = 1; lane < LANES; lane += 2) {
    const both = overlapped(at(lanes, lane), at(lanes, lane + 1));
    marginal[lane] = (at(lanes, lane) / both) ** (OVERLAP_POWER - 1);
    marginal[lane + 1] = (at(lanes, lane + 1) / both) ** (OVERLAP_POWER - 1);
  }
  for (let term = first; term < last; term++)
    shares[term] = (at(shares, term) * at(marginal, at(design.lane, term))) / sum;
}

function objective(design: Design, rows: Int32Array, beta: Float64Array, options: SolveOptions): number {
  let total = 0;
  for (const row of rows) {
    const residual = at(design.log_s, row) - predictRow(design, beta, row);
    const r = Math.abs(residual) / at(design.noise, row);
    const h = residual > 0 ? at(design.patience, row) : options.huber;
    total += at(design.weight, row) * (r < h ? (r * r) / 2 : h * (r - h / 2));
  }
  for (let c = 0; c < design.columns; c++) {
    const d = at(beta, c) - at(design.mean, c);
    total += (d * d * at(design.precision, c)) / 2;
  }
  return total;
}

/**
 * Linearised problem at `beta`: one sparse row of slopes per measured row (its columns merged, since most terms of a row
 * share their coefficients), row weights, gradient and diagonal.
 */
interface Linear {
  readonly start: Int32Array;
  readonly column: Int32Array;
  readonly slope: Float64Array;
  readonly rowWeight: Float64Array;
  readonly gradient: Float64Array;
  readonly diagonal: Float64Array;
}

function linearise(design: Design, rows: Int32Array, beta: Float64Array, options: SolveOptions): Linear {
  const shares = new Float64Array(design.ideal_s.length);
  const start = new Int32Array(rows.length + 1);
  const column = new Int32Array(design.entryColumn.length + design.outerColumn.length);
  const slope = new Float64Array(column.length);
  const rowWeight = new Float64Array(rows.length);
  const gradient = new Float64Array(design.columns);
  const diagonal = Float64Array.from(design.precision);
  const place = new Int32Array(design.columns).fill(-1);
  let end = 0;
  const add = (c: number, value: number) => {
    const known = at(place, c);
    if (known >= 0) {
      slope[known] = at(slope, known) + value;
      return;
    }
    place[c] = end;
    column[end] = c;
    slope[end] = value;
    end++;
  };
  rows.forEach((row, i) => {
    const residual = at(design.log_s, row) - predictRow(design, beta, row, shares);
    const noise = at(design.noise, row);
    const scaled = Math.abs(residual) / noise;
    const h = residual > 0 ? at(design.patience, row) : options.huber;
    const w = ((scaled < h ? 1 : h / scaled) * at(design.weight, row)) / (noise * noise);
    rowWeight[i] = w;
    const first = end;
    for (let term = at(design.termStart, row); term < at(design.termStart, row + 1); term++)
      for (let e = at(design.entryStart, term); e < at(design.entryStart, term + 1); e++)
        add(at(design.entryColumn, e), at(shares, term) * at(design.entryCovariate, e));
    for (let o = at(design.outerStart, row); o < at(design.outerStart, row + 1); o++)
      add(at(design.outerColumn, o), at(design.outerCovariate, o));
    for (let k = first; k < end; k++) {
      const c = at(column, k);
      const s = at(slope, k);
      gradient[c] = at(gradient, c) + w * residual * s;
      diagonal[c] = at(diagonal, c) + w * s * s;
      place[c] = -1;
    }
    start[i + 1] = end;
  });
  for (let c = 0; c < design.columns; c++)
    gradient[c] = at(gradient, c) - at(design.precision, c) * (at(beta, c) - at(design.mean, c));
  return {
    start,
    column: column.subarray(0, end),
    slope: slope.subarray(0, end),
    rowWeight,
    gradient,
    diagonal,
  };
}

/** (J' W J + prior) v, row by row without forming the matrix. */
function apply(design: Design, linear: Linear, v: Float64Array, out: Float64Array): void {
  const { start, column, slope, rowWeight } = linear;
  for (let c = 0; c < design.columns; c++) out[c] = at(design.precision, c) * at(v, c);
  for (let i = 0; i < rowWeight.length; i++) {
    const first = at(start, i);
    const last = at(start, i + 1);
    let dot = 0;
    for (let k = first; k < last; k++) dot += at(slope, k) * at(v, at(column, k));
    if (dot === 0) continue;
    dot *= at(rowWeight, i);
    for (let k = first; k < last; k++) {
      const c = at(column, k);
      out[c] = at(out, c) + dot * at(slope, k);
    }
  }
}

/** Most turns for one direction: one that is not exact by then is tried as it is (assumption). */
const CG_LIMIT = 300;

/** Conjugate gradients with the diagonal as preconditioner: exact enough, and no dense matrix of all coefficients. */
function step(design: Design, linear: Linear, damping: number, tolerance: number): Float64Array {
  const n = design.columns;
  const diagonal = Float64Array.from(linear.diagonal, (d) => d * (1 + damping));
  const x = new Float64Array(n);
  const r = Float64Array.from(linear.gradient);
  const z = Float64Array.from(r, (value, c) => value / at(diagonal, c));
  const p = Float64Array.from(z);
  const ap = new Float64Array(n);
  let rz = dotProduct(r, z);
  const stop = rz * tolerance * tolerance;
  for (let k = 0; k < CG_LIMIT && rz > stop; k++) {
    apply(design, linear, p, ap);
    for (let c = 0; c < n; c++) ap[c] = at(ap, c) + damping * at(linear.diagonal, c) * at(p, c);
    const alpha = rz / dotProduct(p, ap);
    for (let c = 0; c < n; c++) {
      x[c] = at(x, c) + alpha * at(p, c);
      r[c] = at(r, c) - alpha * at(ap, c);
      z[c] = at(r, c) / at(diagonal, c);
    }
    const next = dotProduct(r, z);
    const beta = next / rz;
    rz = next;
    for (let c = 0; c < n; c++) p[c] = at(z, c) + beta * at(p, c);
  }
  return x;
}

function dotProduct(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += at(a, i) * at(b, i);
  return sum;
}

/** Gain in share of the objective below which the search is over (assumption). */
const CONVERGED = 1e-4;
/** Most that a coefficient moves at once, in logarithms: a factor of e (assumption). */
const LONGEST_STEP = 1;
/** Below this the bent limits of the problem make a step too long more often than it saves one. */
const LEAST_DAMPING = 1e-2;

/** Robust maximum a posteriori coefficients for the given rows: Levenberg-Marquardt with Huber weights. */
export function solve(design: Design, rows: Int32Array, options: SolveOptions): Float64Array {
  let beta = options.start ? Float64Array.from(options.start) : Float64Array.from(design.mean);
  let best = objective(design, rows, beta, options);
  let damping = 1e-1;
  for (let k = 0; k < options.iterations; k++) {
    const linear = linearise(design, rows, beta, options);
    let improved = false;
    for (let attempt = 0; attempt < 8; attempt++, damping *= 5) {
      const direction = step(design, linear, damping, options.tolerance);
      const candidate = Float64Array.from(
        beta,
        (value, c) => value + Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, at(direction, c))),
      );
      const value = objective(design, rows, candidate, options);
      if (value < best) {
        improved = best - value > CONVERGED * Math.max(1, best);
        beta = candidate;
        best = value;
        damping = Math.max(damping / 3, LEAST_DAMPING);
        break;
      }
    }
    if (!improved) break;
  }
  return beta;
}
