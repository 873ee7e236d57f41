import { existsSync, statSync } from 'node:fs';
import type { Catalog } from '../schema/catalog.ts';
import type { ProfileFolder } from '../schema/data-files.ts';
import { DataError, type DataProblem, UsageError } from '../schema/errors.ts';
import { inShell } from '../units/in-shell.ts';
import type { Check } from './checks/complaints.ts';
import { type Collections, collect } from './collections.ts';
import { compile } from './compile.ts';
import { crossCheck } from './cross-check.ts';
import { insideFault } from './files/data-layout.ts';
import { parseFiles } from './files/parse-files.ts';
import type { RawFile } from './files/raw-file.ts';
import { readFolder } from './files/read-folder.ts';

/**
 * Lays a user's folder over a catalogue, by id and field by field, through the same checks as the built-in data.
 * `more` are checks of other layers; `askedBy` is what named the folder. Throws a DataError with every problem; the
 * built-in catalogue is never changed.
 */
export function overlayFolder(
  base: Catalog,
  folder: string,
  today: string,
  more: readonly Check[] = [],
  askedBy = '--data',
): Catalog {
  const { all, problems } = readOverlay(base, folder, today, more, askedBy);
  if (problems.length > 0)
    throw new DataError(problems, `Fix the places named, then run \`advise data check ${inShell(folder)}\`.`);
  return compile(all, base);
}

/** A user's folder together with the catalogue it lies on, and everything that is wrong with it. */
export function readOverlay(
  base: Catalog,
  folder: string,
  today: string,
  more: readonly Check[],
  askedBy: string,
): { all: Collections; files: readonly RawFile[]; problems: readonly DataProblem[] } {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new UsageError(
      `${askedBy}: "${folder}" is not a folder`,
      'Give a folder laid out like our data/ (devices/, systems/, prices/, ...).',
      'no_data_folder',
    );
  const { files, problems } = readFolder(folder);
  const inside = insideFault(folder, files);
  const below = asCollections(base);
  const parsed = parseFiles(files, (kind, id) => withoutId(profileOf(base, kind, id)));
  const all = collect(parsed, below);
  const found = inside ? [inside] : [...all.problems, ...crossCheck(all, today, more)];
  return { all, files, problems: [...problems, ...found] };
}

const rules = (base: Catalog) => Object.fromEntries(base.rules.map((r) => [r.id, r]));

function profileOf(base: Catalog, kind: ProfileFolder, id: string): object | undefined {
  if (kind === 'models') return base.models[id] ?? base.diffusion[id];
  if (kind === 'rules') return rules(base)[id];
  return (base[kind] as Record<string, object>)[id];
}

function withoutId(thing: object | undefined): object | undefined {
  if (thing === undefined) return undefined;
  const { id: _, ...rest } = thing as { id?: string };
  return rest;
}

function asCollections(base: Catalog): Partial<Collections> {
  return {
    sources: base.sources,
    devices: base.devices,
    hand_written: base.systems,
    systems: base.systems,
    hosts: base.hosts,
    parts: base.parts,
    models: base.models,
    diffusion: base.diffusion,
    tensor_types: base.tensor_types,
    quants: base.quants,
    engines: base.engines,
    memory_rules: base.memory_rules,
    offers: base.offers,
    workloads: base.workloads,
    rules: rules(base),
    scoring: base.scoring,
    calibration: base.calibration as Record<string, unknown>,
    misnomers: base.misnomers as Collections['misnomers'],
  };
}
