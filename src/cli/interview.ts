import inquirer from 'inquirer';
import type { Catalog } from '../schema/catalog.ts';
import { AdviseError } from '../schema/errors.ts';
import { listed } from './choice.ts';
import type { Io } from './io.ts';
import type { RawAnswers } from './parse-answers.ts';
import { QUESTIONS, type Question } from './questions.ts';

/**
 * Asks what the flags left open and returns flags: an interview is a way to write a command line. Prompts go to
 * stderr, so stdout stays the result. Ctrl-C rejects with inquirer's ExitPromptError.
 */
export async function interview(given: RawAnswers, catalog: Catalog, io: Io): Promise<RawAnswers> {
  const prompt = inquirer.createPromptModule({
    input: io.terminal.input,
    output: io.terminal.output,
  } as never);
  let answers: RawAnswers = { ...given };
  for (const question of QUESTIONS) {
    if (question.key in given || (question.when && !question.when(answers))) continue;
    const { value } = (await prompt([promptFor(question, catalog) as never])) as { value: string | string[] };
    answers = { ...answers, ...answerOf(question, value) };
  }
  return answers;
}

function answerOf(question: Question, value: string | string[]): RawAnswers {
  const said = (Array.isArray(value) ? value : [value.trim()]).filter((v) => v !== '');
  if (said.length === 0) return {};
  const many = question.key === 'workload' || question.key === 'model' || question.key === 'own';
  return { [question.key]: many ? said.flatMap((s) => listed([s])) : said[0] };
}

function promptFor(question: Question, catalog: Catalog) {
  const base = { type: question.type, name: 'value', message: question.message };
  if (question.type === 'input') {
    return {
      ...base,
      message: question.hint ? `${question.message} (${question.hint})` : question.message,
      validate: (text: string) => complaint(question, text.trim(), catalog),
    };
  }
  const choices = question.choices?.(catalog) ?? [];
  if (question.type === 'select') return { ...base, choices, default: question.initial, loop: false };
  return {
    ...base,
    choices: choices.map((c, i) => ({ ...c, checked: i === 0 })),
    loop: false,
    validate: (picked: readonly unknown[]) => picked.length > 0 || 'Choose at least one with the space bar.',
  };
}

/** true, or what is wrong and what to do: the same words a flag would give. */
function complaint(question: Question, text: string, catalog: Catalog): true | string {
  if (text === '' || !question.check) return true;
  try {
    question.check(text, catalog);
    return true;
  } catch (error) {
    if (error instanceof AdviseError) return `${error.message}. ${error.hint}`;
    throw error;
  }
}
