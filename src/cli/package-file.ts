import { existsSync, readFileSync } from 'node:fs';

/** Bundled code lies in dist/ or dist/chunks/, sources two folders below the root: the first place that has the file wins. */
export function packageFile(name: string, folders: readonly string[]): string | null {
  const place = folders
    .map((folder) => new URL(`${folder}${name}`, import.meta.url))
    .find((url) => existsSync(url));
  return place ? readFileSync(place, 'utf8') : null;
}
