import type { RawAnswers } from '../../answers/parse-answers.ts';
import { type Context, mayAsk } from '../context.ts';

/** The flags with a workload: where they name none and somebody is there, that one question is asked. */
export async function withWorkload(flags: RawAnswers, context: Context): Promise<RawAnswers> {
  if ((flags.workload ?? []).length > 0 || !mayAsk(context)) return flags;
  const { askWorkload } = await import('./ask-workload.ts');
  return askWorkload(flags, context);
}
