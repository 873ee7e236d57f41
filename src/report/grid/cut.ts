import { groupBy } from '../../units/statistics.ts';
import type { RenderOptions } from '../render-options.ts';
import { widthOfText } from '../wrap.ts';

type Letters = Pick<RenderOptions, 'unicode'>;

/** One full stop would read as part of a name: "Flash 17." */
const mark = ({ unicode }: Letters): string => (unicode ? '…' : '..');

/** A cell cut to a width; the cut shows. */
export const cut = (cell: string, width: number, options: Letters): string =>
  widthOfText(cell) <= width
    ? cell
    : `${[...cell]
        .slice(0, Math.max(0, width - mark(options).length))
        .join('')
        .trimEnd()}${mark(options)}`;

/**
 * The cells of a column cut to its width: those that would then look alike keep of their ends what tells them apart, and
 * lose what they have in common.
 */
function cutApart(cells: readonly string[], width: number, options: Letters): string[] {
  const groups = groupBy(new Set(cells), (cell) => cut(cell, width, options));
  const told = [...groups].flatMap(([plain, alike]) => {
    const shared = alike.length > 1 ? sharedBy(alike) : null;
    return alike.map(
      (cell) => [cell, shared === null ? plain : cutInside(cell, shared, width, options)] as const,
    );
  });
  const byCell = new Map(told);
  return cells.map((cell) => byCell.get(cell) ?? cell);
}

/** The rows of a table, each column cut to its width. */
export function cutRows(
  rows: readonly (readonly string[])[],
  widths: readonly number[],
  options: Letters,
): string[][] {
  const columns = widths.map((width, c) =>
    cutApart(
      rows.map((r) => r[c] ?? ''),
      width,
      options,
    ),
  );
  return rows.map((_, r) => columns.map((column) => column[r] ?? ''));
}

/** The beginning of a cell and, from the word in which it differs, as much of its end as half of the width holds. */
function cutInside(cell: string, shared: number, width: number, options: Letters): string {
  const letters = [...cell];
  const end = letters.slice(shared, shared + Math.max(1, Math.ceil(width / 2))).join('');
  const room = width - mark(options).length - widthOfText(end);
  if (room < 1) return cut(cell, width, options);
  return `${letters.slice(0, room).join('').trimEnd()}${mark(options)}${end}`;
}

/** How many letters all of these begin with, back to the beginning of the word in which they part. */
function sharedBy(cells: readonly string[]): number {
  const [first = [], ...others] = cells.map((cell) => [...cell]);
  let n = 0;
  while (n < first.length && others.every((other) => other[n] === first[n])) n++;
  while (n > 0 && first[n - 1] !== ' ') n--;
  return n;
}
