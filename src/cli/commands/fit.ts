import { type Grid, gridMarkdown, gridTabs, gridText } from '../../report/grid.ts';
import { figureOf, priceShort } from '../../report/values.ts';
import { type ExitCode, UsageError } from '../../schema/errors.ts';
import { tokens } from '../../units/format.ts';
import { answerFlags } from '../answering.ts';
import type { Context } from '../context.ts';
import { parseAmount } from '../numbers.ts';
import { modelId } from '../resolve.ts';

/** `advise fit MODEL`: every system that runs it, cheapest first, with quant, context, speed and price. */
export async function run(
  args: readonly string[],
  flags: Record<string, unknown>,
  context: Context,
): Promise<ExitCode> {
  const catalog = await context.catalog();
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
  const slowest =
    typeof flags['minDecode'] === 'string' ? parseAmount(flags['minDecode'], '--min-decode') : 0;
  const rows = document.ranked
    .filter((r) => (r.speed?.decode_tok_s?.value ?? Number.POSITIVE_INFINITY) >= slowest)
    .sort(
      (a, b) =>
        (a.price_usd?.value ?? Number.POSITIVE_INFINITY) - (b.price_usd?.value ?? Number.POSITIVE_INFINITY),
    );
  const top =
    context.flags.top === undefined ? undefined : parseAmount(context.flags.top, '--top', { whole: true });
  const shown = rows.slice(0, top);
  if (context.format === 'json')
    context.emit(
      JSON.stringify(
        {
          schema_version: 1,
          kind: 'fit',
          model,
          as_of: document.as_of,
          systems: shown,
          alternatives: document.alternatives,
        },
        null,
        2,
      ),
    );
  else if (rows.length === 0)
    context.emit(
      [
        `Nothing on sale runs ${model} under these conditions.`,
        ...document.flips.map((f) => f.text),
        ...document.alternatives.map((a) => a.title),
      ].join('\n'),
    );
  else {
    const grid: Grid = {
      columns: [
        { title: 'SYSTEM', priority: 0 },
        { title: 'PRICE', right: true, priority: 1 },
        { title: 'QUANT', priority: 3 },
        { title: 'FITS', priority: 4 },
        { title: 'CONTEXT UP TO', right: true, priority: 5 },
        { title: kind ? 'SECONDS' : 'DECODE TOK/S', right: true, priority: 2 },
        { title: 'OS', priority: 7 },
        { title: 'ENGINE', priority: 6 },
      ],
      rows: shown.map((r) => [
        r.system.name,
        priceShort(r.price_usd),
        r.model?.quant ?? '-',
        r.fit?.status ?? '-',
        r.fit?.max_context ? tokens(r.fit.max_context) : '-',
        figureOf(r.speed?.decode_tok_s ?? r.image?.seconds ?? r.video?.seconds ?? null),
        r.os,
        r.engine ? `${r.engine} ${r.backend ?? ''}`.trim() : '-',
      ]),
    };
    context.emit(
      context.format === 'plain'
        ? gridTabs(grid)
        : context.format === 'markdown'
          ? gridMarkdown(grid)
          : gridText(grid, context.renderOptions()),
    );
  }
  return rows.length > 0 ? 0 : 1;
}
