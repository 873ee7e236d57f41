import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Curve } from '../../../src/schema/scoring.ts';
import { compileCurve, scoreAt } from '../../../src/scoring/curve.ts';
import '../../laws/runs.ts';

const curve = (scale: Curve['scale'], poor: [number, number], good: [number, number]): Curve => ({
  scale,
  poor: { at: poor[0], score: poor[1] },
  good: { at: good[0], score: good[1] },
  reason: 'test',
});

describe('compileCurve', () => {
  it.each([
    ['rising S', curve('log', [8, 0.15], [80, 0.9])],
    ['falling S', curve('log', [10, 0.1], [1, 0.9])],
    ['rising line', curve('linear', [1200, 0.1], [1460, 0.9])],
    ['falling line', curve('linear', [48, 0.1], [26, 0.9])],
    ['line over the logarithm', curve('log', [1, 0], [100, 1])],
  ])('%s goes through both control points', (_, c) => {
    const compiled = compileCurve(c);
    expect(scoreAt(compiled, c.poor.at)).toBeCloseTo(c.poor.score, 12);
    expect(scoreAt(compiled, c.good.at)).toBeCloseTo(c.good.score, 12);
  });

  it('flattens on both sides of an S: a doubling far out is worth less than one in the middle', () => {
    const c = compileCurve(curve('log', [8, 0.15], [80, 0.9]));
    const gain = (x: number) => scoreAt(c, 2 * x) - scoreAt(c, x);
    expect(gain(20)).toBeGreaterThan(gain(200));
    expect(gain(20)).toBeGreaterThan(gain(1));
  });

  it('clips a straight line', () => {
    const c = compileCurve(curve('linear', [0, 0], [1, 1]));
    expect([scoreAt(c, -1), scoreAt(c, 0.25), scoreAt(c, 3)]).toEqual([0, 0.25, 1]);
  });

  it('takes a value of nothing as the end of a logarithmic scale', () => {
    expect(scoreAt(compileCurve(curve('log', [8, 0.15], [80, 0.9])), 0)).toBe(0);
    expect(scoreAt(compileCurve(curve('log', [10, 0.1], [1, 0.9])), 0)).toBe(1);
  });

  it('stays on 0..1 and never turns round', () => {
    const value = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
    const score = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom('log' as const, 'linear' as const),
        value,
        value,
        score,
        score,
        value,
        value,
        (scale, a, b, p, q, x, y) => {
          fc.pre(Math.abs(Math.log(a / b)) > 1e-3 && Math.abs(p - q) > 1e-3);
          const c = compileCurve(curve(scale, [a, Math.min(p, q)], [b, Math.max(p, q)]));
          const [low, high] = [scoreAt(c, Math.min(x, y)), scoreAt(c, Math.max(x, y))];
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          if (b > a) expect(high).toBeGreaterThanOrEqual(low);
          else expect(low).toBeGreaterThanOrEqual(high);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the shape of a curve', () => {
  const shaped = (scale: 'log' | 'linear', poor: number, good: number) =>
    compileCurve({ scale, poor: { at: 1, score: poor }, good: { at: 10, score: good } } as Parameters<
      typeof compileCurve
    >[0]);
  it.each([
    ['log', 0.1, 0.9, 's'],
    ['log', 0, 0.9, 'line'],
    ['log', 0.1, 1, 'line'],
    ['linear', 0.1, 0.9, 'line'],
  ] as const)('%s from %d to %d: %s', (scale, poor, good, shape) => {
    expect(shaped(scale, poor, good).shape).toBe(shape);
    expect(shaped(scale, poor, good).log).toBe(scale === 'log');
  });
});
