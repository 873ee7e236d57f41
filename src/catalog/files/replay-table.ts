import type { z } from 'zod';
import { DataError, type DataProblem, didYouMean } from '../../schema/errors.ts';
import { shown } from '../../units/foreign-text.ts';
import { nearestNames } from '../names/nearest.ts';
import { parseCsv } from './csv-file.ts';
import { type RowSchema, separatorFault } from './header-fault.ts';
import { asRawFile, type NamedText, withoutMark } from './raw-file.ts';

export interface TableRow<T> {
  readonly line: number;
  /** Every cell as the file has it. */
  readonly record: Readonly<Record<string, string>>;
  readonly row: T;
}

/**
 * Reads a table to be replayed, or throws every fault with its place. Columns of `optional` may be missing; the others
 * change what a row means, so an absent one is a fault, though its cells may be empty. Columns that nobody knows are
 * carried along unless they look like a misspelt one.
 */
export function readTable<S extends RowSchema>(
  file: NamedText,
  schema: S,
  optional: readonly string[],
): TableRow<z.infer<S>>[] {
  const raw = asRawFile(file);
  const parsed = parseCsv(raw, schema);
  const header = parsed.header.length > 0 ? parsed.header : firstLine(file.text);
  const known = Object.keys(schema.shape);
  const separated = separatorFault(raw, known);
  const wrong = separated ? [separated] : headerProblems(file.name, header, known, optional);
  const problems = wrong.length > 0 ? wrong : parsed.problems;
  if (problems.length > 0) throw new DataError(problems, 'Fix the places named and run it again.');
  return parsed.rows.map((row, i) => ({
    line: parsed.lines[i] ?? 1,
    row,
    record: parsed.records[i] ?? {},
  }));
}

/** The header of a file that breaks off before its end. */
const firstLine = (text: string): string[] =>
  (withoutMark(text).split(/\r?\n/)[0] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

function headerProblems(
  file: string,
  header: readonly string[],
  known: readonly string[],
  optional: readonly string[],
): DataProblem[] {
  const at = (column: number, path: string, message: string, hint?: string): DataProblem => ({
    file,
    line: 1,
    column,
    path,
    message,
    ...(hint ? { hint } : {}),
  });
  if (header.length === 0) return [at(1, '', 'the file is empty', `The header is ${known.join(',')}.`)];
  const missing = known.filter((name) => !header.includes(name));
  const strange = header
    .map((name, i) => ({ name, column: i + 1, meant: nearestNames(name, missing, 1) }))
    .filter(({ name, meant }) => !known.includes(name) && meant.length > 0);
  const misspelt = new Set(strange.flatMap((s) => s.meant));
  const absent = missing.filter((name) => !optional.includes(name) && !misspelt.has(name));
  const twice = header
    .map((name, i) => ({ name, column: i + 1 }))
    .filter(({ name, column }) => header.indexOf(name) < column - 1);
  return [
    ...strange.map(({ name, column, meant }) =>
      at(column, shown(name), `unknown column "${shown(name)}"`, didYouMean(meant)),
    ),
    ...twice.map(({ name, column }) => at(column, shown(name), `column "${shown(name)}" is there twice`)),
    ...(absent.length > 0 ? [at(header.length, ...absence(absent))] : []),
  ];
}

/** Path, message and hint for all of them together. */
const absence = (names: readonly string[]): [string, string, string] =>
  names.length === 1
    ? [names[0] ?? '', `column "${names[0]}" is missing`, 'Its cells may be empty.']
    : ['', `columns are missing: ${names.join(', ')}`, 'Their cells may be empty.'];
