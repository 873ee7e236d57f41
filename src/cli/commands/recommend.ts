import { render } from '../../report/index.ts';
import { type ExitCode, UsageError } from '../../schema/errors.ts';
import { WORKLOADS } from '../../schema/vocabulary.ts';
import { answerFlags, rowsToShow } from '../answering.ts';
import type { Context } from '../context.ts';
import type { RawAnswers } from '../parse-answers.ts';

/** `advise [recommend]`: interview when nothing was said and somebody is there, else straight to the answer. */
export async function run(
  _args: readonly string[],
  flags: Record<string, unknown>,
  context: Context,
): Promise<ExitCode> {
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
  const catalog = await context.ranking();
  const document = answerFlags(raw, catalog, context);
  context.emit(await render(document, context.format, { ...context.renderOptions(), top, catalog }));
  return document.ranked.length > 0 ? 0 : 1;
}

/** A person must be at both ends of the questions; scripts get an error instead. */
const mayAsk = ({ io, flags, format }: Context): boolean =>
  io.stdin.isTTY && io.stderr.isTTY && flags.input !== false && format !== 'json';
