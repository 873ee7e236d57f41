import { describe, expect, it } from 'vitest';
import { measuredCell } from '../../../../src/catalog/import/measurement-of.ts';
import { disagreement, predictedByOthers } from '../../../../src/catalog/measurements/disagreement.ts';
import type { Measurement } from '../../../../src/schema/measurement.ts';
import { resolvedRow } from '../../../fixtures/measured-row.ts';

describe('how far testers are apart', () => {
  const cell = (source: string, tok_s: number, over: Partial<Measurement> = {}): Measurement =>
    ({
      ...measuredCell(resolvedRow(), 'cuda'),
      n: 1,
      date: '2026-05-01',
      ref: '',
      note: '',
      source,
      tok_s,
      ...over,
    }) as Measurement;
  it('is the median difference of pairs, relative to their mean', () => {
    expect(disagreement([cell('a', 90), cell('b', 110)], 'decode')).toEqual({
      cells: 1,
      median_relative_difference: 0.2,
    });
    expect(
      disagreement([cell('a', 90), cell('b', 110), cell('c', 90)], 'decode').median_relative_difference,
    ).toBe(0.2);
    expect(
      disagreement([cell('a', 80), cell('a', 100), cell('b', 110)], 'decode').median_relative_difference,
    ).toBe(0.2);
    expect(
      disagreement(
        [cell('a', 90), cell('b', 110), cell('a', 50, { depth: 1 }), cell('b', 50, { depth: 1 })],
        'decode',
      ),
    ).toEqual({ cells: 2, median_relative_difference: 0.1 });
  });
  it('looks at one phase, and at decode whatever was generated', () => {
    expect(disagreement([cell('a', 90), cell('b', 110)], 'prefill')).toEqual({
      cells: 0,
      median_relative_difference: null,
    });
    expect(disagreement([cell('a', 90), cell('b', 110, { tokens: 256 })], 'decode').cells).toBe(1);
    const prefill = { phase: 'prefill' } as const;
    expect(
      disagreement([cell('a', 90, prefill), cell('b', 110, { ...prefill, tokens: 256 })], 'prefill').cells,
    ).toBe(0);
  });
  it('tells how well the median of the others predicts each', () => {
    // 100 by a, told 110 by b and c; 110 and 110 told 105 each.
    const rows = [cell('a', 100), cell('b', 110), cell('c', 110), cell('d', 70, { depth: 1 })];
    expect(predictedByOthers(rows, 'decode')).toEqual({ n: 3, mdape: 0.045, p90_ape: 0.089 });
    expect(predictedByOthers([cell('a', 100), cell('a', 50)], 'decode')).toEqual({
      n: 0,
      mdape: null,
      p90_ape: null,
    });
    const two = { count: 2, split: 'layer' } as const;
    expect(predictedByOthers([cell('a', 100, two), cell('b', 50, two)], 'decode').n).toBe(0);
    const four = { concurrency: 4 };
    expect(predictedByOthers([cell('a', 100, four), cell('b', 50, four)], 'decode').n).toBe(0);
    expect(predictedByOthers(rows, 'prefill').n).toBe(0);
  });
  it('may be asked of close dates only', () => {
    const rows = [cell('a', 90), cell('b', 110, { date: '2026-06-30' })];
    expect(disagreement(rows, 'decode', 60).cells).toBe(1);
    expect(disagreement(rows, 'decode', 59).cells).toBe(0);
  });
});
