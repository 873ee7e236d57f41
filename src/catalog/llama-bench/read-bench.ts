import { DataError, type DataProblem, lineFault } from '../../schema/errors.ts';
import type { RawMeasurement } from '../../schema/raw-measurement.ts';
import { parseCsvRecords } from '../files/csv-records.ts';
import { type RawFile, withoutMark } from '../files/raw-file.ts';
import type { TableRow } from '../files/replay-table.ts';
import { BENCH_FIELDS, type BenchFormat, otherTool } from './bench-format.ts';
import { readBenchJson, readBenchJsonl } from './bench-json.ts';
import { type BenchRecords, bare } from './bench-record.ts';
import { benchRow, type KnownNames } from './bench-row.ts';
import { readBenchTable } from './bench-table.ts';

/** Above it a file is no benchmark's output; the largest we have seen is 2 MB. */
const MOST_CHARACTERS = 32_000_000;

const READERS: Readonly<Record<BenchFormat, (file: RawFile) => BenchRecords>> = {
  json: readBenchJson,
  jsonl: readBenchJsonl,
  csv: (file) => bare(parseCsvRecords(file)),
  markdown: readBenchTable,
};

/** llama-bench's output as measurement rows; throws every fault with its place. */
export function readBench(
  file: RawFile,
  format: BenchFormat,
  on: string | null,
  known: KnownNames,
): TableRow<RawMeasurement>[] {
  if (file.text.length > MOST_CHARACTERS) throw notBench(file, 'is larger than any benchmark prints');
  const read = READERS[format]({ ...file, text: withoutMark(file.text) });
  const strangers = read.records.length > 0 && read.records.every((r) => !isTest(r.fields));
  if (strangers || (read.records.length === 0 && read.problems.length === 0))
    throw notBench(file, foreign(file));
  const rows: TableRow<RawMeasurement>[] = [];
  const problems: DataProblem[] = [...read.problems];
  for (const record of read.records) {
    const made = benchRow(record, file, read, on, known);
    if ('row' in made) rows.push({ line: record.line, record: { ...record.fields }, row: made.row });
    else problems.push(...made.problems);
  }
  if (problems.length > 0) throw new DataError(problems, 'Fix the places named and run it again.');
  return rows;
}

/** Some of llama-bench's own fields: a test with a hole in it, not another tool's row. */
const isTest = (fields: Readonly<Record<string, string>>): boolean =>
  BENCH_FIELDS.filter((field) => field in fields).length >= 2;

function foreign({ text }: RawFile): string {
  const tool = otherTool(text);
  return tool
    ? `was written by another tool: ${tool}`
    : `has no tests of llama-bench (${BENCH_FIELDS.join(', ')})`;
}

/** The complaint about a file of another tool. */
export const notBench = (file: RawFile, message: string): DataError =>
  new DataError(
    [lineFault(file.shown, 1, message)],
    'Give what `llama-bench -o json` (or jsonl, csv, md) printed, or a CSV with the columns device, model, quant, phase, tokens, depth, tok_s and so on.',
  );
