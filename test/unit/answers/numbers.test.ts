import { describe, expect, it } from 'vitest';
import {
  BUDGET,
  parseAmount,
  parseDate,
  RATE_PER_KWH,
  TOKENS_PER_DAY,
  USERS,
  YEARS,
} from '../../../src/answers/numbers.ts';
import { UsageError } from '../../../src/schema/errors.ts';

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
    ['4000$', 4000],
    ['4k $', 4000],
    ['USD 4000', 4000],
    ['US $4,000', 4000],
    ['4000 bucks', 4000],
    ['about 4000', 4000],
    ['up to $4k', 4000],
    ['max. 4000', 4000],
    ['~4000', 4000],
  ])('%s', (raw, value) => expect(parseAmount(raw, '--budget', { money: true })).toBe(value));

  it.each([
    ['40 people', USERS, 40],
    ['8 users', USERS, 8],
    ['5 years', YEARS, 5],
    ['3y', YEARS, 3],
    ['1 million', TOKENS_PER_DAY, 1_000_000],
    ['2.5M tokens a day', TOKENS_PER_DAY, 2_500_000],
    ['500k/day', TOKENS_PER_DAY, 500_000],
    ['2 mio tokens', TOKENS_PER_DAY, 2_000_000],
    ['4 thousand', BUDGET, 4000],
  ])('takes %j with the words behind it', (raw, options, value) =>
    expect(parseAmount(raw, '--x', options)).toBe(value),
  );

  it('says of pages and words that text is counted in tokens', () => {
    const context = { binary: true, whole: true };
    expect(() => parseAmount('300 pages', '--context', context)).toThrow(/is no number of tokens/);
    expect(() => parseAmount('lots', '--context', context)).toThrow(/needs a number/);
    expect(() => parseAmount('5 bananas', '--users', USERS)).toThrow(/needs a number/);
  });

  it('refuses what nobody can mean, such as cents for dollars', () => {
    expect(parseAmount('0.30', '--electricity', RATE_PER_KWH)).toBe(0.3);
    expect(() => parseAmount('30', '--electricity', RATE_PER_KWH)).toThrow(/more than 2 \(got "30"\)/);
    expect(() => parseAmount('100', '--years', YEARS)).toThrow(/more than 20/);
  });

  it.each(['2000eur', '2000 euros', 'EUR 2000', '2000€'])('takes %j for no dollars', (raw) =>
    expect(() => parseAmount(raw, '--budget', { money: true })).toThrow(/amounts are in US dollars/),
  );

  it.each(['3000-4000', '$3,000 to $4,000', '3k–4k', '3000 or 4000'])(
    'asks for the most where %j are two',
    (raw) => expect(() => parseAmount(raw, '--budget', { money: true })).toThrow(/are two amounts/),
  );

  it.each(['no limit', 'unlimited', 'none'])('says of %j how to set no limit', (raw) => {
    let hint = '';
    try {
      parseAmount(raw, '--budget', BUDGET);
    } catch (error) {
      if (error instanceof UsageError) hint = error.hint;
    }
    expect(hint).toBe('Leave it out when you have no limit.');
  });

  it('says of another currency that prices here are without tax', () => {
    const hint = (money: true | 'rate') => {
      try {
        return String(parseAmount('0.40 €', '--x', { money }));
      } catch (error) {
        return error instanceof UsageError ? error.hint : '';
      }
    };
    expect(hint(true)).toMatch(/without tax: take VAT off/);
    expect(hint('rate')).toMatch(/^Convert it and give a plain number/);
  });

  it.each(['0,40', '0.40 $/kWh', '$0.40 per kWh', '0.40/kWh'])('reads the rate %j', (raw) =>
    expect(parseAmount(raw, '--electricity', RATE_PER_KWH)).toBe(0.4),
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
