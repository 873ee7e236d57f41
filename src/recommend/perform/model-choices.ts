import type { Catalog } from '../../schema/catalog.ts';
import type { TextModel } from '../../schema/model.ts';
import type { WorkloadId } from '../../schema/vocabulary.ts';
import { daysBetween } from '../../units/days.ts';
import { ascending } from '../../units/order.ts';
import { lastDay } from '../availability.ts';

/** Standard deviations taken off a model's quality, so that a lucky estimate does not lead (assumption). */
const CAUTION = 1;

/** Quality less the caution for its uncertainty; null where nobody has rated the model. */
export const cautiousQuality = ({ quality }: TextModel): number | null =>
  quality ? quality.value - CAUTION * quality.uncertainty : null;

export interface ModelChoice {
  readonly model: TextModel;
  /** Quality less the caution for its uncertainty. */
  readonly quality: number;
}

/**
 * Assumption: for so long after its release nobody buys a machine for a model: files, engines and judgements are yet to
 * come.
 */
const SETTLING_DAYS = 7;

/**
 * Models worth trying when the buyer named none, best first: released a week before the day, fit for the workload, made
 * for as long a context (tokens) as is needed, and not beaten by one at least as good, no larger and no slower (no more
 * active parameters).
 */
export function modelChoices(
  workload: WorkloadId,
  catalog: Catalog,
  asOf: string,
  context: number | null = null,
): ModelChoice[] {
  const tags = catalog.workloads[workload].model_choice?.any_of_tags ?? [];
  const able = Object.values(catalog.models)
    .filter((m) => m.kind === 'text' && m.quality !== undefined && m.architecture !== undefined)
    .filter((m) => m.released !== undefined && daysBetween(lastDay(m.released), asOf) >= SETTLING_DAYS)
    .filter((m) => (m.architecture?.max_context ?? Number.POSITIVE_INFINITY) >= (context ?? 0))
    .filter((m) => tags.length === 0 || tags.some((t) => m.tags.includes(t)))
    .map((model) => ({
      model,
      quality: cautiousQuality(model) ?? 0,
    }))
    .sort(
      (a, b) =>
        b.quality - a.quality ||
        a.model.params_total_b - b.model.params_total_b ||
        ascending(a.model.id, b.model.id),
    );
  const kept: ModelChoice[] = [];
  for (const c of able) {
    const beaten = kept.some(
      (k) =>
        k.model.params_total_b <= c.model.params_total_b &&
        k.model.params_active_b <= c.model.params_active_b,
    );
    if (!beaten) kept.push(c);
  }
  return kept;
}
