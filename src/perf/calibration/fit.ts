import type { Phase } from '../../schema/vocabulary.ts';
import type { Parameter } from '../speed/levels.ts';
import { PARAMETERS } from '../speed/parameters.ts';
import { type Design, packDesign } from './design.ts';
import { type Column, designRow, newColumns } from './fit-rows.ts';
import { limitRows } from './limit-rows.ts';
import type { Observation } from './observation.ts';
import { sisterRows } from './sister-rows.ts';
import { predictRow, type SolveOptions, solve } from './solve.ts';

export interface Problem {
  readonly phase: Phase;
  readonly observations: readonly Observation[];
  readonly columns: readonly Column[];
  /** One row per observation, then the limits of the parameters and of sisters among chips. */
  readonly design: Design;
  readonly index: ReadonlyMap<string, number>;
  /** Age zero of the software. */
  readonly reference: string;
}

/**
 * Rows of one machine and model share what is peculiar to them, and those of one tester his machine, too: the hundredth
 * says less than the first (assumption, by held-out error: five testers who agree say more than one with as many rows).
 */
const CROWDING = 0.4;

/** Spread of measurements around the model in which residuals count as squares (assumption, by held-out error). */
const NOISE: Readonly<Record<Phase, number>> = { decode: 0.13, prefill: 0.14 };
/** Several users: how the test fed its requests matters as much as the machine (assumption). */
const BATCH_NOISE = 1.5;

/**
 * A setup can be wrong in many ways that cost speed and in few that gain it: throttled, old, busy, misconfigured. So a
 * row slower than predicted soon loses its pull, and the fit is nearly that of machines as they should run (assumption, by
 * held-out error: with more patience a new device is told too slow, with less nine of ten rows lie farther off).
 */
const PATIENCE: Readonly<Record<Phase, number>> = { decode: 0.4, prefill: 1 };
/** With several users slower rows are more often the rule. */
const BATCH_PATIENCE: Readonly<Record<Phase, number>> = { decode: 0.6, prefill: 1 };

const SOLVE: Readonly<Record<Phase, SolveOptions>> = {
  decode: { huber: 4, iterations: 30, tolerance: 0.1 },
  prefill: { huber: 1.5, iterations: 30, tolerance: 0.1 },
};

/** Observations of one phase as a regression problem. The order of the input decides nothing. */
export function problemOf(phase: Phase, all: readonly Observation[], reference: string): Problem {
  const observations = all.filter((o) => o.measurement.phase === phase);
  const weigh = crowdedWeights(observations);
  const columns = newColumns();
  const rows = observations.map((o) => {
    const batch = o.job.users > 1;
    return designRow(columns, o, {
      weight: weigh(o),
      noise: NOISE[phase] * (batch ? BATCH_NOISE : 1),
      patience: (batch ? BATCH_PATIENCE : PATIENCE)[phase],
    });
  });
  const places = observations.map(({ place }) => place);
  const limits = [...limitRows(places, columns), ...sisterRows(observations, columns)];
  return {
    phase,
    observations,
    columns: columns.list,
    design: packDesign([...rows, ...limits], columns.priors),
    index: columns.index,
    reference,
  };
}

/** What an observation counts beside the others of its machine and model, and of its tester among them. */
function crowdedWeights(observations: readonly Observation[]): (o: Observation) => number {
  const crowd = new Map<string, number>();
  const keysOf = ({ place, measurement }: Observation) => {
    const cell = `${place.device_stack} ${place.model}`;
    return [cell, `${cell} ${measurement.source}`];
  };
  for (const key of observations.flatMap(keysOf)) crowd.set(key, (crowd.get(key) ?? 0) + 1);
  return (o) => keysOf(o).reduce((weight, key) => weight * (crowd.get(key) ?? 1) ** -CROWDING, 1);
}

export const allRows = (problem: Problem): Int32Array => Int32Array.from(problem.observations, (_, i) => i);

/** The rows, and all limits. */
function withLimits({ observations, design }: Problem, rows: Int32Array): Int32Array {
  const limits = Array.from({ length: design.rows - observations.length }, (_, i) => observations.length + i);
  return Int32Array.from([...rows, ...limits]);
}

