import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type DataProblem, lineFault } from '../../schema/errors.ts';
import { bytesFromMib, type Mib } from '../../units/units.ts';
import type { RawFile } from './raw-file.ts';

/** Hand-written data never comes near this; a larger file is a mistake or an attack. */
const LARGEST_FILE: Mib = 8;
const DEEPEST_FOLDER = 4;

/**
 * Reads the YAML and CSV files of a data folder, in code-point order of their paths. Follows no directory links, so a
 * link loop ends; skips dot files, JSON Schemas and generated folders. Faults come back as problems, never thrown.
 */
export function readFolder(root: string, shownAs = root): { files: RawFile[]; problems: DataProblem[] } {
  const files: RawFile[] = [];
  const problems: DataProblem[] = [];
  const complain = (path: string, message: string, hint: string) =>
    problems.push(lineFault(path, 0, message, hint));

  const visit = (folder: string, depth: number) => {
    let names: string[];
    try {
      names = readdirSync(folder).sort();
    } catch (error) {
      complain(folder, `cannot read this folder: ${reason(error)}`, 'Check that it exists and is readable.');
      return;
    }
    for (const name of names) {
      if (name.startsWith('.') || name === 'schema' || name === 'node_modules') continue;
      const path = join(folder, name);
      const shown = join(shownAs, relative(root, path));
      try {
        if (!lstatSync(path).isDirectory()) readFile(path, shown);
        else if (depth < DEEPEST_FOLDER) visit(path, depth + 1);
      } catch (error) {
        complain(shown, `cannot be read: ${reason(error)}`, 'Check the file and its permissions.');
      }
    }
  };
  const readFile = (path: string, shown: string) => {
    if (!/\.(ya?ml|csv)$/.test(path)) return;
    const stat = statSync(path);
    if (!stat.isFile()) complain(shown, 'is not a regular file', 'Replace it by a YAML or CSV file.');
    else if (stat.size > bytesFromMib(LARGEST_FILE))
      complain(
        shown,
        `is ${Math.round(stat.size / 1e6)} MB; data files end at ${LARGEST_FILE} MiB`,
        'Split it or remove what does not belong.',
      );
    else
      files.push({
        path: relative(root, path).split(sep).join('/'),
        shown,
        text: readFileSync(path, 'utf8'),
      });
  };
  visit(root, 0);
  return { files, problems };
}

const reason = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);
