import type { z } from 'zod';
import {
  calibrationFileSchema,
  FILE_SCHEMAS,
  type FileName,
  PROFILE_SCHEMAS,
  type ProfileFolder,
  sourcesFileSchema,
  TABLE_SCHEMAS,
  type TableFolder,
} from '../../schema/data-files.ts';
import { type DataProblem, didYouMean, lineFault } from '../../schema/errors.ts';
import { idSchema } from '../../schema/primitives.ts';
import type { Source } from '../../schema/source.ts';
import { isRecord } from '../../units/is-record.ts';
import { nearestNames } from '../names/nearest.ts';
import { cellFinder } from './cell-finder.ts';
import { parseCsv } from './csv-file.ts';
import { KNOWN_PLACES } from './data-layout.ts';
import { merge } from './merge.ts';
import type { RawFile } from './raw-file.ts';
import { problemsOf, soundFields } from './validate.ts';
import { type ParsedYaml, parseYaml } from './yaml-file.ts';

type Profiles = { [F in ProfileFolder]: Record<string, z.infer<(typeof PROFILE_SCHEMAS)[F]>> };
type Singles = { [F in FileName]?: z.infer<(typeof FILE_SCHEMAS)[F]> };
type Tables = { [F in TableFolder]: z.infer<(typeof TABLE_SCHEMAS)[F]>[] };

/** The content of a data folder after schema checks, before anything is looked up across files. */
export interface ParsedData {
  readonly profiles: Profiles;
  readonly singles: Singles;
  readonly tables: Tables;
  readonly sources: Record<string, Source>;
  readonly calibration: Record<string, unknown>;
  readonly problems: DataProblem[];
  /** Words that a file with faults may define: a reference to one of them is no second fault. */
  readonly unread: Set<string>;
  /** Where a thing came from, for complaints found later: `devices/<id>`, `sources/<id>` or a file name → place finder. */
  readonly places: Map<string, Place>;
  /** Where a table row came from, by folder: parallel to `tables`. */
  readonly row_places: { [F in TableFolder]: RowPlace[] };
  /** What can be read of faulty rows and profiles, so that their other faults are found at once. */
  readonly broken: {
    readonly rows: BrokenTableRow[];
    readonly profiles: { readonly folder: ProfileFolder; readonly key: string; readonly fields: object }[];
  };
}
interface BrokenTableRow {
  readonly folder: TableFolder;
  readonly place: RowPlace;
  readonly cells: Readonly<Record<string, unknown>>;
}

export interface Place {
  readonly file: string;
  readonly locate: ParsedYaml['locate'];
}
export interface RowPlace {
  readonly file: string;
  readonly line: number;
  /** 1-based character at which the cell of a column starts. */
  readonly columnOf: (name: string) => number;
}

/** What an overlay is merged onto, field by field: the built-in profile of the same id. */
export type Base = (folder: ProfileFolder, id: string) => object | undefined;

/** Parses and validates every file; all faults are collected. Files that belong to no kind are faults, too. */
export function parseFiles(files: readonly RawFile[], base: Base = () => undefined): ParsedData {
  const data: ParsedData = {
    profiles: { devices: {}, systems: {}, hosts: {}, models: {}, rules: {}, workloads: {} },
    singles: {},
    tables: { prices: [], sizes: [], measurements: [] },
    sources: {},
    calibration: {},
    problems: [],
    unread: new Set(),
    places: new Map(),
    row_places: { prices: [], sizes: [], measurements: [] },
    broken: { rows: [], profiles: [] },
  };
  for (const file of files) {
    const faults = data.problems.length;
    parseOne(file, data, base);
    if (data.problems.length > faults) for (const word of definedIn(file)) data.unread.add(word);
  }
  return data;
}

function parseOne(file: RawFile, data: ParsedData, base: Base): void {
  const [folder = '', ...rest] = file.path.split('/');
  const name = rest.at(-1) ?? folder;
  const nested = rest.length > 0;
  if (!nested && Object.hasOwn(FILE_SCHEMAS, folder)) addSingle(file, folder as FileName, data);
  else if (nested && Object.hasOwn(PROFILE_SCHEMAS, folder) && /\.ya?ml$/.test(name))
    addProfile(file, folder as ProfileFolder, name, data, base);
  else if (nested && Object.hasOwn(TABLE_SCHEMAS, folder) && name.endsWith('.csv'))
    addTable(file, folder as TableFolder, data);
  else if (nested && folder === 'sources') addSources(file, parseYaml(file), data);
  else if (nested && folder === 'calibration') {
    const value = checked(file, parseYaml(file), calibrationFileSchema, data.problems);
    if (value) data.calibration[name.replace(/\.ya?ml$/, '')] = value;
  } else if (!nested || !(folder.startsWith('measurements') || name.includes('report')))
    // Raw evidence and reports that the build reads on its own (`measurements-*/`, `*-report.yaml`) are not profiles.
    complainOfStranger(file, nested ? `${folder}/` : folder, data);
}

