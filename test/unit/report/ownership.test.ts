import { describe, expect, it } from 'vitest';
import { ownershipLines } from '../../../src/report/answer/outlook.ts';
import type { Ranked } from '../../../src/schema/document.ts';
import type { Ownership } from '../../../src/schema/outlook.ts';

const ownership = {
  years: 3,
  price_usd: 1500,
  resale_usd: 800,
  electricity_usd_per_year: 20,
  load_hours_per_day: 2,
  on_hours_per_day: 8,
  idle_counted: true,
  usd_per_year: 250,
  tokens_per_day: null,
  usd_per_mtok: null,
};
const said = (over: Partial<Ownership>, parts: readonly object[] = []) =>
  ownershipLines({ ownership: { ...ownership, ...over }, price_usd: { parts } } as unknown as Ranked).join();

describe('the share that is sold again', () => {
  it('is one of the price, or of what a machine or the parts of a build were first listed at', () => {
    expect(said({})).toContain('$800 on resale (53 %), and');
    const listed = { resale_base_usd: 1000 };
    expect(said(listed)).toContain('(80 % of $1,000, what it was first listed at), and');
    expect(said(listed, [{}])).toContain('(80 % of $1,000, by first list prices), and');
  });
});

describe('the time it is kept', () => {
  it.each([
    [1, 'a year over one year: '],
    [3, 'a year over 3 years: '],
    [0.5, 'a year over 0.5 years: '],
  ])('%d', (years, text) => expect(said({ years })).toContain(text));
});

describe('the time a machine works', () => {
  it.each([
    [2, '(2.0 h a day at work of 8.0 h on)'],
    [0.5, '(30 min a day at work of 8.0 h on)'],
    [0.000071, '(under a minute a day at work of 8.0 h on)'],
  ])('%d h', (load_hours_per_day, text) => expect(said({ load_hours_per_day })).toContain(text));
});

describe('the watts that electricity is counted with', () => {
  const WORDS: readonly (readonly [Partial<Ownership>, string])[] = [
    [{ load_w: 138, idle_w: 22 }, '(138 W for 2.0 h a day at work of 8.0 h on, 22 W idle)'],
    [
      { load_w: 28, load_assumed: true, idle_w: 3.5 },
      '(about 28 W for 2.0 h a day at work of 8.0 h on, 3.5 W idle)',
    ],
    [
      { load_w: 1250, idle_counted: false },
      '(1,250 W for 2.0 h a day at work of 8.0 h on, idle draw unknown)',
    ],
  ];
  it.each(WORDS)('%j', (over, text) => expect(said(over)).toContain(text));
});
