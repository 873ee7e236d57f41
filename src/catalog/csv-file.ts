import { CsvError, parse } from 'csv-parse/sync';
import type { z } from 'zod';
import type { DataProblem } from '../schema/errors.ts';
import { cellFinder } from './cell-finder.ts';
import type { RawFile } from './raw-file.ts';
import { problemsOf } from './validate.ts';

/** Nobody mends more at a time. */
const MOST_PROBLEMS = 100;

type RowSchema = z.ZodObject<z.ZodRawShape>;

export interface CsvRows<T> {
  readonly rows: T[];
  readonly lines: number[];
  readonly problems: DataProblem[];
  readonly header: readonly string[];
  /** Parallel to `rows`: every cell as the file has it. */
  readonly records: readonly Readonly<Record<string, string>>[];
}

/**
 * Reads a CSV whose header must be exactly the schema's keys (optional ones may be missing). Empty cells are absent
 * values (or '' for text that may be empty). Rows that fail become problems with their line. `records` are the cells of
 * `rows` as written.
 */
export function parseCsv<S extends RowSchema>(file: RawFile, schema: S): CsvRows<z.infer<S>> {
  const problems: DataProblem[] = [];
  const rows: z.infer<S>[] = [];
  const lines: number[] = [];
  const cells: Record<string, string>[] = [];
  let header: string[] = [];
  const complain = (line: number, message: string, hint?: string) =>
    problems.push({ file: file.shown, line, column: 1, path: '', message, ...(hint ? { hint } : {}) });
  let records: { info: { lines: number }; record: Record<string, string> }[];
  try {
    records = parse(file.text, {
      bom: true,
      columns: (first: string[]) => {
        header = first.map((h) => h.trim());
        return header;
      },
      info: true,
      skip_empty_lines: true,
      relax_column_count: false,
      max_record_size: 64_000,
    }) as unknown as typeof records;
  } catch (error) {
    const line =
      error instanceof CsvError && typeof error['lines'] === 'number' ? (error['lines'] as number) : 1;
    complain(
      line,
      error instanceof Error ? (error.message.split('\n')[0] ?? 'unreadable CSV') : 'unreadable CSV',
    );
    return { rows, lines, problems, header, records: cells };
  }
  const keys = Object.keys(schema.shape);
  const columnOf = cellFinder(file);
  const named = new Set(header);
  for (const { info, record } of records) {
    if (problems.length >= MOST_PROBLEMS) {
      complain(info.lines, 'there are more faults from here on', 'Mend the ones above first.');
      break;
    }
    const value: Record<string, unknown> = {};
    for (const [key, cell] of Object.entries(record)) {
      const field = schema.shape[key];
      const kind = field ? innerType(field) : 'string';
      if (cell === '' && (kind !== 'string' || isOptional(field))) continue;
      value[key] = kind === 'number' ? toNumber(cell) : kind === 'boolean' ? cell === 'true' : cell;
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) {
      rows.push(parsed.data as z.infer<S>);
      lines.push(info.lines);
      cells.push(record);
    } else {
      problems.push(
        ...problemsOf(file, parsed.error, schema, (path) => ({
          line: info.lines,
          column: columnOf(info.lines, String(path[0])),
        })),
      );
      if (
        !keys.every(
          (k) => named.has(k) || (schema.shape[k] as z.ZodType | undefined)?.safeParse(undefined).success,
        )
      )
        break;
    }
  }
  return { rows, lines, problems, header, records: cells };
}

const isOptional = (field: unknown): boolean =>
  (field as z.ZodType | undefined)?.safeParse(undefined).success === true;
const toNumber = (cell: string): number | string =>
  /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(cell.trim()) ? Number(cell) : cell;
function innerType(schema: unknown): string {
  let current = schema as { def?: { type?: string; innerType?: unknown } } | undefined;
  while (current?.def?.innerType) current = current.def.innerType as typeof current;
  return current?.def?.type ?? 'string';
}
