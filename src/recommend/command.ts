import type { Answers } from '../schema/answers.ts';
import type { Catalog } from '../schema/catalog.ts';
import { inShell } from '../units/in-shell.ts';

/** The command that gives an answer again, with the day, data and seed it was worked out with where they were stated. */
export const repeatedCommand = (
  answers: Answers,
  { imported }: Pick<Catalog, 'imported'>,
  { asOf, asOfStated, data, seed }: { asOf: string; asOfStated?: boolean; data?: string; seed: number },
): string =>
  commandLine(answers, {
    ...(asOfStated ? { asOf } : {}),
    ...(data === undefined ? {} : { data }),
    ...(imported ? { imported } : {}),
    seed,
  });

/** Answers → the shortest command line that gives them again; defaults stay out. Values are quoted for a POSIX shell. */
export function commandLine(
  answers: Answers,
  extra: { asOf?: string; seed?: number; data?: string; imported?: Catalog['imported'] } = {},
): string {
  const words: string[] = ['advise'];
  const flag = (name: string, value: string | number | null | undefined) => {
    if (value !== null && value !== undefined) words.push(name, inShell(String(value)));
  };
  const weighted = new Set(answers.workloads.map((w) => w.weight)).size > 1;
  flag('--workload', answers.workloads.map((w) => (weighted ? `${w.id}=${w.weight}` : w.id)).join(','));
  for (const model of answers.models) flag('--model', extra.imported?.[model]?.from ?? model);
  flag('--quant', answers.quant);
  flag('--context', thousands(answers.context));
  flag('--prompt-tokens', thousands(answers.prompt_tokens));
  flag('--output-tokens', thousands(answers.output_tokens));
  flag('--users', answers.users);
  if (answers.keep_free_gib !== undefined) flag('--keep-free', `${answers.keep_free_gib}GB`);
  flag('--method', answers.method);
  flag('--budget', answers.budget_usd);
  if (answers.os !== 'any') flag('--os', answers.os);
  if (answers.cuda !== 'none') flag('--cuda', answers.cuda);
  if (answers.condition !== 'new') flag('--condition', answers.condition);
  if (answers.form !== 'any') flag('--form', answers.form);
  for (const word of answers.only ?? []) flag('--only', word);
  for (const word of answers.not ?? []) flag('--not', word);
  for (const priority of answers.priorities) flag('--priority', priority);
  for (const own of answers.own) flag('--own', own);
  flag('--tokens-per-day', answers.tokens_per_day);
  if (answers.jobs) flag('--jobs', `${answers.jobs.count}/${answers.jobs.per}`);
  flag('--years', answers.years);
  flag('--electricity', answers.electricity_usd_per_kwh);
  for (const [item, usd] of Object.entries(answers.prices_usd)) flag('--price', `${item}=${usd}`);
  flag('--as-of', extra.asOf);
  flag('--data', extra.data);
  if (extra.seed !== undefined && extra.seed !== 1) flag('--seed', extra.seed);
  return words.join(' ');
}

/** 32768 → "32k", the way the flags read it (and the way it was probably typed). */
const thousands = (tokens: number | null): string | number | null =>
  tokens !== null && tokens % 1024 === 0 ? `${tokens / 1024}k` : tokens;
