import type { DataProblem } from '../schema/errors.ts';
import { printable } from './printable.ts';

/** Data faults grouped by file, each with its place, and a count at the end. */
export function problemReport(problems: readonly DataProblem[]): string {
  const byFile = new Map<string, DataProblem[]>();
  for (const problem of problems) {
    const others = byFile.get(problem.file);
    if (others) others.push(problem);
    else byFile.set(problem.file, [problem]);
  }
  const blocks = [...byFile]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, list]) => {
      const lines = list
        .sort((a, b) => a.line - b.line || a.column - b.column)
        .map(
          (p) =>
            `  ${file}${p.line > 0 ? `:${p.line}:${p.column}` : ''}  ${p.path ? `${p.path}: ` : ''}${p.message}${p.hint ? ` ${p.hint}` : ''}`,
        );
      return [file, ...lines].join('\n');
    });
  const files = byFile.size;
  return printable(
    [
      ...blocks,
      `${problems.length} problem${problems.length === 1 ? '' : 's'} in ${files} file${files === 1 ? '' : 's'}`,
    ].join('\n'),
  );
}
