import Table from 'cli-table3';
import type { RenderOptions } from '../render-options.ts';
import { cut, cutRows } from './cut.ts';
import { forTerminal, type Grid } from './grid.ts';
import { fitsWhole, GAP, layoutOf } from './grid-layout.ts';

/** No frame: rows of text are easier to read, copy and grep. */
const FRAMELESS = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
    'middle',
  ].map((c) => [c, '']),
);

/** Whether a terminal has room for all of it. */
export const fitsTerminal = (grid: Grid, options: RenderOptions): boolean =>
  options.width === undefined || fitsWhole(forTerminal(grid, options), options.width);

/** The grid as terminal lines, header first. Widths are ours, since cli-table3 knows neither terminal nor priorities. */
export function gridTable(grid: Grid, options: RenderOptions): string[] {
  const { columns, rows, widths } = layoutOf(forTerminal(grid, options), options.width);
  const table = new Table({
    chars: FRAMELESS,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP, compact: true },
    colWidths: widths.map((w) => w + GAP),
    colAligns: columns.map((c) => (c.right ? 'right' : 'left')),
    wordWrap: false,
  });
  const titles = columns.map((c, i) => cut(c.title, widths[i] ?? 0, options));
  table.push(titles, ...cutRows(rows, widths, options));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}
