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

/** Faults that say the same are told this often; what a column is lacking, every row of it would say. */
const TOLD_ALIKE = 3;

const likeness = ({ file, path, message, hint }: DataProblem): string =>
  [file, path, message, hint].join('\n');

/** A line each, in their order; of those alike in one file the first few, and after them in which lines the others are. */
export function problemLines(problems: readonly DataProblem[]): string[] {
  const alike = groupBy(problems, likeness);
  return problems.flatMap((problem) => {
    const same = alike.get(likeness(problem)) ?? [];
    const others = same.slice(TOLD_ALIKE);
    if (others.length < 2 || !others.includes(problem)) return [problemLine(problem)];
    const lines = others.map(({ line }) => line);
    return problem === others[0]
      ? [`  ${problem.file}  the same in ${others.length} more lines: ${spans(lines)}`]
      : [];
  });
}

/** 4, 5, 6, 9 → "4-6, 9". */
function spans(lines: readonly number[]): string {
  const found: [from: number, to: number][] = [];
  for (const line of [...new Set(lines)].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last && line === last[1] + 1) last[1] = line;
    else found.push([line, line]);
  }
  return found.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
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
    const lines = problemLines(list.sort((a, b) => a.line - b.line || a.column - b.column));
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
