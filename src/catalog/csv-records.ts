import { CsvError, parse } from 'csv-parse/sync';
import { type DataProblem, lineFault } from '../schema/errors.ts';
import { cellFinder } from './cell-finder.ts';
import type { RawFile } from './raw-file.ts';

/** A row of a file by its field names, every value as text, with its place. */
export interface TextRecord {
  readonly line: number;
  /** 1-based column of a field, 1 where the format tells none. */
  readonly columnOf: (field: string) => number;
  readonly fields: Readonly<Record<string, string>>;
}

export interface TextRecords {
  readonly header: readonly string[];
  readonly records: readonly TextRecord[];
  readonly problems: readonly DataProblem[];
}

/** Reads any CSV with a header, every cell as text. What cannot be parsed is a problem with its line. */
export function parseCsvRecords(file: RawFile): TextRecords {
  let header: string[] = [];
  try {
    const rows = parse(file.text, {
      bom: true,
      columns: (first: string[]) => {
        header = first.map((name) => name.trim());
        return header;
      },
      info: true,
      skip_empty_lines: true,
      relax_column_count: false,
      max_record_size: 64_000,
    }) as unknown as { info: { lines: number }; record: Record<string, string> }[];
    const columnOf = cellFinder(file);
    const records = rows.map(({ info, record }) => ({
      line: info.lines,
      columnOf: (field: string) => columnOf(info.lines, field),
      fields: record,
    }));
    return { header, records, problems: [] };
  } catch (error) {
    const line = error instanceof CsvError && typeof error['lines'] === 'number' ? error['lines'] : 1;
    const said = error instanceof Error ? error.message.split('\n')[0] : '';
    return { header, records: [], problems: [lineFault(file.shown, line, said || 'unreadable CSV')] };
  }
}
