import { describe, expect, it } from 'vitest';
import {
  type DesignRow,
  type DesignTerm,
  type Prior,
  packDesign,
} from '../../../../src/perf/calibration/design.ts';
import { predictRow, type SolveOptions, solve } from '../../../../src/perf/calibration/solve.ts';

const on = (...columns: number[]) => columns.map((column) => ({ column, covariate: 1 }));
const term = (ideal_s: number, inner = on(), lane = 0): DesignTerm => ({ ideal_s, lane, inner });
const row = (over: Partial<DesignRow> = {}): DesignRow => ({
  log_s: 0,
  weight: 1,
  noise: 0.1,
  patience: 100,
  terms: [term(1)],
  outer: [],
  ...over,
});
const weak: Prior = { mean: 0, sd: 100 };
const exact: SolveOptions = { huber: 100, iterations: 60, tolerance: 1e-8 };
const solved = (
  rows: readonly DesignRow[],
  priors: readonly Prior[],
  options: Partial<SolveOptions> = {},
  use = rows.map((_, i) => i),
) => [...solve(packDesign(rows, priors), Int32Array.from(use), { ...exact, ...options })];
const seconds = (r: DesignRow, ...beta: number[]) =>
  Math.exp(
    predictRow(
      packDesign(
        [r],
        beta.map(() => weak),
      ),
      Float64Array.from(beta),
      0,
    ),
  );

describe('the time of a row', () => {
  it('is the sum of its terms, each times its factors', () => {
    expect(seconds(row({ terms: [term(1), term(3)] }))).toBeCloseTo(4, 12);
    expect(
      seconds(row({ terms: [term(1, on(0)), term(3, on(0, 1))] }), Math.log(2), Math.log(5)),
    ).toBeCloseTo(32, 9);
    expect(seconds(row({ terms: [term(2, [{ column: 0, covariate: 3 }])] }), Math.log(2))).toBeCloseTo(16, 9);
  });
  it('is multiplied by what is peculiar to the row', () => {
    const outer = [
      { column: 0, covariate: 2 },
      { column: 1, covariate: -1 },
    ];
    expect(seconds(row({ terms: [term(5)], outer }), Math.log(3), Math.log(2))).toBeCloseTo(22.5, 9);
  });
  it('takes little longer than the slower of two activities that overlap', () => {
    // (3^4 + 3^4)^(1/4), beside a second that overlaps with nothing; each pair apart.
    const both = 3 * 2 ** 0.25;
    expect(seconds(row({ terms: [term(1), term(3, [], 1), term(3, [], 2)] }))).toBeCloseTo(1 + both, 9);
    expect(
      seconds(row({ terms: [term(3, [], 3), term(3, [], 4), term(3, [], 5), term(3, [], 6)] })),
    ).toBeCloseTo(2 * both, 9);
    expect(seconds(row({ terms: [term(3, [], 1), term(3, [], 3)] }))).toBeCloseTo(6, 9);
    expect(seconds(row({ terms: [term(2, [], 2), term(1, [], 2)] }))).toBeCloseTo(3, 9);
  });
  it('shares its change among the terms as the change of each moves it', () => {
    const rows = [
      row({ terms: [term(7, on(0))] }),
      row({
        terms: [term(1, on(0)), term(3, on(1)), term(2, on(2), 1), term(4, on(3), 2), term(1, on(4), 5)],
      }),
    ];
    const design = packDesign(rows, [weak, weak, weak, weak, weak]);
    const beta = Float64Array.from([0.1, -0.2, 0.3, 0.05, 0.4]);
    const shares = new Float64Array(design.ideal_s.length);
    predictRow(design, beta, 1, shares);
    const step = 1e-6;
    for (let c = 0; c < 5; c++) {
      const moved = Float64Array.from(beta, (b, i) => (i === c ? b + step : b));
      const slope = (predictRow(design, moved, 1) - predictRow(design, beta, 1)) / step;
      expect(shares[1 + c]).toBeCloseTo(slope, 5);
    }
    expect(shares[0]).toBe(0);
  });
});

