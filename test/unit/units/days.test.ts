import { expect, it } from 'vitest';
import {
  dayNumber,
  daysBefore,
  daysBetween,
  isDay,
  latestDay,
  yearsBetween,
} from '../../../src/units/days.ts';

it('counts days of the calendar, whatever the clocks do', () => {
  expect(dayNumber('1970-01-02')).toBe(1);
  expect(dayNumber('2026-03')).toBe(dayNumber('2026-03-01'));
  expect(daysBetween('2026-02-27', '2026-03-01')).toBe(2);
  expect(daysBetween('2024-02-27', '2024-03-01')).toBe(3);
  expect(daysBetween('2026-03-01', '2026-02-27')).toBe(-2);
  expect(daysBefore(90, '2026-03-31')).toBe('2025-12-31');
});
it('counts years from one day on, none backwards', () => {
  expect(yearsBetween('2022-01-01', '2026-01-01')).toBe(4);
  expect(yearsBetween('2026-01-01', '2022-01-01')).toBe(0);
});
it('knows the days of the calendar, written in full', () => {
  expect(['2028-02-29', '2026-12-31'].map(isDay)).toEqual([true, true]);
  const none = ['2027-02-29', '2026-13-01', '2026-00-10', '2026-3-1', '20270101', '2026-03-01T00:00:00Z', ''];
  expect(none.filter(isDay)).toEqual([]);
});
it('tells the latest of days in any order', () => {
  expect(latestDay(['2026-03-01', '2026-11-30', '2025-12-31'])).toBe('2026-11-30');
  expect(latestDay([])).toBe('');
});
