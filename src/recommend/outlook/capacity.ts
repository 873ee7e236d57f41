import type { Answers } from '../../schema/answers.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { type Evaluated, workOf } from '../evaluated.ts';
import { jobsPerDay, mostJobsPerDay, secondsOfJob } from './jobs.ts';
import { loadsOf } from './request-load.ts';
import { textRun } from './text-run.ts';

/** Tokens read and written in an hour of its heaviest work without a pause; null where unknown, or not text. */
export function tokensPerHour({ outcomes }: Evaluated, catalog: Catalog): number | null {
  const [heaviest] = outcomes;
  if (!heaviest?.chosen) return null;
  const { need } = heaviest.chosen;
  const run = textRun(heaviest.chosen, catalog, heaviest.performance.fit?.kv_type);
  const load = run && loadsOf(run, need)(need.users);
  return load && load.requests_per_s * 3600 * ((need.prompt_tokens ?? 0) + (need.output_tokens ?? 0));
}

/** The most it reads and writes in a day; null where unknown. */
export function mostTokensPerDay(e: Evaluated, catalog: Catalog): number | null {
  const hourly = tokensPerHour(e, catalog);
  return hourly === null ? null : Math.floor(24 * hourly);
}

/** As many of those tokens a day as it can do; all of them where its capacity is unknown. */
export function doneOf(tokens_per_day: number | null, e: Evaluated, catalog: Catalog): number | null {
  if (tokens_per_day === null) return null;
  return Math.min(tokens_per_day, mostTokensPerDay(e, catalog) ?? tokens_per_day);
}

/** The part of a day that the stated tokens or jobs take it, whichever take longer; null where unknown or unstated. */
export function shareOfDay(e: Evaluated, answers: Answers, catalog: Catalog): number | null {
  const tokens = answers.tokens_per_day === null ? null : mostTokensPerDay(e, catalog);
  const jobs = jobsPerDay(answers);
  const each = jobs === null ? null : secondsOfJob(workOf(e));
  const shares = [
    tokens ? (answers.tokens_per_day ?? 0) / tokens : null,
    each === null ? null : (jobs ?? 0) / mostJobsPerDay(each),
  ].filter((s) => s !== null);
  return shares.length === 0 ? null : Math.max(...shares);
}
