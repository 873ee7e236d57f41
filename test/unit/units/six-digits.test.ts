import { expect, it } from 'vitest';
import { sixDigits } from '../../../src/units/six-digits.ts';

it.each([
  [0.4282569020851658, 0.428257],
  [1235.2692988461713, 1235.27],
  [12_345_678.9, 12_345_700],
  [-2.0000004, -2],
  [0.000_012_345_678, 0.000_012_345_7],
  [0, 0],
  [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
])('%d is printed as %d', (n, printed) => {
  expect(sixDigits(n)).toBeCloseTo(printed, 12);
});
