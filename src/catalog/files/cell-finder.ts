import { type RawFile, withoutMark } from './raw-file.ts';

/**
 * Finds the character at which a cell of a CSV line starts, 1-based. Reads the text again, and only when asked: places
 * are needed for faults, and faults are rare. A line that a quoted line break runs into counts as starting anew.
 */
export function cellFinder(file: RawFile): (line: number, column: string) => number {
  let known: string[] | undefined;
  return (line, column) => {
    known ??= withoutMark(file.text).split(/\r?\n/);
    const lines = known;
    const header = cellsOf(lines[0] ?? '').map(({ text }) => text.trim());
    return cellsOf(lines[line - 1] ?? '')[header.indexOf(column)]?.start ?? 1;
  };
}

function cellsOf(line: string): { start: number; text: string }[] {
  const cells: { start: number; text: string }[] = [];
  let start = 0;
  let quoted = false;
  for (let i = 0; i <= line.length; i++) {
    if (line[i] === '"') quoted = !quoted;
    if (i < line.length && (quoted || line[i] !== ',')) continue;
    cells.push({ start: start + 1, text: line.slice(start, i) });
    start = i + 1;
  }
  return cells;
}
