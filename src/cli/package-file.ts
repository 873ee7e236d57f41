import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';

/** Bundled code lies in dist/ or dist/chunks/, sources two folders below the root: the first place that has the file wins. */
export function packageFile(name: string, folders: readonly string[]): string | null {
  const place = placeOf(name, folders);
  return place ? readFileSync(place, 'utf8') : null;
}

const placeOf = (name: string, folders: readonly string[]): URL | undefined =>
  folders.map((folder) => new URL(`${folder}${name}`, import.meta.url)).find((url) => existsSync(url));

/** Reads parts of a packaged file as text, by byte; the file is opened at the first one. Null where there is no such file. */
export function packagePart(
  name: string,
  folders: readonly string[],
): ((start: number, length: number) => string) | null {
  const place = placeOf(name, folders);
  if (!place) return null;
  return (start, length) => {
    const bytes = Buffer.allocUnsafe(length);
    const file = openSync(place, 'r');
    try {
      const read = readSync(file, bytes, 0, length, start);
      return bytes.toString('utf8', 0, read);
    } finally {
      closeSync(file);
    }
  };
}
