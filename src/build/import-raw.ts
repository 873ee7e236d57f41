import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { collect } from '../catalog/collections.ts';
import { parseCsv } from '../catalog/files/csv-file.ts';
import { parseFiles } from '../catalog/files/parse-files.ts';
import { readFolder } from '../catalog/files/read-folder.ts';
import { importFiles } from '../catalog/import/import-files.ts';
import { readQuirks } from '../catalog/import/quirks.ts';
import { buildNameIndex } from '../catalog/names/build-index.ts';
import type { DataProblem } from '../schema/errors.ts';
import { rawMeasurementSchema } from '../schema/raw-measurement.ts';

interface Imported {
  /** Ids of the sources that the data folder has. */
  readonly known: ReadonlySet<string>;
  /** Names of the raw tables. */
  readonly raw: readonly string[];
  readonly problems: readonly DataProblem[];
  readonly result: ReturnType<typeof importFiles>;
}

/**
 * Imports the raw measurement tables of a data folder and those of another; the curated tables of neither stand beside
 * them, so that an import of some gives what an import of all would. Reads only.
 */
export function importRaw(data: string, folder?: string): Imported {
  const { files } = readFolder(data, data);
  const isCurated = ({ path }: { readonly path: string }) => path.startsWith('measurements/');
  const all = collect(parseFiles(files.filter(({ path }) => !path.startsWith('measurements'))));
  const collected = join(data, 'measurements-import', 'collected');
  const read = (folder === undefined ? [collected] : [folder, collected]).map((at) => readFolder(at, at));
  const raw = read
    .flatMap((part) => part.files)
    .filter(({ path }) => path.endsWith('.csv'))
    .map((file) => ({ name: basename(file.path, '.csv'), ...parseCsv(file, rawMeasurementSchema) }));
  const path = join(data, 'measurements-import', 'quirks.yaml');
  const { quirks, problems } = readQuirks({ path, shown: path, text: readFileSync(path, 'utf8') });
  const again = new Set(raw.map(({ name }) => `measurements/${name}.csv`));
  const standing = parseFiles(files.filter((file) => isCurated(file) && !again.has(file.path)));
  const index = buildNameIndex({ ...all, systems: all.hand_written });
  return {
    known: new Set(Object.keys(all.sources)),
    raw: raw.map(({ name }) => name),
    problems: [...[...read, ...raw].flatMap((part) => part.problems), ...problems],
    result: importFiles(index, quirks, raw, standing.tables.measurements),
  };
}
