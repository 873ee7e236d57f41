import { formatName, modelName, OS_NAMES } from '../recommend/prose/names.ts';
import type { Breakdown, EstimateDocument } from '../schema/estimate-document.ts';
import { ENGINE_NAMES, type Format, type Phase } from '../schema/vocabulary.ts';
import { duration, gib, percent, significant, tokens } from '../units/format.ts';
import { msFromSeconds } from '../units/units.ts';
import { type Grid, gridIn } from './grid/grid.ts';
import { proseGrid } from './grid/prose-grid.ts';
import type { RenderOptions } from './render-options.ts';
import { BACKEND_NAMES, figureOf, rangeOf, tablesApart } from './values.ts';
import { wrap } from './wrap.ts';

/** One estimate for people: what it needs, how fast it is, how sure that is, and which term binds. */
export function estimateText(
  d: EstimateDocument,
  format: Format,
  options: RenderOptions,
  notes: readonly string[] = [],
): string {
  const facts = factGrid(d);
  const show = (grid: Grid): string => gridIn(grid, format, options);
  // Tabs and Markdown are broken into lines by whoever shows them.
  const width = format === 'table' ? options.width : undefined;
  const say = (text: string): string =>
    width === undefined ? text : wrap(text, width, options.unicode).join('\n');
  const tables = (['decode', 'prefill'] as const).flatMap((phase) => {
    const breakdown = d.breakdown[phase];
    return breakdown ? ['', say(breakdownTitle(d, phase, breakdown)), '', show(termGrid(breakdown))] : [];
  });
  return [
    say(
      `${modelName(d.model)} on ${d.on.name}: ${ENGINE_NAMES[d.engine]} on ${BACKEND_NAMES[d.backend]}, ${OS_NAMES[d.os]}${d.split === 'none' ? '' : `, split by ${d.split}`}`,
    ),
    '',
    width === undefined ? show(facts) : proseGrid(facts, options),
    ...(notes.length > 0 ? ['', ...notes.map(say)] : []),
    ...tables,
    ...(d.assumptions.length > 0
      ? ['', ...d.assumptions.map((a) => say(`Assumed: ${a.field} ${a.value}. ${a.reason}`))]
      : []),
    ...d.unknown.map((u) => say(`Unknown: ${u}`)),
  ].join('\n');
}

function factGrid(d: EstimateDocument): Grid {
  const { footprint: f, at } = d;
  const users = at.users > 1 ? ` for each of ${at.users} users` : '';
  const sure = (e: EstimateDocument['decode_tok_s']) =>
    e ? `${e.basis}, bound by ${e.bound_by}${sourced(e.evidence)}` : '';
  return {
    columns: [{ title: 'WHAT' }, { title: 'VALUE' }, { title: 'RANGE' }, { title: 'HOW' }],
    rows: [
      [
        'Memory',
        `${gib(f.footprint_gib)} of ${gib(f.usable_gib)}`,
        isPastEnd(f) ? `${f.status}, but past the end` : f.status,
        `weights ${gib(f.weights_gib)}, cache ${gib(f.kv_gib)} for ${tokens(f.context)} tokens${users}, buffers ${gib(f.buffers_gib)}${f.max_context ? `; up to ${tokens(f.max_context)} tokens${at.users > 1 ? ' each' : ''}` : ''}${tablesApart(f)}`,
      ],
      [
        'Decode',
        rate(d.decode_tok_s),
        range(d.decode_tok_s),
        `at ${tokens(at.depth)} depth${users}${d.decode_tok_s ? `, ${sure(d.decode_tok_s)}` : ''}`,
      ],
      [
        'Prefill',
        rate(d.prefill_tok_s),
        range(d.prefill_tok_s),
        `${tokens(at.prompt_tokens)} tokens${at.depth > 0 ? ` after ${tokens(at.depth)}` : ''}${d.prefill_tok_s ? `, ${sure(d.prefill_tok_s)}` : ''}`,
      ],
      [
        'First token',
        d.ttft_s ? duration(d.ttft_s.value) : 'unknown',
        d.ttft_s ? `${duration(d.ttft_s.low)} to ${duration(d.ttft_s.high)}` : '-',
        d.prefill_by ? 'the prompt, and what of the hand-over shows' : 'the prompt and one step',
      ],
      ...(d.prefill_by ? [handOverRow(d.prefill_by)] : []),
    ],
  };
}

/** The memory would hold it, the model does not go that far. */
const isPastEnd = ({ max_context, context }: EstimateDocument['footprint']): boolean =>
  max_context !== null && context > max_context;

/** Most of what an estimate leans on: the calibration, and the measurement it was drawn towards without being taken from it. */
const MOST_SOURCES = 2;

function sourced(evidence: readonly string[]): string {
  const more = evidence.length - MOST_SOURCES;
  if (evidence.length === 0) return '';
  return ` [${evidence.slice(0, MOST_SOURCES).join(', ')}${more > 0 ? ` and ${more} more` : ''}]`;
}

const handOverRow = (by: NonNullable<EstimateDocument['prefill_by']>): string[] => [
  'Hand-over',
  duration(by.transfer_s),
  '-',
  `${by.name} reads the prompt with ${ENGINE_NAMES[by.engine]} on ${BACKEND_NAMES[by.backend]} (${formatName(by.quant)}); ${significant(by.cache_gb, 2)} GB of cache cross, ${duration(by.exposed_s)} of it unhidden`,
];

const range = (e: EstimateDocument['decode_tok_s']): string => (e ? rangeOf(e) : '-');
const rate = (e: EstimateDocument['decode_tok_s']): string => (e ? `${figureOf(e)} tok/s` : 'unknown');

const breakdownTitle = (d: EstimateDocument, phase: Phase, b: Breakdown): string =>
  phase === 'decode'
    ? `One decode step${d.at.users > 1 ? ` of all ${d.at.users} users` : ''}, as modelled: ${took(b)}`
    : `The prompt, as modelled: ${took(b)}`;

/** Terms that a chip does at the same time add up to more than the whole. */
function took(b: Breakdown): string {
  const sum = b.terms.reduce((seconds, t) => seconds + t.seconds, 0);
  const overlap = sum > b.seconds * 1.001 ? '; some of it at the same time' : '';
  return `${duration(b.seconds)}, bound by ${b.bound_by}${overlap}`;
}

const termGrid = (b: Breakdown): Grid => ({
  columns: [
    { title: 'TERM', whole: true },
    { title: 'TIME', right: true },
    { title: 'SHARE', right: true },
    { title: 'BINDS', whole: true },
  ],
  rows: b.terms.map((t) => [
    t.id.replaceAll('_', ' '),
    t.seconds < 0.01 ? `${significant(msFromSeconds(t.seconds), 2)} ms` : duration(t.seconds),
    t.share < 0.005 ? '<1 %' : percent(t.share),
    t.binds,
  ]),
});
