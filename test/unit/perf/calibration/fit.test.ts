import { describe, expect, it } from 'vitest';
import { type DesignRow, packDesign } from '../../../../src/perf/calibration/design.ts';
import { evidenceOf, namedParameters } from '../../../../src/perf/calibration/export.ts';
import { allRows, type Fitted, fit, type Problem, residual } from '../../../../src/perf/calibration/fit.ts';
import type { Column } from '../../../../src/perf/calibration/fit-rows.ts';
import { coarse, GROUPINGS, type HeldOut } from '../../../../src/perf/calibration/held-out.ts';
import { intervalTable } from '../../../../src/perf/calibration/intervals.ts';
import { limitRows } from '../../../../src/perf/calibration/limit-rows.ts';
import type { Observation } from '../../../../src/perf/calibration/observation.ts';
import type { Grade, Regime } from '../../../../src/perf/speed/evidence.ts';
import { MOST_ARITHMETIC_GAIN } from '../../../../src/perf/speed/parameter-limits.ts';
import type { Place } from '../../../../src/perf/speed/place.ts';
import { columnsOf, NOWHERE } from '../../../fixtures/columns.ts';

/** One device whose factor is column 0; each tester's own effect is a column after it. */
const DEVICE: Column = { parameter: 'weight_read', level: 'device', key: 'card' };
const tester = (key: string): Column => ({ parameter: 'source', level: 'source', key });
const observed = (source: string, users = 1): Observation =>
  ({
    measurement: { source, device: 'card', model: 'm' },
    job: { users },
    machine: { device: { family: 'f' } },
  }) as unknown as Observation;

function problem(
  rows: readonly { source: string; log_s: number; users?: number }[],
  extra: DesignRow[] = [],
): Problem {
  const sources = [...new Set(rows.map((r) => r.source))];
  const columns = [DEVICE, ...sources.map(tester)];
  const design = rows.map(
    (r): DesignRow => ({
      log_s: r.log_s,
      weight: 1,
      noise: 0.1,
      patience: 10,
      terms: [{ ideal_s: 1, lane: 0, inner: [{ column: 0, covariate: 1 }] }],
      outer: [{ column: 1 + sources.indexOf(r.source), covariate: 1 }],
    }),
  );
  const priors = columns.map((c) => ({ mean: 0, sd: c.parameter === 'source' ? 0.1 : 2 }));
  return {
    phase: 'decode',
    observations: rows.map((r) => observed(r.source, r.users)),
    columns,
    design: packDesign([...design, ...extra], priors),
    index: new Map(),
    reference: '2026-11-01',
  };
}
const factor = ({ beta }: Fitted) => beta[0] ?? 0;
const of = (source: string, log_s: number, n = 6) => Array.from({ length: n }, () => ({ source, log_s }));

