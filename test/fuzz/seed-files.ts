import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'test/data/overlays/good';

/** Good files to spoil: path → text. */
export const SEEDS: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:yaml|csv)$/.test(path))
    .sort()
    .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
);
