import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../../src/schema/answers.ts';
import { answer, mini, offer, withOffers, work } from '../../../fixtures/mini-catalog.ts';
import { find } from './instead.ts';

const drawn = answer(work('image')).workload[0]?.models[0] ?? '';
const filmed = answer(work('video')).workload[0]?.models[0] ?? '';
const hosted = withOffers(
  mini,
  offer(`api:${drawn}`, 0.02, '2026-11-01', 'api-picture'),
  offer(`api:${filmed}`, 0.1, '2026-11-01', 'api-second'),
);
const api = (workload: 'image' | 'video', over: Partial<Answers> = {}, catalog = hosted) =>
  find('api', { ...work(workload), ...over }, catalog);
const a_day = (count: number) => ({ jobs: { count, per: 'day' as const } });

describe('pictures and clips by API', () => {
  it('are priced by the hundred, and by the clip of the usual length', () => {
    expect(api('image')?.title).toMatch(/^Use .+ by API for about \$2\.00 per 100 images$/);
    const { frames = 0, fps = 1 } = mini.diffusion[filmed]?.reference ?? {};
    expect(api('video')?.cost_usd).toMatchObject({ per: 'job', value: (0.1 * frames) / fps });
    expect(api('video')?.title).toMatch(/ a clip of [\d.]+ s$/);
  });

  it('are no alternative where nobody hosts the model, to other work, or without a cloud', () => {
    expect(api('image', {}, mini)).toBeUndefined();
    expect(api('image', { not: ['cloud'] })).toBeUndefined();
    const both = [...work('image').workloads, ...work('video').workloads];
    expect(find('api', { ...work('image'), workloads: both }, hosted)).toBeUndefined();
  });

  it('are the answer for a few a day, and told to cost more than owning for many', () => {
    const [few, many] = [api('image', a_day(1)), api('image', a_day(100_000))];
    expect(few).toMatchObject({ is_the_answer: true, cheaper_than_owning: true });
    expect(few?.reasons[0]?.text).toMatch(/^1 image a day costs about \$7\.30 a year there, against /);
    expect(few?.break_even_days).toBeGreaterThan(1000);
    expect(many?.is_the_answer).toBe(false);
    expect(many?.cheaper_than_owning).toBeUndefined();
  });

  it('say from how many a day owning costs less', () => {
    expect(api('image')?.reasons[0]?.text).toMatch(/^Owning costs less from about .+ images a day on\.$/);
  });
});
