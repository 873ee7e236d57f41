import { describe, expect, it } from 'vitest';
import { dominators, type Rival } from '../../../src/scoring/dominance.ts';

type Known = Partial<Record<'speed' | 'price' | 'size', number | null>>;
const rival = (
  id: string,
  scores: Known,
  over: { points?: number; score?: number | null; weight?: number } = {},
): Rival => ({
  id,
  score: {
    score: over.score === undefined ? 50 : over.score,
    low: null,
    high: null,
    known_weight: 1,
    points: over.points ?? 0,
    moved: 0,
    criteria: Object.entries(scores).map(([name, score]) => ({
      id: name as 'speed',
      value: score,
      part: 0,
      score,
      weight: over.weight ?? 0.5,
    })),
  },
});
const beaten = (...ranked: Rival[]) => Object.fromEntries(dominators(ranked));

describe('who is beaten on everything', () => {
  it.each<[string, Rival, Rival, boolean]>([
    [
      'better on one, equal on the rest',
      rival('a', { speed: 0.6, price: 0.5 }),
      rival('b', { speed: 0.5, price: 0.5 }),
      true,
    ],
    ['equal on all', rival('a', { speed: 0.5 }), rival('b', { speed: 0.5 }), false],
    [
      'equal on all, with more points',
      rival('a', { speed: 0.5 }, { points: 1 }),
      rival('b', { speed: 0.5 }),
      true,
    ],
    [
      'better, with fewer points',
      rival('a', { speed: 0.9 }),
      rival('b', { speed: 0.5 }, { points: 1 }),
      false,
    ],
    ['worse on one', rival('a', { speed: 0.9, price: 0.4 }), rival('b', { speed: 0.5, price: 0.5 }), false],
    ['with a lower score', rival('a', { speed: 0.9 }, { score: 40 }), rival('b', { speed: 0.5 }), false],
    ['with the same score', rival('a', { speed: 0.9 }, { score: 50 }), rival('b', { speed: 0.5 }), true],
    ['unknown where the other is known', rival('a', { speed: null }), rival('b', { speed: 0 }), false],
    ['without a criterion that the other has', rival('a', { price: 0.9 }), rival('b', { speed: 0.1 }), false],
    [
      'better on one, unknown on another that is known of the other',
      rival('a', { speed: 0.9, price: null }),
      rival('b', { speed: 0.8, price: 0.1 }),
      false,
    ],
    [
      'without a criterion that is unknown of the other, too',
      rival('a', { speed: 0.9 }),
      rival('b', { speed: 0.8, price: null }),
      true,
    ],
    [
      'better on one of criteria that stand in another order',
      rival('a', { price: 0.5, speed: 0.9 }),
      rival('b', { speed: 0.8, price: 0.5 }),
      true,
    ],
    [
      'known where the other is unknown',
      rival('a', { speed: 0.1, price: 0.6 }),
      rival('b', { speed: null, price: 0.5 }),
      true,
    ],
    ['only where the other is unknown', rival('a', { speed: 0.9 }), rival('b', { speed: null }), false],
    [
      'worse where nothing weighs',
      rival('a', { speed: 0.1, price: 0.6 }),
      rival('b', { speed: 0.9, price: 0.5 }, { weight: 0 }),
      false,
    ],
    ['by no more than rounding', rival('a', { speed: 0.5 + 5e-7 }), rival('b', { speed: 0.5 }), false],
    [
      'worse by no more than rounding',
      rival('a', { speed: 0.5 - 5e-7, price: 0.9 }),
      rival('b', { speed: 0.5, price: 0.5 }),
      true,
    ],
    [
      'nobody knows the score',
      rival('a', { speed: 0.9 }, { score: null }),
      rival('b', { speed: 0.5 }, { score: null }),
      true,
    ],
  ])('%s', (_, a, b, yes) => expect(beaten(a, b)).toEqual(yes ? { b: 'a' } : {}));

  it('looks past what weighs nothing, and never takes an unknown for a zero', () => {
    const one = { id: 'speed' as const, value: 0, part: 0, weight: 0 };
    const b = rival('b', { price: 0.5 });
    const light: Rival = {
      ...b,
      score: { ...b.score, criteria: [...b.score.criteria, { ...one, score: 0.9 }] },
    };
    expect(beaten(rival('a', { price: 0.6, speed: 0.1 }), light)).toEqual({ b: 'a' });
    expect(beaten(rival('a', { price: 0.6, speed: null }), rival('b', { price: 0.5, speed: 0 }))).toEqual({});
  });

  it('names the best of those above, and nobody below', () => {
    const best = rival('best', { speed: 0.9 });
    const next = rival('next', { speed: 0.7 });
    const last = rival('last', { speed: 0.5 });
    expect(beaten(best, next, last)).toEqual({ next: 'best', last: 'best' });
    expect(beaten(last, best)).toEqual({});
  });
});
