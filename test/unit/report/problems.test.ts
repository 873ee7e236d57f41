import { describe, expect, it } from 'vitest';
import { problemLines, problemReport } from '../../../src/report/problems.ts';

describe('faults of a folder', () => {
  it('are shown up to a number that somebody may read, and all counted', () => {
    const fault = { file: 'a.yaml', column: 1, path: '', message: 'wrong' };
    const text = problemReport(
      Array.from({ length: 1000 }, (_, i) => ({ ...fault, path: `p${i}`, line: i + 1 })),
    );
    expect(text.split('\n')).toHaveLength(202);
    expect(text).toMatch(/\n1000 problems in 1 file, 800 of them not shown$/);
    expect(problemReport([{ ...fault, line: 1 }])).toMatch(/\n1 problem in 1 file$/);
  });
  it('that say the same are told three times, then by their lines', () => {
    const fault = { file: 'a.csv', column: 1, path: 'tok_s', message: 'is no number' };
    const at = (...lines: number[]) => problemLines(lines.map((line) => ({ ...fault, line })));
    expect(at(2, 3, 4, 5)).toHaveLength(4);
    expect(at(2, 3, 4, 5, 6, 9)).toEqual([
      '  a.csv:2:1  tok_s: is no number',
      '  a.csv:3:1  tok_s: is no number',
      '  a.csv:4:1  tok_s: is no number',
      '  a.csv  the same in 3 more lines: 5-6, 9',
    ]);
    const others = [5, 6, 7].map((line) => ({ ...fault, file: 'b.csv', line }));
    expect(problemLines([...[2, 3, 4].map((line) => ({ ...fault, line })), ...others])).toHaveLength(6);
  });
});
