import { existsSync, realpathSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Catalog } from '../schema/catalog.ts';
import { type DataProblem, UsageError } from '../schema/errors.ts';
import type { Check } from './checks/complaints.ts';
import { foreignPrices } from './checks/foreign-prices.ts';
import { collect } from './collections.ts';
import { crossCheck } from './cross-check.ts';
import { emptyFault } from './files/data-layout.ts';
import { parseFiles } from './files/parse-files.ts';
import { readFolder } from './files/read-folder.ts';
import { readOverlay } from './overlay.ts';

/** What a check of a folder finds: faults, and notes on what is valid but may not be what its writer thinks. */
interface Findings {
  readonly problems: readonly DataProblem[];
  readonly notes: readonly DataProblem[];
}

/** Findings in a user's folder against the catalogue it would lie on; without problems it can be used. */
export function checkFolder(base: Catalog, folder: string, today: string, more: readonly Check[]): Findings {
  const { all, files, problems } = readOverlay(base, folder, today, more, 'data check');
  const empty = files.length === 0 && problems.length === 0;
  return { problems: empty ? [emptyFault(folder)] : problems, notes: foreignPrices(all) };
}

/** The data folder of the package: from dist/ and from src/catalog/ alike, it lies beside the nearest package.json. */
const builtInFolder = (): string | undefined =>
  ['../data', '../../data']
    .map((p) => fileURLToPath(new URL(p, import.meta.url)))
    .find((p) => existsSync(p) && statSync(p).isDirectory());

/** Whether this is the package's own folder, which cannot be laid over itself. */
export function isBuiltIn(folder: string): boolean {
  const own = builtInFolder();
  return own !== undefined && existsSync(folder) && realpathSync(folder) === realpathSync(own);
}

/** Faults of the YAML and CSV that ship with the package. */
export function checkBuiltIn(today: string, more: readonly Check[]): readonly DataProblem[] {
  const root = builtInFolder();
  if (!root) throw new UsageError('the built-in data folder is missing', 'Install the package again.');
  const { files, problems } = readFolder(root, 'data');
  const all = collect(parseFiles(files));
  return [...problems, ...all.problems, ...crossCheck(all, today, more)];
}
