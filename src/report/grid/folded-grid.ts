import type { RenderOptions } from '../render-options.ts';
import { padded, widthOfText, wrap } from '../wrap.ts';
import { forTerminal, type Grid } from './grid.ts';
import { GAP } from './grid-layout.ts';

/** In a narrower column names and figures break at every word. Characters. */
const LEAST_COLUMN = 14;

/**
 * A grid of labels and equally wide columns in `width` characters, whose cells go on in further lines; null where a column
 * would be too narrow or a word does not fit it.
 */
export function foldedGrid(given: Grid, width: number, options: RenderOptions): string | null {
  const { columns, rows } = forTerminal(given, options);
  const label = Math.max(...rows.map(([head = '']) => widthOfText(head)));
  const count = columns.length - 1;
  const room = Math.floor((width - label - GAP * count) / count);
  if (room < LEAST_COLUMN) return null;
  const lines = [columns.map((c) => c.title), ...rows].flatMap(([head = '', ...cells]) => {
    const folded = cells.map((cell) => wrap(cell, room));
    return Array.from({ length: Math.max(...folded.map((f) => f.length)) }, (_, i) => [
      i === 0 ? head : '',
      ...folded.map((f) => f[i] ?? ''),
    ]);
  });
  if (lines.some(([, ...cells]) => cells.some((cell) => widthOfText(cell) > room))) return null;
  return lines
    .map(([head = '', ...cells]) =>
      [padded(head, label), ...cells.map((cell) => padded(cell, room))].join(' '.repeat(GAP)).trimEnd(),
    )
    .join('\n');
}
