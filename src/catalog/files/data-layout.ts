import { basename, resolve } from 'node:path';
import { FILE_SCHEMAS, PROFILE_SCHEMAS, TABLE_SCHEMAS } from '../../schema/data-files.ts';
import { type DataProblem, lineFault } from '../../schema/errors.ts';
import type { RawFile } from './raw-file.ts';

/** Folders of a data folder; all their files are of one kind. */
const FOLDERS = [...Object.keys(PROFILE_SCHEMAS), ...Object.keys(TABLE_SCHEMAS), 'sources'];

/** Everything that may lie in a data folder, as a reader would look for it. */
export const KNOWN_PLACES = [...Object.keys(FILE_SCHEMAS), ...FOLDERS.map((name) => `${name}/`)];

/** One complaint when `data/systems` is given in place of `data`, instead of one for each of its files. */
export function insideFault(folder: string, files: readonly RawFile[]): DataProblem | null {
  const name = basename(resolve(folder));
  const loose = files.every(({ path }) => !path.includes('/') && !Object.hasOwn(FILE_SCHEMAS, path));
  if (files.length === 0 || !loose || !FOLDERS.includes(name)) return null;
  return lineFault(folder, 0, `this is the inside of ${name}/`, 'Give the folder that it lies in.');
}

/** The complaint about a folder in which nothing would be read: its data must be elsewhere. */
export const emptyFault = (folder: string): DataProblem =>
  lineFault(folder, 0, 'holds no YAML or CSV file', `Known places: ${KNOWN_PLACES.join(', ')}.`);
