import type { RawAnswers } from '../../answers/parse-answers.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Recommendation } from '../../schema/document.ts';
import { UsageError } from '../../schema/errors.ts';
import { WORKLOADS } from '../../schema/vocabulary.ts';
import type { RunCommand } from '../commands.ts';
import { mayAsk, rowsToShow } from '../context.ts';

/** `advise [recommend]`: interview when nothing was said and somebody is there, else straight to the answer. */
export const run: RunCommand = async (_args, flags, context) => {
  const raw = flags as RawAnswers;
  const top = rowsToShow(context);
  if ((raw.workload ?? []).length === 0) {
    if (!mayAsk(context))
      throw new UsageError(
        'no workload was given',
        `Say what it is for: --workload ${WORKLOADS.join('|')} (\`advise --help\` shows the rest).`,
        'missing_workload',
      );
    const { session } = await import('../interview/session.ts');
    return session(raw, context);
  }
  // Not above: the first question of an interview need not wait for all that ranks.
  const { answerFlags } = await import('../answering.ts');
  const { render } = await import('../../report/index.ts');
  const catalog = await context.lazyCatalog();
  const answer = answerFlags(raw, catalog, context);
  const detailed = flags['details'] === true;
  const document = detailed ? await withDetails(answer, catalog, top) : answer;
  if (detailed && !['json', 'html'].includes(context.format))
    context.io.stderr.write(
      `--details adds nothing to ${context.format}: it is for --json, and --format html has them anyway.\n`,
    );
  context.emit(await render(document, context.format, { ...context.renderOptions(), top, catalog }));
  if (context.format === 'html' && context.io.stdout.isTTY && context.flags.output === undefined)
    context.io.stderr.write('That was a page for a browser: --output report.html keeps it.\n');
  return document.ranked.length > 0 ? 0 : 1;
};

/** Loaded on request: most runs rank and are done. */
const withDetails = async (d: Recommendation, catalog: Catalog, top: number | undefined) =>
  (await import('../../report/detailed.ts')).detailed(d, catalog, top);
