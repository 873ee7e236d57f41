import { parseAnswers, type RawAnswers } from '../../answers/parse-answers.ts';
import { repeatedCommand } from '../../recommend/command.ts';
import { makeCounter } from '../../recommend/count-passing.ts';
import { render } from '../../report/index.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { ExitCode } from '../../schema/errors.ts';
import { rememberedBy } from '../../units/remembered.ts';
import { answerFlags, recommendOptions } from '../answering.ts';
import { type Context, rowsToShow } from '../context.ts';
import { BACK } from './asker.ts';
import { type CountedTalk, type Left, review } from './interview.ts';
import { menu, type Shown } from './menu.ts';

// What follows from answers: how many machines are left, and the result. Loaded when there are some, so that the first
// question does not wait for all that ranks.

/** Counts once per set of answers: a question that changed nothing costs nothing. */
export const counter = (catalog: Catalog, context: Context): ((so: RawAnswers) => Left) => {
  const count = makeCounter(catalog, context.asOf);
  return rememberedBy(JSON.stringify, (so: RawAnswers) => count(parseAnswers(so, catalog)));
};

/** The answers as a command line that gives the result for them. */
export const commandOf = (so: RawAnswers, catalog: Catalog, context: Context): string =>
  repeatedCommand(parseAnswers(so, catalog), catalog, recommendOptions(context));

interface Surroundings extends CountedTalk {
  readonly context: Context;
}

/** Shows the result, and what else can be done with it, until the buyer has enough. */
export async function result(answers: RawAnswers, around: Surroundings): Promise<ExitCode> {
  const { catalog, context, asker } = around;
  let so = answers;
  let shown = await show(so, around);
  while (staysOpen(context)) {
    const changed = await menu({ ...shown, catalog, context, asker });
    if (changed === null) break;
    const next = await review(so, around);
    if (next === BACK) continue;
    so = next;
    shown = await show(so, around);
  }
  return shown.document.ranked.length > 0 ? 0 : 1;
}

/** On a screen that would scroll the pick away comes the short answer first; the whole one is a menu entry. */
async function show(so: RawAnswers, { catalog, context, asker }: Surroundings): Promise<Shown> {
  // On a slow machine this takes a second or two, with the questions gone from the screen.
  const takeBack = asker.mark();
  asker.say('Ranking what qualifies ...');
  const remarks: string[] = [];
  const document = answerFlags(so, catalog, context, { remark: (said) => remarks.push(said) });
  takeBack();
  for (const said of remarks) asker.say(said);
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
