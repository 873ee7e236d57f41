import type { DataProblem } from '../../schema/errors.ts';

/** One test as llama-bench printed it: field names as in its JSON, values as text. */
export interface BenchRecord {
  readonly line: number;
  /** 1-based column of a field, 1 where the format tells none. */
  readonly columnOf: (field: string) => number;
  readonly fields: Readonly<Record<string, string>>;
}

export interface BenchRecords {
  readonly records: readonly BenchRecord[];
  readonly problems: readonly DataProblem[];
  /** Machines that the log around the table names (Markdown itself names none). */
  readonly machines: readonly string[];
  readonly build: string | null;
}

export const nothingRead = (problems: readonly DataProblem[]): BenchRecords => ({
  records: [],
  problems,
  machines: [],
  build: null,
});
