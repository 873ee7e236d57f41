/**
 * The names that a shell took apart into these words, where each of them is `known` and some have several words: of two
 * ways to join them the one whose first name is longer. Null where no way uses up all words.
 */
export function namesOfWords(
  words: readonly string[],
  known: (name: string) => boolean,
): readonly string[] | null {
  if (words.length === 0) return [];
  for (let length = words.length; length > 0; length--) {
    const name = words.slice(0, length).join(' ');
    const rest = known(name) ? namesOfWords(words.slice(length), known) : null;
    if (rest) return [name, ...rest];
  }
  return null;
}

/** The words up to the first flag. */
export function beforeFlags(words: readonly string[]): readonly string[] {
  const end = words.findIndex((word) => word.startsWith('-'));
  return end < 0 ? words : words.slice(0, end);
}

/** As one types it: in quotes where it has several words. */
export const asTyped = (name: string): string => (/\s/.test(name) ? `"${name}"` : name);
