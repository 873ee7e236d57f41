import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Catalog } from '../schema/catalog.ts';
import { DataError, type DataProblem, UsageError } from '../schema/errors.ts';
import type { Check } from './checks/complaints.ts';
import { collect } from './collections.ts';
import { crossCheck } from './cross-check.ts';
import { overlayFolder } from './overlay.ts';
import { parseFiles } from './parse-files.ts';
import { readFolder } from './read-folder.ts';

/** Faults of a user's folder against the catalogue it would lie on; [] when it can be used. */
export function checkFolder(
  base: Catalog,
  folder: string,
  today: string,
  more: readonly Check[],
): readonly DataProblem[] {
  try {
    overlayFolder(base, folder, today, more);
    return [];
  } catch (error) {
    if (error instanceof DataError) return error.problems;
    throw error;
  }
}

/** Faults of the YAML and CSV that ship with the package. */
export function checkBuiltIn(today: string, more: readonly Check[]): readonly DataProblem[] {
  // From dist/ and from src/catalog/ alike, the data folder lies beside the nearest package.json.
  const root = ['../data', '../../data']
    .map((p) => fileURLToPath(new URL(p, import.meta.url)))
    .find((p) => existsSync(p) && statSync(p).isDirectory());
  if (!root) throw new UsageError('the built-in data folder is missing', 'Install the package again.');
  const { files, problems } = readFolder(root, 'data');
  const all = collect(parseFiles(files));
  return [...problems, ...all.problems, ...crossCheck(all, today, more)];
}
