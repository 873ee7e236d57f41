/** A name nobody knows, and the ids it may have meant, closest first. */
export interface UnknownName {
  readonly unknown: string;
  readonly nearest: readonly string[];
}

/** Such a name. What is nearest is looked for when asked: that takes longer than all the rest, and seldom matters. */
export const unknown = (name: string, nearest: () => readonly string[]): UnknownName => ({
  unknown: name,
  get nearest() {
    return nearest();
  },
});

export function isUnknown(result: object): result is UnknownName {
  return 'unknown' in result;
}

/** Assumption: what is longer names nothing; to look for names in it would take time that grows with its square. */
const MOST_LETTERS = 400;

export const isTooLongForName = (said: string): boolean => said.length > MOST_LETTERS;
