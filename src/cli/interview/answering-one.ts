import { listed } from '../../answers/choice.ts';
import type { RawAnswers } from '../../answers/parse-answers.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { AdviseError } from '../../schema/errors.ts';
import { type Asker, BACK, type Back } from './asker.ts';
import type { Question } from './questions.ts';

/** Asks one question, with what was said before as the start; the answers with it, or BACK. */
export async function askOne(
  question: Question,
  so: RawAnswers,
  catalog: Catalog,
  asker: Asker,
): Promise<RawAnswers | Back> {
  const before = valuesOf(question, so);
  const said = await ask(question, so, before, catalog, asker);
  if (said === BACK) return BACK;
  const { [question.key]: _, ...rest } = so;
  const values = (Array.isArray(said) ? said : [said.trim()]).filter((v) => v !== '');
  if (values.length === 0) return rest;
  const list = question.type === 'tick' || (question.type === 'write' && question.many === true);
  return { ...rest, [question.key]: list ? listed(values) : values[0] };
}

async function ask(
  question: Question,
  so: RawAnswers,
  before: readonly string[],
  catalog: Catalog,
  asker: Asker,
): Promise<string | string[] | Back> {
  if (question.type === 'write')
    return write(
      question,
      question.message,
      inWords(question.otherwise, so, catalog),
      before,
      so,
      catalog,
      asker,
    );
  const choices = question.choices(catalog, so);
  if (question.type === 'choose') {
    const { other } = question;
    const [said] = before;
    const own = said !== undefined && !choices.some((c) => c.value === said);
    const all = other ? [...choices, other.choice] : choices;
    const start = own && other ? other.choice.value : (said ?? question.initial);
    const picked = await asker.choose(question.message, all, start);
    if (!other || picked !== other.choice.value) return picked;
    const otherwise = inWords(question.otherwise, so, catalog);
    return write(other, other.message, otherwise, own ? before : [], so, catalog, asker);
  }
  const ticked = listed(before).map((v) => v.split('=')[0] ?? v);
  return asker.tick(question.message, choices, ticked, question.least);
}

function write(
  { check, means, such }: Pick<Extract<Question, { type: 'write' }>, 'check' | 'means' | 'such'>,
  message: string,
  otherwise: string,
  before: readonly string[],
  so: RawAnswers,
  catalog: Catalog,
  asker: Asker,
): Promise<string | Back> {
  return asker.write(message, {
    otherwise,
    ...(such === undefined ? {} : { such: inWords(such, so, catalog) }),
    ...(before.length > 0 ? { initial: before.join(', ') } : {}),
    complaint: (text) => complaint(() => check(text, catalog, so)),
    ...(means ? { echo: (text: string) => means(text, catalog) } : {}),
  });
}

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

/** What a flag of that value would complain about, in the same words. */
function complaint(check: () => void): string | null {
  try {
    check();
    return null;
  } catch (error) {
    // Other commands are no help in the middle of a question.
    if (error instanceof AdviseError)
      return `${error.message.replace(FLAG, '')}. ${error.hint.replace(/\s*`advise [^`]*`[^.]*\.$/, '')}`.trim();
    throw error;
  }
}
