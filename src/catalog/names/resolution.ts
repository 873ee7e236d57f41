/** A name nobody knows, and the ids it may have meant, closest first. */
export interface UnknownName {
  readonly unknown: string;
  readonly nearest: readonly string[];
}

export function isUnknown(result: object): result is UnknownName {
  return 'unknown' in result;
}

/** Assumption: what is longer names nothing; to look for names in it would take time that grows with its square. */
const MOST_LETTERS = 400;

export const isTooLongForName = (said: string): boolean => said.length > MOST_LETTERS;
