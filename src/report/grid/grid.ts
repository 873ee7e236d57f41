import type { Format } from '../../schema/vocabulary.ts';
import type { RenderOptions } from '../render-options.ts';
import { ascii, padded, wrap } from '../wrap.ts';
import { cut, cutRows } from './cut.ts';
import { GAP, layoutOf } from './grid-layout.ts';

export interface Column {
  /** What code knows it by, however it is headed. */
  readonly id?: string;
  readonly title: string;
  readonly right?: boolean;
  /** Columns of the highest number are dropped first when the width runs out. */
  readonly priority?: number;
  /** A left column is not cut below this many characters before others are dropped; 18 when absent. */
  readonly least?: number;
  /** Never cut: an id that is cut cannot be copied. */
  readonly whole?: boolean;
  /** Shorter cells, row by row, for a width that the full ones do not fit. */
  readonly short?: readonly string[];
}

/** A plain table: headings and cells of text. */
export interface Grid {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

/** A column with its cells, one for each row. */
export interface Filled extends Column {
  readonly cells: readonly string[];
}

/** Columns side by side. */
export const gridOf = (columns: readonly Filled[]): Grid => ({
  columns,
  rows: (columns[0]?.cells ?? []).map((_, i) => columns.map((c) => c.cells[i] ?? '')),
});

/**
 * Lines up a grid within a width without ever wrapping a cell, and names the columns that it had to drop; without a width
 * nothing is cut.
 */
export function gridText(grid: Grid, options: RenderOptions): string {
  if (options.markdown) return gridMarkdown(grid);
  const dropped = noRoomFor(grid, options);
  const said = dropped === '' ? [] : wrap(dropped, options.width ?? dropped.length);
  return [...gridLines(grid, options).map((line) => line.trimEnd()), ...said].join('\n');
}

/** Which columns a terminal has no room for, as a sentence; '' where it has room for all. */
export function noRoomFor(grid: Grid, options: RenderOptions): string {
  const dropped = droppedFrom(grid, options).map((c) => c.title);
  return dropped.length > 0 ? `No room here for ${dropped.join(', ')}.` : '';
}

/** The columns that a terminal has no room for. */
export function droppedFrom(given: Grid, options: RenderOptions): Column[] {
  const grid = forTerminal(given, options);
  const { columns } = layoutOf(grid, options.width);
  return grid.columns.filter((c) => !columns.includes(c));
}

function gridLines(given: Grid, options: RenderOptions): string[] {
  const { columns, rows, widths } = layoutOf(forTerminal(given, options), options.width);
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => padded(cell, widths[i] ?? 0, columns[i]?.right)).join(' '.repeat(GAP));
  return [
    line(columns.map((c, i) => cut(c.title, widths[i] ?? 0, options))),
    ...cutRows(rows, widths, options).map(line),
  ];
}

/** A terminal that is not UTF-8 gets ASCII, before widths are counted. */
export function forTerminal(grid: Grid, { unicode }: RenderOptions): Grid {
  if (unicode) return grid;
  return {
    columns: grid.columns.map((c) => ({
      ...c,
      title: ascii(c.title),
      ...(c.short ? { short: c.short.map(ascii) } : {}),
    })),
    rows: grid.rows.map((r) => r.map(ascii)),
  };
}

/** Tab-separated, no header, nothing cut: for pipes. */
const gridTabs = (grid: Grid): string =>
  grid.rows.map((r) => r.map((c) => c.replaceAll('\t', ' ')).join('\t')).join('\n');

/** The same under its headings, for tables among sentences: nobody cuts columns out of those, and bare figures say nothing. */
export const gridHeadedTabs = (grid: Grid): string =>
  gridTabs({ columns: grid.columns, rows: [grid.columns.map((c) => c.title), ...grid.rows] });

export function gridMarkdown(grid: Grid): string {
  const row = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  return [
    row(grid.columns.map((c) => c.title)),
    row(grid.columns.map((c) => (c.right ? '---:' : '---'))),
    ...grid.rows.map(row),
  ].join('\n');
}

/** A grid as the format asks: tabs for pipes, a Markdown table, else columns lined up. */
export function gridIn(grid: Grid, format: Format, options: RenderOptions): string {
  if (format === 'plain') return gridTabs(grid);
  return format === 'markdown' ? gridMarkdown(grid) : gridText(grid, options);
}

/**
 * Only what would be read as markup, so that the text is as good in a mail: a star without a partner and brackets without
 * an address stay as they are; underscores inside words are safe.
 */
export const escapeMarkdown = (text: string): string => {
  const safe = text.replace(/[|<`\\]|^[>#+-](?= )|\](?=[([:])|^\[/g, '\\$&');
  return /\*[^*]+\*|\*\*|^\* /.test(safe) ? safe.replace(/\*/g, '\\*') : safe;
};
