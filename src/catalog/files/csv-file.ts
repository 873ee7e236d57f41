import type { z } from 'zod';
import { type DataProblem, lineFault, MOST_PROBLEMS } from '../../schema/errors.ts';
import { parseCsvRecords } from './csv-records.ts';
import { headerFault, isOptional, type RowSchema } from './header-fault.ts';
import type { RawFile } from './raw-file.ts';
import { problemsOf, soundFields } from './validate.ts';

interface CsvRows<T> {
  readonly rows: T[];
  readonly lines: number[];
  readonly problems: DataProblem[];
  readonly header: readonly string[];
  /** Parallel to `rows`: every cell as the file has it. */
  readonly records: readonly Readonly<Record<string, string>>[];
  /** Rows with a fault, as far as their cells can be read. */
  readonly broken: readonly BrokenRow[];
}
interface BrokenRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, unknown>>;
}

/**
 * Reads a CSV whose header must be the schema's keys (optional ones may be missing); another one is the only fault. Empty
 * cells are absent values (or '' for text that may be empty). Rows that fail become problems with their line. `records`
 * are the cells of `rows` as written.
 */
export function parseCsv<S extends RowSchema>(file: RawFile, schema: S): CsvRows<z.infer<S>> {
  const { header, records, problems: unreadable } = parseCsvRecords(file);
  const unfit = headerFault(file, header, schema);
  if (unfit) return { rows: [], lines: [], problems: [unfit], header, records: [], broken: [] };
  const problems: DataProblem[] = [...unreadable];
  const rows: z.infer<S>[] = [];
  const lines: number[] = [];
  const broken: BrokenRow[] = [];
  const cells: Readonly<Record<string, string>>[] = [];
  for (const { line, columnOf, fields } of records) {
    if (problems.length >= MOST_PROBLEMS) {
      problems.push(
        lineFault(file.shown, line, 'there are more faults from here on', 'Mend the ones above first.'),
      );
      break;
    }
    const value = typed(fields, schema);
    const parsed = schema.safeParse(value, { reportInput: true });
    if (parsed.success) {
      rows.push(parsed.data as z.infer<S>);
      lines.push(line);
      cells.push(fields);
    } else {
      broken.push({ line, cells: soundFields(schema, value) });
      problems.push(
        ...problemsOf(file, parsed.error, schema, (path) => ({
          line,
          column: columnOf(String(path[0])),
        })),
      );
    }
  }
  problems.sort((a, b) => a.line - b.line);
  return { rows, lines, problems, header, records: cells, broken };
}

/** Cells in the types of their columns; what is not a number stays text, for the schema to refuse. */
function typed(fields: Readonly<Record<string, string>>, schema: RowSchema): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const [key, cell] of Object.entries(fields)) {
    const field = Object.hasOwn(schema.shape, key) ? schema.shape[key] : undefined; // a column may be called __proto__
    const kind = field ? innerType(field) : 'string';
    if (cell === '' && (kind !== 'string' || isOptional(field))) continue;
    value[key] = kind === 'number' ? toNumber(cell) : kind === 'boolean' ? cell === 'true' : cell;
  }
  return value;
}

const toNumber = (cell: string): number | string =>
  /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(cell.trim()) ? Number(cell) : cell;
function innerType(schema: unknown): string {
  let current = schema as { def?: { type?: string; innerType?: unknown } } | undefined;
  while (current?.def?.innerType) current = current.def.innerType as typeof current;
  return current?.def?.type ?? 'string';
}
