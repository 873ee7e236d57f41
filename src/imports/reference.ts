/** How a model outside our data can be named: a file on disk, or a name on the Hub. */
export type ReferenceKind = 'gguf' | 'config' | 'hub';

/** What kind of reference a word is; null for an ordinary model name. */
export function referenceKind(word: string): ReferenceKind | null {
  if (word.startsWith('hf:')) return 'hub';
  if (/\.gguf$/i.test(word)) return 'gguf';
  return /\.json$/i.test(word) ? 'config' : null;
}
