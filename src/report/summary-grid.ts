import type { Line } from '../recommend/alike-rows.ts';
import { mainFigure } from '../recommend/main-figure.ts';
import type { Ranked } from '../schema/document.ts';
import { duration, enumerated, significant, usd } from '../units/format.ts';
import { type Column, type Filled, type Grid, gridOf } from './grid/grid.ts';
import { type Range, rangeBars } from './grid/range-bar.ts';
import { fitsCell, formatCell, modelCell } from './row-cells.ts';
import { shortNames } from './short-names.ts';
import { peakCaption, speedCaption } from './speed-captions.ts';
import { type SpeedId, speedColumns } from './speed-columns.ts';
import { pointsColumn, priceShort } from './values.ts';

/** The table of the answer, one row per alternative, and the line under it that says what its figures are. */
export interface Summary {
  readonly grid: Grid;
  /** What all rows share and no column says. */
  readonly shared: string;
  readonly caption: string;
  /** The caption for whoever sees the table without some of its columns. */
  readonly captionWithout: (dropped: readonly Column[]) => string;
}

type ColumnId = 'alike' | 'fits' | 'model' | 'price' | SpeedId;

/** A remark under the table, and the column that it is about, or in whose place it stands. */
interface Note {
  readonly about?: ColumnId;
  readonly instead?: ColumnId;
  readonly text: string;
}

/**
 * The table of an answer. Columns in which all rows agree become a remark under it, and priorities say what a narrow
 * terminal loses first.
 */
export function summaryOf(lines: readonly Line[], { bars = 0 }: { bars?: number } = {}): Summary {
  const rows = lines.map((l) => l.row);
  const models = modelColumn(rows);
  const alike = lines.map((l) => (l.twins.length > 0 ? `+${l.twins.length}` : ''));
  const columns = columnsOf(rows, alike, models.columns, bars).filter(({ id, cells }) => {
    if (id === 'alike') return cells.some((c) => c !== '');
    return id !== 'fits' || cells.some((c) => c !== 'comfortable' && c !== '-');
  });
  const notes = notesOf(rows, alike, bars);
  const captionWithout = (dropped: readonly Column[]) => {
    const gone = (column: ColumnId) => dropped.some(({ id }) => id === column);
    return notes
      .filter(({ about }) => about === undefined || !gone(about))
      .filter(({ instead }) => instead === undefined || gone(instead))
      .map(({ text }) => `${text}.`)
      .join(' ');
  };
  return { grid: gridOf(columns), shared: models.shared, caption: captionWithout([]), captionWithout };
}

function columnsOf(
  rows: readonly Ranked[],
  alike: readonly string[],
  models: readonly Filled[],
  bars: number,
): Filled[] {
  const [first, second, ...others] = speedColumns(rows);
  const pictures = rangeColumns(rows, bars);
  return [
    { title: '#', right: true, priority: 2, cells: rows.map((r) => String(r.rank)) },
    {
      id: 'system',
      title: 'SYSTEM',
      priority: 0,
      least: NAME_CHARS,
      cells: rows.map((r) => r.system.name),
      short: shortNames(rows),
    },
    { id: 'alike', title: 'ALIKE', right: true, priority: 8, cells: alike },
    {
      id: 'price',
      title: 'PRICE',
      right: true,
      priority: 1,
      cells: rows.map((r) => priceShort(r.price_usd)),
    },
    ...pictures.price,
    ...models,
    { id: 'fits', title: 'FITS', priority: 6, cells: rows.map(fitsCell) },
    ...(first ? [first] : []),
    ...pictures.speed,
    ...(second ? [second] : []),
    ...pictures.wait,
    ...others,
    { title: 'SCORE', right: true, priority: 7, cells: pointsColumn(rows) },
  ];
}

const notesOf = (rows: readonly Ranked[], alike: readonly string[], bars: number): Note[] => [
  ...speedCaption(rows).map((text) => ({ about: 'decode' as const, text })),
  ...peakCaption(rows).map((text) => ({ about: 'peak' as const, text })),
  ...(bars > 0 ? [{ text: 'Bars: 80 % ranges' }] : []),
  ...(anyOld(rows) ? [{ about: 'price' as const, text: OLD_PRICE }] : []),
  ...(alike.some((c) => c !== '')
    ? [{ instead: 'alike' as const, text: 'Ranks that are missing have the chip of one above' }]
    : []),
  { instead: 'model' as const, text: ranksByModel(rows) },
];

/** Which ranks run which model: speeds of different ones are not compared without their names. */
function ranksByModel(rows: readonly Ranked[]): string {
  const names = [...new Set(rows.map((r) => r.model?.name ?? '-'))];
  const said = names.map((name) => {
    const ranks = rows.filter((r) => (r.model?.name ?? '-') === name).map((r) => String(r.rank));
    return `${enumerated(ranks)} ${ranks.length > 1 ? 'run' : 'runs'} ${name}`;
  });
  return `Of these ${said.join(', ')}`;
}

/** What the star behind a price means. */
export const OLD_PRICE = '* old price';
export const anyOld = (rows: readonly Ranked[]): boolean => rows.some((r) => r.price_usd?.stale === true);

/** Names are not cut shorter: machines differ at the end of their names, by the size of their memory. */
const NAME_CHARS = 26;

/** The first workload's model: name and format in each row, the name once when it is the same everywhere. */
function modelColumn(rows: readonly Ranked[]): { columns: Filled[]; shared: string } {
  const names = rows.map((r) => r.model?.name ?? '-');
  const formats = rows.map(formatCell);
  const [name = '-'] = names;
  if (name === '-') return { columns: [], shared: '' };
  const [first, second] = rows[0]?.workloads ?? [];
  const work = first && second ? ` for ${first.workload}` : '';
  if (names.some((n) => n !== name)) {
    const cells = rows.map(modelCell);
    return { columns: [{ id: 'model', title: 'MODEL', priority: 4, cells, short: names }], shared: '' };
  }
  if (formats.every((f) => f === formats[0]))
    return { columns: [], shared: `All with ${name} ${formats[0] ?? ''}${work}.` };
  return { columns: [{ title: 'FORMAT', priority: 4, cells: formats }], shared: `All with ${name}${work}.` };
}

/**
 * The ranges behind price, speed and wait as pictures, each beside its figures: the speed first, all three for
 * terminals with room to spare.
 */
function rangeColumns(rows: readonly Ranked[], bars: number): Record<'price' | 'speed' | 'wait', Filled[]> {
  const [work] = rows[0]?.workloads ?? [];
  const speed = (r: Ranked) => {
    const [w] = r.workloads;
    return w ? mainFigure(w) : null;
  };
  const unit = work?.finetune ? 3600 : 1;
  const scale = (n: number) => (work?.speed ? significant(n, 2) : duration(n * unit));
  const wait = (r: Ranked) => r.workloads[0]?.speed?.ttft_s ?? null;
  const column = (of: (r: Ranked) => Range | null, say: (n: number) => string): Filled[] => [
    { ...rangeBars(rows.map(of), say), priority: 9, whole: true },
  ];
  return {
    price: bars > 1 ? column((r) => r.price_usd, usd) : [],
    speed: bars > 0 ? column(speed, scale) : [],
    wait: bars > 1 && work?.speed ? column(wait, duration) : [],
  };
}
