import { liesWhole } from '../../perf/memory/fit.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { WorkloadNeed } from '../../schema/document.ts';
import { constant } from '../../scoring/model.ts';
import { remembered } from '../../units/remembered.ts';
import type { Outcome } from '../evaluated.ts';
import type { TextPerformer } from './text.ts';

/**
 * Where no context was stated, a named model that fits only with less of it, or otherwise only squeezed, runs with the
 * least the work can do with: no assumption of ours keeps a machine out or costs quality. Rules mention that agents
 * should have more. Such a run is marked, so that what stays free does not count.
 */
export function contextThatFits(perform: TextPerformer, catalog: Catalog): TextPerformer {
  const acceptable = constant(catalog.scoring, 'acceptable_quality_loss');
  // Always the same object for one need: results are remembered by the object.
  const shortened = remembered((need: WorkloadNeed): WorkloadNeed | null =>
    need.least_context == null ? null : { ...need, context: need.least_context },
  );
  return (system, os, need) => {
    const asAssumed = perform(system, os, need);
    const less = shortened(need);
    if (less === null || need.models.length === 0 || (fits(asAssumed) && lossOf(asAssumed) <= acceptable))
      return asAssumed;
    const withLess = perform(system, os, less);
    const better = !fits(asAssumed) || lossOf(withLess) < lossOf(asAssumed);
    return fits(withLess) && better ? { ...withLess, shortened: true } : asAssumed;
  };
}

const lossOf = ({ quality_loss }: Outcome): number => quality_loss ?? 0;

const fits = ({ failure, performance: { fit } }: Outcome): boolean =>
  failure === null && fit !== null && liesWhole(fit.status);
