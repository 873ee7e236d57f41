import { describe, expect, it } from 'vitest';
import { aheadBy, virtuesOver } from '../../../src/report/standing.ts';
import type { Ranked } from '../../../src/schema/document.ts';
import { first } from '../../fixtures/first-two.ts';

describe('headroom', () => {
  const capacity = (r: Ranked, score: number, usable_gib: number): Ranked => ({
    ...r,
    criteria: [{ id: 'capacity', name: 'Memory headroom', value: 1, unit: 'x', score, weight: 0.1 }],
    fit: r.fit && { ...r.fit, usable_gib },
  });
  const other = (r: Ranked): Ranked => ({
    ...r,
    workloads: r.workloads.map((w) => ({ ...w, model: w.model && { ...w.model, id: 'another' } })),
  });
  it('speaks for who has more memory for the same model, and for nobody else', () => {
    const little = capacity(first, 0.2, 24);
    expect(virtuesOver(capacity(first, 0.9, 32), little)).toEqual(['memory headroom']);
    expect(virtuesOver(capacity(first, 0.9, 24), little)).toEqual([]);
    expect(virtuesOver(other(capacity(first, 0.9, 32)), little)).toEqual([]);
  });
});

describe('what puts one machine before another', () => {
  const scored = (score: number, moved: number): Ranked => ({
    ...first,
    criteria: [{ id: 'quality', name: 'Model quality', value: 1, unit: '', score, weight: 0.2 }],
    rule_points: { said: moved, moved },
  });
  it('is what experts say where that decides: the criteria alone would tell the opposite, or next to nothing', () => {
    expect(aheadBy(scored(0.73, 9), scored(0.68, 5))).toEqual(['what experts say', 'model quality']);
    expect(aheadBy(scored(0.5, 9), scored(0.8, 5))).toEqual(['what experts say']);
    expect(aheadBy(scored(0.8, 5), scored(0.5, 9))).toEqual(['model quality']);
    expect(aheadBy(scored(0.8, 5), scored(0.5, 5))).toEqual(['model quality']);
  });
  it('is no reason of its own to prefer the runner-up', () => {
    expect(virtuesOver(scored(0.5, 9), scored(0.5, 5))).toEqual([]);
  });
});
