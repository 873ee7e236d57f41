import { type Bytes, type Gib, gbFromBytes, type Seconds, type Usd } from './units.ts';

// Figures as people read them. Fixed en-US digits, so that every machine prints the same bytes.

/** `digits` significant digits, without exponent: 1234.5 → "1,230" at 3. */
export function significant(value: number, digits: number): string {
  if (!Number.isFinite(value)) return '?';
  if (value === 0) return '0';
  const scale = (v: number) => digits - 1 - Math.floor(Math.log10(Math.abs(v)));
  const rounded = Math.round(value * 10 ** scale(value)) / 10 ** scale(value);
  // Rounding may carry into a new digit (99.96 at three is 100), so the decimals are those of the result.
  const decimals = Math.max(0, scale(rounded));
  return grouped(rounded, Math.min(decimals, 6));
}

/** Thousands separated by commas, fixed decimals. */
export function grouped(value: number, decimals = 0): string {
  const [whole = '0', part] = Math.abs(value).toFixed(decimals).split('.');
  const sign = value < 0 && Number(Math.abs(value).toFixed(decimals)) !== 0 ? '-' : '';
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${part === undefined ? '' : `.${part}`}`;
}

/** Whole dollars from ten on, cents below; a small amount never reads as nothing. */
export const usd = (value: Usd): string =>
  value > 0 && value < 0.005
    ? 'under $0.01'
    : value < 10
      ? `$${grouped(value, 2)}`
      : `$${grouped(Math.round(value))}`;
/** The same for rough amounts: "about $0.05", "under $0.01". */
export const aboutUsd = (value: Usd): string => (/^\$/.test(usd(value)) ? `about ${usd(value)}` : usd(value));
/** A share as whole percent: 0.125 → "13 %". */
export const percent = (share: number): string => `${grouped(Math.round(share * 100))} %`;
/** Binary GiB with one decimal below 100. */
export const gib = (value: Gib): string => `${grouped(value, value < 99.95 ? 1 : 0)} GiB`;

/** Sizes of files as shops and hubs print them, decimal: "4.92 GB", "610 MB". */
export const fileSize = (count: Bytes): string =>
  count >= 999.5e6 ? `${significant(gbFromBytes(count), 3)} GB` : `${significant(count / 1e6, 3)} MB`;

/** A length of time as a person says it: "0.8 s", "12 s", "3.4 min", "2.1 h", "5 days". */
export function duration(seconds: Seconds): string {
  if (seconds < 99.5) return `${significant(seconds, 2)} s`;
  if (seconds < 90 * 60) return `${significant(seconds / 60, 2)} min`;
  if (seconds < 48 * 3600) return `${significant(seconds / 3600, 2)} h`;
  return `${significant(seconds / 86400, 2)} days`;
}

/** Both ends of a length of time, with the unit once where it is the same: "0.07–0.11 s", "61 min–2.3 h". */
export function durationRange(low: Seconds, high: Seconds): string {
  const [from, to] = [duration(low), duration(high)];
  if (from === to) return to;
  const unit = / .*$/.exec(to)?.[0] ?? '';
  return `${from.endsWith(unit) ? from.slice(0, -unit.length) : from}–${to}`;
}

/** A span of years for a sentence: "one year", "2.5 years". */
export const spanOfYears = (years: number): string =>
  years === 1 ? 'one year' : `${Number(years.toPrecision(2))} years`;

/** Context lengths as people say them: 131072 → "131k", 4096 → "4.1k", 16000 → "16k", 1000000 → "1M". */
export function tokens(count: number): string {
  const short = (n: number, digits: number) => significant(n, digits).replace(/\.0+$/, '');
  if (count >= 999_500) return `${short(count / 1e6, 2)}M`;
  return count < 1000 ? String(Math.round(count)) : `${short(count / 1000, count < 9950 ? 2 : 3)}k`;
}

/** Measured figures carry three significant digits, estimates two. */
export const digitsFor = (basis: 'measured' | 'calibrated' | 'modelled'): number =>
  basis === 'measured' ? 3 : 2;

/** Text with a capital first letter, as a sentence begins. */
export const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
/** Text with a small first letter, to go on within a sentence. */
export const lowered = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

/** `a`, `a and b`, `a, b and c`. */
export const enumerated = (words: readonly string[]): string =>
  [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((w) => w !== '').join(' and ');
