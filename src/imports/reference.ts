/** How a model outside our data can be named: a path, or a name on the Hub. */
type ReferenceKind = 'file' | 'hub';

/**
 * What kind of reference a word is; null for an ordinary model name. "Qwen/Qwen3-8B" is a name: a path begins with a dot,
 * a slash or a drive, or ends like the files in question.
 */
export function referenceKind(word: string): ReferenceKind | null {
  if (word.startsWith('hf:')) return 'hub';
  if (/\.(?:gguf|json)$/i.test(word) || /^(?:\.{0,2}[/\\]|[A-Za-z]:[/\\]|~\/)/.test(word)) return 'file';
  return null;
}
