import { describe, expect, it } from 'vitest';
import { parseAmount, parseDate, RATE_PER_KWH, YEARS } from '../../../src/answers/numbers.ts';
import {
  aboutUsd,
  duration,
  durationRange,
  gib,
  grouped,
  significant,
  tokens,
  usd,
} from '../../../src/units/format.ts';

describe('numbers as people type them', () => {
  it.each([
    ['4000', 4000],
    ['4,000', 4000],
    ['$4,000', 4000],
    ['4k', 4000],
    ['4.5k', 4500],
    ['1.5M', 1_500_000],
    ["4'000", 4000],
    ['4_000 usd', 4000],
  ])('%s', (raw, value) => expect(parseAmount(raw, '--budget', { money: true })).toBe(value));

  it('refuses what nobody can mean, such as cents for dollars', () => {
    expect(parseAmount('0.30', '--electricity', RATE_PER_KWH)).toBe(0.3);
    expect(() => parseAmount('30', '--electricity', RATE_PER_KWH)).toThrow(/more than 2 \(got "30"\)/);
    expect(() => parseAmount('100', '--years', YEARS)).toThrow(/more than 20/);
  });

  it.each(['2000eur', '2000 euros', 'EUR 2000', '2000€'])('takes %j for no dollars', (raw) =>
    expect(() => parseAmount(raw, '--budget', { money: true })).toThrow(/amounts are in US dollars/),
  );

  it('counts contexts in powers of two', () => {
    expect(parseAmount('32k', '--context', { binary: true })).toBe(32768);
    expect(parseAmount('1m', '--context', { binary: true })).toBe(1_000_000);
  });

  it.each(['', 'lots', '-5', '1e309', '0', '4000€', '12 34 x', 'NaN', 'Infinity'])('refuses %j', (raw) =>
    expect(() => parseAmount(raw, '--budget')).toThrow(/--budget/),
  );

  it.each(['4.000', '$4.000', '12.500', '4,5', '1,50', '4,0000', '1,5k'])(
    'does not guess what %j means',
    (raw) => expect(() => parseAmount(raw, '--budget', { money: true })).toThrow(/two ways/),
  );
  it('takes a fraction where one is meant', () => {
    expect(parseAmount('0.125', '--electricity', { money: true })).toBe(0.125);
    expect(parseAmount('2.5k', '--budget', { money: true })).toBe(2500);
    expect(parseAmount('1,234,567', '--tokens-per-day', { whole: true })).toBe(1_234_567);
  });

  it('knows the calendar', () => {
    expect(parseDate('2028-02-29', '--as-of')).toBe('2028-02-29');
    expect(() => parseDate('2027-02-29', '--as-of')).toThrow(/not a date/);
    expect(() => parseDate('20270101', '--as-of')).toThrow(/not a date/);
  });
});

describe('numbers as people read them', () => {
  it.each([
    [1234.5, 3, '1,230'],
    [0.04567, 2, '0.046'],
    [99.96, 3, '100'],
    [52.34, 2, '52'],
    [0, 2, '0'],
    [-2.34567, 3, '-2.35'],
  ])('%d at %d digits', (value, digits, text) => expect(significant(value, digits)).toBe(text));
  it.each([
    [0.5, '0.50 s'],
    [12, '12 s'],
    [150, '2.5 min'],
    [7200, '2.0 h'],
    [400000, '4.6 days'],
  ])('%d s', (s, text) => expect(duration(s)).toBe(text));
  it.each([
    [0.07, 0.11, '0.070–0.11 s'],
    [3660, 8280, '61 min–2.3 h'],
    [12, 12.1, '12 s'],
  ])('%d to %d s', (low, high, text) => expect(durationRange(low, high)).toBe(text));
  it('prints money, memory and contexts', () => {
    expect(usd(3449.4)).toBe('$3,449');
    expect(usd(0.15)).toBe('$0.15');
    expect([0, 0.0049, 0.005].map(usd)).toEqual(['$0.00', 'under $0.01', '$0.01']);
    expect([0.0049, 0.15].map(aboutUsd)).toEqual(['under $0.01', 'about $0.15']);
    expect(gib(63.44)).toBe('63.4 GiB');
    expect(gib(119.4)).toBe('119 GiB');
    expect(tokens(131072)).toBe('131k');
    expect(tokens(4096)).toBe('4.1k');
    expect(tokens(16_000)).toBe('16k');
    expect(tokens(2000)).toBe('2k');
    expect(tokens(1_000_000)).toBe('1M');
    expect(grouped(-0.2)).toBe('0');
  });
});
