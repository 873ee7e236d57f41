import { countedJob } from '../../recommend/outlook/jobs.ts';
import { jobNoun } from '../../recommend/prose/job-noun.ts';
import { formatName } from '../../recommend/prose/names.ts';
import type { Performance, Ranked } from '../../schema/document.ts';
import type { Ownership } from '../../schema/outlook.ts';
import { ENGINE_NAMES } from '../../schema/vocabulary.ts';
import { duration, grouped, percent, significant, spanOfYears, tokens, usd } from '../../units/format.ts';
import { secondsFromHours, type Watts } from '../../units/units.ts';
import { sideBySide, timeOf } from '../values.ts';

type EngineCurve = NonNullable<Performance['serving']>['engines'][number];
type ServingPoint = EngineCurve['points'][number];

/** From sending a prompt to the last token, and what that makes of an agent's task. */
export function answerTimeLines({ answer, speed }: Performance): string[] {
  if (!answer || !speed) return [];
  const cold =
    answer.ttft_cold_s !== null && speed.ttft_s && answer.ttft_cold_s > 1.05 * speed.ttft_s.value
      ? `; with nothing cached the first token takes ${duration(answer.ttft_cold_s)}`
      : '';
  const task =
    answer.turns !== null && answer.task_s !== null
      ? `; a task of ${answer.turns} steps ${duration(answer.task_s)}`
      : '';
  return [
    `An answer of ${grouped(answer.output_tokens)} tokens is complete after ${timeOf(answer.seconds)}${cold}${task}`,
    ...filledLine(answer),
  ];
}

const filledLine = ({ filled }: NonNullable<Performance['answer']>): string[] =>
  filled
    ? [
        `With all ${tokens(filled.context)} tokens in it and nothing cached: first token after ${duration(filled.ttft_s)}, then ${significant(filled.decode_tok_s, 2)} tok/s`,
      ]
    : [];

/** How many users it bears with each engine, and what it then delivers. */
export function servingLines({ serving, speed }: Performance): string[] {
  if (!serving) return [];
  const asked = speed?.at.users;
  const { target } = serving;
  const limits = `first token within ${duration(target.ttft_s)}, ${significant(target.decode_tok_s, 2)} tok/s each`;
  return serving.engines.map((e) => {
    const name = `${ENGINE_NAMES[e.engine]} (${formatName(e.quant)}${e.copies ? `, ${sideBySide(e.copies)}` : ''})`;
    const busiest = [...e.points].reverse().find((p) => p.users <= Math.max(1, e.most_users)) ?? e.points[0];
    const told = e.points.filter((p) => p.users === asked || p === busiest);
    const loads = told.map(loadWords).join('');
    if (e.breaks === null)
      return `${name} bears more than ${e.most_users} users all active (${limits})${loads}`;
    const broken = BREAKING[e.breaks];
    return e.most_users === 0
      ? `${name} misses the limits (${limits}) with one user already: ${broken}`
      : `${name} bears up to ${e.most_users} users all active (${limits}); then ${broken}${loads}`;
  });
}

/** What it does with so many users who never pause; a second number of them takes fewer words. */
const loadWords = ({ users, requests_per_s, total_tok_s, ttft_s }: ServingPoint, i: number): string => {
  const [requests, tokens_s] = [significant(requests_per_s, 2), significant(total_tok_s, 2)];
  return i === 0
    ? `; with ${users} asking without a pause it answers ${requests} requests and writes ${tokens_s} tokens a second, the first of each after ${duration(ttft_s)}`
    : `; with ${users}, ${requests} requests and ${tokens_s} tokens a second, the first after ${duration(ttft_s)}`;
};

const BREAKING: Readonly<Record<NonNullable<EngineCurve['breaks']>, string>> = {
  memory: 'the caches no longer fit',
  decode: 'decode falls below it',
  'first token': 'the first token comes too late',
};

/** Documents an hour and what a million tokens cost when it never rests. */
export function batchLines({ batch }: Performance): string[] {
  if (!batch) return [];
  const cost =
    batch.usd_per_mtok === null
      ? ''
      : `; day and night a million tokens, read and written, cost ${usd(batch.usd_per_mtok)}`;
  return [
    `${significant(batch.documents_per_hour, 2)} documents and ${significant(batch.tokens_per_hour / 1e6, 2)} million tokens an hour${cost}`,
  ];
}

const timeAtWork = (hours: number): string =>
  hours < 1 / 60 ? 'under a minute' : duration(secondsFromHours(hours));

/** The watts, which decide for a machine that is always on; whoever has a meter can check them. */
const drawWords = ({ load_w, load_assumed }: Ownership): string =>
  load_w === undefined ? '' : `${load_assumed ? 'about ' : ''}${watts(load_w)} for `;

const watts = (value: Watts): string => `${grouped(value, value < 10 && !Number.isInteger(value) ? 1 : 0)} W`;

const idleWords = ({ idle_counted, idle_in_part, idle_w }: Ownership): string => {
  if (idle_counted) return idle_w === undefined ? '' : `, ${watts(idle_w)} idle`;
  return idle_in_part ? ', idle draw of the cards unknown' : ', idle draw unknown';
};

/** How much of the price resale brings, or of what the machine, or each part of a build, was first listed at. */
const shareOf = (
  { resale_usd, price_usd, resale_base_usd: base }: Ownership,
  price: Ranked['price_usd'],
): string => {
  if (price_usd <= 0 || resale_usd <= 0) return '';
  if (base === undefined) return ` (${percent(resale_usd / price_usd)})`;
  const listed = price?.parts.length ? 'by first list prices' : 'what it was first listed at';
  return ` (${percent(resale_usd / base)} of ${usd(base)}, ${listed})`;
};

/** What it costs while it is kept. */
export function ownershipLines(row: Ranked): string[] {
  const { ownership: o, price_usd: price } = row;
  if (!o) return [];
  const power =
    o.electricity_usd_per_year === null
      ? 'electricity unknown'
      : `${usd(o.electricity_usd_per_year)} of electricity a year (${drawWords(o)}${timeAtWork(o.load_hours_per_day)} a day at work of ${significant(o.on_hours_per_day, 2)} h on${idleWords(o)})`;
  const each =
    o.usd_per_mtok === null
      ? ''
      : `, ${usd(o.usd_per_mtok)} per million tokens read and written${o.tokens_per_day === null ? '' : ` at ${tokens(o.tokens_per_day)} a day`}`;
  const job =
    o.usd_per_job === undefined ? '' : `, ${usd(o.usd_per_job)} per ${jobNoun(countedJob(row.workloads), 1)}`;
  return [
    `About ${usd(o.usd_per_year)} a year over ${spanOfYears(o.years)}${each}${job}: ${usd(o.price_usd)} less ${usd(o.resale_usd)} on resale${shareOf(o, price)}, and ${power}`,
  ];
}
