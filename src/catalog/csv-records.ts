import { CsvError, parse } from 'csv-parse/sync';
import type { DataProblem } from '../schema/errors.ts';
import { cellFinder } from './cell-finder.ts';
import type { RawFile } from './raw-file.ts';

/** A row of a CSV file by its header, with its place. */
export interface CsvRecord {
  readonly line: number;
  readonly columnOf: (field: string) => number;
  readonly fields: Readonly<Record<string, string>>;
}

/** Reads any CSV with a header, every cell as text. What cannot be parsed is a problem with its line. */
export function parseCsvRecords(file: RawFile): { records: CsvRecord[]; problems: DataProblem[] } {
  try {
    const rows = parse(file.text, {
      bom: true,
      columns: (first: string[]) => first.map((name) => name.trim()),
      info: true,
      skip_empty_lines: true,
      relax_column_count: false,
      max_record_size: 64_000,
    }) as unknown as { info: { lines: number }; record: Record<string, string> }[];
    const columnOf = cellFinder(file);
    return {
      records: rows.map(({ info, record }) => ({
        line: info.lines,
        columnOf: (field) => columnOf(info.lines, field),
        fields: record,
      })),
      problems: [],
    };
  } catch (error) {
    const line = error instanceof CsvError && typeof error['lines'] === 'number' ? error['lines'] : 1;
    const said = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    return {
      records: [],
      problems: [{ file: file.shown, line, column: 1, path: '', message: said || 'unreadable CSV' }],
    };
  }
}
