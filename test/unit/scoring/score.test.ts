import { describe, expect, it } from 'vitest';
import { scoreAt } from '../../../src/scoring/curve.ts';
import { level, nextPurse, scoringModel } from '../../../src/scoring/model.ts';
import { movedByPoints } from '../../../src/scoring/points.ts';
import { powerMean } from '../../../src/scoring/power-mean.ts';
import { scoreCandidate } from '../../../src/scoring/score.ts';
import { feltSpeed, per1000Usd } from '../../../src/scoring/value.ts';
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

describe('scoringModel', () => {
  it('scores what several share by the curves of serving, but for those that the workload has itself', () => {
    const curveOf = (id: 'rag' | 'serving', criterion: string, shared: boolean) =>
      scoringModel(shipped, [id], { priorities: [], shared: shared ? [id] : [] }).workloads[id]?.find(
        (w) => w.criterion === criterion,
      )?.curve;
    for (const criterion of ['price', 'value']) {
      expect(curveOf('rag', criterion, true)).toEqual(curveOf('serving', criterion, false));
      expect(curveOf('rag', criterion, false)).not.toEqual(curveOf('serving', criterion, false));
    }
    expect(curveOf('rag', 'ttft', true)).toEqual(curveOf('rag', 'ttft', false));
  });

  describe('of a larger budget', () => {
    const at = (
      criterion: 'price' | 'value',
      budget: number | null,
      first: readonly 'price'[] = [],
      id: 'chat' | 'batch' = 'chat',
      open = false,
    ) => {
      const buyer = { priorities: first, budget_usd: budget, open: open ? [id] : [] };
      const { workloads } = scoringModel(shipped, [id], buyer);
      const curve = workloads[id]?.find((w) => w.criterion === criterion)?.curve;
      return curve ? scoreAt(curve, criterion === 'price' ? 4000 : 10) : null;
    };

    it('lets money count for less, in steps, unless the price comes first', () => {
      expect(at('price', 10_000)).toBeGreaterThan(at('price', 5000) ?? 1);
      expect(at('price', 5000)).toBeGreaterThan(at('price', null) ?? 1);
      expect(at('price', 6999)).toBe(at('price', 5000));
      expect(at('price', 1000)).toBe(at('price', null));
      expect(at('price', 10_000, ['price'])).toBe(at('price', null, ['price']));
      expect(at('price', 10_000, [], 'batch')).toBeGreaterThan(at('price', null, [], 'batch') ?? 1);
    });

    it('asks for less speed per dollar where the model is open, and for the same where it is named', () => {
      expect(at('value', 10_000)).toBe(at('value', null));
      expect(at('value', 10_000, [], 'chat', true)).toBeGreaterThan(at('value', 5000, [], 'chat', true) ?? 1);
      expect(at('value', 1000, [], 'chat', true)).toBe(at('value', null));
      expect(at('value', 10_000, ['price'], 'chat', true)).toBe(at('value', null, ['price']));
    });

    it('looks further ahead: memory beyond that of today adds more, and takes nothing', () => {
      const room = (budget_usd: number | null, gib: number, ...priorities: ('price' | 'quality')[]) => {
        const of = scoringModel(shipped, ['chat'], { priorities, budget_usd }).workloads.chat;
        const found = of?.find((w) => w.criterion === 'room');
        return found ? scoreAt(found.curve, gib) : Number.NaN;
      };
      for (const gib of [8, 32, 200])
        for (const nothing of [room(null, gib), room(1200, gib), room(9000, gib, 'price')])
          expect(nothing).toBe(0.5);
      expect(room(12_000, 8)).toBe(0.5);
      expect(room(12_000, 100)).toBeCloseTo(0.9, 12);
      expect(room(90_000, 100)).toBe(room(12_000, 100));
      // Twice 2,500 is twice what people at large call a middling price: log 2 of log 6.
      const share = Math.log((2 * 2500) / Math.sqrt(9000 * 700)) / Math.log(6);
      expect(room(2500, 100)).toBeCloseTo(0.5 + 0.4 * share, 12);
    });

    it('counts memory with every budget where it decides what can be done at all', () => {
      const room = (budget_usd: number | null, gib: number) => {
        const of = scoringModel(shipped, ['finetune'], { priorities: [], budget_usd }).workloads.finetune;
        const found = of?.find((w) => w.criterion === 'room');
        return found ? scoreAt(found.curve, gib) : Number.NaN;
      };
      for (const budget of [null, 1200, 12_000]) {
        expect(room(budget, 10)).toBeCloseTo(0.1, 12);
        expect(room(budget, 100)).toBeCloseTo(0.9, 12);
      }
    });

    it('names the next step', () => {
      const next = (budget: number, first: readonly 'price'[] = []) =>
        nextPurse(shipped, ['chat'], { priorities: first }, budget);
      expect(next(4000)).toBe(5000);
      expect(next(5000)).toBe(7100);
      expect(next(4000, ['price'])).toBeNull();
      expect(at('price', 4999)).toBe(at('price', 4000));
      expect(at('price', 5000)).not.toBe(at('price', 4000));
    });
  });

  it('weighs what the data give a weight, and nothing else', () => {
    const { noise: _, ...weights } = shipped.weights.chat.weights;
    const chatWith = (over: object) =>
      scoringModel(
        { ...shipped, weights: { ...shipped.weights, chat: { ...shipped.weights.chat, weights: over } } },
        ['chat'],
        { priorities: ['quiet'] },
      ).workloads.chat?.map((w) => w.criterion);
    expect(chatWith({ speed: 3, noise: 1 })?.sort()).toEqual(['noise', 'speed']);
    expect(chatWith({ ...weights, noise: 0 })).toEqual(chatWith(weights));
    expect(chatWith(weights)).not.toContain('noise');
  });

  it('gives weights that add up to 1, with and without priorities', () => {
    for (const priorities of [[], ['speed'], ['quiet', 'size', 'price']] as const) {
      const weights = scoringModel(shipped, ['chat'], { priorities: priorities }).workloads.chat ?? [];
      expect(weights.reduce((sum, w) => sum + w.weight, 0)).toBeCloseTo(1, 12);
    }
  });

  it('lets a priority raise its own criterion, and a repeated one count once', () => {
    const weight = (priorities: readonly ('quiet' | 'speed')[]) =>
      scoringModel(shipped, ['chat'], { priorities: priorities }).workloads.chat?.find(
        (w) => w.criterion === 'noise',
      )?.weight ?? 0;
    expect(weight(['quiet'])).toBeGreaterThan(3 * weight([]));
    expect(weight(['quiet', 'quiet'])).toBe(weight(['quiet']));
    expect(weight(['speed', 'quiet'])).toBe(weight(['quiet', 'speed']));
  });

  it('scores by the curve of a priority that has one, whatever the workload', () => {
    const quality = (id: 'chat' | 'coding', priorities: readonly ('quality' | 'speed')[], at: number) => {
      const weighings = scoringModel(shipped, [id], { priorities }).workloads[id] ?? [];
      const curve = weighings.find((w) => w.criterion === 'quality')?.curve;
      return curve ? scoreAt(curve, at) : null;
    };
    // The best models of all are told apart by whoever puts quality first, and by nobody else.
    for (const id of ['chat', 'coding'] as const) {
      expect(quality(id, ['quality'], 1540)).toBeCloseTo(0.9, 9);
      expect(quality(id, ['speed', 'quality'], 1500)).toBeLessThan(0.8);
      expect(quality(id, ['speed'], 1500)).toBe(quality(id, ['speed'], 1540));
    }
  });

  it('knows no level for a strange word', () => {
    expect(level(shipped, 'setup', 'turnkey')).toBe(1);
    expect(level(shipped, 'setup', 'levitate')).toBeNull();
  });
});

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

