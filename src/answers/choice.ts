import { nearestNames } from '../catalog/names/nearest.ts';
import { didYouMean, UsageError } from '../schema/errors.ts';
import { shown } from '../units/foreign-text.ts';

/**
 * One of a closed list of words, or of what people `also` call one; else a usage error that names the nearest, and what
 * `orElse` may have been meant.
 */
export function oneOf<T extends string>(
  raw: string,
  choices: readonly T[],
  flag: string,
  also: Readonly<Record<string, T>> = {},
  orElse = '',
): T {
  const word = raw.trim().toLowerCase();
  // "Fine tuning" and "fine-tuning" are one thing.
  const said = word.replace(/\s+/g, '-');
  const found = choices.find((c) => c === said) ?? (Object.hasOwn(also, said) ? also[said] : undefined);
  if (found !== undefined) return found;
  throw new UsageError(
    `${flag}: "${shown(raw)}" is not a choice`,
    `${meant(word, choices)}Choices: ${choices.join(', ')}.${orElse && ` ${orElse}`}`,
  );
}

/** `Did you mean "x"? `, or nothing where no choice is near. */
export function meant(word: string, choices: readonly string[]): string {
  const near = didYouMean(nearestNames(word, choices, 1));
  return near ? `${near} ` : '';
}

/** "a,b" and repeated flags alike. */
export const listed = (raw: readonly string[]): string[] =>
  raw
    .flatMap((r) => r.split(','))
    .map((r) => r.trim())
    .filter((r) => r !== '');
