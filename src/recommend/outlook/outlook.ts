import type { Answers } from '../../schema/answers.ts';
import type { Performance, WorkloadNeed } from '../../schema/document.ts';
import type { Ownership } from '../../schema/outlook.ts';
import type { Evaluated, Outcome } from '../evaluated.ts';
import { workWatts } from '../work-watts.ts';
import { answerTime } from './answer-time.ts';
import { batchOf } from './batch.ts';
import { ownershipOf, type Rates } from './ownership.ts';
import { servingOf } from './serving.ts';
import { textRun } from './text-run.ts';

/** What a buyer wants to know of a machine under serious consideration, beyond what ranks it. */
export interface Outlook {
  readonly workloads: readonly Performance[];
  readonly ownership: Ownership | null;
}

interface OutlookQuestion {
  readonly needs: readonly WorkloadNeed[];
  readonly answers: Answers;
  readonly rates: Rates;
}

/** Time to the finished answer, users it bears, documents an hour and cost of ownership of one candidate. */
export function outlookOf(e: Evaluated, q: OutlookQuestion): Outlook {
  const owning = ownershipOf(e, q.answers, q.rates);
  const workloads = e.outcomes.map((o, i) => {
    const need = o.chosen?.need ?? q.needs[i];
    return need ? { ...o.performance, ...textOutlook(e, o, need, owning, q) } : o.performance;
  });
  return { workloads, ownership: owning };
}

function textOutlook(
  e: Evaluated,
  { performance: p, os, chosen }: Outcome,
  need: WorkloadNeed,
  owning: Ownership | null,
  { answers, rates: { catalog, usd_per_kwh } }: OutlookQuestion,
): Partial<Performance> {
  const model = catalog.models[p.model?.id ?? ''];
  if (!model || !p.speed) return {};
  const run = chosen && textRun(chosen, catalog, p.fit?.kv_type);
  const answer = answerTime(p, need, run, answers.context);
  const { outlook: tells } = catalog.workloads[need.id];
  const serving = tells === 'serving' ? servingOf(e.system, os, p, need, model, catalog) : null;
  const watts = workWatts(e.system, catalog);
  const batch = tells === 'batch' && run ? batchOf(need, run, owning, watts, usd_per_kwh) : null;
  return { ...(answer ? { answer } : {}), ...(serving ? { serving } : {}), ...(batch ? { batch } : {}) };
}
