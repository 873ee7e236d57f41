import { readdirSync, statSync } from 'node:fs';

/** Generated from the sources, or read by nothing that is built. */
const APART = new Set(['schema', 'measurements-import']);

const newest = (folder: string): number =>
  Math.max(
    0,
    ...readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !APART.has(entry.name))
      .map((entry) => {
        const path = `${folder}/${entry.name}`;
        return entry.isDirectory() ? newest(path) : statSync(path).mtimeMs;
      }),
  );

/** The program answers from dist/: a test after a change of data/ would judge yesterday's. */
export function refuseStaleBuild(): void {
  if (newest('data') > statSync('dist/catalog.json').mtimeMs)
    throw new Error('data/ has changed since dist/ was built: npm run build');
}
