import { parseAnswers, type RawAnswers } from '../../answers/parse-answers.ts';
import type { ExitCode } from '../../schema/errors.ts';
import { WORKLOADS } from '../../schema/vocabulary.ts';
import { colourLevel } from '../colour.ts';
import type { Context } from '../context.ts';
import { widthOf } from '../io.ts';
import { speaksUnicode } from '../locale.ts';
import type { Asker } from './asker.ts';
import { type Count, interview, type Left, newTrail, reviewStep, stepBack } from './interview.ts';
import { paint } from './paint.ts';

/** Somebody is there: questions, a review, the answer, and then what else can be done with it. */
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
  const talk = { catalog, asker, count };
  try {
    const trail = newTrail();
    let said = await interview(given, talk, trail);
    for (;;) {
      const { so, back } = await reviewStep(said, talk, trail.path.length > 0 ? 'back' : null);
      if (!back) return await (await later()).result(so, { ...talk, context });
      said = stepBack(trail, so) ? await interview(given, talk, trail) : so;
    }
  } finally {
    asker.close();
  }
}

/** Terminals that cannot move the cursor, and whoever asked for plain text, get one line after the other. */
async function askerFor({ io, flags, format }: Context): Promise<Asker> {
  const terminal = {
    ...io.terminal,
    width: () => widthOf(io.stderr, io.env) ?? 80,
    rows: () => io.stderr.rows,
    unicode: speaksUnicode(io.env),
  };
  if (io.env['TERM'] === 'dumb' || format === 'plain') {
    const { lineAsker } = await import('./line-asker.ts');
    return lineAsker(terminal);
  }
  const { promptAsker } = await import('./prompt-asker.ts');
  return promptAsker({
    ...terminal,
    paint: paint(colourLevel(io.stderr, io.env, flags.color === false)),
  });
}