describe('a fit', () => {
  it('takes what all testers share for the device, and what one has alone for the tester', () => {
    const p = problem([...of('a', 0.5), ...of('b', 0.5), ...of('c', 0.5), ...of('d', 0.5)]);
    expect(factor(fit(p, allRows(p)))).toBeCloseTo(0.5, 1);
    const one = problem([...of('a', 0.5), ...of('b', 0.5), ...of('c', 0.5), ...of('d', 1.5)]);
    const fitted = fit(one, allRows(one));
    // A quarter of the rows is off by 1; their tester keeps nearly all of it.
    expect(factor(fitted)).toBeGreaterThan(0.45);
    expect(factor(fitted)).toBeLessThan(0.6);
    expect(fitted.beta[4] ?? 0).toBeGreaterThan(0.6);
  });

  it('sees only its rows', () => {
    const p = problem([...of('a', 0.5, 3), ...of('b', 2, 3)]);
    expect(factor(fit(p, Int32Array.from([0, 1, 2])))).toBeCloseTo(0.5, 1);
  });

  it('widens the prior of testers that are off, and of nothing else', () => {
    const p = problem([...of('a', 0.5), ...of('b', 0.5), ...of('c', 1.5)]);
    const { beta, design } = fit(p, allRows(p));
    expect(design.precision[0]).toBe(p.design.precision[0]);
    const [before = 0, near = 0, far = 0] = [p.design.precision[1], design.precision[1], design.precision[3]];
    expect(far).toBeLessThan(before / 3);
    expect(near).toBeGreaterThan(before / 2);
    expect(beta[3]).toBeGreaterThan(beta[1] ?? 0);
  });

  it('believes careful sources more than careless ones, within bounds, several users apart', () => {
    const noisy = [-0.6, 0.6, -0.5, 0.5, -0.6, 0.6, 0.5, -0.5].flatMap((off) => [
      { source: 'careless', log_s: off },
      { source: 'careful', log_s: 0, users: 1 },
      { source: 'careful', log_s: off, users: 8 },
    ]);
    const p = problem(noisy, [
      {
        log_s: 9,
        weight: 1,
        noise: 0.02,
        patience: 0,
        terms: [{ ideal_s: 1, lane: 0, inner: [] }],
        outer: [{ column: 0, covariate: 1 }],
      },
    ]);
    const { design } = fit(p, allRows(p));
    // Residuals of 0.6 are six times the noise: the bound of two. None at all: half of the imaginary rows' one, and the bound of 0.8.
    expect(design.noise[0]).toBeCloseTo(0.2, 9);
    expect(design.noise[1]).toBeCloseTo(0.08, 9);
    expect(design.noise[2]).toBeCloseTo(0.2, 9);
    // Limits keep theirs.
    expect(design.noise.at(-1)).toBeCloseTo(0.02, 12);
  });

  it('leaves the tester out of what it predicts for others', () => {
    const p = problem([...of('a', 0.5), ...of('b', 0.8)]);
    const beta = Float64Array.from([0.4, 0.1, 0.3]);
    expect(residual(p, beta, 0)).toBeCloseTo(0.1, 12);
    expect(residual(p, beta, 6)).toBeCloseTo(0.4, 12);
    expect(allRows(p)).toHaveLength(12);
  });
});

describe('limits of parameters', () => {
  const columns = columnsOf([
    { parameter: 'tensor_loss', level: 'all', key: 'all' },
    { parameter: 'tensor_loss', level: 'device_stack', key: 'x' },
    { parameter: 'decode_age', level: 'all', key: 'all' },
    { parameter: 'precision_gain', level: 'all', key: 'all' },
    { parameter: 'vector_share', level: 'stack', key: 's' },
    { parameter: 'weight_read', level: 'all', key: 'all' },
  ]);
  const at = (own: Partial<Place>): Place => ({ ...NOWHERE, all: 'all', ...own });
  const told = (places: Place[]) =>
    limitRows(places, columns).map((l) => [
      l.log_s,
      l.outer.map((c) => `${c.column}*${c.covariate}`).join('+'),
    ]);

  it('hold at every place for the sum of all that the product adds up there, upwards and downwards', () => {
    expect(told([at({ device_stack: 'x', stack: 's' })])).toEqual([
      [1, '0*1+1*1'],
      [-0, '0*-1+1*-1'],
      [-0, '3*-1'],
      [-0, '4*-1'],
      [MOST_ARITHMETIC_GAIN, '3*1+4*1'],
      [-0, '2*-1'],
    ]);
  });
  it('are said once per set of coefficients', () => {
    const once = told([at({ stack: 's' })]);
    expect(told([at({ stack: 's' }), at({ stack: 's', device: 'other' }), at({ stack: 's' })])).toEqual(once);
  });
  it('say nothing of parameters without a limit or without a coefficient there', () =>
    expect(told([NOWHERE])).toEqual([]));
  it('are stiff, and pull in one direction only', () => {
    expect(limitRows([at({})], columns)[0]).toMatchObject({
      weight: 5,
      noise: 0.02,
      patience: 0,
      terms: [{ ideal_s: 1, lane: 0, inner: [] }],
    });
  });
});

