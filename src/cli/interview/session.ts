import { parseAnswers, type RawAnswers } from '../../answers/parse-answers.ts';
import type { ExitCode } from '../../schema/errors.ts';
import { WORKLOADS } from '../../schema/vocabulary.ts';
import type { Context } from '../context.ts';
import { Interrupted } from './asker.ts';
import { askerFor } from './asker-for.ts';
import { type Count, interview, type Left, newTrail, reviewStep, stepBack } from './interview.ts';

/** A session with a person: questions, a review, the answer, and then what else can be done with it. */
export async function session(given: RawAnswers, context: Context): Promise<ExitCode> {
  const catalog = await context.lazyCatalog();
  // What the flags say is judged now, not after eight questions.
  parseAnswers({ ...given, workload: [...WORKLOADS] }, catalog);
  const asker = await askerFor(context);
  const later = () => import('./afterwards.ts');
  let counted: ((so: RawAnswers) => Left) | undefined;
  const count: Count = async (so) => {
    counted ??= (await later()).counter(catalog, context);
    return counted(so);
  };
  let so_far: RawAnswers | null = null;
  const answered = (so: RawAnswers): void => {
    so_far = so;
  };
  const talk = { catalog, asker, count, answered };
  try {
    const trail = newTrail();
    let said = await interview(given, talk, trail);
    for (;;) {
      const { so, back } = await reviewStep(said, talk, trail.path.length > 0 ? 'back' : null);
      if (!back) {
        so_far = null;
        return await (await later()).result(so, { ...talk, context });
      }
      said = stepBack(trail, so) ? await interview(given, talk, trail) : so;
    }
  } catch (error) {
    // Whoever leaves in the middle need not begin again.
    if (error instanceof Interrupted && so_far !== null)
      error.command = (await later()).commandOf(so_far, catalog, context);
    throw error;
  } finally {
    asker.close();
  }
}