describe('the fit', () => {
  it('lies between prior and measurement, by how much each is trusted', () => {
    // Precision 100 against 100: half way; against 400 with a weight of four: four fifths; against a prior half as wide: a fifth.
    const rows = [row({ log_s: 0.6, terms: [term(1, on(0))] })];
    expect(solved(rows, [{ mean: 0, sd: 0.1 }])[0]).toBeCloseTo(0.3, 4);
    expect(solved([row({ ...rows[0], weight: 4 })], [{ mean: 0, sd: 0.1 }])[0]).toBeCloseTo(0.48, 4);
    expect(solved([row({ ...rows[0], noise: 0.05 })], [{ mean: 0, sd: 0.1 }])[0]).toBeCloseTo(0.48, 4);
    expect(solved(rows, [{ mean: 0, sd: 0.05 }])[0]).toBeCloseTo(0.12, 4);
    expect(solved(rows, [{ mean: 0.2, sd: 0.1 }])[0]).toBeCloseTo(0.4, 4);
  });

  it('stays at the prior without rows', () => {
    expect(solved([row({ log_s: 5, outer: on(0) })], [{ mean: 0.7, sd: 1 }], {}, [])).toEqual([0.7]);
  });

  it('looks at the rows it is given and at no other', () => {
    const rows = [
      row({ log_s: 1, outer: on(0) }),
      row({ log_s: 3, outer: on(0) }),
      row({ log_s: 2, outer: on(1) }),
    ];
    expect(solved(rows, [weak, weak], {}, [1])[0]).toBeCloseTo(3, 3);
    expect(solved(rows, [weak, weak], {}, [1])[1]).toBe(0);
    expect(solved(rows, [weak, weak], {}, [0, 1])[0]).toBeCloseTo(2, 3);
  });

  it('lets no fast row pull with more than a constant force, and slow rows with as much as their patience', () => {
    const prior = [{ mean: 0, sd: 0.2 }];
    // Force 1.5 / 0.1 on a spring of 1 / 0.2^2.
    expect(solved([row({ log_s: -5, outer: on(0) })], prior, { huber: 1.5 })[0]).toBeCloseTo(-0.6, 2);
    expect(solved([row({ log_s: -50, outer: on(0) })], prior, { huber: 1.5 })[0]).toBeCloseTo(-0.6, 2);
    expect(solved([row({ log_s: 5, patience: 2, outer: on(0) })], prior, { huber: 1.5 })[0]).toBeCloseTo(
      0.8,
      2,
    );
    // A limit: nothing in one direction, a spring in the other.
    const limit = row({ log_s: 0.3, patience: 0, outer: on(0) });
    expect(solved([limit, row({ log_s: 0.1, outer: on(0) })], [weak])[0]).toBeCloseTo(0.1, 3);
    expect(solved([limit, row({ log_s: 0.5, outer: on(0) })], [weak])[0]).toBeCloseTo(0.4, 3);
  });

  it('finds the coefficients behind measurements that follow the model', () => {
    const truth = [0.4, -0.3, 0.2];
    const shapes: DesignTerm[][] = [
      [term(1, on(0)), term(0.2, on(1))],
      [term(0.1, on(0)), term(2, on(1))],
      [term(1, on(0, 2)), term(1, on(1))],
      [term(2, on(0), 1), term(1.5, on(1, 2), 2)],
      [term(1, [{ column: 2, covariate: 2 }], 3), term(0.5, on(1), 4), term(0.3, on(0))],
    ];
    const rows = shapes.map((terms) => {
      const bare = row({ terms });
      return { ...bare, log_s: Math.log(seconds(bare, ...truth)) };
    });
    const found = solved(rows, [weak, weak, weak]);
    for (const [i, value] of truth.entries()) expect(found[i]).toBeCloseTo(value, 2);
  });

  it('moves a coefficient that a row uses twice by both of its terms', () => {
    const rows = [row({ log_s: Math.log(6), terms: [term(1, on(0)), term(2, on(0))], outer: on(0) })];
    expect(solved(rows, [weak])[0]).toBeCloseTo(Math.log(2) / 2, 3);
  });

  it('reaches far values by steps, and keeps its start where it may not step', () => {
    expect(solved([row({ log_s: 7, outer: on(0) })], [weak])[0]).toBeCloseTo(7, 2);
    const start = Float64Array.from([0.25]);
    expect(solved([row({ log_s: 7, outer: on(0) })], [weak], { iterations: 0, start })).toEqual([0.25]);
    expect(solved([row({ log_s: 7, outer: on(0) })], [weak], { iterations: 0 })).toEqual([0]);
    const [one] = solved([row({ log_s: 7, outer: on(0) })], [weak], { iterations: 1 });
    expect(one).toBeCloseTo(1, 6);
  });

  it('explains many rows that share their coefficients in pairs', () => {
    const n = 12;
    const truth = Array.from({ length: n }, (_, i) => Math.sin(i + 1) / 2);
    const rows = Array.from({ length: 3 * n }, (_, i) => {
      const bare = row({
        terms: [term(1, on(i % n)), term(1 + (i % 3), on((i * 5 + 1) % n))],
        outer: on((i + 3) % n),
      });
      return { ...bare, log_s: Math.log(seconds(bare, ...truth)) };
    });
    const design = packDesign(
      rows,
      truth.map(() => weak),
    );
    const found = solve(
      design,
      Int32Array.from(rows, (_, i) => i),
      exact,
    );
    for (const [i, { log_s }] of rows.entries()) expect(predictRow(design, found, i)).toBeCloseTo(log_s, 2);
  });
});
