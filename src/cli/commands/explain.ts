import { parseDate } from '../../answers/numbers.ts';
import type { RawAnswers } from '../../answers/parse-answers.ts';
import { itemNamed } from '../../recommend/prose/names.ts';
import { changes, changesText } from '../../report/changes.ts';
import { explanation, explanationText } from '../../report/explanation.ts';
import { type ExitCode, UsageError } from '../../schema/errors.ts';
import { shown } from '../../units/foreign-text.ts';
import { answerFlags } from '../answering.ts';
import type { RunCommand } from '../commands.ts';
import { type Context, viewOptions } from '../context.ts';
import { withWorkload } from '../interview/with-workload.ts';
import { machineFor, refuseUnknown } from '../named/machine-for.ts';

const IN_FULL = { explained_rows: Number.POSITIVE_INFINITY };

/** `advise explain ID`: why this rank or why it is out. `--since DATE`: the answer then and now, and what moved. */
export const run: RunCommand = async (args, flags, context) => {
  const { since } = flags;
  if (typeof since === 'string') return explainChanges(since, args, flags as RawAnswers, context);
  const catalog = await context.lazyCatalog();
  const [raw] = args;
  if (raw === undefined)
    throw new UsageError(
      'explain needs a system',
      'For instance: advise explain dgx-spark --workload chat --budget 5000. Or --since 2026-06-30.',
    );
  refuseUnknown(raw, catalog, 'explain');
  const asked = await withWorkload(flags as RawAnswers, context);
  const now = answerFlags(asked, catalog, context, IN_FULL);
  const id = machineFor(raw, now, catalog, 'explain', context.io);
  const view = explanation(id, now);
  if (!view)
    throw new UsageError(
      `${id} stands for a class of machines and is never ranked`,
      'Explain one of its members.',
      'generic_system',
    );
  const nameOf = (id: string) => itemNamed(id, catalog);
  context.emitDocument(view, () => explanationText(view, viewOptions(context), nameOf));
  return 0;
};

async function explainChanges(
  since: string,
  args: readonly string[],
  flags: RawAnswers,
  context: Context,
): Promise<ExitCode> {
  const catalog = await context.lazyCatalog();
  if (args.length > 0)
    throw new UsageError(
      '--since compares whole answers, not one machine',
      `Leave out "${shown(args[0] ?? '')}".`,
    );
  const day = parseDate(since, '--since');
  if (day >= context.asOf)
    throw new UsageError(`--since: ${day} is not before ${context.asOf}`, 'Give an earlier day.');
  const asked = await withWorkload(flags, context);
  const now = answerFlags(asked, catalog, context, IN_FULL);
  const view = changes(answerFlags(asked, catalog, context, { asOf: day }), now);
  context.emitDocument(view, () => changesText(view, viewOptions(context)));
  return 0;
}
