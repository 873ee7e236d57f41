import type { DataProblem } from '../schema/errors.ts';
import { printable } from '../units/foreign-text.ts';
import { byKey } from '../units/order.ts';
import { groupBy } from '../units/statistics.ts';

/** A fault with its place, what is wrong and what to do, on an indented line of its own. */
export function problemLine({ file, line, column, path, message, hint }: DataProblem): string {
  const place = line > 0 ? `${file}:${line}:${column}` : file;
  const stop = /[.?!]$/.test(message) ? '' : '.';
  return `  ${place}  ${path ? `${path}: ` : ''}${message}${hint ? `${stop} ${hint}` : ''}`;
}

/** What is no fault, but may not be what its writer thinks. */
export const noteLine = (note: DataProblem): string => printable(`note:${problemLine(note)}`);

/** More than anybody reads: a folder that is none of ours has thousands. */
const MOST_SHOWN = 200;

/** Data faults grouped by file, each with its place, and a count at the end. */
export function problemReport(problems: readonly DataProblem[]): string {
  const byFile = groupBy(problems, ({ file }) => file);
  const shown = groupBy(problems.slice(0, MOST_SHOWN), ({ file }) => file);
  const unseen = problems.length - MOST_SHOWN;
  const blocks = [...shown].sort(byKey).map(([file, list]) => {
    const lines = list.sort((a, b) => a.line - b.line || a.column - b.column).map(problemLine);
    return [file, ...lines].join('\n');
  });
  const files = byFile.size;
  return printable(
    [
      ...blocks,
      `${problems.length} problem${problems.length === 1 ? '' : 's'} in ${files} file${files === 1 ? '' : 's'}${unseen > 0 ? `, ${unseen} of them not shown` : ''}`,
    ].join('\n'),
  );
}