/** The id that a profile has by its name, or every word before a colon of a file of many things. */
function definedIn({ path, text }: RawFile): string[] {
  const [folder = '', name] = path.split('/');
  if (name && Object.hasOwn(PROFILE_SCHEMAS, folder)) return [name.replace(/\.ya?ml$/, '')];
  return path.endsWith('.csv')
    ? []
    : [...text.matchAll(/([\w.-]+)["']?:(?=\s)/g)].map(([, word]) => word ?? '');
}

function complainOfStranger(file: RawFile, word: string, data: ParsedData): void {
  const hint =
    wrongEnding(word.replace(/\/$/, '')) ||
    didYouMean(nearestNames(word, KNOWN_PLACES, 1)) ||
    `Known: ${KNOWN_PLACES.join(', ')}.`;
  data.problems.push(lineFault(file.shown, 0, 'belongs to no kind of data', hint));
}

/** What the files of a folder end in, where it is the right folder. */
const wrongEnding = (folder: string): string =>
  Object.hasOwn(TABLE_SCHEMAS, folder)
    ? `Files in ${folder}/ are tables: give it a name that ends in .csv.`
    : Object.hasOwn(PROFILE_SCHEMAS, folder)
      ? `Files in ${folder}/ end in .yaml.`
      : '';

/** The parsers below put what they read, and what is wrong with it, into `data`. */
function addProfile(file: RawFile, folder: ProfileFolder, name: string, data: ParsedData, base: Base): void {
  const id = name.replace(/\.ya?ml$/, '');
  const yaml = parseYaml(file);
  data.problems.push(...yaml.problems);
  if (yaml.problems.length > 0) return;
  const key = `${folder}/${id}`;
  const complain = (message: string, hint: string) =>
    data.problems.push(lineFault(file.shown, 1, message, hint));
  if (!idSchema.safeParse(id).success) {
    complain(`"${id}" cannot be an id`, 'A file name is lower-case letters, digits, ".", "_" and "-".');
    return;
  }
  if (data.places.has(key)) {
    complain(`"${id}" is defined twice`, 'Keep one of the files.');
    return;
  }
  const below = base(folder, id);
  const value = below && isRecord(yaml.value) ? merge(below, yaml.value) : yaml.value;
  const parsed = PROFILE_SCHEMAS[folder].safeParse(value, { reportInput: true });
  data.places.set(key, { file: file.shown, locate: yaml.locate });
  if (!parsed.success) {
    data.problems.push(...problemsOf(file, parsed.error, PROFILE_SCHEMAS[folder], yaml.locate));
    const fields = isRecord(value) ? soundFields(PROFILE_SCHEMAS[folder], value) : {};
    data.broken.profiles.push({ folder, key, fields });
  } else (data.profiles[folder] as Record<string, unknown>)[id] = parsed.data;
}

function addSingle(file: RawFile, name: FileName, data: ParsedData): void {
  const yaml = parseYaml(file);
  data.places.set(name, { file: file.shown, locate: yaml.locate });
  const value = checked(file, yaml, FILE_SCHEMAS[name], data.problems);
  if (value) (data.singles as Record<string, unknown>)[name] = value;
}

function addTable(file: RawFile, folder: TableFolder, data: ParsedData): void {
  const { rows, problems, lines, broken } = parseCsv(file, TABLE_SCHEMAS[folder]);
  data.problems.push(...problems);
  (data.tables[folder] as unknown[]).push(...rows);
  const columnOf = cellFinder(file);
  const placeOf = (line: number) => ({
    file: file.shown,
    line,
    columnOf: (name: string) => columnOf(line, name),
  });
  data.row_places[folder].push(...lines.map(placeOf));
  data.broken.rows.push(...broken.map(({ line, cells }) => ({ folder, place: placeOf(line), cells })));
}

function addSources(file: RawFile, yaml: ParsedYaml, data: ParsedData): void {
  const sources = checked(file, yaml, sourcesFileSchema, data.problems) as Record<string, Source> | undefined;
  for (const [id, source] of Object.entries(sources ?? {})) {
    if (Object.hasOwn(data.sources, id))
      data.problems.push({
        file: file.shown,
        ...yaml.locate([id], true),
        path: id,
        message: `source "${id}" is defined twice`,
        hint: 'Keep one of them.',
      });
    const locate: ParsedYaml['locate'] = (path, onKey) => yaml.locate([id, ...path], onKey);
    data.places.set(`sources/${id}`, { file: file.shown, locate });
    data.sources[id] = source;
  }
}

function checked(file: RawFile, yaml: ParsedYaml, schema: z.ZodType, problems: DataProblem[]): unknown {
  problems.push(...yaml.problems);
  if (yaml.problems.length > 0) return undefined;
  const parsed = schema.safeParse(yaml.value, { reportInput: true });
  if (parsed.success) return parsed.data;
  problems.push(...problemsOf(file, parsed.error, schema, yaml.locate));
  return undefined;
}
