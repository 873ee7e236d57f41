import { describe, expect, it } from 'vitest';
import { problemReport } from '../../../src/report/problems.ts';

describe('faults of a folder', () => {
  it('are shown up to a number that somebody may read, and all counted', () => {
    const fault = { file: 'a.yaml', column: 1, path: '', message: 'wrong' };
    const text = problemReport(Array.from({ length: 1000 }, (_, i) => ({ ...fault, line: i + 1 })));
    expect(text.split('\n')).toHaveLength(202);
    expect(text).toMatch(/\n1000 problems in 1 file, 800 of them not shown$/);
    expect(problemReport([{ ...fault, line: 1 }])).toMatch(/\n1 problem in 1 file$/);
  });
});
