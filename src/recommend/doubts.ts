import type { Catalog } from '../schema/catalog.ts';
import type { Performance, Reason } from '../schema/document.ts';
import { workOf } from './evaluated.ts';
import type { Judged } from './judge.ts';
import { mainFigure } from './main-figure.ts';
import { mostTokensPerDay } from './outlook/capacity.ts';
import { countedJob, mostJobsPerDay, secondsOfJob } from './outlook/jobs.ts';
import { jobNoun } from './prose/job-noun.ts';
import { modelName } from './prose/names.ts';
import { reason } from './prose/reason-text.ts';
import { statedMemory } from './setups/usable-memory.ts';

/** What speaks against a candidate or its estimates, apart from what rules say. */
export const doubtsAbout = (j: Judged, catalog: Catalog): Reason[] => [
  ...beyondItsDay(j, catalog),
  ...modelledOnly(j, catalog),
  ...memorySetting(j),
  ...shortenedSequences(j),
];

/** Whether more tokens or jobs a day are asked for than it does without a pause. */
export const overrunsDay = ({ facts }: Judged): boolean => (facts['speed.day_share'] ?? 0) > 1;

/** What is asked for each day beside what it does in one. */
export const beyondItsDay = (j: Judged, catalog: Catalog): Reason[] =>
  overrunsDay(j) ? [...beyondCapacity(j, catalog), ...beyondHours(j)] : [];

/** More tokens a day are asked for than it can do without pausing. */
function beyondCapacity({ evaluated, facts }: Judged, catalog: Catalog): Reason[] {
  const asked = facts['need.tokens_per_day'] ?? null;
  const most = asked === null ? null : mostTokensPerDay(evaluated, catalog);
  if (asked === null || !most || asked <= most) return [];
  return [reason('beyond_capacity', { most, asked, machines: Math.ceil(asked / most) }, 'serious')];
}

/** More jobs are asked than a day has hours for. */
function beyondHours({ evaluated, facts }: Judged): Reason[] {
  const asked = facts['need.jobs_per_day'] ?? null;
  if (asked === null) return [];
  const work = workOf(evaluated);
  const each = secondsOfJob(work);
  const most = each === null ? Number.POSITIVE_INFINITY : mostJobsPerDay(each);
  if (asked <= most) return [];
  const what = jobNoun(countedJob(work), most);
  return [reason('beyond_hours', { most, what, machines: Math.ceil(asked / most) }, 'serious')];
}

/** More users are asked for than the machine bears, where that has been worked out. */
export function beyondUsers(workloads: readonly Performance[]): Reason[] {
  return workloads.flatMap(({ serving, speed }) => {
    const asked = speed?.at.users ?? 0;
    const most = Math.max(0, ...(serving?.engines ?? []).map((e) => e.most_users));
    const unlimited = serving?.engines.some((e) => e.breaks === null) ?? true;
    if (unlimited || most === 0 || asked <= most) return [];
    return [reason('beyond_users', { most, asked, machines: Math.ceil(asked / most) }, 'serious')];
  });
}

function modelledOnly({ evaluated }: Judged, catalog: Catalog): Reason[] {
  const p = evaluated.outcomes[0]?.performance;
  if (!p?.model || mainFigure(p)?.basis !== 'modelled') return [];
  return [reason('modelled_only', { model: p.model.name, settles: settling(p, catalog) }, 'caution')];
}

/** The measurement that would replace a modelled figure. */
function settling(p: Performance, { engines }: Catalog): string {
  if (p.image) return 'one timed picture at the usual size and steps';
  if (p.video) return 'one timed clip at the usual size, frames and steps';
  if (p.finetune) return 'the tokens a second of a hundred training steps';
  if (p.prefill_by) return 'one long prompt timed from machine to machine';
  const tool = p.engine && engines[p.engine].benchmark;
  const many = (p.speed?.at.users ?? 1) > 1 ? tool?.many : undefined;
  return `one run of ${many ?? tool?.one ?? 'its own benchmark'}`;
}

/** Assumption: before its memory is set, such a machine gives models about half of it. */
const GIVEN_UNASKED = 0.5;

/** Memory that the model needs and the owner must unlock by a setting first: otherwise loading fails. */
function memorySetting({ evaluated: { system, outcomes } }: Judged): Reason[] {
  const outcome = outcomes.find((o) => o.performance.fit !== null);
  const { fit, backend, model } = outcome?.performance ?? {};
  if (!outcome || !fit || !model || fit.footprint_gib <= GIVEN_UNASKED * fit.usable_gib) return [];
  const { setting, source } = statedMemory(system, outcome.os, backend ?? null) ?? {};
  if (setting === undefined || source === undefined) return [];
  const args = { usable_gib: fit.usable_gib, setting, model: modelName(model) };
  return [reason('memory_setting', args, 'caution', [source])];
}

function shortenedSequences({ evaluated }: Judged): Reason[] {
  const length = evaluated.outcomes[0]?.performance.finetune?.shortened_to;
  return length === undefined ? [] : [reason('shortened_sequences', { length }, 'caution')];
}
