import { mainFigure } from '../recommend/main-figure.ts';
import { formatName, modelName } from '../recommend/prose/names.ts';
import type { Performance, Ranked } from '../schema/document.ts';
import type { PictureJob } from '../schema/picture-job.ts';
import { duration, significant, tokens, usd } from '../units/format.ts';
import { secondsFromHours } from '../units/units.ts';
import type { Column, Grid } from './grid.ts';
import type { Line } from './groups.ts';
import { type Range, rangeBars } from './range-bar.ts';
import { figureOf, pointsColumn, priceShort, shortNames } from './values.ts';

/** The table of the answer, one row per alternative, and the line under it that says what its figures are. */
export interface Summary {
  readonly grid: Grid;
  /** What all rows share and no column says. */
  readonly shared: string;
  readonly caption: string;
  /** The caption for whoever sees the table without some of its columns, by their titles. */
  readonly captionWithout: (dropped: readonly string[]) => string;
}

/** A remark under the table, and the column that it is about, or in whose place it stands. */
interface Note {
  readonly about?: string;
  readonly instead?: string;
  readonly text: string;
}

/** Columns in which all rows agree are said once, under the table. Priorities say what a narrow terminal loses first. */
export function summaryOf(lines: readonly Line[], { bars = 0 }: { bars?: number } = {}): Summary {
  const rows = lines.map((l) => l.row);
  const models = modelColumn(rows);
  const speeds = speedColumns(rows);
  const fits = rows.map((r) => r.fit?.status ?? '-');
  const alike = lines.map((l) => (l.twins.length > 0 ? `+${l.twins.length}` : ''));
  const pictures = rangeColumns(rows, bars);
  const columns: (Column & { cells: readonly string[] })[] = [
    { title: '#', right: true, priority: 2, cells: rows.map((r) => String(r.rank)) },
    {
      title: 'SYSTEM',
      priority: 0,
      least: NAME_CHARS,
      cells: rows.map((r) => r.system.name),
      short: shortNames(rows),
    },
    { title: 'ALIKE', right: true, priority: 8, cells: alike },
    { title: 'PRICE', right: true, priority: 1, cells: rows.map((r) => priceShort(r.price_usd)) },
    ...pictures.price,
    ...models.columns,
    { title: 'FITS', priority: 6, cells: fits },
    ...speeds.slice(0, 1),
    ...pictures.speed,
    ...speeds.slice(1, 2),
    ...pictures.wait,
    ...speeds.slice(2),
    { title: 'SCORE', right: true, priority: 7, cells: pointsColumn(rows) },
  ];
  const shown = columns.filter(({ title, cells }) => {
    if (title === 'ALIKE') return cells.some((c) => c !== '');
    return title !== 'FITS' || cells.some((c) => c !== 'comfortable' && c !== '-');
  });
  const notes: readonly Note[] = [
    ...speedCaption(rows).map((text) => ({ about: 'DECODE', text })),
    ...peakCaption(rows).map((text) => ({ about: 'PEAK', text })),
    ...(bars > 0 ? [{ text: 'Bars: 80 % ranges' }] : []),
    ...(anyOld(rows) ? [{ about: 'PRICE', text: OLD_PRICE }] : []),
    ...(alike.some((c) => c !== '')
      ? [{ instead: 'ALIKE', text: 'Ranks that are missing have the chip of one above' }]
      : []),
  ];
  const captionWithout = (dropped: readonly string[]) =>
    notes
      .filter(({ about }) => about === undefined || !dropped.includes(about))
      .filter(({ instead }) => instead === undefined || dropped.includes(instead))
      .map(({ text }) => `${text}.`)
      .join(' ');
  return {
    grid: { columns: shown, rows: rows.map((_, i) => shown.map((c) => c.cells[i] ?? '')) },
    shared: models.shared,
    caption: captionWithout([]),
    captionWithout,
  };
}

/** What the star behind a price means. */
export const OLD_PRICE = '* old price';
export const anyOld = (rows: readonly Ranked[]): boolean => rows.some((r) => r.price_usd?.stale === true);

/** Machines differ at the end of their names, by the size of their memory. */
const NAME_CHARS = 26;

type Filled = Column & { cells: readonly string[] };

/** The first workload's model: name and format in each row, the name once when it is the same everywhere. */
function modelColumn(rows: readonly Ranked[]): { columns: Filled[]; shared: string } {
  const names = rows.map((r) => r.model?.name ?? '-');
  const formats = rows.map((r) => (r.model ? formatName(r.model.quant) : '-'));
  const [name = '-'] = names;
  if (name === '-') return { columns: [], shared: '' };
  const [first, second] = rows[0]?.workloads ?? [];
  const work = first && second ? ` for ${first.workload}` : '';
  if (names.some((n) => n !== name)) {
    const cells = rows.map((r) => (r.model ? modelName(r.model) : '-'));
    return { columns: [{ title: 'MODEL', priority: 4, cells, short: names }], shared: '' };
  }
  if (formats.every((f) => f === formats[0]))
    return { columns: [], shared: `All with ${name} ${formats[0] ?? ''}${work}.` };
  return { columns: [{ title: 'FORMAT', priority: 4, cells: formats }], shared: `All with ${name}${work}.` };
}

