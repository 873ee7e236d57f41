import { describe, expect, it } from 'vitest';
import { tiedWithFirst } from '../../../src/scoring/ties.ts';

describe('ties', () => {
  const limits = { margin_points: 2, coin_toss: 0.4 };
  const at = (id: string, score: number, beats_leader = 0) => ({ id, score, beats_leader });
  it('include the margin and the coin toss themselves', () => {
    const ranked = [
      at('a', 60),
      at('on the margin', 58),
      at('below it', 57.99),
      at('a toss', 40, 0.4),
      at('less', 40, 0.39),
    ];
    expect(tiedWithFirst(ranked, limits)).toEqual(['on the margin', 'a toss']);
  });
  it('include who stands before one of them, being level with it and cheaper', () =>
    expect(tiedWithFirst([at('a', 60), at('cheaper', 57.9), at('b', 58), at('c', 57.9)], limits)).toEqual([
      'cheaper',
      'b',
    ]));
  it('need somebody to tie with', () => {
    expect(tiedWithFirst([], limits)).toEqual([]);
    expect(tiedWithFirst([at('a', 60)], limits)).toEqual([]);
  });
});
