import { UsageError } from '../schema/errors.ts';
import { isDay } from '../units/days.ts';
import { shown } from '../units/foreign-text.ts';

const SUFFIX: Record<string, number> = { '': 1, k: 1e3, m: 1e6, b: 1e9 };

export interface AmountOptions {
  /** `32k` are 32,768, as contexts are counted. */
  readonly binary?: boolean;
  readonly whole?: boolean;
  /** US dollars; a rate is dollars per unit of something, usually with decimals. */
  readonly money?: boolean | 'rate';
  readonly zero?: boolean;
  /** An example of a value. */
  readonly such?: string;
  /** More than anybody can mean: probably another unit. */
  readonly most?: number;
  /** What to do instead of giving zero. */
  readonly notZero?: string;
}

export const BUDGET: AmountOptions = { money: true, notZero: 'Leave it out when you have no limit.' };
export const PRICE: AmountOptions = {
  money: true,
  notZero: 'Leave it out to take the price we know; what you have already is --own.',
};
/** Assumption: no household pays two dollars; 30 means cents. */
export const RATE_PER_KWH: AmountOptions = { money: 'rate', zero: true, such: '0.30', most: 2 };
export const TOKENS_PER_DAY: AmountOptions = { zero: true, such: '3M or 3,000,000' };
/** Assumption: nobody keeps a computer for longer. */
export const YEARS: AmountOptions = { most: 20 };

/**
 * A number as people type it: "4,000", "32k", "1.5M", "$4000", "4_000". Foreign currency signs are refused, since
 * nothing here converts money.
 */
export function parseAmount(raw: string, flag: string, options: AmountOptions = {}): number {
  const fail = (why: string, hint: string): never => {
    throw new UsageError(`${flag}: ${why} (got "${shown(raw)}")`, hint);
  };
  const such =
    options.such ??
    (options.binary ? '8192 or 32k' : options.money ? '4000 or 4,000' : options.whole ? '4' : '3');
  const text = raw.trim();
  if (/[€£¥₩₹]|(?:\b|\d)(?:euros?|eur|gbp|jpy|cny|inr|chf)\b/i.test(text))
    fail(
      options.money ? 'amounts are in US dollars' : 'is no amount of money',
      `${options.money ? 'Convert it yourself and give' : 'Give'} a plain number, for instance ${such}.`,
    );
  if (/^[-−]\s*[\d.]/.test(text)) fail('cannot be negative', 'Give a number above zero.');
  // "4.000" and "1,5" are thousands in one country and a fraction in the next: a guess would be off a thousandfold.
  if (
    /\d,(?!\d{3}(?!\d))/.test(text) ||
    ((options.money === true || options.whole) && /^[^\d]*[1-9]\d{0,2}(?:\.\d{3})+\b/.test(text))
  )
    fail(
      'could be read in two ways',
      'Write thousands as 4000 or 4,000 and fractions with a point, as in 1.5M.',
    );
  const match = /^(?:us)?\$?\s*(\d[\d,_' ]*(?:\.\d+)?|\.\d+)\s*([kmb]?)\s*(?:usd|dollars|tokens|tok)?$/i.exec(
    text,
  );
  if (!match) return fail('needs a number', `For instance ${such}.`);
  const digits = (match[1] ?? '').replace(/[,_' ]/g, '');
  const suffix = (match[2] ?? '').toLowerCase();
  const factor = options.binary && suffix === 'k' ? 1024 : (SUFFIX[suffix] ?? 1);
  const value = Number(digits) * factor;
  if (!Number.isFinite(value) || value > 1e12) fail('is too large', 'Give a realistic number.');
  if (options.most !== undefined && value > options.most)
    fail(`is more than ${options.most}`, `For instance ${such}${options.money ? ', in US dollars' : ''}.`);
  if (value === 0 && !options.zero)
    fail('must be more than zero', options.notZero ?? 'Give a number above zero.');
  if (options.whole && !Number.isInteger(value)) fail('must be a whole number', 'For instance 4.');
  return value;
}

/** YYYY-MM-DD of a day that exists. */
export function parseDate(raw: string, flag: string): string {
  if (!isDay(raw))
    throw new UsageError(
      `${flag}: "${shown(raw)}" is not a date`,
      'Write it as YYYY-MM-DD, for instance 2026-06-30.',
    );
  return raw;
}
