import type { Answers } from '../schema/answers.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { Reason, WorkloadNeed } from '../schema/document.ts';
import { toldReason } from './prose/reason-text.ts';

/** What was said of how much is done, in a measure that none of the work is counted in: it decides nothing. */
export function uncounted(
  { jobs, tokens_per_day }: Answers,
  needs: readonly WorkloadNeed[],
  { workloads }: Catalog,
): Reason[] {
  const text = needs.map((n) => workloads[n.id].kind === 'text');
  return [
    ...(jobs && !text.includes(false) ? [jobsOfText] : []),
    ...(tokens_per_day !== null && !text.includes(true) ? [tokensOfJobs] : []),
  ];
}

const jobsOfText = toldReason(
  'jobs_uncounted',
  '--jobs counts training runs, images and clips: of text, --tokens-per-day says how much there is.',
  'caution',
);

const tokensOfJobs = toldReason(
  'tokens_uncounted',
  '--tokens-per-day counts text that is read and written: of training runs, images and clips, --jobs says how many.',
  'caution',
);
