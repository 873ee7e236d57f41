/** "model-00002-of-00005.gguf": its place in a split file. */
interface PartName {
  readonly prefix: string;
  readonly part: number;
  readonly of: number;
}

/** A split into more parts than this is a mistake in the name. */
const MOST_PARTS = 999;

export function partName(path: string): PartName | null {
  const found = /^(.*)-(\d{5})-of-(\d{5})\.gguf$/i.exec(path);
  if (!found) return null;
  const [part, of] = [Number(found[2]), Number(found[3])];
  return part >= 1 && part <= of && of <= MOST_PARTS ? { prefix: found[1] ?? '', part, of } : null;
}

/** All files of the model that a path belongs to, the first part first: itself, or its siblings by name. */
export function allParts(path: string): string[] {
  const name = partName(path);
  if (!name) return [path];
  const five = (n: number) => String(n).padStart(5, '0');
  return Array.from({ length: name.of }, (_, i) => `${name.prefix}-${five(i + 1)}-of-${five(name.of)}.gguf`);
}
