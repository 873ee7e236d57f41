import { UsageError } from '../schema/errors.ts';
import { shown } from './choice.ts';

const SUFFIX: Record<string, number> = { '': 1, k: 1e3, m: 1e6, b: 1e9 };

/**
 * A number as people type it: "4,000", "32k", "1.5M", "$4000", "4_000". Foreign currency signs are refused, since
 * nothing here converts money. `32k` tokens mean 32,768 when `binary` (contexts are counted that way).
 */
export function parseAmount(
  raw: string,
  flag: string,
  options: { binary?: boolean; whole?: boolean; money?: boolean; zero?: boolean } = {},
): number {
  const fail = (why: string, hint: string): never => {
    throw new UsageError(`${flag}: ${why} (got "${shown(raw)}")`, hint);
  };
  const text = raw.trim();
  if (/[€£¥₩₹]|\b(?:eur|gbp|jpy|cny|inr|chf)\b/i.test(text))
    fail('amounts are in US dollars', 'Convert it yourself and give a plain number, for instance 4000.');
  if (/^[-−]\s*[\d.]/.test(text)) fail('cannot be negative', 'Give a number above zero.');
  // "4.000" and "1,5" are thousands in one country and a fraction in the next: a guess would be off a thousandfold.
  if (
    /\d,(?!\d{3}(?!\d))/.test(text) ||
    ((options.money || options.whole) && /^[^\d]*[1-9]\d{0,2}(?:\.\d{3})+\b/.test(text))
  )
    fail(
      'could be read in two ways',
      'Write thousands as 4000 or 4,000 and fractions with a point, as in 1.5M.',
    );
  const match = /^(?:us)?\$?\s*(\d[\d,_' ]*(?:\.\d+)?|\.\d+)\s*([kmb]?)\s*(?:usd|dollars|tokens|tok)?$/i.exec(
    text,
  );
  if (!match)
    return fail(
      'needs a number',
      options.binary
        ? 'For instance 8192 or 32k.'
        : options.money
          ? 'For instance 4000 or 4,000.'
          : 'For instance 3.',
    );
  const digits = (match[1] ?? '').replace(/[,_' ]/g, '');
  const suffix = (match[2] ?? '').toLowerCase();
  const factor = options.binary && suffix === 'k' ? 1024 : (SUFFIX[suffix] ?? 1);
  const value = Number(digits) * factor;
  if (!Number.isFinite(value) || value > 1e12) fail('is too large', 'Give a realistic number.');
  if (value === 0 && !options.zero)
    fail(
      'must be more than zero',
      options.money ? 'Leave it out when you have no limit.' : 'Give a number above zero.',
    );
  if (options.whole && !Number.isInteger(value)) fail('must be a whole number', 'For instance 4.');
  return value;
}

/** YYYY-MM-DD that exists, not before the first data and not after the year 2100. */
export function parseDate(raw: string, flag: string): string {
  const ok =
    /^\d{4}-\d{2}-\d{2}$/.test(raw) &&
    !Number.isNaN(Date.parse(`${raw}T00:00:00Z`)) &&
    new Date(`${raw}T00:00:00Z`).toISOString().slice(0, 10) === raw;
  if (!ok)
    throw new UsageError(
      `${flag}: "${shown(raw)}" is not a date`,
      'Write it as YYYY-MM-DD, for instance 2026-06-30.',
    );
  return raw;
}
