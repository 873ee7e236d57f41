import { existsSync, openSync, readFileSync, readSync } from 'node:fs';

/** Bundled code lies in dist/ or dist/chunks/, sources two folders below the root: the first place that has the file wins. */
export function packageFile(name: string, folders: readonly string[]): string | null {
  const place = placeOf(name, folders);
  return place ? readFileSync(place, 'utf8') : null;
}

const placeOf = (name: string, folders: readonly string[]): URL | undefined =>
  folders.map((folder) => new URL(`${folder}${name}`, import.meta.url)).find((url) => existsSync(url));

/** Reads parts of a packaged file as text, by byte; null where there is no such file. The file stays open to the end. */
export function packagePart(
  name: string,
  folders: readonly string[],
): ((start: number, length: number) => string) | null {
  const place = placeOf(name, folders);
  if (!place) return null;
  let file: number | undefined;
  return (start, length) => {
    file ??= openSync(place, 'r');
    const bytes = Buffer.allocUnsafe(length);
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, length, start));
  };
}
