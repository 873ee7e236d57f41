import type { RawAnswers } from '../answers/parse-answers.ts';
import { type Context, mayAsk } from './context.ts';

/** The flags of a command that cannot do without knowing what it is for: who is there is asked that alone. */
export async function withWorkload(flags: RawAnswers, context: Context): Promise<RawAnswers> {
  if ((flags.workload ?? []).length > 0 || !mayAsk(context)) return flags;
  const { askWorkload } = await import('./interview/ask-workload.ts');
  return askWorkload(flags, context);
}
