import { describe, expect, it } from 'vitest';
import { sisterRows } from '../../../../src/perf/calibration/sister-rows.ts';
import { columnsOf, NOWHERE } from '../../../fixtures/columns.ts';

const columns = columnsOf([
  { parameter: 'weight_read', level: 'all', key: 'all' },
  { parameter: 'weight_read', level: 'device', key: 'large' },
  { parameter: 'weight_read', level: 'device', key: 'small' },
  { parameter: 'matmul', level: 'device_stack', key: 'small s' },
  { parameter: 'layer_time', level: 'device', key: 'large' },
]);

type Sister = Parameters<typeof sisterRows>[0][number];
function chip(
  device: string,
  rates: {
    bandwidth?: number;
    flop_s?: number;
    basis?: string;
    family?: string;
    stack?: string;
  },
): Sister {
  const { bandwidth = 1e12, flop_s = 1e14, basis = 'fp16', family = 'f', stack = 's' } = rates;
  return {
    place: {
      ...NOWHERE,
      all: 'all',
      device,
      device_stack: `${device} ${stack}`,
      family_stack: `${family} ${stack}`,
    },
    bandwidth,
    throughput: { flop_s, basis, vector_flop_s: flop_s },
  } as unknown as Sister;
}

/** Each row as [limit, coefficients]. */
const told = (...sisters: Sister[]) =>
  sisterRows(sisters, columns).map((row) => [
    row.log_s,
    row.outer.map((c) => `${c.column}*${c.covariate}`).join('+'),
  ]);

const large = { bandwidth: 1.2e12, flop_s: 1.5e14 };
const small = { bandwidth: 1e12, flop_s: 1e14 };

describe('sisters in order', () => {
  it('hold the larger chip to at least its bandwidth and arithmetic more, by the coefficients they do not share', () =>
    expect(told(chip('large', large), chip('small', small))).toEqual([
      [Math.log(1.2), '1*1+2*-1'],
      [Math.log(1.5), '3*-1'],
    ]));

  it('are told once per pair, in whatever order and however often they were measured', () => {
    const once = told(chip('large', large), chip('small', small));
    const often = [chip('small', small), chip('large', large), chip('small', small), chip('large', large)];
    expect(told(...often)).toEqual(once);
  });

  it('hold both ways between twins', () =>
    expect(told(chip('large', small), chip('small', small))).toEqual([
      [0, '1*1+2*-1'],
      [0, '3*-1'],
      [0, '2*1+1*-1'],
      [0, '3*1'],
    ]));

  it.each([
    ['one has the bandwidth and the other the arithmetic', { ...large, bandwidth: 0.9e12 }],
    ['one has the arithmetic and the other the bandwidth', { ...large, flop_s: 0.9e14 }],
    ['their arithmetic is told on two scales', { ...large, basis: 'cores' }],
    ['they are of two families', { ...large, family: 'g' }],
    ['they were measured under two engines', { ...large, stack: 't' }],
  ])('say nothing where %s', (_, other) =>
    expect(told(chip('large', other), chip('small', small))).toEqual([]),
  );
});
