import { CsvError, parse } from 'csv-parse/sync';
import { type DataProblem, lineFault, MOST_PROBLEMS } from '../../schema/errors.ts';
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

/**
 * Reads any CSV with a header, every cell as text. A row with too few or too many cells is a problem of that row alone,
 * quotes that never close are the only one.
 */
export function parseCsvRecords(file: RawFile): TextRecords {
  let rows: Row[];
  try {
    rows = parse(file.text, {
      bom: true,
      info: true,
      skip_empty_lines: true,
      relax_column_count: true,
      max_record_size: 64_000,
    }) as unknown as Row[];
  } catch (error) {
    const line = error instanceof CsvError && typeof error['lines'] === 'number' ? error['lines'] : 1;
    const said = error instanceof Error ? error.message.split('\n')[0] : '';
    return { header: [], records: [], problems: [lineFault(file.shown, line, said || 'unreadable CSV')] };
  }
  const header = (rows[0]?.record ?? []).map((name) => name.trim());
  const columnOf = cellFinder(file);
  const records: TextRecord[] = [];
  const problems: DataProblem[] = [];
  for (const { info, record } of rows.slice(1)) {
    const { lines: line } = info;
    if (record.length === header.length)
      records.push({
        line,
        columnOf: (field) => columnOf(line, field),
        fields: Object.fromEntries(header.map((name, i) => [name, record[i] ?? ''])),
      });
    else if (problems.length < MOST_PROBLEMS) problems.push(ragged(file, line, record.length, header.length));
  }
  return { header, records, problems };
}

interface Row {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

/** Its cells may stand under the wrong names, so none of them is judged; the rows around it are. */
const ragged = (file: RawFile, line: number, cells: number, columns: number): DataProblem =>
  lineFault(
    file.shown,
    line,
    `the row has ${cells} cell${cells === 1 ? '' : 's'}, the header ${columns}`,
    cells < columns
      ? 'A cell with nothing in it keeps its comma.'
      : 'A cell with a comma in it stands in quotes: "a, b".',
  );
