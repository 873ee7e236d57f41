/**
 * The regression behind the calibration, in one form for every phase:
 *
 *   seconds(row) = exp(sum of outer coefficients x covariate) x sum over terms of ideal seconds x exp(sum of inner ...)
 *
 * where terms that overlap in time count as pairs, by `overlapped`.
 *
 * Each term is a physical time (bytes / bandwidth, FLOP / throughput, layers x 1 us); each coefficient is the natural
 * logarithm of a factor on it, with a normal prior whose width says how far the data may move it. Rows touch few of the
 * coefficients, so the design is stored sparsely.
 */
export interface Coefficient {
  readonly column: number;
  readonly covariate: number;
}

export interface DesignTerm {
  readonly ideal_s: number;
  /** Where its seconds are added up, by `laneOf`. */
  readonly lane: number;
  readonly inner: readonly Coefficient[];
}

export interface DesignRow {
  /** Natural logarithm of the measured seconds. */
  readonly log_s: number;
  readonly weight: number;
  readonly noise: number;
  /** Residual towards slower, in units of `noise`, from which the row pulls with constant force. */
  readonly patience: number;
  readonly terms: readonly DesignTerm[];
  readonly outer: readonly Coefficient[];
}

export interface Prior {
  readonly mean: number;
  readonly sd: number;
}

/** Rows packed into flat arrays; `termStart`, `entryStart` and `outerStart` are offsets as in compressed sparse rows. */
export interface Design {
  readonly rows: number;
  readonly columns: number;
  readonly log_s: Float64Array;
  readonly weight: Float64Array;
  /** Spread of such a measurement around the model, in log units. */
  readonly noise: Float64Array;
  readonly patience: Float64Array;
  readonly termStart: Int32Array;
  readonly ideal_s: Float64Array;
  readonly lane: Int32Array;
  readonly entryStart: Int32Array;
  readonly entryColumn: Int32Array;
  readonly entryCovariate: Float64Array;
  readonly outerStart: Int32Array;
  readonly outerColumn: Int32Array;
  readonly outerCovariate: Float64Array;
  readonly mean: Float64Array;
  readonly precision: Float64Array;
}

export function packDesign(rows: readonly DesignRow[], priors: readonly Prior[]): Design {
  const terms = rows.flatMap((row) => row.terms);
  const inner = terms.flatMap((term) => term.inner);
  const outer = rows.flatMap((row) => row.outer);
  return {
    rows: rows.length,
    columns: priors.length,
    log_s: Float64Array.from(rows, (row) => row.log_s),
    weight: Float64Array.from(rows, (row) => row.weight),
    noise: Float64Array.from(rows, (row) => row.noise),
    patience: Float64Array.from(rows, (row) => row.patience),
    termStart: offsets(rows.map((row) => row.terms.length)),
    ideal_s: Float64Array.from(terms, (term) => term.ideal_s),
    lane: Int32Array.from(terms, (term) => term.lane),
    entryStart: offsets(terms.map((term) => term.inner.length)),
    entryColumn: Int32Array.from(inner, (c) => c.column),
    entryCovariate: Float64Array.from(inner, (c) => c.covariate),
    outerStart: offsets(rows.map((row) => row.outer.length)),
    outerColumn: Int32Array.from(outer, (c) => c.column),
    outerCovariate: Float64Array.from(outer, (c) => c.covariate),
    mean: Float64Array.from(priors, (prior) => prior.mean),
    precision: Float64Array.from(priors, (prior) => 1 / (prior.sd * prior.sd)),
  };
}

function offsets(lengths: readonly number[]): Int32Array {
  const starts = new Int32Array(lengths.length + 1);
  lengths.forEach((length, i) => {
    starts[i + 1] = (starts[i] ?? 0) + length;
  });
  return starts;
}
