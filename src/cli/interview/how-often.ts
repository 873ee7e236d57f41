import { listed } from '../../answers/choice.ts';
import { parseJobs } from '../../answers/jobs-said.ts';
import { parseAmount, TOKENS_PER_DAY } from '../../answers/numbers.ts';
import type { RawAnswers } from '../../answers/parse-answers.ts';
import { grouped } from '../../units/format.ts';
import type { Choice } from './asker.ts';
import type { Question } from './question.ts';

/** Picked by who wants to type a value; no flag is called that. */
export const OTHER = 'other';

/** What it is for, without shares. */
export const workloads = (so: RawAnswers): string[] =>
  listed(so.workload ?? []).map((w) => w.split('=')[0] ?? w);

/** What is wanted now and then, weekly, daily and more of it: no more than examples to choose from. */
const OFTEN = {
  finetune: [
    ['1/month', 'now and then', 'a run a month: renting is hard to beat'],
    ['1/week', 'every week', 'a run a week: renting may still cost less'],
    ['1/day', 'every day', 'a run a day, as over night: owning may pay'],
    ['5/day', 'all the time', 'five runs a day: owning pays, and speed counts'],
  ],
  image: [
    ['50/month', 'now and then', '50 images a month: renting is hard to beat'],
    ['50/day', 'every day', '50 images a day: renting may still cost less'],
    ['500/day', 'for hours a day', '500 images a day: owning may pay'],
    ['5000/day', 'all the time', '5,000 images a day: owning pays, and speed counts'],
  ],
  video: [
    ['5/month', 'now and then', '5 clips a month: renting is hard to beat'],
    ['5/day', 'every day', '5 clips a day: renting may still cost less'],
    ['50/day', 'for hours a day', '50 clips a day: owning may pay'],
    ['200/day', 'all the time', '200 clips a day: more than most machines do'],
  ],
} as const;

const isJob = (id: string): id is keyof typeof OFTEN => Object.hasOwn(OFTEN, id);

/** The one work there is, where that is done in jobs: of several nobody knows which of them are counted. */
export function onlyJob(so: RawAnswers): keyof typeof OFTEN | null {
  const [only, ...others] = new Set(workloads(so));
  return only !== undefined && others.length === 0 && isJob(only) ? only : null;
}

/** Of text it is tokens: what the same would cost as a service is told without, too, so few are asked. */
export const TOKENS_A_DAY: Question = {
  key: 'tokensPerDay',
  label: 'Tokens a day',
  type: 'write',
  message: 'How many tokens a day, read and written?',
  explained: 'With that an API, or renting, is compared with owning. Four tokens are three words.',
  otherwise: 'unknown',
  such: '500k',
  when: (so) => workloads(so).some((w) => !isJob(w)),
  onlyInReview: true,
  check: (text) => {
    parseAmount(text, 'tokens-a-day', TOKENS_PER_DAY);
  },
  means: (text) => grouped(parseAmount(text, 'tokens-a-day', TOKENS_PER_DAY)),
};

/** Machines that do little can be rented by the hour: how much there is to do decides whether to buy at all. */
export const HOW_OFTEN: Question = {
  key: 'jobs',
  label: 'How often',
  type: 'choose',
  message: 'How often will it have to do that?',
  otherwise: 'unknown',
  initial: '',
  when: (so) => onlyJob(so) !== null,
  choices: (_, so) => [
    { value: '', name: 'I don’t know', description: 'the answer says from how often on owning costs less' },
    ...OFTEN[onlyJob(so) ?? 'finetune'].map(
      ([value, name, description]): Choice => ({ value, name, description }),
    ),
  ],
  other: {
    choice: { value: OTHER, name: 'another number', description: 'of a day, week, month or year' },
    message: 'How many in which time?',
    explained: 'A number and a span, as 2/month: what is done seldom is cheaper to rent.',
    such: '2/month',
    check: (text) => {
      parseJobs(text, 'jobs');
    },
    means: (text) => {
      const { count, per } = parseJobs(text, 'jobs');
      return `${count} a ${per}`;
    },
  },
};
