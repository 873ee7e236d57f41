import type { Catalog } from '../../schema/catalog.ts';
import type { WorkloadNeed } from '../../schema/document.ts';
import { constant } from '../../scoring/model.ts';
import { remembered } from '../../units/remembered.ts';
import type { Outcome } from '../evaluated.ts';
import type { TextPerformer } from './text.ts';

/**
 * Where nobody waits for any one stream, as many run at once as memory holds at a sound format, and the rest queue: the
 * number is halved until they fit. Everybody else's users all count at once.
 */
export function streamsThatFit(perform: TextPerformer, catalog: Catalog): TextPerformer {
  const acceptable = constant(catalog.scoring, 'acceptable_quality_loss');
  const sound = (o: Outcome): boolean => o.failure === null && (o.quality_loss ?? 0) <= acceptable;
  // Always the same object for one need: what is worked out for a need is remembered by the object.
  const halved = remembered(
    (need: WorkloadNeed): WorkloadNeed => ({ ...need, users: Math.ceil(need.users / 2) }),
  );
  return (system, os, need) => {
    let best = perform(system, os, need);
    if (!catalog.workloads[need.id].streams_queue) return best;
    for (let n = need; n.users > 1 && !sound(best); ) {
      n = halved(n);
      const found = perform(system, os, n);
      if (found.failure === null && (best.failure !== null || sound(found))) best = found;
    }
    return best;
  };
}
