import type { z } from 'zod';
import { collect } from '../catalog/collections.ts';
import { parseCsv } from '../catalog/csv-file.ts';
import { parseFiles } from '../catalog/parse-files.ts';
import { readFolder } from '../catalog/read-folder.ts';
import { calibrateDiffusion, type DiffusionEvidence } from '../perf/diffusion/calibrate.ts';
import { calibrateFinetune, type FinetuneEvidence } from '../perf/finetune/calibrate.ts';
import { diffusionMeasurementSchema } from '../schema/diffusion-measurement.ts';
import type { DataProblem } from '../schema/errors.ts';
import { finetuneMeasurementSchema } from '../schema/finetune-measurement.ts';
import { throughputSchema } from '../schema/throughput.ts';

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
  const complain = (file: string, message: string) =>
    problems.push({ file, line: 0, column: 0, path: '', message });
  const rowsOf = <S extends z.ZodObject<z.ZodRawShape>>(folder: string, schema: S): z.infer<S>[] => {
    const tables = files.filter((f) => f.path.startsWith(`${folder}/`) && f.path.endsWith('.csv'));
    const parsed = tables.map((file) => parseCsv(file, schema));
    problems.push(...parsed.flatMap((p) => p.problems));
    return parsed.flatMap((p) => p.rows);
  };
  const runs = rowsOf('measurements-finetune', finetuneMeasurementSchema);
  const images = rowsOf('measurements-diffusion', diffusionMeasurementSchema);
  const timed = rowsOf('measurements-matmul', throughputSchema);
  for (const row of [...runs, ...images, ...timed]) {
    if (row.device !== '' && !(row.device in all.devices)) complain(row.source, `no device "${row.device}"`);
    if (!(row.source in all.sources)) complain(row.source, `no source "${row.source}"`);
  }
  for (const row of images)
    if (!(row.model in all.diffusion)) complain(row.source, `no diffusion model "${row.model}"`);
  const { devices, diffusion: models } = all;
  return {
    finetune: { rows: runs, devices, timed },
    diffusion: { rows: images, devices, models, timed },
    problems,
  };
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
