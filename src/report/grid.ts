import type { RenderOptions } from './render-options.ts';

/** A plain table: headings and cells of text. `right` columns align right; `keep` columns are dropped last. */
export interface Grid {
  readonly columns: readonly {
    readonly title: string;
    readonly right?: boolean;
    readonly priority?: number;
  }[];
  readonly rows: readonly (readonly string[])[];
}

/** Which columns a width can hold and how wide each may be. Low-priority columns go first, then left columns shrink. */
export interface Layout {
  readonly kept: readonly number[];
  readonly widths: readonly number[];
}

export function layoutOf(grid: Grid, width: number | undefined, gap = 2): Layout {
  const kept = chooseColumns(grid, width, gap);
  const widths = kept.map((c) => columnWidth(grid, c));
  if (width !== undefined)
    shrink(
      widths,
      kept.map((c) => grid.columns[c]?.right === true),
      width - gap * (kept.length - 1),
    );
  return { kept, widths };
}

/** Lines up a grid within a width without ever wrapping a cell; without a width nothing is cut. */
export function gridText(grid: Grid, options: RenderOptions, gap = '  '): string {
  const { kept, widths } = layoutOf(grid, options.width, gap.length);
  const line = (cells: readonly string[]) =>
    kept
      .map((c, i) => fit(cells[c] ?? '', widths[i] ?? 0, grid.columns[c]?.right === true, ellipsis(options)))
      .join(gap)
      .trimEnd();
  return [line(grid.columns.map((c) => c.title)), ...grid.rows.map(line)].join('\n');
}

/** A cell cut to a width; the cut shows. */
export const cut = (cell: string, width: number, options: RenderOptions): string =>
  length(cell) <= width ? cell : `${[...cell].slice(0, Math.max(0, width - 1)).join('')}${ellipsis(options)}`;

const ellipsis = (options: RenderOptions): string => (options.unicode ? '…' : '.');

/** Tab-separated, no header, nothing cut: for pipes. */
export const gridTabs = (grid: Grid): string => grid.rows.map((r) => r.join('\t')).join('\n');

export function gridMarkdown(grid: Grid): string {
  const row = (cells: readonly string[]) => `| ${cells.map((c) => c.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    row(grid.columns.map((c) => c.title)),
    row(grid.columns.map((c) => (c.right ? '---:' : '---'))),
    ...grid.rows.map(row),
  ].join('\n');
}

const columnWidth = (grid: Grid, c: number): number =>
  Math.max(length(grid.columns[c]?.title ?? ''), ...grid.rows.map((r) => length(r[c] ?? '')));

function chooseColumns(grid: Grid, width: number | undefined, gap: number): number[] {
  let kept = grid.columns.map((_, i) => i);
  if (width === undefined) return kept;
  // A left column may shrink to this before a lower-priority column is dropped.
  const least = (c: number) =>
    grid.columns[c]?.right ? columnWidth(grid, c) : Math.min(columnWidth(grid, c), 18);
  const total = () => kept.reduce((sum, c) => sum + least(c), gap * (kept.length - 1));
  while (kept.length > 1 && total() > width) {
    const drop = [...kept].sort(
      (a, b) => (grid.columns[b]?.priority ?? 5) - (grid.columns[a]?.priority ?? 5) || b - a,
    )[0];
    kept = kept.filter((c) => c !== drop);
  }
  return kept;
}

function shrink(widths: number[], right: readonly boolean[], limit: number): void {
  let over = widths.reduce((a, b) => a + b, 0) - limit;
  while (over > 0) {
    const left = widths.map((w, i) => ({ w, i })).filter(({ i, w }) => !right[i] && w > 4);
    const widest =
      left.sort((a, b) => b.w - a.w)[0] ?? widths.map((w, i) => ({ w, i })).sort((a, b) => b.w - a.w)[0];
    if (!widest || widest.w <= 3) return;
    widths[widest.i] = widest.w - 1;
    over--;
  }
}

function fit(cell: string, width: number, right: boolean, ellipsis: string): string {
  const n = length(cell);
  if (n > width) return `${[...cell].slice(0, Math.max(0, width - 1)).join('')}${ellipsis}`;
  return right ? ' '.repeat(width - n) + cell : cell + ' '.repeat(width - n);
}

/** Visible length: code points without colour sequences. */
const length = (s: string): number => [...s.replace(COLOUR, '')].length;
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
