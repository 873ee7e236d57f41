import type {
  ErrorGroup,
  Evaluation,
  MeasuredEvaluation,
  VerdictEvaluation,
  VerdictPrediction,
} from '../schema/evaluation.ts';
import type { Format } from '../schema/vocabulary.ts';
import { printable } from '../units/foreign-text.ts';
import { inShell } from '../units/in-shell.ts';
import { byKey } from '../units/order.ts';
import { type Grid, gridHeadedTabs, gridIn } from './grid/grid.ts';
import { reasonInWords, unknownNameLines } from './left-out.ts';
import type { RenderOptions } from './render-options.ts';
import { wrapTo } from './wrap.ts';

/** A replayed file for people: the groups, what was left out and why, and for verdicts the cases that failed. */
export function evaluationText(e: Evaluation, format: Format, options: RenderOptions): string {
  const grid = e.subject === 'verdicts' ? verdictGrid(e) : errorGrid(e);
  const table = format === 'plain' ? gridHeadedTabs(grid) : gridIn(grid, format, options);
  const notes = e.subject === 'verdicts' ? failures(e) : definitions(e);
  const lines = (text: string) => wrapTo(options, printable(text));
  return [
    `${e.predicted} of ${e.rows_total} rows ${e.subject === 'verdicts' ? 'answered' : 'predicted'}${skips(e)}`,
    ...(e.subject === 'speeds' ? unknownNameLines(e.unknown_names).flatMap(lines) : []),
    '',
    table,
    ...(notes.length > 0
      ? ['', ...notes.flatMap((note) => (e.subject === 'verdicts' ? [note] : lines(note)))]
      : []),
  ].join('\n');
}

function skips(e: Evaluation): string {
  const list = Object.entries(e.skipped).sort((a, b) => b[1] - a[1] || byKey(a, b));
  return list.length === 0
    ? ''
    : `; left out: ${list.map(([reason, n]) => `${reasonInWords(reason)} ${n}`).join(', ')}`;
}

function errorGrid(e: MeasuredEvaluation): Grid {
  const filled = Object.entries(e.groups).filter(([, g]) => g.n > 0);
  return {
    columns: [
      { title: 'GROUP' },
      ...['ROWS', 'MDAPE', 'P90', 'BIAS', 'IN 80 % RANGE'].map((title) => ({ title, right: true })),
    ],
    rows: filled.map(([name, g]) => [name, String(g.n), ...figures(g)]),
  };
}

const figures = (g: ErrorGroup): string[] => [
  share(g.mdape),
  share(g.p90_ape),
  g.bias !== null && g.bias > 0 ? `+${share(g.bias)}` : share(g.bias),
  share(g.coverage80),
];

/** One decimal, two where that would hide the whole error. */
function share(n: number | null): string {
  if (n === null) return '-';
  const decimals = n !== 0 && Math.abs(n) < 0.001 ? 3 : 1;
  return `${(100 * n).toFixed(decimals)} %`;
}

const definitions = (e: MeasuredEvaluation): string[] => [
  'MDAPE: median error; P90: nine of ten are within it; BIAS: median of predicted / measured - 1; IN 80 % RANGE: measured within what was predicted to hold for eight of ten.',
  ...(e.model_only || e.subject !== 'speeds'
    ? []
    : ['Cells that are stored measurements are answered by themselves: --model-only leaves them out.']),
];

function verdictGrid(e: VerdictEvaluation): Grid {
  const line = (name: string, n: number, agreement: number, rejected: number) => [
    name,
    String(n),
    share(agreement),
    String(rejected),
  ];
  return {
    columns: [
      { title: 'WORKLOAD' },
      ...['CASES', 'AGREEMENT', 'REJECTED FIRST'].map((title) => ({ title, right: true })),
    ],
    rows: [
      ...Object.entries(e.groups).map(([id, g]) => line(id, g.n, g.agreement, g.rejected_picks)),
      line('all', e.rows_total, e.agreement, e.rejected_picks),
    ],
  };
}

function failures(e: VerdictEvaluation): string[] {
  return e.rows.flatMap(({ row, prediction, skipped }) => {
    if (prediction?.accepted) return [];
    const what = prediction
      ? `${prediction.top ?? 'nothing'} (${prediction.failed.join('; ')})`
      : `error ${skipped}`;
    const near = prediction?.nearest_accepted;
    return [
      `${row['case_id']}: ${what}`,
      `  source: ${row['why']}`,
      `  advise ${words(row['args'] ?? '')} --as-of ${row['as_of']}`,
      ...(near ? [`  ${nearest(near)}`] : []),
    ];
  });
}

function nearest(near: NonNullable<VerdictPrediction['nearest_accepted']>): string {
  if (near.out !== null) return `accepted: ${near.id}, which is out: ${near.out}`;
  const decided = near.criteria.map((c) => `${c.id} ${c.points > 0 ? '+' : ''}${c.points}`).join(', ');
  return `accepted: ${near.id}, rank ${near.rank}, ${near.score_behind} points behind; decided by ${decided || 'rules'}`;
}

/** The JSON list of arguments as a shell reads it. */
const words = (json: string): string => (JSON.parse(json) as string[]).map(inShell).join(' ');