describe('movedByPoints', () => {
  it('moves the middle of the scale by the points themselves', () => {
    expect(movedByPoints(60, 8)).toBe(68);
    expect(movedByPoints(60, -20)).toBe(40);
  });
  it('runs out of force near the end it pushes towards, and keeps the order there', () => {
    expect(movedByPoints(95, 10)).toBe(97);
    expect(movedByPoints(5, -10)).toBe(3);
    expect(movedByPoints(95, 20)).toBeLessThan(movedByPoints(96, 20));
    expect(movedByPoints(100, 25)).toBe(100);
    expect(movedByPoints(0, -25)).toBe(0);
  });
});

describe('powerMean', () => {
  const terms = [
    { weight: 0.6, score: 0.95 },
    { weight: 0.4, score: 0.05 },
  ];
  it('is the plain mean at 1 and punishes weak sides below', () => {
    expect(powerMean(terms, 1)).toBeCloseTo(0.59, 12);
    expect(powerMean(terms, 0.5)).toBeCloseTo((0.6 * Math.sqrt(0.95) + 0.4 * Math.sqrt(0.05)) ** 2, 12);
    expect(powerMean(terms, 0.25)).toBeLessThan(powerMean(terms, 0.5) ?? 0);
    expect(powerMean([], 0.5)).toBeNull();
  });
});

describe('value for money', () => {
  it('counts the wait into the speed that is felt', () => {
    expect(feltSpeed(40, 0, 400)).toBeCloseTo(40, 9);
    expect(feltSpeed(40, 10, 400)).toBeCloseTo(20, 9);
    expect(feltSpeed(40, null, 400)).toBeCloseTo(40, 9);
    expect(feltSpeed(null, 1, 400)).toBeNull();
  });
  it('has no value without a price', () => {
    expect(per1000Usd(38, 4699)).toBeCloseTo(8.09, 2);
    expect(per1000Usd(38, null)).toBeNull();
    expect(per1000Usd(null, 4699)).toBeNull();
    expect(per1000Usd(38, 0)).toBeNull();
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
