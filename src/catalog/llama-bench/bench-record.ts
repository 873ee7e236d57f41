import type { TextRecord, TextRecords } from '../files/csv-records.ts';

/** Tests as llama-bench printed them: field names as in its JSON, values as text. */
export interface BenchRecords extends Pick<TextRecords, 'problems'> {
  readonly records: readonly TextRecord[];
  /** Machines that the log around the table names (Markdown itself names none). */
  readonly machines: readonly string[];
  readonly build: string | null;
}

/** Records of a format that says nothing but its fields. */
export const bare = ({ records, problems }: Pick<TextRecords, 'records' | 'problems'>): BenchRecords => ({
  records,
  problems,
  machines: [],
  build: null,
});
