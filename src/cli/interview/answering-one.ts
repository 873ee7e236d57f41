import { listed } from '../../answers/choice.ts';
import type { RawAnswers } from '../../answers/parse-answers.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { AdviseError } from '../../schema/errors.ts';
import { type Asker, BACK, type Back } from './asker.ts';
import type { Question } from './question.ts';

/** The asker, and what the words of questions and answers are about. */
export interface Talk {
  readonly catalog: Catalog;
  readonly asker: Asker;
}

/** Asks one question, with what was said before as the start; the answers with it, or BACK. */
export async function askOne(question: Question, so: RawAnswers, talk: Talk): Promise<RawAnswers | Back> {
  const said = await ask(question, so, talk);
  if (said === BACK) return BACK;
  const { [question.key]: _, ...rest } = so;
  const values = (Array.isArray(said) ? said : [said.trim()]).filter((v) => v !== '');
  if (values.length === 0) return rest;
  if (question.type === 'tick') return { ...rest, [question.key]: listed(values) };
  // What was written stays whole: of a sentence the parts between commas may say nothing each for itself.
  const many = question.type === 'write' && question.many === true;
  return { ...rest, [question.key]: many ? values : values[0] };
}

async function ask(question: Question, so: RawAnswers, talk: Talk): Promise<string | string[] | Back> {
  const { catalog, asker } = talk;
  const before = valuesOf(question, so);
  const { otherwise } = question;
  if (question.type === 'write') return write({ ...question, before }, so, talk);
  const choices = question.choices(catalog, so);
  if (question.type === 'choose') {
    const { other } = question;
    const [said] = before;
    const own = said !== undefined && !choices.some((c) => c.value === said);
    const all = other ? [...choices, other.choice] : choices;
    const start = own && other ? other.choice.value : (said ?? question.initial);
    const picked = await asker.choose(question.message, all, start);
    if (!other || picked !== other.choice.value) return picked;
    return write({ ...other, otherwise, before: own ? before : [] }, so, talk);
  }
  const ticked = listed(before).map((v) => v.split('=')[0] ?? v);
  return asker.tick(question.message, choices, ticked, question.least);
}

interface Written
  extends Pick<
    Extract<Question, { type: 'write' }>,
    'message' | 'otherwise' | 'such' | 'nothingSo' | 'check' | 'explained' | 'means'
  > {
  /** What was typed when it was asked before. */
  readonly before: readonly string[];
}

function write(
  { message, otherwise, such, nothingSo, check, explained, means, before }: Written,
  so: RawAnswers,
  { catalog, asker }: Talk,
): Promise<string | Back> {
  const nothing = inWords(otherwise, so, catalog);
  const initial = before.join(', ');
  return asker.write(message, {
    otherwise: nothing,
    ...(such === undefined ? {} : { such: inWords(such, so, catalog) }),
    ...(initial === '' ? {} : { initial }),
    complaint: (text) => {
      const empty = `An empty line means: ${initial || nothing}.`;
      if (ASKS_BACK.test(text)) return `${explained} ${empty}`;
      return complaint(() => check(text, catalog, so), nothingSo ?? empty);
    },
    ...(means ? { echo: (text: string) => means(text, catalog) } : {}),
  });
}

/** Who types this does not know what is meant. */
const ASKS_BACK = /^\s*(?:\?+|help|what|(?:i )?don['’]?t know|no idea|not sure|unsure)\??\s*$/i;

const inWords = (words: Question['otherwise'], so: RawAnswers, catalog: Catalog): string =>
  typeof words === 'string' ? words : words(catalog, so);

function valuesOf(question: Question, so: RawAnswers): readonly string[] {
  const value = so[question.key];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** The answer in words: the chosen names, the text as typed, or what no answer means. */
export function spoken(question: Question, so: RawAnswers, catalog: Catalog): string {
  const values = valuesOf(question, so);
  if (values.length === 0) return inWords(question.otherwise, so, catalog);
  if (question.type === 'write') return question.means?.(values.join(', '), catalog) ?? values.join(', ');
  const other = question.type === 'choose' ? question.other : undefined;
  const names = new Map(question.choices(catalog, so).map((c) => [c.value, c.name]));
  return values.map((v) => names.get(v) ?? other?.means?.(v, catalog) ?? v).join(', ');
}

/** The flag that a message begins with: who answers a question typed none. */
const FLAG = /^[a-z-]+: /;

/** What a flag of that value would complain about, in the same words; where it knows no remedy, the one of the question. */
function complaint(check: () => void, otherwise: string): string | null {
  try {
    check();
    return null;
  } catch (error) {
    // Other commands are no help in the middle of a question.
    if (!(error instanceof AdviseError)) throw error;
    const remedy = error.hint.replace(/\s*`advise [^`]*`[^.]*\.$/, '');
    return `${error.message.replace(FLAG, '')}. ${remedy || otherwise}`;
  }
}
