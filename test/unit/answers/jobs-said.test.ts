import { describe, expect, it } from 'vitest';
import { parseJobs } from '../../../src/answers/jobs-said.ts';

describe('how often a job is wanted', () => {
  it.each([
    ['2/month', 2, 'month'],
    ['200 a day', 200, 'day'],
    ['1.5 per week', 1.5, 'week'],
    ['1,200 / year', 1200, 'year'],
    ['2k/Months', 2000, 'month'],
  ])('%s is %d a %s', (raw, count, per) => {
    expect(parseJobs(raw, '--jobs')).toEqual({ count, per });
  });
  it.each(['2', 'month', '2/fortnight', '/month', ''])(
    '%j lacks a number or a span: the error says how',
    (raw) => {
      expect(() => parseJobs(raw, '--jobs')).toThrow(/is not a number of jobs and a span of time/);
    },
  );
  it.each(['0/day', '-3/week', 'many/month'])('%j is no number of jobs', (raw) => {
    expect(() => parseJobs(raw, '--jobs')).toThrow(/^--jobs: /);
  });
});
