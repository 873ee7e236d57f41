import { parseAnswers, type RawAnswers } from '../../answers/parse-answers.ts';
import { WORKLOADS } from '../../schema/vocabulary.ts';
import type { Context } from '../context.ts';
import { askOne } from './answering-one.ts';
import { BACK } from './asker.ts';
import { askerFor } from './asker-for.ts';
import { QUESTIONS } from './questions.ts';

/** The flags with what it is for, asked as the interview does; what else they say is judged before. */
export async function askWorkload(given: RawAnswers, context: Context): Promise<RawAnswers> {
  const catalog = await context.lazyCatalog();
  parseAnswers({ ...given, workload: [...WORKLOADS] }, catalog);
  const question = QUESTIONS.find(({ key }) => key === 'workload');
  if (!question) return given;
  const asker = await askerFor(context);
  try {
    asker.esc(null);
    for (;;) {
      const so = await askOne(question, given, { catalog, asker });
      // Before the only question there is nothing.
      if (so !== BACK) return so;
    }
  } finally {
    asker.close();
  }
}
