import type { Alternative } from '../../schema/document.ts';
import { duration, significant, usd } from '../../units/format.ts';
import { secondsFromHours, type TokensPerSecond } from '../../units/units.ts';
import type { Evaluated } from '../evaluated.ts';
import { jobSeconds } from '../main-figure.ts';
import { doneOf } from '../outlook/capacity.ts';
import { rentedHoursPerDay } from '../outlook/jobs.ts';
import { hoursPerDay } from '../outlook/ownership.ts';
import { paceOf } from '../outlook/pace.ts';
import { formatName, modelName } from '../prose/names.ts';
import { toldReason } from '../prose/reason-text.ts';
import type { AlternativesInput } from './alternatives.ts';
import { comparedByJob } from './by-job.ts';
import type { CloudMachine } from './cloud-machine.ts';
import { titled } from './titled.ts';
import { runsAt } from './work-in-words.ts';

/** A rented machine that does the whole job as an alternative, compared with the pick. */
export function rentAlternative(best: CloudMachine, input: AlternativesInput): Alternative {
  const [pick] = input.field;
  const price = pick?.evaluated.price?.value;
  const work = best.evaluated.outcomes[0]?.performance;
  const users = work?.speed?.at.users ?? 1;
  const pace = paceOf(work, best.evaluated.outcomes[0]?.output_tokens ?? null);
  const job_s = work ? jobSeconds(work) : null;
  const hoursOfJobs = job_s === null ? null : (per_day: number) => rentedHoursPerDay(per_day, job_s);
  const by_job = hoursOfJobs && comparedByJob((jobs) => hoursOfJobs(jobs) * best.usd_per_hour, input);
  const jobs = by_job?.per_day ?? null;
  const hours = hoursOfJobs && jobs !== null ? hoursOfJobs(jobs) : hoursOfText(pace, input);
  const pays =
    by_job?.break_even ??
    (price === undefined
      ? null
      : `the price of the pick pays for about ${significant(price / best.usd_per_hour, 2)} hours`);
  const source = best.rate.source ?? '';
  const because = (code: string, text: string) => toldReason(code, text, 'info', [source]);
  const { name, id } = best.evaluated.system;
  const day = best.rate.observed;
  const wins = by_job?.wins ?? false;
  return {
    kind: 'rent',
    title: titled(`Rent ${name} for about ${usd(best.usd_per_hour)} an hour`, wins),
    is_the_answer: wins,
    cost_usd: { value: best.usd_per_hour, per: 'hour', source, observed: day },
    break_even_days: price !== undefined && hours ? Math.round(price / (best.usd_per_hour * hours)) : null,
    system: id,
    decode_tok_s: work?.speed?.decode_tok_s ?? null,
    ...(users > 1 ? { users } : {}),
    ...(pace === null ? {} : { tokens_per_hour: 3600 * pace }),
    ...(job_s === null ? {} : { jobs_per_hour: 3600 / job_s }),
    ...(by_job?.cheaper ? { cheaper_than_owning: true as const } : {}),
    reasons: [
      ...(by_job?.cost ? [because('rent_cost', `${by_job.cost}.`)] : []),
      because(
        'rent_hours',
        `${whatItDoes(best.evaluated)}, at the hourly price of ${day}${pays === null ? '' : `; ${pays}`}.`,
      ),
    ],
  };
}

/** Hours a day for the stated tokens, at most as many as the pick can do, since its price is compared. */
function hoursOfText(
  pace: TokensPerSecond | null,
  { answers, field, catalog }: AlternativesInput,
): number | null {
  const pick = field[0]?.evaluated;
  const said = answers.tokens_per_day;
  const tokens = pick ? doneOf(said, pick, catalog) : said;
  return tokens !== null && pace !== null ? hoursPerDay(tokens, pace) : null;
}

/** What the rented machine would do, which may be less than what the pick does. */
function whatItDoes(rented: Evaluated): string {
  const text = runsAt(rented);
  if (text) return `It runs ${text}`;
  const work = rented.outcomes[0]?.performance;
  const what = work?.model ? `It runs ${modelName(work.model)}` : 'It does the work';
  const job = work?.image?.seconds ?? work?.video?.seconds;
  if (job) return `${what} in ${duration(job.value)}`;
  const { finetune, model } = work ?? {};
  if (!finetune || !model) return what;
  const hours = finetune.hours ? ` in ${duration(secondsFromHours(finetune.hours.value))}` : '';
  return `It trains ${model.name} with ${formatName(model.quant)}${hours}`;
}
