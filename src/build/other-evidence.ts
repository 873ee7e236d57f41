import type { z } from 'zod';
import { near } from '../catalog/checks/complaints.ts';
import { collect } from '../catalog/collections.ts';
import { cellFinder } from '../catalog/files/cell-finder.ts';
import { parseCsv } from '../catalog/files/csv-file.ts';
import { parseFiles } from '../catalog/files/parse-files.ts';
import type { RawFile } from '../catalog/files/raw-file.ts';
import { readFolder } from '../catalog/files/read-folder.ts';
import { calibrateDiffusion, type DiffusionEvidence } from '../perf/diffusion/calibrate.ts';
import { calibrateFinetune, type FinetuneEvidence } from '../perf/finetune/calibrate.ts';
import { diffusionMeasurementSchema } from '../schema/diffusion-measurement.ts';
import type { DataProblem } from '../schema/errors.ts';
import { finetuneMeasurementSchema } from '../schema/finetune-measurement.ts';
import { peakMeasurementSchema } from '../schema/peak-measurement.ts';
import { throughputSchema } from '../schema/throughput.ts';
import { percent } from '../units/format.ts';

/** Training runs, image timings and matrix rates of a data folder, with every reference checked. */
export function otherEvidence(data: string): {
  finetune: FinetuneEvidence;
  diffusion: DiffusionEvidence;
  problems: DataProblem[];
} {
  const { files, problems: unread } = readFolder(data, data);
  const problems: DataProblem[] = [...unread];
  const all = collect(
    parseFiles(files.filter((f) => !f.path.startsWith('measurements') && !f.path.startsWith('prices'))),
  );
  const rowsOf = <S extends z.ZodObject<z.ZodRawShape>>(
    folder: string,
    schema: S,
    known: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): z.infer<S>[] => {
    const tables = files.filter((f) => f.path.startsWith(`${folder}/`) && f.path.endsWith('.csv'));
    return tables.flatMap((file) => {
      const parsed = parseCsv(file, schema);
      problems.push(...parsed.problems, ...unknownIds(file, parsed, known));
      return parsed.rows;
    });
  };
  const { sources } = all;
  // Of a run whose machine nobody named the memory still counts.
  const machines = { ...all.devices, '': null };
  const known = { device: machines, source: sources };
  const runs = rowsOf('measurements-finetune', finetuneMeasurementSchema, known);
  const images = rowsOf('measurements-diffusion', diffusionMeasurementSchema, {
    ...known,
    model: all.diffusion,
  });
  const peaks = rowsOf('measurements-peaks', peakMeasurementSchema, {
    source: sources,
    model: all.diffusion,
  });
  const timed = rowsOf('measurements-matmul', throughputSchema, known);
  const { devices, diffusion: models } = all;
  return {
    finetune: { rows: runs, devices, timed },
    diffusion: { rows: images, peaks, devices, models, timed },
    problems,
  };
}

/** Cells that name nothing of their kind, each with its place. */
function unknownIds(
  file: RawFile,
  { rows, lines }: { readonly rows: readonly object[]; readonly lines: readonly number[] },
  known: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): DataProblem[] {
  const columnOf = cellFinder(file);
  return rows.flatMap((row, i) =>
    Object.entries(known).flatMap(([path, things]) => {
      const id = String((row as Record<string, unknown>)[path]);
      if (Object.hasOwn(things, id)) return [];
      const line = lines[i] ?? 0;
      const hint = near(id, Object.keys(things));
      return [
        {
          file: file.shown,
          line,
          column: columnOf(line, path),
          path,
          message: `no ${path} "${id}"`,
          ...(hint ? { hint } : {}),
        },
      ];
    }),
  );
}

/** Four significant digits: more would only make noise in the history. */
export function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? value : Number(value.toPrecision(4));
  if (Array.isArray(value)) return value.map(rounded);
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, rounded(v)]));
  return value;
}

/** Image generation first: its vendor offsets stand in where nobody has trained. */
export function calibrateBoth(evidence: ReturnType<typeof otherEvidence>) {
  const diffusion = calibrateDiffusion(evidence.diffusion);
  const nodes = Object.entries(diffusion.calibration.speed.utilisation.nodes);
  const borrowed = Object.fromEntries(
    nodes.filter(([path]) => !path.includes('/')).map(([path, node]) => [path, node.offset]),
  );
  return { finetune: calibrateFinetune({ ...evidence.finetune, borrowed }), diffusion };
}

/** How far off training and pictures are, each source left out once: a line per kind and figure. */
export function otherAccuracy(results: ReturnType<typeof calibrateBoth>): string[] {
  return Object.entries(results).flatMap(([name, { report }]) =>
    (['speed', 'memory'] as const).map((what) => {
      const r = report[what];
      return (
        `${name} ${what}: ${r.rows} rows of ${r.sources} sources, each source left out once: median error ` +
        `${percent(r.mdape)} (by source ${percent(r.mdape_by_source)}), 80 % interval holds ${percent(r.coverage80)}`
      );
    }),
  );
}
