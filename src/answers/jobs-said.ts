import type { Answers } from '../schema/answers.ts';
import { UsageError } from '../schema/errors.ts';
import { JOB_SPANS } from '../schema/vocabulary.ts';
import { shown } from '../units/foreign-text.ts';
import { parseAmount } from './numbers.ts';

const SUCH = 'For instance 2/month or 200/day.';

/** "2/month", "200 a day", "50 per week": how often a training run, an image or a clip is wanted. */
export function parseJobs(raw: string, flag: string): NonNullable<Answers['jobs']> {
  const [, count = '', span = ''] = /^(.*\S)\s*(?:\/|\bper\b|\ban?\b)\s*([a-z]+?)s?$/i.exec(raw.trim()) ?? [];
  const per = JOB_SPANS.find((s) => s === span.toLowerCase());
  if (!per)
    throw new UsageError(
      `${flag}: "${shown(raw)}" is not a number of jobs and a span of time`,
      `${SUCH} Spans: ${JOB_SPANS.join(', ')}.`,
    );
  return { count: parseAmount(count, flag, { such: '2/month' }), per };
}
