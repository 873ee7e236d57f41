import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../../src/schema/answers.ts';
import type { Rule } from '../../../../src/schema/rule.ts';
import { answer, ids, mini, work } from '../../../fixtures/mini-catalog.ts';

const short: Rule = {
  id: 'day-too-short',
  title: 'More than it does in a day',
  when: { fact: 'speed.day_share', gt: 1 },
  then: { prefer: -20 },
  because: 'It takes {speed.day_share} of a day.',
  severity: 'serious',
  sources: ['made-up'],
  examples: [],
};
const judging = { ...mini, rules: [short] };
const batch = { ...work('batch'), models: ['moe-30b-a3b'] };
const asked = (tokens_per_day: number | null, over: Partial<Answers> = {}) =>
  answer({ ...batch, ...over, tokens_per_day }, judging);
const mostOf = (id: string) =>
  24 * (asked(null).ranked.find((r) => r.system.id === id)?.workloads[0]?.batch?.tokens_per_hour ?? 0);
const [one, two] = [mostOf('tower-1x24'), mostOf('tower-2x24')];
const firing = (d: ReturnType<typeof asked>) =>
  d.ranked.filter((r) => r.reasons.some((x) => x.code === 'rule:day-too-short')).map((r) => r.system.id);

describe('a stated volume', () => {
  it('puts a machine that does it in a day before one that does not', () => {
    expect(two).toBeGreaterThan(one);
    expect(ids(asked(0.9 * one))[0]).toBe('tower-1x24');
    expect(ids(asked((one + two) / 2))[0]).toBe('tower-2x24');
  });
  it('is unknown where it was not stated, and then nothing fires', () => {
    expect(firing(asked(null))).toEqual([]);
    expect(firing(asked(0.9 * one))).not.toContain('tower-1x24');
    expect(firing(asked(1.1 * one))).toContain('tower-1x24');
  });
  it('is no reason to keep what does not do it, where something on sale does', () => {
    const keeps = (tokens_per_day: number) =>
      asked(tokens_per_day, { own: ['card-24'] }).alternatives.some(
        (a) => a.kind === 'own' && a.is_the_answer,
      );
    expect(keeps(0.5 * one)).toBe(true);
    expect(keeps((one + two) / 2)).toBe(false);
  });
});

describe('stated jobs', () => {
  it('count by the hours they take', () => {
    const job = { ...work('finetune'), models: ['dense-32b'], method: 'qlora' } satisfies Partial<Answers>;
    const fires = (count: number) => firing(answer({ ...job, jobs: { count, per: 'day' } }, judging)).length;
    expect(fires(1000)).toBeGreaterThan(0);
    expect(firing(answer({ ...job, jobs: { count: 1, per: 'year' } }, judging))).toEqual([]);
  });
});
