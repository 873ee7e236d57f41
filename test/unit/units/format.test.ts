import { describe, expect, it } from 'vitest';
import {
  aboutUsd,
  capitalised,
  duration,
  durationRange,
  gib,
  grouped,
  lowered,
  significant,
  tokens,
  usd,
} from '../../../src/units/format.ts';

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

describe('words', () => {
  it('begin with a large or a small letter, the rest as it was', () => {
    expect(capitalised('decode of MoE')).toBe('Decode of MoE');
    expect(lowered('Rent a Card')).toBe('rent a Card');
    expect([capitalised(''), lowered('')]).toEqual(['', '']);
  });
});
