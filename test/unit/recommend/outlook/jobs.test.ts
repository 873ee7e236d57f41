import { describe, expect, it } from 'vitest';
import { detailsOf } from '../../../../src/recommend/details/details.ts';
import { jobsPerDay, rentedHoursPerDay } from '../../../../src/recommend/outlook/jobs.ts';
import type { Answers } from '../../../../src/schema/answers.ts';
import { answer, mini, work } from '../../../fixtures/mini-catalog.ts';

const training = (jobs?: Answers['jobs']) => answer({ ...work('finetune'), ...(jobs ? { jobs } : {}) });
const rentOf = (jobs?: Answers['jobs']) => training(jobs).alternatives.find((a) => a.kind === 'rent');
const textOf = (jobs: Answers['jobs'], code: string) =>
  rentOf(jobs)?.reasons.find((r) => r.code === code)?.text;

describe('how often a job is wanted', () => {
  it('is counted by the day: a month is a twelfth of 365 days', () => {
    expect(jobsPerDay({ jobs: { count: 14, per: 'week' } })).toBe(2);
    expect(jobsPerDay({ jobs: { count: 365, per: 'month' } })).toBe(12);
    expect(jobsPerDay({ jobs: { count: 365, per: 'year' } })).toBe(1);
    expect(jobsPerDay({})).toBeNull();
  });

  it('is paid for by the hour at least on each day with a job', () => {
    expect(rentedHoursPerDay(0.5, 60)).toBe(0.5);
    expect(rentedHoursPerDay(30, 60)).toBe(1);
    expect(rentedHoursPerDay(120, 60)).toBe(2);
    expect(rentedHoursPerDay(0.1, 7200)).toBeCloseTo(0.2, 12);
  });

  it('decides between buying and renting: few are rented, many are done at home', () => {
    const few = training({ count: 1, per: 'year' });
    expect(few.alternatives[0]).toMatchObject({
      kind: 'rent',
      is_the_answer: true,
      cheaper_than_owning: true,
    });
    expect(few.alternatives[0]?.title).toMatch(/^Buy nothing: rent /);
    const many = rentOf({ count: 1000, per: 'day' });
    expect(many).toMatchObject({ is_the_answer: false });
    expect(many).not.toHaveProperty('cheaper_than_owning');
    expect(rentOf()?.is_the_answer).toBe(false);
  });

  it('breaks even where both cost the same', () => {
    const said = rentOf()?.reasons.find((r) => r.code === 'rent_hours')?.text ?? '';
    const [, count, per] =
      /owning costs less from about ([\d.,]+) training runs? a (day|month|year) on/.exec(said) ?? [];
    const even = Number(count?.replace(',', ''));
    expect(even).toBeGreaterThan(0);
    const costs = (share: number): number[] => {
      const cost = textOf({ count: share * even, per: per as 'day' }, 'rent_cost') ?? '';
      return [...cost.matchAll(/\$([\d,.]+) a year/g)].map((m) => Number(m[1]?.replace(',', '')));
    };
    const [rented = 0, owned = 0] = costs(1);
    expect(rented / owned).toBeCloseTo(1, 1);
    const [less = 0, much = 0] = costs(0.5);
    expect(less).toBeLessThan(much);
  });

  it('warns that a clear saving is given up, where renting is no answer yet', () => {
    const said = (jobs: Answers['jobs']) => training(jobs).warnings.map((w) => w.code);
    const often = { count: 1000, per: 'day' } as const;
    expect(said(often)).not.toContain('rent_cheaper');
    const even = Array.from({ length: 60 }, (_, i) => ({ count: 1.2 ** i, per: 'year' }) as const);
    const between = even.find((jobs) => {
      const rent = rentOf(jobs);
      return rent?.cheaper_than_owning && !rent.is_the_answer;
    });
    expect(said(between)).toContain('rent_cheaper');
  });

  it('is what owning is counted with: hours under load, and dollars for each', () => {
    const owned = (jobs?: Answers['jobs']) => training(jobs).ranked[0]?.ownership;
    const [one, ten] = [owned({ count: 1, per: 'month' }), owned({ count: 10, per: 'month' })];
    expect((ten?.load_hours_per_day ?? 0) / (one?.load_hours_per_day ?? 1)).toBeCloseTo(10, 2);
    expect((one?.usd_per_job ?? 0) * 12).toBeCloseTo(one?.usd_per_year ?? 0, 0);
    expect(owned()).not.toHaveProperty('usd_per_job');
    expect(owned()?.load_hours_per_day).toBe(2);
  });

  it('is more than a machine can do where a day has too few hours: that is said, and no more is counted', () => {
    const d = training({ count: 1000, per: 'day' });
    const [first] = d.ranked;
    expect(first?.ownership?.load_hours_per_day).toBe(24);
    expect(first?.reasons.find((r) => r.code === 'beyond_hours')).toMatchObject({ severity: 'serious' });
    expect(textOf({ count: 1000, per: 'day' }, 'rent_cost')).toMatch(
      /^Of 1,000 training runs a day, the [\d.]+ training runs a day that /,
    );
    const little = training({ count: 1, per: 'month' }).ranked[0];
    expect(little?.reasons.map((r) => r.code)).not.toContain('beyond_hours');
  });

  it('is paid for by the hour in the cost over the years, too', () => {
    const yearly = (jobs: Answers['jobs']) => {
      const d = training(jobs);
      return detailsOf(d, d.ranked, mini).spending.services.find((s) => s.kind === 'rent')?.usd_per_year ?? 0;
    };
    expect(yearly({ count: 10, per: 'week' }) / yearly({ count: 5, per: 'week' })).toBeCloseTo(2, 5);
    const d = training({ count: 2, per: 'month' });
    expect(detailsOf(d, d.ranked, mini).spending.jobs).toEqual({ count: 2, per: 'month' });
  });

  it('keeps what is owned, weaker as it is, for what that does within an hour a day', () => {
    const kept = (jobs: Answers['jobs']) => {
      const asked = { ...work('finetune'), own: ['box-amd'], ...(jobs ? { jobs } : {}) };
      const own = answer(asked).alternatives.find((a) => a.kind === 'own');
      return { answer: own?.is_the_answer, why: own?.reasons[0]?.code };
    };
    const hours = answer({ ...work('finetune'), own: ['box-amd'] }).owned?.[0]?.workloads[0]?.finetune?.hours;
    const within_an_hour = 1 / (hours?.value ?? Number.NaN);
    expect(kept({ count: 0.99 * within_an_hour, per: 'day' })).toEqual({
      answer: true,
      why: 'own_little_asked',
    });
    expect(kept({ count: 1.01 * within_an_hour, per: 'day' }).answer).toBe(false);
    expect(kept(undefined).answer).toBe(false);
  });

  it('keeps nothing for a job that takes it more than a day, however seldom', () => {
    const asked = {
      ...work('finetune'),
      own: ['box-amd'],
      jobs: { count: 1, per: 'year' },
    } satisfies Partial<Answers>;
    const { finetune } = mini.workloads;
    const lasting = (times: number) => {
      const { train_tokens } = finetune.defaults;
      const longer = { ...train_tokens, value: (train_tokens?.value ?? Number.NaN) * times };
      const defaults = { ...finetune.defaults, train_tokens: longer } as typeof finetune.defaults;
      return answer(asked, {
        ...mini,
        workloads: { ...mini.workloads, finetune: { ...finetune, defaults } },
      });
    };
    const hours = lasting(1).owned?.[0]?.workloads[0]?.finetune?.hours?.value ?? Number.NaN;
    const kept = (h: number) => lasting(h / hours).alternatives.find((a) => a.kind === 'own')?.is_the_answer;
    expect(kept(23.5)).toBe(true);
    expect(kept(24.5)).toBe(false);
  });

  it('says nothing of text, and tokens say nothing of jobs: either is told', () => {
    const codes = (over: Partial<Answers>) => answer(over).warnings.map((w) => w.code);
    const jobs = { count: 2, per: 'month' } as const;
    expect(codes({ jobs })).toContain('jobs_uncounted');
    expect(codes({ ...work('finetune'), jobs })).not.toContain('jobs_uncounted');
    expect(codes({ ...work('finetune'), tokens_per_day: 1000 })).toContain('tokens_uncounted');
    expect(codes({ tokens_per_day: 1000 })).not.toContain('tokens_uncounted');
  });
});
