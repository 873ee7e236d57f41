import { listed } from '../../answers/choice.ts';
import { modelId } from '../../answers/model-id.ts';
import { parseWorkloads, type RawAnswers, refuseForeignModel } from '../../answers/parse-answers.ts';
import { modelNamed } from '../../recommend/prose/names.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { AdviseError } from '../../schema/errors.ts';
import { WORKLOADS, type WorkloadId } from '../../schema/vocabulary.ts';

/**
 * The answers without models that none of the work can use, which another workload has made so, and what was left out
 * in a sentence, null where nothing was.
 */
export function withoutForeignModels(
  so: RawAnswers,
  catalog: Catalog,
): { readonly so: RawAnswers; readonly said: string | null } {
  const models = listed(so.model ?? []);
  const foreign = models.filter((m) => isForeign(m, so, catalog));
  if (foreign.length === 0) return { so, said: null };
  const { model: _, ...rest } = so;
  const kept = models.filter((m) => !foreign.includes(m));
  const names = foreign.map((m) => modelNamed(modelId(m, catalog, 'model'), catalog));
  return {
    so: kept.length > 0 ? { ...rest, model: kept } : rest,
    said: `Left out, being of no use for that: ${names.join(', ')}.`,
  };
}

/** What the named models can be used for: everything where none is named. */
export function workloadsOf(so: RawAnswers, catalog: Catalog): WorkloadId[] {
  const models = listed(so.model ?? []);
  return WORKLOADS.filter(
    (id) => models.length === 0 || models.some((m) => !isForeign(m, { workload: [id] }, catalog)),
  );
}

function isForeign(model: string, so: RawAnswers, catalog: Catalog): boolean {
  const workloads = parseWorkloads(so.workload ?? []);
  try {
    refuseForeignModel(modelId(model, catalog, 'model'), workloads, catalog, 'model');
    return false;
  } catch (error) {
    // What else may be wrong with a name is judged where it is said.
    if (error instanceof AdviseError) return error.code === 'unsupported_model';
    throw error;
  }
}
