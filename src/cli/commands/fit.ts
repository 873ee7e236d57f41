import { parseAmount } from '../../answers/numbers.ts';
import { modelId } from '../../answers/resolve.ts';
import { formatName, modelNamed } from '../../recommend/prose/names.ts';
import { type Grid, gridIn } from '../../report/grid.ts';
import { anyOld, decodeCaption, OLD_PRICE } from '../../report/summary-grid.ts';
import { figureOf, priceShort, shortNames } from '../../report/values.ts';
import { wrap } from '../../report/wrap.ts';
import type { Ranked } from '../../schema/document.ts';
import { type ExitCode, UsageError } from '../../schema/errors.ts';
import type { FitList } from '../../schema/views.ts';
import { duration, tokens } from '../../units/format.ts';
import { answerFlags } from '../answering.ts';
import type { Context } from '../context.ts';
import { rowsToShow } from '../rows-to-show.ts';

/** Rows on a terminal where nobody says how many: the cheapest must not scroll away. */
const SCREENFUL = 25;

/** `advise fit MODEL`: every system that runs it, cheapest first, with quant, context, speed and price. */
export async function run(
  args: readonly string[],
  flags: Record<string, unknown>,
  context: Context,
): Promise<ExitCode> {
  const catalog = await context.ranking();
  const model = modelId(args[0] ?? '', catalog, 'fit');
  const kind = catalog.diffusion[model]?.kind;
  if (catalog.models[model]?.kind === 'embedding')
    throw new UsageError(
      `${model} is an embedding model`,
      'It runs on anything with enough memory; fit knows chat and diffusion models.',
      'unsupported_model',
    );
  const document = answerFlags(
    { condition: 'any', ...flags, workload: [kind ?? 'chat'], model: [model] },
    catalog,
    context,
  );
  const name = modelNamed(model, catalog);
  const slowest = minDecode(flags['minDecode'], kind !== undefined);
  const rows = document.ranked.filter((r) => (r.speed?.decode_tok_s?.value ?? 0) >= slowest).sort(byPrice);
  const shown = rows.slice(0, rowsToShow(context) ?? (context.format === 'table' ? SCREENFUL : undefined));
  const list: FitList = {
    schema_version: 1,
    kind: 'fit',
    as_of: document.as_of,
    model,
    of: rows.length,
    systems: shown,
    // Whoever asks where a model runs wants no other; where one runs, only too slowly, no limit of the answer is at fault.
    flips: document.ranked.length === 0 ? document.flips.filter((f) => f.change !== 'model') : [],
    alternatives: document.alternatives,
  };
  const options = context.renderOptions();
  const { width, unicode } = options;
  if (context.format === 'json') context.emit(JSON.stringify(list, null, 2));
  else if (rows.length === 0)
    context.emit(
      [
        document.ranked.length > 0
          ? noneAsFast(name, document.ranked, slowest)
          : `Nothing on sale runs ${name} under these conditions.`,
        ...(document.dead_end ? [document.dead_end.text] : []),
        ...list.flips.map((f) => f.text),
        ...(document.ranked.length > 0 ? [] : document.alternatives.map((a) => `${a.title}.`)),
      ]
        .flatMap((line) => wrap(line, width ?? line.length, unicode))
        .join('\n'),
    );
  else {
    const grid: Grid = {
      columns: [
        { title: 'SYSTEM', priority: 0, short: shortNames(shown) },
        { title: 'PRICE', right: true, priority: 1 },
        { title: 'QUANT', priority: 3 },
        { title: 'FITS', priority: 4 },
        { title: 'CONTEXT UP TO', right: true, priority: 5 },
        {
          title: kind ? `PER ${kind === 'image' ? 'IMAGE' : 'CLIP'}` : 'DECODE TOK/S',
          right: true,
          priority: 2,
        },
        { title: 'OS', priority: 7 },
        { title: 'ENGINE', priority: 6 },
        { title: 'SOLD', priority: 8 },
      ],
      rows: shown.map((r) => [
        r.system.name,
        priceShort(r.price_usd),
        r.model ? formatName(r.model.quant) : '-',
        r.fit?.status ?? '-',
        r.fit?.max_context ? tokens(r.fit.max_context) : '-',
        speedOf(r),
        r.os,
        r.engine ? `${r.engine} ${r.backend ?? ''}`.trim() : '-',
        r.price_usd?.condition ?? '-',
      ]),
    };
    const { format } = context;
    // Scripts count columns.
    const text = gridIn(format === 'plain' ? grid : withoutEmpty(grid), format, options);
    const more = rows.length - shown.length;
    const notes =
      format === 'plain'
        ? []
        : [
            ...decodeCaption(shown).map((line) => `${line}.`),
            ...(anyOld(shown) ? [`${OLD_PRICE}.`] : []),
            ...(more > 0 ? [`${more} more: -n ${rows.length} shows all.`] : []),
          ];
    context.emit([text, ...(notes.length > 0 && format === 'markdown' ? [''] : []), ...notes].join('\n'));
  }
  return rows.length > 0 ? 0 : 1;
}

/** It runs on these, only slower than was asked for: how fast the fastest is. */
function noneAsFast(name: string, ranked: readonly Ranked[], least: number): string {
  const rate = (r: Ranked) => r.speed?.decode_tok_s?.value ?? 0;
  const fastest = ranked.reduce((a, b) => (rate(b) > rate(a) ? b : a));
  return `None of the ${ranked.length} machines that run ${name} decodes at ${least} tok/s: the fastest is ${fastest.system.name} with ${speedOf(fastest)} tok/s.`;
}

/** Without columns that say nothing of any row: pictures have no context and no share of memory. */
function withoutEmpty({ columns, rows }: Grid): Grid {
  const filled = columns.map((_, i) => rows.some((r) => r[i] !== '-'));
  const kept = <T>(cells: readonly T[]): T[] => cells.filter((_, i) => filled[i]);
  return { columns: kept(columns), rows: rows.map(kept) };
}

/** Cheapest first; machines of which nobody knows how fast they are come last. */
function byPrice(a: Ranked, b: Ranked): number {
  const price = (r: Ranked) => r.price_usd?.value ?? Number.POSITIVE_INFINITY;
  return Number(speedOf(a) === '?') - Number(speedOf(b) === '?') || price(a) - price(b);
}

function speedOf(r: Ranked): string {
  const seconds = (r.image ?? r.video)?.seconds;
  return seconds ? duration(seconds.value) : figureOf(r.speed?.decode_tok_s ?? null);
}

function minDecode(raw: unknown, picture: boolean): number {
  if (typeof raw !== 'string') return 0;
  if (picture)
    throw new UsageError('--min-decode is about text models', 'Leave it out for image and video models.');
  return parseAmount(raw, '--min-decode');
}
