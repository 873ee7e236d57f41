/** Exit codes, decided in one place: 0 a result, 1 nothing satisfies, 2 wrong usage or bad data, 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 130;

/** An error the user can act on. `code` is stable and part of the JSON contract; `hint` says what to do next. */
export class AdviseError extends Error {
  readonly code: string;
  readonly exitCode: ExitCode;
  readonly #hint: string | (() => string);
  /** @param hint a function where it takes long to find and may never be shown */
  constructor(code: string, message: string, hint: string | (() => string), exitCode: ExitCode = 2) {
    super(message);
    this.name = 'AdviseError';
    this.code = code;
    this.#hint = hint;
    this.exitCode = exitCode;
  }
  get hint(): string {
    return typeof this.#hint === 'string' ? this.#hint : this.#hint();
  }
}

/** A flag or argument that cannot be used as given. */
export class UsageError extends AdviseError {
  constructor(message: string, hint: string | (() => string), code = 'usage') {
    super(code, message, hint, 2);
    this.name = 'UsageError';
  }
}

/** `Did you mean "a", "b"?`, the likeliest first; '' where there is none. */
export const didYouMean = (names: readonly string[]): string =>
  names.length === 0 ? '' : `Did you mean ${names.map((name) => `"${name}"`).join(', ')}?`;

/** One fault in a data file. Line and column are 1-based; 0 where the fault is the whole file. */
export interface DataProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Dotted path inside the file, '' for the whole file. */
  readonly path: string;
  readonly message: string;
  readonly hint?: string;
}

/** A fault of a line as a whole, or of the file as a whole at line 0. */
export const lineFault = (file: string, line: number, message: string, hint?: string): DataProblem => ({
  file,
  line,
  column: line === 0 ? 0 : 1,
  path: '',
  message,
  ...(hint ? { hint } : {}),
});

/** Nobody mends more at a time: a reader that found as many may stop. */
export const MOST_PROBLEMS = 100;

/** Faults in data files, all of them at once. */
export class DataError extends AdviseError {
  readonly problems: readonly DataProblem[];
  constructor(problems: readonly DataProblem[], hint = 'Fix the places named.') {
    const files = new Set(problems.map((p) => p.file)).size;
    super(
      'data',
      `${problems.length} problem${problems.length === 1 ? '' : 's'} in ${files} data file${files === 1 ? '' : 's'}`,
      hint,
      2,
    );
    this.name = 'DataError';
    this.problems = problems;
  }
}