/** Testers' machines are much alike but for a few (throttled, wrong clocks); so are some parameters from place to place. */
function isHeavyTailed({ parameter, level }: Column): boolean {
  if (parameter === 'source' || level === 'source') return true;
  const { heavy_tails }: Parameter = PARAMETERS[parameter];
  return heavy_tails?.includes(level) ?? false;
}
/** Degrees of freedom of such a spread (assumption). */
const TAIL_FREEDOM = 3;
/** Times that the priors are widened by what was found (assumption). */
const TAIL_ROUNDS = 2;

/**
 * Coefficients for the given rows alone. Some effects follow a heavy-tailed prior, by reweighting: a tester whose
 * machine is far from everybody else's keeps that to himself instead of pulling the device along. Nothing is taken over
 * from a fit of other rows, not even a starting point: that would let a held-out row speak through how wide a prior is.
 */
export function fit(problem: Problem, rows: Int32Array): Fitted {
  const limited = withLimits(problem, rows);
  let design = problem.design;
  let beta = solve(design, limited, SOLVE[problem.phase]);
  for (let round = 0; round < TAIL_ROUNDS; round++) {
    design = withNoise(problem, withTails(problem, beta), beta, rows);
    beta = solve(design, limited, { ...SOLVE[problem.phase], start: beta });
  }
  return { beta, design };
}

/** Coefficients, and the design with what was learned about the testers. */
export interface Fitted {
  readonly beta: Float64Array;
  readonly design: Design;
}

/** Rows of imaginary average spread that every source starts with (assumption). */
const NOISE_PRIOR_ROWS = 8;
/** No source is so careful or so careless that its spread were further from the common one (assumption). */
const NOISE_LIMITS = [0.8, 2] as const;

/** Sources differ in care: each row's spread is that of its source's rows around the fit, shrunk to the common one. */
function withNoise(problem: Problem, design: Design, beta: Float64Array, rows: Int32Array): Design {
  const spread = new Map<string, number[]>();
  const key = (i: number) => {
    const o = problem.observations[i] as Observation;
    return `${o.measurement.source} ${o.job.users > 1}`;
  };
  for (const i of rows) {
    const r = Math.abs((design.log_s[i] ?? 0) - predictRow(design, beta, i)) / (problem.design.noise[i] ?? 1);
    spread.set(key(i), [...(spread.get(key(i)) ?? []), r]);
  }
  // Median absolute residual to standard deviation of a normal distribution.
  const scale = (list: readonly number[]) => 1.4826 * upperMedian(list);
  const noise = Float64Array.from(problem.design.noise, (base, i) => {
    if (i >= problem.observations.length) return base;
    const own = spread.get(key(i)) ?? [];
    const pooled = (scale(own) * own.length + NOISE_PRIOR_ROWS) / (own.length + NOISE_PRIOR_ROWS);
    return base * Math.min(NOISE_LIMITS[1], Math.max(NOISE_LIMITS[0], pooled));
  });
  return { ...design, noise };
}

/** The upper of the two middle values, 0 of none. */
function upperMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

/** The design with the prior of each heavy-tailed effect widened by how far off it was. */
function withTails(problem: Problem, beta: Float64Array): Design {
  const precision = Float64Array.from(problem.design.precision, (value, c) => {
    const column = problem.columns[c];
    if (!column || !isHeavyTailed(column)) return value;
    const b = beta[c] ?? 0;
    return (TAIL_FREEDOM + 1) / (TAIL_FREEDOM / value + b * b);
  });
  return { ...problem.design, precision };
}

/**
 * ln(measured seconds / predicted seconds) of a row; positive means slower than predicted. What is peculiar to the
 * tester is unknown to a prediction, so it is left out.
 */
export function residual(problem: Problem, beta: Float64Array, row: number): number {
  const { design, columns } = problem;
  let log = predictRow(design, beta, row);
  for (let o = design.outerStart[row] ?? 0; o < (design.outerStart[row + 1] ?? 0); o++) {
    const column = design.outerColumn[o] ?? 0;
    if (columns[column]?.parameter === 'source') log -= beta[column] ?? 0;
  }
  return (design.log_s[row] ?? 0) - log;
}
