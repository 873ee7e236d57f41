import { render } from '../../report/index.ts';
import { type ExitCode, UsageError } from '../../schema/errors.ts';
import { WORKLOADS } from '../../schema/vocabulary.ts';
import { answerFlags } from '../answering.ts';
import type { Context } from '../context.ts';
import { parseAmount } from '../numbers.ts';
import type { RawAnswers } from '../parse-answers.ts';

/** `advise [recommend]`: interview when nothing was said and somebody is there, else straight to the answer. */
export async function run(
  _args: readonly string[],
  flags: Record<string, unknown>,
  context: Context,
): Promise<ExitCode> {
  const catalog = await context.catalog();
  const raw = await completed(flags as RawAnswers, context);
  const document = answerFlags(raw, catalog, context);
  const top =
    context.flags.top === undefined ? undefined : parseAmount(context.flags.top, '--top', { whole: true });
  context.emit(await render(document, context.format, { ...context.renderOptions(), top }));
  return document.ranked.length > 0 ? 0 : 1;
}

async function completed(raw: RawAnswers, context: Context): Promise<RawAnswers> {
  if ((raw.workload ?? []).length > 0) return raw;
  const { io } = context;
  const mayAsk =
    io.stdin.isTTY && io.stderr.isTTY && context.flags.input !== false && context.format !== 'json';
  if (!mayAsk)
    throw new UsageError(
      'no workload was given',
      `Say what it is for: --workload ${WORKLOADS.join('|')} (\`advise --help\` shows the rest).`,
      'missing_workload',
    );
  const { interview } = await import('../interview.ts');
  return interview(raw, await context.catalog(), io);
}
