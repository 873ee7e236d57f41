import { widthOfText } from '../wrap.ts';
import type { Column, Grid } from './grid.ts';

/** What of a grid a width can hold: columns, their cells in the form that fits, and how wide each column may be. */
export interface Layout {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  readonly widths: readonly number[];
}

interface Candidate {
  readonly column: Column;
  readonly cells: readonly string[];
  readonly full: readonly string[];
}

/** Characters between two columns. */
export const GAP = 2;
/** Of a left column that says nothing else: most names are still told apart. */
const LEAST_LEFT = 18;
/** Cut to fewer characters, a cell says nothing. */
const CUT_LIMIT = 3;

/** Full cells where they fit, else short forms, then fewer columns (least important first), and cut cells only at the last. */
export function layoutOf(grid: Grid, width: number | undefined): Layout {
  const all = grid.columns.map((column, c): Candidate => {
    const full = grid.rows.map((r) => r[c] ?? '');
    return { column, cells: full, full };
  });
  const kept = width === undefined ? all : narrowed(all, width);
  const widths = kept.map(widthOf);
  if (width !== undefined) shrink(widths, kept.map(leastWidth), width - GAP * (kept.length - 1));
  return {
    columns: kept.map((k) => k.column),
    rows: grid.rows.map((_, i) => kept.map((k) => k.cells[i] ?? '')),
    widths,
  };
}

/** The columns that are left in a width, each in its full or its short form. */
function narrowed(all: readonly Candidate[], width: number): readonly Candidate[] {
  let kept = all;
  const isOver = (widthIn: (k: Candidate) => number) =>
    kept.reduce((sum, k) => sum + widthIn(k), GAP * (kept.length - 1)) > width;
  for (const k of byPriority(kept)) {
    if (!isOver(widthOf)) break;
    kept = kept.map((x) => (x === k && k.column.short ? { ...k, cells: k.column.short } : x));
  }
  while (kept.length > 1 && isOver(leastWidth)) {
    const [drop] = byPriority(kept);
    kept = kept.filter((k) => k !== drop);
  }
  // What was dropped may have made room for full names again.
  for (const k of byPriority(kept).reverse()) {
    const before = kept;
    kept = kept.map((x) => (x === k ? { ...k, cells: k.full } : x));
    if (isOver(widthOf)) kept = before;
  }
  return kept;
}

/** Whether nothing has to be shortened, dropped or cut. */
export const fitsWhole = ({ columns, rows }: Grid, width: number): boolean =>
  columns.reduce(
    (sum, { title }, c) =>
      sum +
      charsOf(
        title,
        rows.map((r) => r[c] ?? ''),
      ),
    GAP * (columns.length - 1),
  ) <= width;

const charsOf = (title: string, cells: readonly string[]): number =>
  Math.max(widthOfText(title), ...cells.map(widthOfText));
const widthOf = (k: Candidate): number => charsOf(k.column.title, k.cells);
const leastWidth = (k: Candidate): number =>
  k.column.right || k.column.whole ? widthOf(k) : Math.min(widthOf(k), k.column.least ?? LEAST_LEFT);
/** Least important first; of equals the rightmost. */
const byPriority = (list: readonly Candidate[]): Candidate[] =>
  list
    .map((k, i) => ({ k, i }))
    .sort((a, b) => (b.k.column.priority ?? 5) - (a.k.column.priority ?? 5) || b.i - a.i)
    .map(({ k }) => k);

/** Takes what is too much from the widest column that has some to spare, one character at a time; figures go last. */
function shrink(widths: number[], least: readonly number[], limit: number): void {
  let over = widths.reduce((a, b) => a + b, 0) - limit;
  while (over > 0) {
    const all = widths.map((w, i) => ({ w, i })).sort((a, b) => b.w - a.w);
    const widest = all.find(({ w, i }) => w > (least[i] ?? 0)) ?? all[0];
    if (!widest || widest.w <= CUT_LIMIT) return;
    widths[widest.i] = widest.w - 1;
    over--;
  }
}
