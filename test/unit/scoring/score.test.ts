import { describe, expect, it } from 'vitest';
import { scoringModel } from '../../../src/scoring/model.ts';
import { scoreCandidate } from '../../../src/scoring/score.ts';
import type { CriterionValues } from '../../../src/scoring/weighed-criteria.ts';
import { shipped } from './a-scoring.ts';

const chat = scoringModel(shipped, ['chat'], { priorities: [] });
const BOX: CriterionValues = {
  speed: 45,
  ttft: 1.2,
  quality: 1400,
  capacity: 1.6,
  price: 2500,
  value: 17,
  power: 130,
  noise: 36,
  size: 4,
  setup: 0.8,
  software: 0.8,
  upgrade: 0,
};
const score = (values: CriterionValues, points = 0, model = chat) =>
  scoreCandidate(model, [{ workload: 'chat', share: 1, values }], points);

describe('scoreCandidate', () => {
  it('knows everything of a machine without gaps', () => {
    const { score: s, low, high, known_weight } = score(BOX);
    expect(known_weight).toBeCloseTo(1, 12);
    expect(low).toBeCloseTo(s ?? 0, 12);
    expect(high).toBeCloseTo(s ?? 0, 12);
  });

  it('drops an unknown criterion from the mean and widens the range', () => {
    const whole = score(BOX);
    const gap = score({ ...BOX, speed: null });
    expect(gap.known_weight).toBeCloseTo(1 - 0.25, 12);
    expect(gap.low ?? 0).toBeLessThan(gap.score ?? 0);
    expect(gap.high ?? 0).toBeGreaterThan(gap.score ?? 0);
    expect(gap.criteria.find((c) => c.id === 'speed')).toMatchObject({ value: null, score: null });
    expect(gap.score).not.toBeCloseTo(whole.score ?? 0, 1);
  });

  it('tells unknown from zero, and unknown from not applicable', () => {
    const zero = score({ ...BOX, upgrade: 0, speed: 0 });
    const unknown = score({ ...BOX, speed: null });
    expect(zero.score ?? 0).toBeLessThan(unknown.score ?? 0);
    const { quality: _, ...named } = BOX;
    expect(score(named).known_weight).toBeCloseTo(1, 12);
    expect(score({ ...BOX, quality: null }).known_weight).toBeLessThan(0.8);
  });

  it('is null when nothing at all is known', () => {
    const nothing = Object.fromEntries(Object.keys(BOX).map((k) => [k, null])) as CriterionValues;
    expect(score(nothing)).toMatchObject({ score: null, low: null, high: null, known_weight: 0 });
  });

  it('adds the points of the rules, and says by how much they moved it', () => {
    const plain = score(BOX).score ?? 0;
    expect(score(BOX, -10).score).toBeCloseTo(plain - 10, 9);
    expect(score(BOX, -10)).toMatchObject({ points: -10 });
    expect(score(BOX, -10).moved).toBeCloseTo(-10, 9);
  });

  it('mixes two uses by their shares', () => {
    const model = scoringModel(shipped, ['chat', 'image'], { priorities: [] });
    const picture: CriterionValues = { ...BOX, speed: 300, value: 4.8, software: 0.5 };
    const mix = (chatShare: number) =>
      scoreCandidate(
        model,
        [
          { workload: 'chat', share: chatShare, values: BOX },
          { workload: 'image', share: 1 - chatShare, values: picture },
        ],
        0,
      ).score ?? 0;
    expect(mix(0.9)).toBeGreaterThan(mix(0.5));
    expect(mix(0.5)).toBeGreaterThan(mix(0.1));
    const rows = scoreCandidate(model, [{ workload: 'image', share: 1, values: picture }], 0).criteria;
    expect(rows.reduce((sum, c) => sum + c.weight, 0)).toBeCloseTo(1, 12);
  });
});

describe('the criteria of a need of several parts', () => {
  const parts = (first: CriterionValues, second: CriterionValues, share = 0.75) => [
    { workload: 'chat' as const, share, values: first },
    { workload: 'chat' as const, share: 1 - share, values: second },
  ];
  const of = (list: ReturnType<typeof parts>, id: string) =>
    scoreCandidate(chat, list, 0).criteria.find((c) => c.id === id);
  it('are one row each: the value of the heaviest part, the mean score, the sum of the weights', () => {
    const slow = { ...BOX, speed: 5 };
    const alone = (values: CriterionValues) => of([{ workload: 'chat', share: 1, values }] as never, 'speed');
    const both = of(parts(BOX, slow), 'speed');
    expect(scoreCandidate(chat, parts(BOX, slow), 0).criteria).toHaveLength(Object.keys(BOX).length);
    expect(both?.value).toBe(45);
    expect(of(parts(slow, BOX), 'speed')?.value).toBe(5);
    expect(of(parts(BOX, slow, 0.25), 'speed')?.value).toBe(5);
    expect(of(parts(BOX, slow, 0.5), 'speed')?.value).toBe(45);
    expect(both?.score).toBeCloseTo(0.75 * (alone(BOX)?.score ?? 0) + 0.25 * (alone(slow)?.score ?? 0), 12);
    expect(both?.weight).toBeCloseTo(alone(BOX)?.weight ?? 0, 12);
  });
  it('count what is known of one part alone', () => {
    const gap = { ...BOX, speed: null };
    const known = of([{ workload: 'chat', share: 1, values: BOX }] as never, 'speed')?.score;
    expect(of(parts(BOX, gap), 'speed')?.score).toBeCloseTo(known ?? 0, 12);
    expect(of(parts(gap, gap), 'speed')?.score).toBeNull();
  });
  it('are no part of a need that the model was not built for', () => {
    expect(() => scoreCandidate(chat, [{ workload: 'rag', share: 1, values: BOX }], 0)).toThrow(
      'without "rag"',
    );
  });
});
