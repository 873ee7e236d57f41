import { liesWhole } from '../../perf/memory/fit.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { WorkloadNeed } from '../../schema/document.ts';
import { constant } from '../../scoring/model.ts';
import { remembered } from '../../units/remembered.ts';
import type { Outcome } from '../evaluated.ts';
import type { TextPerformer } from './text.ts';

/**
 * Where nobody stated a context, a named model that fits only with less of it, or only squeezed without, is run with the
 * least that the work can do with: what we assumed keeps no machine out and costs no quality. Rules tell that agents are
 * recommended more. Such a run is marked: what was assumed did not fit, so it is not judged by what stays free.
 */
export function contextThatFits(perform: TextPerformer, catalog: Catalog): TextPerformer {
  const acceptable = constant(catalog.scoring, 'acceptable_quality_loss');
  // Always the same object for one need: what is worked out for a need is remembered by the object.
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
