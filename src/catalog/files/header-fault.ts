import type { z } from 'zod';
import { type DataProblem, lineFault } from '../../schema/errors.ts';
import { shown } from '../../units/foreign-text.ts';
import { nearestNames } from '../names/nearest.ts';
import { type RawFile, withoutMark } from './raw-file.ts';

/** The schema of a table's rows: a field per column. */
export type RowSchema = z.ZodObject<z.ZodRawShape>;

/**
 * What is wrong with the first line of a table, in one complaint; null where its columns are those of the schema. A
 * schema that is not strict carries unknown columns along.
 */
export function headerFault(file: RawFile, header: readonly string[], schema: RowSchema): DataProblem | null {
  const known = Object.keys(schema.shape);
  const separated = separatorFault(file, known);
  if (separated) return separated;
  // Text that could not be parsed at all has its own fault.
  if (header.length === 0 && file.text.trim() !== '') return null;
  const needed = known.filter((name) => !isOptional(schema.shape[name]));
  const missing = needed.filter((name) => !header.includes(name));
  const strict = schema.def.catchall?._zod.def.type === 'never';
  const strange = strict ? header.filter((name) => !known.includes(name)) : [];
  const twice = header.filter((name, i) => header.indexOf(name) < i);
  const wrong = [
    ...strange.map((name) => `has an unknown column "${shown(name)}"${meant(name, missing)}`),
    ...(missing.length > 0 ? [`lacks ${missing.join(', ')}`] : []),
    ...[...new Set(twice)].map((name) => `has "${shown(name)}" twice`),
  ];
  if (wrong.length === 0) return null;
  const said =
    missing.length < needed.length
      ? `the header ${wrong.join(', and ')}`
      : 'the first line is no header: it names none of the columns';
  const more = known.filter((name) => !needed.includes(name));
  const may = more.length > 0 ? ` It may also name ${more.join(', ')}.` : '';
  return {
    file: file.shown,
    line: 1,
    column: 1,
    path: '',
    message: said,
    hint: `The header is ${needed.join(',')}.${may}`,
  };
}

const OTHER_SEPARATORS: readonly (readonly [string, string])[] = [
  [';', 'semicolons'],
  ['\t', 'tabs'],
  ['|', 'bars'],
];

/** A table as a spreadsheet saves it where the comma is the decimal sign: one complaint instead of one per column. */
export function separatorFault(file: RawFile, known: readonly string[]): DataProblem | null {
  const [first = ''] = withoutMark(file.text).trimStart().split(/\r?\n/);
  const namesBy = (separator: string) =>
    first.split(separator).filter((cell) => known.includes(cell.replaceAll('"', '').trim())).length;
  const used = OTHER_SEPARATORS.find(([separator]) => namesBy(separator) > Math.max(1, namesBy(',')));
  if (!used) return null;
  return lineFault(
    file.shown,
    1,
    `the columns are separated by ${used[1]}`,
    'Save it with commas between the columns, and with a point in the numbers: 1999.5.',
  );
}

/** Whether a table may do without this column. */
export const isOptional = (field: unknown): boolean =>
  (field as z.ZodType | undefined)?.safeParse(undefined).success === true;

function meant(name: string, missing: readonly string[]): string {
  const near = nearestNames(name, missing, 1)[0];
  return near === undefined ? '' : ` (${near}?)`;
}
