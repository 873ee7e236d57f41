import { qualifying } from '../../recommend/qualifying.ts';
import { render } from '../../report/index.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { ExitCode } from '../../schema/errors.ts';
import { answerFlags, rowsToShow } from '../answering.ts';
import { colourLevel } from '../colour.ts';
import type { Context } from '../context.ts';
import { widthOf } from '../io.ts';
import { speaksUnicode } from '../locale.ts';
import { parseAnswers, type RawAnswers } from '../parse-answers.ts';
import { type Asker, BACK } from './asker.ts';
import { type Count, interview, review } from './interview.ts';
import { menu, type Shown } from './menu.ts';
import { paint } from './paint.ts';

/** Somebody is there: questions, a review, the answer, and then what else can be done with it. */
export async function session(given: RawAnswers, context: Context): Promise<ExitCode> {
  const catalog = await context.ranking();
  // What the flags say is judged now, not after eight questions.
  parseAnswers({ ...given, workload: ['chat'] }, catalog);
  const asker = await askerFor(context);
  const count = counter(catalog, context);
  try {
    const said = await interview(given, catalog, asker, count);
    let so = await review(said, catalog, asker, count);
    while (so === BACK) so = await review(said, catalog, asker, count);
    let shown = await show(so, catalog, context, asker);
    while (staysOpen(context)) {
      const changed = await menu({ ...shown, catalog, context, asker });
      if (changed === null) break;
      const next = await review(so, catalog, asker, count);
      if (next === BACK) continue;
      so = next;
      shown = await show(so, catalog, context, asker);
    }
    return shown.document.ranked.length > 0 ? 0 : 1;
  } finally {
    asker.close();
  }
}

/** On a screen that would scroll the pick away comes the short answer first; the whole one is a menu entry. */
async function show(so: RawAnswers, catalog: Catalog, context: Context, asker: Asker): Promise<Shown> {
  const document = answerFlags(so, catalog, context);
  asker.say('');
  const options = { ...context.renderOptions(), top: rowsToShow(context), catalog };
  const full = await render(document, context.format, options);
  const room = (context.io.stdout.rows ?? Number.POSITIVE_INFINITY) - MENU_LINES;
  const short = staysOpen(context) && context.format === 'table' && full.split('\n').length > room;
  context.emit(short ? await render(document, context.format, { ...options, brief: room }) : full);
  return { document, full: short ? full : null };
}

/** A blank line, the question, seven entries, a blank line, the keys. */
const MENU_LINES = 11;

/** A result that went to a file or a pipe is finished; one on the screen can be asked about. */
const staysOpen = ({ io, flags, format }: Context): boolean =>
  io.stdout.isTTY && flags.output === undefined && (format === 'table' || format === 'plain');

/** Terminals that cannot move the cursor, and whoever asked for plain text, get one line after the other. */
async function askerFor({ io, flags, format }: Context): Promise<Asker> {
  const { input, output } = io.terminal;
  if (io.env['TERM'] === 'dumb' || format === 'plain') {
    const { lineAsker } = await import('./line-asker.ts');
    return lineAsker(input, output);
  }
  const { promptAsker } = await import('./prompt-asker.ts');
  return promptAsker({
    input,
    output,
    width: widthOf(io.stderr, io.env) ?? 80,
    unicode: speaksUnicode(io.env),
    paint: paint(colourLevel(io.stderr, io.env, flags.color === false)),
  });
}

/** Counts once per set of answers: a question that changed nothing costs nothing. */
function counter(catalog: Catalog, context: Context): Count {
  const known = new Map<string, ReturnType<Count>>();
  return (so) => {
    const key = JSON.stringify(so);
    const result = known.get(key) ?? qualifying(parseAnswers(so, catalog), catalog, context.asOf);
    known.set(key, result);
    return result;
  };
}
