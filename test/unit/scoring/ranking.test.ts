import { describe, expect, it } from 'vitest';
import { dominators } from '../../../src/scoring/dominance.ts';
import type { Score } from '../../../src/scoring/score.ts';
import { tiedWithFirst } from '../../../src/scoring/ties.ts';

const rival = (id: string, total: number, speed: number | null, price: number | null, points = 0) => {
  const score: Score = {
    score: total,
    low: total,
    high: total,
    known_weight: 1,
    points,
    moved: points,
    criteria: [
      { id: 'speed', value: 1, part: 0, score: speed, weight: 0.5 },
      { id: 'price', value: 1, part: 0, score: price, weight: 0.5 },
    ],
  };
  return { id, score };
};

describe('dominators', () => {
  it('names who is better on one thing and worse on none', () => {
    const found = dominators([rival('a', 80, 0.9, 0.7), rival('b', 75, 0.9, 0.6), rival('c', 70, 0.5, 0.9)]);
    expect([...found]).toEqual([['b', 'a']]);
  });

  it('does not call equals dominated', () => {
    expect(dominators([rival('a', 80, 0.9, 0.7), rival('b', 80, 0.9, 0.7)]).size).toBe(0);
  });

  it('proves nothing with what is unknown of the better one, and skips what is unknown of the worse', () => {
    expect(dominators([rival('a', 80, 0.9, null), rival('b', 70, 0.5, 0.6)]).size).toBe(0);
    expect([...dominators([rival('a', 80, 0.9, 0.7), rival('b', 70, 0.5, null)])]).toEqual([['b', 'a']]);
  });

  it('respects what the rules said', () => {
    expect(dominators([rival('a', 80, 0.9, 0.7, -5), rival('b', 79, 0.8, 0.7, 4)]).size).toBe(0);
  });

  it('names the best of several', () => {
    const found = dominators([rival('a', 90, 1, 1), rival('b', 80, 0.9, 0.9), rival('c', 70, 0.5, 0.5)]);
    expect(found.get('c')).toBe('a');
  });
});

describe('tiedWithFirst', () => {
  const limits = { margin_points: 1, coin_toss: 0.4 };
  it('calls near scores and coin tosses ties, and nothing else', () => {
    const ranked = [
      { id: 'a', score: 80, beats_leader: 0 },
      { id: 'b', score: 79.2, beats_leader: 0.2 },
      { id: 'c', score: 76, beats_leader: 0.45 },
      { id: 'd', score: 75, beats_leader: 0.3 },
    ];
    expect(tiedWithFirst(ranked, limits)).toEqual(['b', 'c']);
  });
  it('has no ties in an empty field', () => {
    expect(tiedWithFirst([], limits)).toEqual([]);
  });
});
