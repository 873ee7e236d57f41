import { formatName } from '../recommend/prose/names.ts';
import type { Ranked } from '../schema/document.ts';
import type { FitList } from '../schema/views.ts';
import type { Format } from '../schema/vocabulary.ts';
import { duration, tokens } from '../units/format.ts';
import { type Grid, gridIn } from './grid.ts';
import type { RenderOptions } from './render-options.ts';
import { anyOld, decodeCaption, OLD_PRICE } from './summary-grid.ts';
import { figureOf, priceShort, shortNames } from './values.ts';
import { wrap } from './wrap.ts';

/** What `fit` found, with what its text needs beyond the document. */
export interface FitAnswer {
  readonly list: FitList;
  readonly name: string;
  /** What a diffusion model makes; null of a text model. */
  readonly makes: 'image' | 'video' | null;
  /** Every machine that runs it, however slowly. */
  readonly ranked: readonly Ranked[];
  /** The rate it was to reach; 0 where nobody asked. */
  readonly least_tok_s: number;
  /** Tokens at which the model's context ends, where more were asked for. */
  readonly ends_at: number | null;
  readonly dead_end: string | null;
}

/** The machines that run a model as a table, a list or columns; or why there is none. */
export const fitText = (answer: FitAnswer, format: Format, options: RenderOptions): string =>
  answer.list.of === 0 ? noneText(answer, options) : systemsText(answer, format, options);

function noneText(answer: FitAnswer, options: RenderOptions): string {
  const { list, name, ranked, least_tok_s, ends_at, dead_end } = answer;
  const { width, unicode } = options;
  if (ends_at !== null)
    return `${name} ends at ${tokens(ends_at)} tokens of context on any machine: ask for less with --context, or for another model.`;
  const lines = [
    ranked.length > 0
      ? noneAsFast(name, ranked, least_tok_s)
      : `Nothing on sale runs ${name} under these conditions.`,
    ...(dead_end === null ? [] : [dead_end]),
    ...list.flips.map((f) => f.text),
    ...(ranked.length > 0 ? [] : list.alternatives.map((a) => `${a.title}.`)),
  ];
  return lines.flatMap((line) => wrap(line, width ?? line.length, unicode)).join('\n');
}

/** It runs on these, only slower than was asked for: how fast the fastest is. */
function noneAsFast(name: string, ranked: readonly Ranked[], least_tok_s: number): string {
  const rate = (r: Ranked) => r.speed?.decode_tok_s?.value ?? 0;
  const fastest = ranked.reduce((a, b) => (rate(b) > rate(a) ? b : a));
  return `None of the ${ranked.length} machines that run ${name} decodes at ${least_tok_s} tok/s: the fastest is ${fastest.system.name} with ${fitSpeed(fastest)} tok/s.`;
}

function systemsText({ list, makes }: FitAnswer, format: Format, options: RenderOptions): string {
  const { systems } = list;
  const grid = systemsGrid(systems, makes, options.width);
  // Scripts count columns.
  const text = gridIn(format === 'plain' ? grid : withoutEmpty(grid), format, options);
  const notes = format === 'plain' ? [] : captions(list);
  return [text, ...(notes.length > 0 && format === 'markdown' ? [''] : []), ...notes].join('\n');
}

const systemsGrid = (
  systems: readonly Ranked[],
  makes: FitAnswer['makes'],
  width: number | undefined,
): Grid => ({
  columns: [
    { title: 'SYSTEM', priority: 0, short: shortNames(systems), least: isNarrow(width) ? 14 : 27 },
    { title: 'PRICE', right: true, priority: 1 },
    { title: 'QUANT', priority: 4 },
    { title: 'FITS', priority: 3, ...(isNarrow(width) ? { short: systems.map(fitsShort) } : {}) },
    { title: 'CONTEXT UP TO', right: true, priority: 5 },
    {
      title: makes ? `PER ${makes === 'image' ? 'IMAGE' : 'CLIP'}` : 'DECODE',
      right: true,
      priority: 2,
    },
    { title: 'OS', priority: 7 },
    { title: 'ENGINE', priority: 6 },
    { title: 'SOLD', priority: 8 },
  ],
  rows: systems.map((r) => [
    r.system.name,
    priceShort(r.price_usd),
    r.model ? formatName(r.model.quant) : '-',
    r.fit?.status ?? '-',
    r.fit?.max_context ? tokens(r.fit.max_context) : '-',
    fitSpeed(r),
    r.os,
    r.engine ? `${r.engine} ${r.backend ?? ''}`.trim() : '-',
    r.price_usd?.condition ?? '-',
  ]),
});

/** Names that look alike when cut are worth more than the last columns, until there is room for hardly any. */
const isNarrow = (width: number | undefined): boolean => width !== undefined && width < 60;

/** Where there is no room for degrees of yes. */
const fitsShort = ({ fit }: Ranked): string => (fit?.status === 'comfortable' ? 'yes' : (fit?.status ?? '-'));

/** Without columns that say nothing of any row: pictures have no context and no share of memory. */
function withoutEmpty({ columns, rows }: Grid): Grid {
  const filled = columns.map((_, i) => rows.some((r) => r[i] !== '-'));
  const kept = <T>(cells: readonly T[]): T[] => cells.filter((_, i) => filled[i]);
  return { columns: kept(columns), rows: rows.map(kept) };
}

function captions({ systems, of }: FitList): string[] {
  const more = of - systems.length;
  return [
    ...decodeCaption(systems).map((line) => `${line}.`),
    ...(anyOld(systems) ? [`${OLD_PRICE}.`] : []),
    ...(more > 0 ? [`${more} more: -n ${of} shows all.`] : []),
  ];
}

/** Decode in tok/s, or the time of one picture or clip; '?' where it is unknown. */
export function fitSpeed(r: Ranked): string {
  const seconds = (r.image ?? r.video)?.seconds;
  return seconds ? duration(seconds.value) : figureOf(r.speed?.decode_tok_s ?? null);
}
