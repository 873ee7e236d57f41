import { describe, expect, it } from 'vitest';
import { movedByPoints } from '../../../src/scoring/points.ts';

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
