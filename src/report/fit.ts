import type { Excluded, Ranked } from '../schema/document.ts';
import type { FitList } from '../schema/views.ts';
import type { Format } from '../schema/vocabulary.ts';
import { duration, tokens, usd } from '../units/format.ts';
import { groupBy } from '../units/statistics.ts';
import { type FitRow, ownedNotes, ownedRows } from './fit-owned.ts';
import { type Filled, gridIn, gridOf } from './grid/grid.ts';
import type { RenderOptions } from './render-options.ts';
import { fitsCell, formatCell } from './row-cells.ts';
import { shortNames } from './short-names.ts';
import { decodeCaption, diskCaption, othersCaption } from './speed-captions.ts';
import { anyOld, OLD_PRICE } from './summary-grid.ts';
import { figureOf, priceShort } from './values.ts';
import { wrapTo } from './wrap.ts';

/** What `fit` found, with what its text needs beyond the document. */
export interface FitAnswer {
  readonly list: FitList;
  readonly name: string;
  /** What a diffusion model makes; null of a text model. */
  readonly makes: 'image' | 'video' | null;
  /** Every machine that runs it, however slowly. */
  readonly ranked: readonly Ranked[];
  /** Those of them that are fast enough, cheapest first: the list shows the first of these. */
  readonly rows: readonly Ranked[];
  /** The rate it was to reach; 0 where nobody asked. */
  readonly least_tok_s: number;
  /** Tokens at which the model's context ends, where more were asked for. */
  readonly ends_at: number | null;
  readonly dead_end: string | null;
}

/** The machines that run a model as a table, a list or columns; or why there is none. */
export const fitText = (answer: FitAnswer, format: Format, options: RenderOptions): string =>
  answer.list.of > 0
    ? systemsText(answer, format, options)
    : [
        ...(ownedRows(answer.list).length > 0 ? [systemsText(answer, format, options)] : []),
        noneText(answer, options),
      ].join('\n');

function noneText(answer: FitAnswer, options: RenderOptions): string {
  const { list, name, ranked, least_tok_s, ends_at, dead_end } = answer;
  if (ends_at !== null)
    return `${name} ends at ${tokens(ends_at)} tokens of context on any machine: ask for less, or for another model.`;
  const lines = [
    ranked.length > 0
      ? noneAsFast(name, ranked, least_tok_s)
      : `Nothing on sale runs ${name} under these conditions.`,
    ...(dead_end === null ? [] : [dead_end]),
    ...(ranked.length > 0 ? [] : leftOut(list)),
    ...ownedNotes(list),
    ...list.flips.map((f) => f.text),
    ...(ranked.length > 0 ? [] : list.alternatives.map((a) => `${a.title}.`)),
  ];
  return lines.flatMap((line) => wrapTo(options, line)).join('\n');
}

/** For a model that runs, but slower than was asked for: how fast the fastest is. */
function noneAsFast(name: string, ranked: readonly Ranked[], least_tok_s: number): string {
  const rate = (r: Ranked) => r.speed?.decode_tok_s?.value ?? 0;
  const fastest = ranked.reduce((a, b) => (rate(b) > rate(a) ? b : a));
  return `None of the ${ranked.length} machines that run ${name} decodes at ${least_tok_s} tok/s: the fastest is ${fastest.system.name} with ${fitSpeed(fastest)} tok/s.`;
}

function systemsText(answer: FitAnswer, format: Format, options: RenderOptions): string {
  const { list, makes } = answer;
  const columns = columnsOf([...ownedRows(list), ...list.systems], makes, options.width);
  // Scripts count columns; others need none that says nothing: pictures have no context and no share of memory.
  const shown = format === 'plain' ? columns : columns.filter((c) => c.cells.some((cell) => cell !== '-'));
  const text = gridIn(gridOf(shown), format, options);
  const notes = format === 'plain' ? [] : captions(answer).flatMap((l) => wrapTo(options, l));
  return [text, ...(notes.length > 0 && format === 'markdown' ? [''] : []), ...notes].join('\n');
}

