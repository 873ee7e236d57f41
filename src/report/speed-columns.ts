import type { Performance, Ranked } from '../schema/document.ts';
import type { Estimate } from '../schema/estimate.ts';
import type { PictureJob } from '../schema/picture-job.ts';
import { duration, significant } from '../units/format.ts';
import { secondsFromHours } from '../units/units.ts';
import type { Filled } from './grid/grid.ts';
import { figureOf } from './values.ts';

/** Figures of speed and of the memory that work takes. */
export type SpeedId = 'decode' | 'ttft' | 'training' | 'image' | 'video' | 'peak';

type Kind = 'text' | 'finetune' | 'image' | 'video' | 'unknown';
const kindOf = (w: Performance): Kind =>
  w.speed ? 'text' : w.finetune ? 'finetune' : w.image ? 'image' : w.video ? 'video' : 'unknown';

/** One figure of a kind of work, as a column or with its unit. */
interface SpeedFigure {
  readonly id: SpeedId;
  readonly title: string;
  /** What stands behind the figure outside of a table, where its caption does not say it. */
  readonly unit?: string;
  readonly cell: (w: Performance) => string;
}

const gib = (e: Estimate | null): string => (e ? `${figureOf(e)} GiB` : '?');

/** "8.0+11 GiB": what is on the device at most, and the weights that wait beside it. */
const peakCell = (job: PictureJob | null): string =>
  job?.peak_gib && job.off_device
    ? `${figureOf(job.peak_gib)}+${significant(job.off_device.gib, 2)} GiB`
    : gib(job?.peak_gib ?? null);

const FIGURES: Record<Kind, readonly SpeedFigure[]> = {
  text: [
    {
      id: 'decode',
      title: 'DECODE',
      unit: ' tok/s',
      cell: (w) => figureOf(w.speed?.decode_tok_s ?? null),
    },
    {
      id: 'ttft',
      title: 'FIRST TOKEN',
      cell: (w) => (w.speed?.ttft_s ? duration(w.speed.ttft_s.value) : '?'),
    },
  ],
  finetune: [
    {
      id: 'training',
      title: 'TRAINING',
      cell: (w) => (w.finetune?.hours ? duration(secondsFromHours(w.finetune.hours.value)) : '?'),
    },
    { id: 'peak', title: 'PEAK MEMORY', cell: (w) => gib(w.finetune?.peak_gib ?? null) },
  ],
  image: [
    {
      id: 'image',
      title: 'PER IMAGE',
      cell: (w) => (w.image?.seconds ? duration(w.image.seconds.value) : '?'),
    },
    { id: 'peak', title: 'PEAK MEMORY', cell: (w) => peakCell(w.image) },
  ],
  video: [
    {
      id: 'video',
      title: 'PER CLIP',
      cell: (w) => (w.video?.seconds ? duration(w.video.seconds.value) : '?'),
    },
    { id: 'peak', title: 'PEAK MEMORY', cell: (w) => peakCell(w.video) },
  ],
  unknown: [],
};

/** Two figures of the first workload, one of each other kind of work in a mixed need. */
const figuresOf = (row: Pick<Ranked, 'workloads'>): { kind: Kind; figure: SpeedFigure; priority: number }[] =>
  [...new Set(row.workloads.map(kindOf))].flatMap((kind, i) =>
    FIGURES[kind].slice(0, i === 0 ? 2 : 1).map((figure, j) => ({ kind, figure, priority: 2 + i + j })),
  );

const workOfKind = (row: Pick<Ranked, 'workloads'>, kind: Kind): Performance | undefined =>
  row.workloads.find((w) => kindOf(w) === kind);

/** The speed columns of an answer; its first row decides which there are. */
export function speedColumns(rows: readonly Ranked[]): Filled[] {
  const [first] = rows;
  return (first ? figuresOf(first) : []).map(({ kind, figure: { id, title, cell }, priority }) => ({
    id,
    title,
    right: true,
    priority,
    cells: rows.map((r) => {
      const work = workOfKind(r, kind);
      return work ? cell(work) : '-';
    }),
  }));
}

/** The same for one row, each with its unit, as plain output and comparisons show it. */
export const speedFacts = (row: Pick<Ranked, 'workloads'>): { id: SpeedId; title: string; value: string }[] =>
  figuresOf(row).map(({ kind, figure: { id, title, unit = '', cell } }) => {
    const work = workOfKind(row, kind);
    return { id, title: title.toLowerCase(), value: work ? `${cell(work)}${unit}` : '?' };
  });
