import { UsageError } from '../schema/errors.ts';
import { isDay } from '../units/days.ts';
import { shown } from '../units/foreign-text.ts';

const SUFFIX: Record<string, number> = { '': 1, k: 1e3, m: 1e6, b: 1e9 };
const SUFFIX_WORDS: readonly (readonly [RegExp, string])[] = [
  [/(\d)\s*thousand\b/i, '$1k'],
  [/(\d)\s*(?:million|mio|mn)\b\.?/i, '$1M'],
  [/(\d)\s*billion\b/i, '$1B'],
];

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
  /** What is counted, as people write it behind the number. */
  readonly unit?: RegExp;
}

export const BUDGET: AmountOptions = { money: true, notZero: 'Leave it out when you have no limit.' };
export const PRICE: AmountOptions = {
  money: true,
  notZero: 'Leave it out to take the price we know; what you have already is --own.',
};
/** Assumption: no household pays two dollars; 30 means cents. */
export const RATE_PER_KWH: AmountOptions = { money: 'rate', zero: true, such: '0.30', most: 2 };
export const TOKENS_PER_DAY: AmountOptions = {
  zero: true,
  such: '3M or 3,000,000',
  unit: /\s*(?:tokens?|tok)?\s*(?:\/|per|an?|each)\s*d(?:ay)?$/i,
};
/** Assumption: nobody keeps a computer for longer. */
export const YEARS: AmountOptions = { most: 20, unit: /\s*(?:years?|yrs?|y)$/i };
export const USERS: AmountOptions = { whole: true, unit: /\s*(?:people|persons?|users?|agents?|seats?)$/i };

/** Beside an amount of money: it is a most, and nobody means it to the dollar. */
const ABOUT =
  /^(?:about|around|roughly|approx(?:imately|\.)?|ca\.?|max(?:imum|imal|\.)?|at most|up to|under|below|less than|[~≈<≤])\s*(?=[\d$u.])/i;
const PER_KWH = /\s*(?:\/|per|a)\s*kwh$/i;
/** "3000-4000", "2k to 3k". */
const BETWEEN = /\d\s*k?\s*(?:[-–—]|to|or|\.\.+)\s*(?:us)?\$?\s*\d/i;

/**
 * A number as people type it: "4,000", "32k", "1.5M", "$4000", "4000$", "4_000", "about 4000". Foreign currency signs are
 * refused, since nothing here converts money.
 */
export function parseAmount(raw: string, flag: string, options: AmountOptions = {}): number {
  const fail = (why: string, hint: string): never => {
    throw new UsageError(`${flag}: ${why} (got "${shown(raw)}")`, hint);
  };
  const such =
    options.such ??
    (options.binary ? '8192 or 32k' : options.money ? '4000 or 4,000' : options.whole ? '4' : '3');
  const said = raw.trim();
  // Nothing is written in thousands of "0": "0,40" is a fraction.
  const bare = options.money ? said.replace(ABOUT, '').replace(PER_KWH, '') : said;
  const plain = options.unit ? bare.replace(options.unit, '') : bare;
  const text = SUFFIX_WORDS.reduce(
    (sum, [word, letter]) => sum.replace(word, letter),
    plain.replace(/^(\D*0),(?=\d)/, '$1.'),
  );
  if (/[€£¥₩₹]|(?:\b|\d)(?:euros?|eur|gbp|jpy|cny|inr|chf)\b/i.test(text))
    fail(
      options.money ? 'amounts are in US dollars' : 'is no amount of money',
      `${moneyHint(options)} a plain number, for instance ${such}.`,
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
  if (options.money && BETWEEN.test(text)) fail('are two amounts', 'Give the higher one.');
  const match =
    /^(?:usd?)?\s*\$?\s*(\d[\d,_' ]*(?:\.\d+)?|\.\d+)\s*([kmb]?)\s*\$?\s*(?:usd?|dollars|bucks|tokens|tok)?$/i.exec(
      text,
    );
  const orNone = /^(?:no|un|none|any)/i.test(text) ? options.notZero : undefined;
  const inTokens = `Text is counted in tokens, four for three words: for instance ${such}.`;
  if (!match && options.binary && /\d\s*[gmt]i?b$/i.test(text)) fail('is a size of memory', inTokens);
  if (!match && options.binary && /^\D*\d.*[a-z]{3}/i.test(text)) fail('is no number of tokens', inTokens);
  if (!match) return fail('needs a number', orNone ?? `For instance ${such}.`);
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

/** What to do with an amount in another currency. Taxes are in prices in most countries, and in none of ours. */
function moneyHint({ money }: AmountOptions): string {
  if (!money) return 'Give';
  return money === 'rate' ? 'Convert it and give' : 'Ours are without tax: take VAT off, convert it and give';
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