describe('what a fit is written down as', () => {
  const columns: Column[] = [
    { parameter: 'weight_read', level: 'device', key: 'b' },
    { parameter: 'weight_read', level: 'device', key: 'a' },
    { parameter: 'weight_read', level: 'all', key: 'all' },
    { parameter: 'tensor_loss', level: 'all', key: 'all' },
    { parameter: 'weight_read', level: 'family', key: 'f' },
    { parameter: 'source', level: 'source', key: 's' },
    { parameter: 'weight_read', level: 'family', key: 'g' },
  ];
  const row = (inner: number[], outer: number[] = []): DesignRow => ({
    log_s: 0,
    weight: 1,
    noise: 1,
    patience: 1,
    terms: [
      { ideal_s: 1, lane: 0, inner: inner.map((column) => ({ column, covariate: 1 })) },
      { ideal_s: 1, lane: 0, inner: inner.map((column) => ({ column, covariate: 1 })) },
    ],
    outer: outer.map((column) => ({ column, covariate: 1 })),
  });
  const rows = [row([0, 2], [5]), row([0, 2], [3]), row([1, 2], [3])];
  const p = {
    ...problem([]),
    observations: rows.map(() => observed('s')),
    columns,
    design: packDesign(
      [...rows, row([0, 1, 2, 3, 4])],
      columns.map(() => ({ mean: 0, sd: 1 })),
    ),
  };
  const beta = Float64Array.from([Math.log(2), Math.log(1.23456), 0, 0.5, 0.0039, 3, -0.004]);
  const parameters = () => namedParameters([[p, { beta, design: p.design }]]);

  it('is factors as factors and exponents as they are, four digits, with the rows behind each', () => {
    const named = parameters();
    expect(named.weight_read).toEqual({
      all: { all: [1, 3] },
      family: { g: [0.996, 0] },
      device: { a: [1.235, 1], b: [2, 2] },
    });
    expect(named.tensor_loss).toEqual({ all: { all: [0.5, 2] } });
  });
  it('keeps an order of its own, and every parameter', () => {
    const named = parameters();
    expect(Object.keys(named.weight_read ?? {})).toEqual(['all', 'family', 'device']);
    expect(Object.keys(named.weight_read?.device ?? {})).toEqual(['a', 'b']);
    expect(Object.keys(named)[0]).toBe('weight_read');
    expect(named.cache_read).toEqual({});
  });

  it('counts the sources behind every place', () => {
    const at = (source: string, device: string) =>
      ({
        measurement: { source },
        place: { device_stack: `${device} e`, device, family_stack: 'f e', stack: 'e' },
      }) as unknown as Observation;
    const evidence = evidenceOf([at('s', 'x'), at('s', 'x'), at('t', 'x'), at('t', 'w')]);
    expect(evidence).toEqual({
      'device:w': 1,
      'device:x': 2,
      'device_stack:w e': 1,
      'device_stack:x e': 2,
      'family_stack:f e': 2,
      'stack:e': 2,
    });
    expect(Object.keys(evidence)[0]).toBe('device:w');
  });
});

describe('groups that are left out', () => {
  const many = (sizes: Record<string, number>) =>
    Object.entries(sizes).flatMap(([source, n]) => Array.from({ length: n }, () => observed(source)));
  it('stay alone when large, and are bundled when small', () => {
    const rows = many({ s1: 1, big: 5, s2: 1, mid: 3, s3: 1, s4: 1 });
    const fold = coarse(rows, GROUPINGS.source, 2, 3);
    const of = (source: string) => fold(observed(source));
    expect([of('big'), of('mid')]).toEqual(['alone 0', 'alone 1']);
    expect(['s1', 's2', 's3', 's4'].map(of)).toEqual([
      'together 2',
      'together 0',
      'together 1',
      'together 2',
    ]);
    expect(of('unknown')).toBe('');
  });
  it('are ten alone and eight bundles unless told', () => {
    const rows = many(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`s${i + 10}`, 1])));
    const folds = new Set(rows.map(coarse(rows, GROUPINGS.source)));
    expect([...folds].filter((f) => f.startsWith('alone'))).toHaveLength(10);
    expect([...folds].filter((f) => f.startsWith('together'))).toHaveLength(8);
  });
  it('are named by source, device, model or family', () => {
    expect(Object.values(GROUPINGS).map((of) => of(observed('s')))).toEqual(['s', 'card', 'm', 'f']);
  });
});

