import { describe, expect, it } from 'vitest';
import { editDistance, nearestNames } from '../../../../src/catalog/names/nearest.ts';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['spark', 'spark', 0],
    ['spark', 'sprak', 1],
    ['qwen', 'qwem', 1],
    ['abc', '', 3],
    ['rtx-3090', 'rtx-4090', 1],
  ])('%s to %s is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});

describe('nearestNames', () => {
  const ids = ['rtx-3090', 'rtx-4090', 'rtx-5090', 'dgx-spark', 'm3-max'];
  it('puts the closest first and ties in code-point order', () => {
    expect(nearestNames('rtx-309', ids)[0]).toBe('rtx-3090');
    expect(nearestNames('rtx-6090', ids)).toEqual(['rtx-3090', 'rtx-4090', 'rtx-5090']);
  });
  it('finds a name by a part of it', () => {
    expect(nearestNames('spark', ids)[0]).toBe('dgx-spark');
    expect(nearestNames('3090', ids)[0]).toBe('rtx-3090');
  });
  it('says nothing rather than something nobody meant', () => {
    expect(nearestNames('tenstorrent', ids)).toEqual([]);
    expect(nearestNames(`rtx-3090${'x'.repeat(142)}`, ids)).toEqual(['rtx-3090']);
    expect(nearestNames(`rtx-3090${'x'.repeat(143)}`, ids)).toEqual([]);
  });
});
