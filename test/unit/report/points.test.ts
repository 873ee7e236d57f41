import { describe, expect, it } from 'vitest';
import { problemReport } from '../../../src/report/problems.ts';
import { pointsColumn } from '../../../src/report/values.ts';

describe('whole points in a list', () => {
  const column = (...scores: number[]) => pointsColumn(scores.map((score) => ({ score })));
  it('are the rounded scores', () => expect(column(83.4, 80.6, 75.3)).toEqual(['83', '81', '75']));
  it('never grow downwards: of equal half points the cheaper stands first', () =>
    expect(column(80.4, 80.6, 80.2)).toEqual(['80', '80', '80']));
});

describe('faults of a folder', () => {
  it('are shown up to a number that somebody may read, and all counted', () => {
    const fault = { file: 'a.yaml', column: 1, path: '', message: 'wrong' };
    const text = problemReport(Array.from({ length: 1000 }, (_, i) => ({ ...fault, line: i + 1 })));
    expect(text.split('\n')).toHaveLength(202);
    expect(text).toMatch(/\n1000 problems in 1 file, 800 of them not shown$/);
    expect(problemReport([{ ...fault, line: 1 }])).toMatch(/\n1 problem in 1 file$/);
  });
});