describe('the table of intervals', () => {
  const held = (
    grade: Grade,
    logs: readonly number[],
    {
      experts = 0,
      regime = 'plain',
      testers = 41,
    }: { experts?: number; regime?: Regime; testers?: number } = {},
  ) =>
    logs.map(
      (log, i) =>
        ({
          grade,
          regime,
          log,
          observation: { shape: { experts }, measurement: { source: `s${i % testers}` } },
        }) as unknown as HeldOut,
    );
  /** Where the range of evenly spread residuals ends: the tenth, farther out where few testers spread like that. */
  const reach = (testers: number) => 1 - (0.2 * testers) / (testers + 3);
  /** 41 residuals from -1 to 1 times this. */
  const even = (scale: number, n = 41) =>
    Array.from({ length: n }, (_, i) => scale * (-1 + (2 * i) / (n - 1)));

  it('holds about the tenth and the ninetieth percentile as factors, by every key that has forty rows', () => {
    const table = intervalTable(held('cell', even(0.5)));
    expect(Object.keys(table)).toEqual(['cell', 'cell|plain', 'cell|plain|dense']);
    expect(table['cell']?.rows).toBe(41);
    expect(table['cell']?.low).toBeCloseTo(Math.exp(-0.5 * reach(41)), 3);
    expect(table['cell']?.high).toBeCloseTo(Math.exp(0.5 * reach(41)), 3);
    expect(intervalTable(held('cell', even(0.5, 39)))).toEqual({});
    expect(Object.keys(intervalTable(held('cell', even(0.5, 40))))).toHaveLength(3);
  });
  it('is wider where few testers speak for all, and none where they are too few', () => {
    const of = (testers: number) =>
      intervalTable(held('cell', even(0.5, testers * 6), { testers }))['cell']?.high ?? 0;
    expect(of(10)).toBeCloseTo(Math.exp(0.5 * reach(10)), 2);
    expect(reach(10)).toBeCloseTo(1 - 2 * 0.0769, 3);
    expect(of(100)).toBeLessThan(of(10));
    expect(of(9)).toBe(0);
  });
  it('counts rows alike, whoever measured how many: the promise is one about rows', () => {
    const others = held('cell', even(0.2, 60), { testers: 60 });
    const far = (testers: number) => held('cell', Array<number>(10).fill(1.5), { testers });
    for (const testers of [1, 10])
      expect(intervalTable([...others, ...far(testers)])['cell']?.high).toBeGreaterThan(4);
  });
  it('is never narrower than two careful testers', () => {
    expect(intervalTable(held('cell', even(0.01)))['cell']).toMatchObject({ low: 0.951, high: 1.051 });
  });
  it('never narrows with farther evidence of the same kind of job', () => {
    const near = [...held('cell', even(0.5)), ...held('family', even(0.2))];
    const table = intervalTable([
      ...near,
      ...held('class', even(1)),
      ...held('device', even(0.2), { experts: 8, regime: 'deep' }),
    ]);
    expect(table['cell|plain']).toEqual(intervalTable(near)['cell|plain']);
    expect(table['family|plain']).toEqual({ ...table['cell|plain'], rows: 41 });
    expect(table['class|plain']?.low).toBeCloseTo(Math.exp(-reach(41)), 3);
    expect(table['device|deep|moe']?.high).toBeCloseTo(Math.exp(0.2 * reach(41)), 3);
  });
  it('judges farther evidence that spreads less together with the nearer, by how many rows each has', () => {
    const far = even(0.2, 2000);
    const table = intervalTable([...held('device', even(1)), ...held('family', far), ...held('class', far)]);
    const alone = intervalTable(held('family', far))['family|plain'];
    expect(table['device|plain']?.high).toBe(table['class|plain']?.high);
    expect(table['class|plain']?.high).toBeGreaterThanOrEqual(alone?.high ?? 0);
    expect(table['class|plain']?.high).toBeLessThan((alone?.high ?? 0) * 1.03);
  });
  it('holds its share of every way to leave out, and leaves one that holds already as it is', () => {
    const way = (left_out: string, logs: readonly number[]) =>
      held('cell', logs).map((row) => ({ ...row, left_out }));
    const known = way('model', even(0.1, 400));
    const rangeOf = (logs: readonly number[]) => intervalTable([...known, ...way('source', logs)])['cell'];
    const alone = intervalTable(known)['cell'];
    const wide = rangeOf(even(0.5, 50));
    expect(wide?.high).toBeCloseTo(Math.exp(0.5 * reach(50)), 2);
    expect(wide?.low).toBeCloseTo(Math.exp(-0.5 * reach(50)), 2);
    const within = rangeOf(even(0.1, 50));
    expect(Math.abs((within?.high ?? 0) - (alone?.high ?? 0))).toBeLessThan(0.002);
  });
  it('widens one end without the other', () => {
    const slower = even(0.5).map((log) => (log < 0 ? log : log / 10));
    const table = intervalTable([...held('cell', even(0.2)), ...held('class', slower)]);
    expect(table['class|plain']?.low).toBeLessThan(table['cell|plain']?.low ?? 0);
    expect(table['class|plain']?.high).toBe(table['cell|plain']?.high);
  });
});
