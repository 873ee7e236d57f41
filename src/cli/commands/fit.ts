import { modelId } from '../../answers/model-id.ts';
import { parseAmount } from '../../answers/numbers.ts';
import { modelNamed } from '../../recommend/prose/names.ts';
import { type FitAnswer, fitSpeed, fitText } from '../../report/fit.ts';
import { ownedNotes } from '../../report/fit-owned.ts';
import { costOf } from '../../report/standing.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Excluded, Ranked, Recommendation } from '../../schema/document.ts';
import { UsageError } from '../../schema/errors.ts';
import { answerFlags } from '../answering.ts';
import type { RunCommand } from '../commands.ts';
import { rowsToShow } from '../context.ts';

/** Rows on a terminal by default: the cheapest must not scroll away. */
const SCREENFUL = 24;

/**
 * `advise fit MODEL`: every system that runs it, cheapest first, with quant, context, speed and price; before them what is
 * owned.
 */
export const run: RunCommand = async (args, flags, context) => {
  const catalog = await context.lazyCatalog();
  const model = modelId(args[0] ?? '', catalog, 'fit');
  const kind = catalog.diffusion[model]?.kind;
  if (catalog.models[model]?.kind === 'embedding')
    throw new UsageError(
      `${model} is an embedding model`,
      'It runs on anything with enough memory; fit knows chat and diffusion models.',
      'unsupported_model',
    );
  const document = answerFlags(
    {
      condition: 'any',
      ...flags,
      ...(kind ? {} : filled(flags, catalog)),
      workload: [kind ?? 'chat'],
      model: [model],
    },
    catalog,
    context,
  );
  const slowest = minDecode(flags['minDecode'], kind !== undefined);
  const top = rowsToShow(context) ?? (context.format === 'table' ? SCREENFUL : undefined);
  const answer = fitAnswer(document, model, catalog, slowest, top);
  const { list, rows } = answer;
  // Among rows for a program there is no place for sentences.
  if (context.format === 'plain' && rows.length > 0)
    for (const note of ownedNotes(list)) context.io.stderr.write(`${note}\n`);
  context.emitDocument(list, () => fitText(answer, context.format, context.renderOptions()));
  return rows.length > 0 || list.owned?.some((o) => o.runs) ? 0 : 1;
};

/** The machines of an answer that decode fast enough, cheapest first, `top` of them listed. */
function fitAnswer(
  document: Recommendation,
  model: string,
  catalog: Catalog,
  least_tok_s: number,
  top: number | undefined,
): FitAnswer {
  // A model's own end is no fault of the machines: nobody can give it more.
  const longest = catalog.models[model]?.architecture?.max_context ?? null;
  const { context, prompt_tokens } = document.answers;
  const tooShort = longest !== null && longest < Math.max(context ?? 0, prompt_tokens ?? 0);
  const { ranked, excluded, alternatives, owned } = tooShort ? NOWHERE : document;
  const rows = ranked.filter((r) => (r.speed?.decode_tok_s?.value ?? 0) >= least_tok_s).sort(byPrice);
  return {
    list: {
      schema_version: 1,
      kind: 'fit',
      as_of: document.as_of,
      model,
      of: rows.length,
      systems: rows.slice(0, top),
      left_out: excluded.filter(runsAllTheSame).sort(byPriceAlone),
      // Whoever asks where a model runs wants no other; where one runs, only too slowly, no limit of the answer is at fault.
      flips: document.ranked.length === 0 ? document.flips.filter((f) => f.change !== 'model') : [],
      alternatives,
      ...(owned ? { owned } : {}),
    },
    name: modelNamed(model, catalog),
    makes: catalog.diffusion[model]?.kind ?? null,
    ranked,
    rows,
    least_tok_s,
    ends_at: tooShort ? longest : null,
    dead_end: document.dead_end?.text ?? null,
  };
}

/** The machines where the context is beyond the model itself. */
const NOWHERE: Pick<Recommendation, 'ranked' | 'excluded' | 'alternatives' | 'owned'> = {
  ranked: [],
  excluded: [],
  alternatives: [],
};

/**
 * Asking for a context without a prompt means the speed at its end, not that of the first question. With several users
 * one is there while the others are at a usual request, as everywhere: the speed they all see is then that of the
 * request.
 */
function filled(
  { context, promptTokens, users }: Record<string, unknown>,
  catalog: Catalog,
): { promptTokens?: string } {
  if (typeof context !== 'string' || promptTokens !== undefined) return {};
  if (typeof users === 'string' && parseAmount(users, '--users', { whole: true }) > 1) return {};
  const answer = catalog.workloads.chat.defaults.output_tokens?.value;
  const prompt =
    parseAmount(context, '--context', { binary: true, whole: true }) -
    (typeof answer === 'number' ? answer : 0);
  return { promptTokens: String(Math.max(1, prompt)) };
}

/** Whether rules alone keep it out, not memory, price or a limit of the question. */
const runsAllTheSame = ({ reasons }: Excluded): boolean =>
  reasons.length > 0 && reasons.every((r) => r.code.startsWith('rule:'));

const byPriceAlone = (a: Excluded, b: Excluded): number => costOf(a) - costOf(b);

/** Cheapest first; machines of unknown speed come last. */
function byPrice(a: Ranked, b: Ranked): number {
  return Number(fitSpeed(a) === '?') - Number(fitSpeed(b) === '?') || costOf(a) - costOf(b);
}

function minDecode(raw: unknown, picture: boolean): number {
  if (typeof raw !== 'string') return 0;
  if (picture)
    throw new UsageError('--min-decode is about text models', 'Leave it out for image and video models.');
  return parseAmount(raw, '--min-decode');
}