function columnsOf(
  systems: readonly FitRow[],
  makes: FitAnswer['makes'],
  width: number | undefined,
): Filled[] {
  const narrow = isNarrow(width);
  return [
    {
      title: 'SYSTEM',
      priority: 0,
      short: shortNames(systems),
      least: narrow ? 14 : 27,
      cells: systems.map((r) => r.system.name),
    },
    { title: 'PRICE', right: true, priority: 1, cells: systems.map(priceCell) },
    { title: 'QUANT', priority: 4, cells: systems.map(formatCell) },
    {
      title: 'FITS',
      priority: 3,
      short: systems.map(fitsShort),
      cells: systems.map(fitsCell),
    },
    {
      title: isWide(width) ? 'CONTEXT UP TO' : 'CONTEXT',
      right: true,
      priority: 5,
      cells: systems.map(contextCell),
    },
    {
      title: makes ? `PER ${makes === 'image' ? 'IMAGE' : 'CLIP'}` : 'DECODE',
      right: true,
      priority: 2,
      cells: systems.map(fitSpeed),
    },
    { title: 'OS', priority: 7, cells: systems.map((r) => r.os) },
    { title: 'ENGINE', priority: 6, cells: systems.map(engineCell) },
    {
      title: 'SOLD',
      // That a price is one of a used machine is worth more than what runs on it.
      priority: systems.some((r) => r.price_usd?.condition === 'used') ? 4 : 8,
      cells: systems.map((r) => r.price_usd?.condition ?? '-'),
    },
  ];
}

const priceCell = (r: FitRow): string => (r.yours ? 'yours' : priceShort(r.price_usd));
const contextCell = ({ fit }: FitRow): string => (fit?.max_context ? tokens(fit.max_context) : '-');
const engineCell = ({ engine, backend }: FitRow): string =>
  engine ? [...new Set([engine, backend ?? engine])].join(' ') : '-';

/** With hardly room for other columns names are cut short; elsewhere whole ones are worth more than the last columns. */
const isNarrow = (width: number | undefined): boolean => width !== undefined && width < 60;

/** Where there is room for headings of two words. */
const isWide = (width: number | undefined): boolean => width === undefined || width >= 100;

/** For narrow tables: a short word leaves room for the next column. */
const fitsShort = ({ fit }: FitRow): string => (fit?.status === 'comfortable' ? 'yes' : (fit?.status ?? '-'));

function captions(answer: FitAnswer): string[] {
  const { list } = answer;
  const { systems, of } = list;
  const more = of - systems.length;
  const shown = [...ownedRows(list), ...systems];
  return [
    ...(of > 0 ? ownedNotes(list) : []),
    ...comfortably(answer),
    ...decodeCaption(shown).map((line) => `${line}.`),
    ...othersCaption(shown).map((line) => `${line}.`),
    ...diskCaption(shown).map((line) => `${line}.`),
    ...(systems.some((r) => r.price_usd?.in_own_pc)
      ? ['Cards that go into your PC cost what is added to it.']
      : []),
    ...(anyOld(systems) ? [`${OLD_PRICE}.`] : []),
    ...(more > 0 ? [`${more} more: -n ${of} shows all.`] : []),
    ...(of > 0 ? leftOut(list) : []),
  ];
}

/** The first that holds all of it with room to spare: the cheapest of all often do so in main memory, or just so. */
function comfortably({ list, rows }: FitAnswer): string[] {
  const cheapest = rows.find(
    (r) => r.fit?.status === 'comfortable' && r.price_usd !== null && fitSpeed(r) !== '?',
  );
  if (!cheapest || cheapest.system.id === list.systems[0]?.system.id) return [];
  const { price_usd, system } = cheapest;
  const used = price_usd?.condition === 'used' ? ' used' : '';
  const speed = cheapest.speed ? `, ${fitSpeed(cheapest)} tok/s` : '';
  return [
    `Cheapest where it fits comfortably: ${system.name} for about ${usd(price_usd?.value ?? 0)}${used}${speed}.`,
  ];
}

/**
 * What would run it and is not listed, with the reason that most of them share, in the words for the cheapest of those. A
 * build of unlike cards is nobody's first thought: another stands for all where there is one.
 */
function leftOut({ left_out = [] }: FitList): string[] {
  const alike = [...groupBy(left_out, ({ reasons }) => reasons[0]?.code ?? '').values()];
  const [most] = alike.sort(
    (a, b) => Number(b.some(isOfOneKind)) - Number(a.some(isOfOneKind)) || b.length - a.length,
  );
  const example = most?.find(isOfOneKind) ?? most?.[0];
  if (!most || !example) return [];
  const { length } = left_out;
  const { name } = example.system;
  const which =
    length === 1
      ? name
      : `${length} machines, ${most.length === length ? 'all' : `${most.length === 1 ? 'one' : most.length} of them`} like ${name}`;
  return [
    `Left out although ${length === 1 ? 'it' : 'they'} could run it: ${which}. ${example.reasons[0]?.text ?? ''}`,
  ];
}

const isOfOneKind = ({ system }: Excluded): boolean => system.devices.length === 1;

/** Decode in tok/s, or the time of one picture or clip; '?' where it is unknown. */
export function fitSpeed(r: Pick<FitRow, 'image' | 'video' | 'speed'>): string {
  const seconds = (r.image ?? r.video)?.seconds;
  return seconds ? duration(seconds.value) : figureOf(r.speed?.decode_tok_s ?? null);
}
