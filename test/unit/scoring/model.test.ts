import { describe, expect, it } from 'vitest';
import { WORKLOADS } from '../../../src/schema/vocabulary.ts';
import { scoreAt } from '../../../src/scoring/curve.ts';
import { level, nextPurse, scoringModel } from '../../../src/scoring/model.ts';
import { shipped } from './a-scoring.ts';

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
        { priorities: ['speed'] },
      ).workloads.chat?.map((w) => w.criterion);
    expect(chatWith({ speed: 3, noise: 1 })?.sort()).toEqual(['noise', 'speed']);
    expect(chatWith({ ...weights, noise: 0 })).toEqual(chatWith(weights));
    expect(chatWith(weights)).not.toContain('noise');
  });

  it.each([
    ['quiet', 'noise', 0.2],
    ['power', 'power', 0.12],
    ['size', 'size', 0.12],
    ['turnkey', 'setup', 0.1],
    ['upgradable', 'upgrade', 0.08],
  ] as const)(
    'a wish for %s is heard in every work, also where %s weighs nothing by itself',
    (wish, criterion, least) => {
      for (const id of WORKLOADS) {
        const of = scoringModel(shipped, [id], { priorities: [wish] }).workloads[id] ?? [];
        expect(of.find((w) => w.criterion === criterion)?.weight ?? 0).toBeGreaterThan(least);
      }
    },
  );

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
