import { meant } from '../answers/choice.ts';
import { UsageError } from '../schema/errors.ts';
import { shown } from '../units/foreign-text.ts';
import { isRecord } from '../units/is-record.ts';

// What programs hand over is checked here by hand: the schema library would be loaded by every run of the program.

/** What a value should have been; null where it is fine. */
export type Check = (value: unknown) => string | null;

const that =
  (is: (value: unknown) => boolean, words: string): Check =>
  (value) =>
    is(value) ? null : words;
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

export const text = that((v) => typeof v === 'string' && v.trim() !== '', 'a name');
export const flag = that((v) => typeof v === 'boolean', 'true or false');
export const anyNumber = that(isNumber, 'a number');
export const positive = that((v) => isNumber(v) && v > 0, 'a number above 0');
export const nonNegative = that((v) => isNumber(v) && v >= 0, 'a number from 0 on');
export const wholeFromOne = that((v) => Number.isInteger(v) && Number(v) >= 1, 'a whole number from 1 on');

export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null ? null : check(value);

export const oneOfWords =
  (words: readonly string[]): Check =>
  (value) => {
    if (words.some((word) => word === value)) return null;
    const near = typeof value === 'string' ? meant(value, words) : '';
    return `one of ${words.join(', ')}${near ? ` (${near.trim()})` : ''}`;
  };

export const listOf =
  (check: Check): Check =>
  (value) => {
    if (!Array.isArray(value)) return 'a list';
    const wrong = value.map(check).find((said) => said !== null);
    return wrong === undefined || wrong === null ? null : `a list, each ${wrong}`;
  };

export const recordOf =
  (check: Check): Check =>
  (value) => {
    if (!isRecord(value)) return 'an object of names';
    const wrong = Object.values(value)
      .map(check)
      .find((said) => said !== null);
    return wrong === undefined || wrong === null ? null : `an object, each ${wrong}`;
  };

/**
 * The fields of an object that were given (`undefined` is not). Throws a UsageError for an unknown field or an
 * impossible value.
 */
export function checked<T extends object>(
  what: string,
  given: T,
  fields: { readonly [K in keyof T]-?: Check },
): T {
  if (!isRecord(given))
    throw new UsageError(`${what}: is no object`, `Fields: ${Object.keys(fields).join(', ')}.`);
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  for (const [key, value] of said) {
    const check = Object.hasOwn(fields, key) ? (fields as Record<string, Check>)[key] : undefined;
    if (!check)
      throw new UsageError(
        `${what}: there is no field "${shown(key)}"`,
        `${meant(key, Object.keys(fields))}Fields: ${Object.keys(fields).join(', ')}.`,
      );
    const wanted = check(value);
    if (wanted !== null)
      throw new UsageError(`${key}: ${written(value)} cannot be used`, `It must be ${wanted}.`);
  }
  return Object.fromEntries(said) as T;
}

/** Refuses anything but a catalogue, such as a promise of one. */
export function refuseNoCatalog(catalog: unknown): void {
  if (!isRecord(catalog) || !isRecord(catalog['devices']))
    throw new UsageError('catalog: is no catalogue', 'Hand over what `await loadCatalog()` gives.');
}

const written = (value: unknown): string =>
  shown(typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? typeof value));
