import { expect, it } from 'vitest';
import { isDrawn } from '../../../src/build/mutants/drawn.ts';
import { wilson } from '../../../src/build/mutants/interval.ts';
import { type Report, tally, tallyLine, total } from '../../../src/build/mutants/tally.ts';

it('gives the interval that Wilson gives', () => {
  // Worked by hand from the formula: 10 of 10 leave z^2 / (n + z^2) = 0.2775 open below, 85 of 100 give [0.767, 0.907].
  expect(wilson(10, 10)[0]).toBeCloseTo(0.7225, 4);
  expect(wilson(10, 10)[1]).toBeCloseTo(1, 9);
  expect(wilson(85, 100).map((x) => Number(x.toFixed(3)))).toEqual([0.767, 0.907]);
  expect(wilson(0, 0)).toEqual([0, 1]);
});

it('draws about the share asked for, the same every time and others for another seed', () => {
  const ids = Array.from({ length: 10_000 }, (_, i) => String(i));
  const drawn = (seed: number) => ids.filter((id) => isDrawn(id, { seed, percent: 6 }));
  expect(drawn(1).length).toBeGreaterThan(520);
  expect(drawn(1).length).toBeLessThan(680);
  expect(drawn(1)).toEqual(drawn(1));
  expect(drawn(2)).not.toEqual(drawn(1));
  expect(ids.some((id) => isDrawn(id, { seed: 1, percent: 0 }))).toBe(false);
  expect(ids.every((id) => isDrawn(id, { seed: 1, percent: 100 }))).toBe(true);
});

it('counts what was drawn by folder, and neither what only runs at load nor what was left out', () => {
  const statuses = ['Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored', 'CompileError'] as const;
  const report: Report = {
    files: {
      'src/perf/a.ts': { mutants: statuses.map((status, i) => ({ id: String(i), status })) },
      'src/rules/b.ts': { mutants: [{ id: '9', status: 'Killed' }] },
    },
  };
  const folders = tally(report, (id) => id !== '2');
  expect(folders.get('perf')).toEqual({ killed: 1, timeout: 1, survived: 0, uncovered: 1 });
  expect(total(folders)).toEqual({ killed: 2, timeout: 1, survived: 0, uncovered: 1 });
  expect(tallyLine('all', total(folders))).toMatch(
    /^all: 3 of 4 noticed, 75\.0 % \(95 % interval 30\.1 % to 95\.4 %\)/,
  );
});
