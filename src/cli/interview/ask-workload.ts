import { parseAnswers, type RawAnswers } from '../../answers/parse-answers.ts';
import { modelNamed } from '../../recommend/prose/names.ts';
import { WORKLOADS } from '../../schema/vocabulary.ts';
import { enumerated } from '../../units/format.ts';
import type { Context } from '../context.ts';
import { askOne } from './answering-one.ts';
import { BACK } from './asker.ts';
import { askerFor } from './asker-for.ts';
import { workloadsOf } from './foreign-models.ts';
import type { Question } from './question.ts';
import { QUESTIONS } from './questions.ts';

/**
 * The flags with what it is for, asked as the interview does; what else they say is judged before. What the named models
 * cannot do is no choice, and where they do one thing only that is taken for it.
 */
export async function askWorkload(given: RawAnswers, context: Context): Promise<RawAnswers> {
  const catalog = await context.lazyCatalog();
  const { models } = parseAnswers({ ...given, workload: [...WORKLOADS] }, catalog);
  const question = QUESTIONS.find(({ key }) => key === 'workload');
  if (!question) return given;
  const able = workloadsOf(given, catalog);
  const [only, another] = able;
  if (only !== undefined && another === undefined) {
    const named = enumerated(models.map((id) => modelNamed(id, catalog)));
    context.io.stderr.write(`${named}: of use for nothing else, so taking --workload ${only}.\n`);
    return { ...given, workload: [only] };
  }
  const asker = await askerFor(context);
  try {
    asker.esc(null);
    for (;;) {
      const so = await askOne(offering(question, able), given, { catalog, asker });
      // Before the only question there is nothing.
      if (so !== BACK) return so;
    }
  } finally {
    asker.close();
  }
}

/** The question with no other choices than these. */
function offering(question: Question, values: readonly string[]): Question {
  if (question.type !== 'tick') return question;
  const { choices } = question;
  return { ...question, choices: (...about) => choices(...about).filter((c) => values.includes(c.value)) };
}