/** Two columns for the first workload, one for each other kind of work in a mixed need. */
function speedColumns(rows: readonly Ranked[]): Filled[] {
  const [first] = rows;
  if (!first) return [];
  const kinds = [...new Set(first.workloads.map(kindOf))];
  return kinds.flatMap((kind, i) =>
    SPEEDS[kind].slice(0, i === 0 ? 2 : 1).map(({ title, cell }, j) => ({
      title,
      right: true,
      priority: 2 + i + j,
      cells: rows.map((r) => {
        const work = r.workloads.find((w) => kindOf(w) === kind);
        return work ? cell(work) : '-';
      }),
    })),
  );
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
  const column = (ranges: readonly (Range | null)[], say: (n: number) => string): Filled => ({
    ...rangeBars(ranges, say),
    priority: 9,
    whole: true,
  });
  const wait = work?.speed
    ? [
        column(
          rows.map((r) => r.workloads[0]?.speed?.ttft_s ?? null),
          duration,
        ),
      ]
    : [];
  return {
    price:
      bars > 1
        ? [
            column(
              rows.map((r) => r.price_usd),
              usd,
            ),
          ]
        : [],
    speed: bars > 0 ? [column(rows.map(speed), scale)] : [],
    wait: bars > 1 ? wait : [],
  };
}

type Kind = 'text' | 'finetune' | 'image' | 'video' | 'unknown';
const kindOf = (w: Performance): Kind =>
  w.speed ? 'text' : w.finetune ? 'finetune' : w.image ? 'image' : w.video ? 'video' : 'unknown';

const gib = (e: Parameters<typeof figureOf>[0]): string => (e ? `${figureOf(e)} GiB` : '?');
const SPEEDS: Record<Kind, readonly { title: string; cell: (w: Performance) => string }[]> = {
  text: [
    { title: 'DECODE', cell: (w) => figureOf(w.speed?.decode_tok_s ?? null) },
    { title: 'FIRST TOKEN', cell: (w) => (w.speed?.ttft_s ? duration(w.speed.ttft_s.value) : '?') },
  ],
  finetune: [
    {
      title: 'TRAINING',
      cell: (w) => (w.finetune?.hours ? duration(secondsFromHours(w.finetune.hours.value)) : '?'),
    },
    { title: 'PEAK', cell: (w) => gib(w.finetune?.peak_gib ?? null) },
  ],
  image: [
    { title: 'PER IMAGE', cell: (w) => (w.image?.seconds ? duration(w.image.seconds.value) : '?') },
    { title: 'PEAK', cell: (w) => peakCell(w.image) },
  ],
  video: [
    { title: 'PER CLIP', cell: (w) => (w.video?.seconds ? duration(w.video.seconds.value) : '?') },
    { title: 'PEAK', cell: (w) => peakCell(w.video) },
  ],
  unknown: [],
};

/** Whose a peak is, and what its second figure is. */
function peakCaption(rows: readonly Ranked[]): string[] {
  if (rows.some(({ workloads: [w] }) => w?.finetune?.shared_by))
    return ['Peak: on each of the cards that share a model'];
  const off = rows.flatMap(({ workloads: [w] }) => (w?.image ?? w?.video)?.off_device ?? []);
  if (off.length === 0) return [];
  const where = [...new Set(off.map((o) => (o.kept_in === 'disk' ? 'on disk' : 'in main memory')))];
  return [`Peak: on the device + weights that wait ${where.join(' or ')} meanwhile`];
}

/** "8.0+11 GiB": what is on the device at most, and the weights that wait beside it. */
const peakCell = (job: PictureJob | null): string =>
  job?.peak_gib && job.off_device
    ? `${figureOf(job.peak_gib)}+${significant(job.off_device.gib, 2)} GiB`
    : gib(job?.peak_gib ?? null);

const loadOf = (rows: readonly Ranked[]) =>
  rows.map((r) => r.workloads.find((w) => w.speed)?.speed?.at).find((a) => a !== undefined);

/** Where several kinds of work have a rate, of which the table shows the first: which that is. */
function workOf(rows: readonly Ranked[]): string {
  const texts = rows.map((r) => r.workloads.filter((w) => w.speed)).find((list) => list.length > 1);
  const [first] = texts ?? [];
  return first && texts?.some((w) => w.workload !== first.workload) ? ` for ${first.workload}` : '';
}

/** At which depth and for how many users the rates hold; nothing where there is none. */
export function decodeCaption(rows: readonly Ranked[]): string[] {
  const at = loadOf(rows);
  if (!at) return [];
  return [
    `Decode in tok/s${workOf(rows)} at ${tokens(at.depth)} depth${at.users > 1 ? ` for each of ${at.users} users` : ''}`,
  ];
}

/** The same, and for which prompt the first token. */
function speedCaption(rows: readonly Ranked[]): string[] {
  const [decode] = decodeCaption(rows);
  const at = loadOf(rows);
  if (!at || decode === undefined) return [];
  // Of work that comes second only the first column is shown.
  if (!rows.some((r) => r.workloads[0]?.speed)) return [decode];
  return [
    `${decode}, first token for a prompt of ${tokens(at.prompt_tokens)} tokens${at.users > 1 ? ' while no other is being read' : ''}`,
  ];
}

/** The speed cells of one row, titled: what plain output and comparisons say. */
export function speedFacts(row: Ranked): { title: string; value: string }[] {
  const kinds = [...new Set(row.workloads.map(kindOf))];
  return kinds.flatMap((kind, i) =>
    SPEEDS[kind].slice(0, i === 0 ? 2 : 1).map(({ title, cell }) => {
      const work = row.workloads.find((w) => kindOf(w) === kind);
      const unit = title === 'DECODE' ? ' tok/s' : '';
      return { title: title.toLowerCase(), value: work ? `${cell(work)}${unit}` : '?' };
    }),
  );
}
