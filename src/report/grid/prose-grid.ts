import type { RenderOptions } from '../render-options.ts';
import { padded, widthOfText, wrap } from '../wrap.ts';
import { forTerminal, type Grid, gridText } from './grid.ts';
import { GAP } from './grid-layout.ts';

/** Prose in a narrower column is harder to read than under its row. */
const LEAST_PROSE = 28;

/**
 * A grid whose last column is prose, nothing of it cut: the prose continues on further lines of its column, or stands
 * under its row where the terminal leaves no room for a column.
 */
export function proseGrid(given: Grid, options: RenderOptions): string {
  const { width } = options;
  if (width === undefined) return gridText(given, options);
  const { columns, rows } = forTerminal(given, options);
  const last = columns.length - 1;
  const widths = columns
    .slice(0, last)
    .map((c, i) => Math.max(widthOfText(c.title), ...rows.map((r) => widthOfText(r[i] ?? ''))));
  const left = widths.reduce((sum, w) => sum + w + GAP, 0);
  const lined = (cells: readonly string[]) =>
    cells
      .slice(0, last)
      .map((cell, i) => padded(cell, (widths[i] ?? 0) + GAP))
      .join('');
  const room = width - left;
  if (room >= LEAST_PROSE)
    return [columns.map((c) => c.title), ...rows]
      .flatMap((cells) =>
        wrap(cells[last] ?? '', room).map((line, i) => (i === 0 ? lined(cells) : ' '.repeat(left)) + line),
      )
      .map((line) => line.trimEnd())
      .join('\n');
  return rows
    .flatMap(([head = '', ...cells]) => [
      ...folded(`${head}: ${cells.slice(0, last - 1).join(', ')}`, width, '  '),
      ...wrap(cells[last - 1] ?? '', width - GAP).map((line) => `  ${line}`),
    ])
    .join('\n');
}

const folded = (text: string, width: number, indent: string): string[] =>
  wrap(text, width - indent.length).map((line, i) => (i === 0 ? line : indent + line));
