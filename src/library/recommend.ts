import { meant } from '../answers/choice.ts';
import { itemId } from '../answers/machine-id.ts';
import { machineWords } from '../answers/machine-words.ts';
import { modelId } from '../answers/model-id.ts';
import { parseDate } from '../answers/numbers.ts';
import { ownedAnswers } from '../answers/owned-said.ts';
import { refuseForeignModel, unique } from '../answers/parse-answers.ts';
import { quantId } from '../answers/quant-id.ts';
import { packageVersion } from '../package/version.ts';
import { type RecommendOptions, recommend as recommendFully } from '../recommend/recommend.ts';
import { UNSAID } from '../recommend/unsaid.ts';
import type { Answers } from '../schema/answers.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { Recommendation } from '../schema/document.ts';
import { UsageError } from '../schema/errors.ts';
import {
  CONDITIONS,
  CUDA_NEEDS,
  FINETUNE_METHODS,
  FORM_WISHES,
  JOB_SPANS,
  OPERATING_SYSTEMS,
  PRIORITIES,
  WORKLOADS,
  type WorkloadId,
} from '../schema/vocabulary.ts';
import { shown } from '../units/foreign-text.ts';
import {
  anyNumber,
  type Check,
  checked,
  flag,
  listOf,
  nonNegative,
  oneOfWords,
  orNull,
  positive,
  recordOf,
  refuseNoCatalog,
  text,
  wholeFromOne,
} from './checked.ts';

/** A buyer's answers: only what it is for must be said. Models, formats and machines may go by any name they have. */
export type Question = Partial<Omit<Answers, 'workloads'>> & {
  readonly workloads: readonly (WorkloadId | Answers['workloads'][number])[];
};

/**
 * The recommendation document for a question, as `advise --json` prints it. Pure but for the names it looks up: the day
 * is yours to give, and the same input gives the same document. Throws a UsageError for what does not exist.
 */
export function recommend(
  question: Question,
  catalog: Catalog,
  options: Pick<RecommendOptions, 'asOf'> & Partial<RecommendOptions>,
): Recommendation {
  refuseNoCatalog(catalog);
  const { seed = 1, ...said } = checked('options', options, OPTIONS);
  parseDate(said.asOf ?? '', 'asOf');
  return recommendFully(answersOf(question, catalog), catalog, {
    version: packageVersion(),
    ...said,
    seed,
  });
}

const OPTIONS: { readonly [K in keyof RecommendOptions]-?: Check } = {
  asOf: text,
  asOfStated: flag,
  data: text,
  seed: anyNumber,
  version: text,
  explained_rows: wholeFromOne,
};

const FIELDS: { readonly [K in keyof Question]-?: Check } = {
  workloads: listOf((w) => (typeof w === 'string' ? null : workload(w))),
  models: listOf(text),
  quant: orNull(text),
  context: orNull(wholeFromOne),
  prompt_tokens: orNull(wholeFromOne),
  output_tokens: orNull(wholeFromOne),
  users: orNull(wholeFromOne),
  keep_free_gib: positive,
  budget_usd: orNull(positive),
  os: oneOfWords([...OPERATING_SYSTEMS, 'any']),
  cuda: oneOfWords(CUDA_NEEDS),
  condition: oneOfWords(CONDITIONS),
  form: oneOfWords(FORM_WISHES),
  priorities: listOf(oneOfWords(PRIORITIES)),
  own: listOf(text),
  not: listOf(text),
  only: listOf(text),
  method: orNull(oneOfWords(FINETUNE_METHODS)),
  tokens_per_day: orNull(nonNegative),
  jobs: howOften,
  years: orNull(positive),
  electricity_usd_per_kwh: orNull(nonNegative),
  prices_usd: recordOf(positive),
};

function howOften(value: unknown): string | null {
  const { count, per } = (value ?? {}) as Record<string, unknown>;
  return positive(count) === null && span(per) === null
    ? null
    : `{ count, per }, per one of ${JOB_SPANS.join(', ')}`;
}
const span = oneOfWords(JOB_SPANS);

/** Which workload is checked with the others, so that its error has its own code. */
function workload(value: unknown): string | null {
  const { id, weight } = (value ?? {}) as Record<string, unknown>;
  return typeof id === 'string' && positive(weight) === null ? null : 'a name or { id, weight }';
}

function answersOf(given: Question, catalog: Catalog): Answers {
  const question = checked('question', given, FIELDS);
  const workloads = (question.workloads ?? []).map((w) => (typeof w === 'string' ? { id: w, weight: 1 } : w));
  const strange = workloads.find(({ id }) => !WORKLOADS.includes(id));
  if (workloads.length === 0 || strange)
    throw new UsageError(
      strange ? `there is no workload "${shown(strange.id)}"` : 'no workload was given',
      `${strange ? meant(strange.id, WORKLOADS) : ''}Workloads: ${WORKLOADS.join(', ')}.`,
      'missing_workload',
    );
  const said = { ...UNSAID, ...question, workloads };
  const models = unique(said.models.map((m) => modelId(m, catalog, 'models')));
  for (const model of models) refuseForeignModel(model, workloads, catalog, 'models');
  const prices = Object.entries(said.prices_usd);
  return {
    ...said,
    models,
    quant: said.quant === null ? null : quantId(said.quant, catalog, 'quant'),
    own: ownedAnswers(said.own, catalog, 'own'),
    ...(said.not && { not: unique(said.not.flatMap((word) => machineWords(word, catalog, 'not'))) }),
    ...(said.only && { only: unique(said.only.flatMap((word) => machineWords(word, catalog, 'only'))) }),
    prices_usd: Object.fromEntries(prices.map(([name, usd]) => [itemId(name, catalog, 'prices_usd'), usd])),
  };
}
