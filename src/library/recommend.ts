import { shown } from '../cli/choice.ts';
import { refuseForeignModel, unique } from '../cli/parse-answers.ts';
import { itemId, machineIds, modelId, quantId } from '../cli/resolve.ts';
import { packageVersion } from '../cli/version.ts';
import { type RecommendOptions, recommend as recommendFully } from '../recommend/recommend.ts';
import { UNSAID } from '../recommend/unsaid.ts';
import type { Answers } from '../schema/answers.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { Recommendation } from '../schema/document.ts';
import { UsageError } from '../schema/errors.ts';
import { WORKLOADS, type WorkloadId } from '../schema/vocabulary.ts';

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
  { seed = 1, ...options }: Pick<RecommendOptions, 'asOf'> & Partial<RecommendOptions>,
): Recommendation {
  return recommendFully(answersOf(question, catalog), catalog, {
    version: packageVersion(),
    ...options,
    seed,
  });
}

function answersOf(question: Question, catalog: Catalog): Answers {
  const workloads = question.workloads.map((w) => (typeof w === 'string' ? { id: w, weight: 1 } : w));
  const strange = workloads.find(({ id }) => !WORKLOADS.includes(id));
  if (workloads.length === 0 || strange)
    throw new UsageError(
      strange ? `there is no workload "${shown(String(strange.id))}"` : 'no workload was given',
      `Workloads: ${WORKLOADS.join(', ')}.`,
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
    own: said.own.flatMap((o) => machineIds(o, catalog, 'own')),
    prices_usd: Object.fromEntries(prices.map(([name, usd]) => [itemId(name, catalog, 'prices_usd'), usd])),
  };
}
