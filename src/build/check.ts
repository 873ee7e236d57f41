import { parse } from 'csv-parse/sync';
import { unusedSources } from '../catalog/checks/sources.ts';
import { collect } from '../catalog/collections.ts';
import { crossCheck } from '../catalog/cross-check.ts';
import { parseFiles } from '../catalog/files/parse-files.ts';
import { readFolder } from '../catalog/files/read-folder.ts';
import { shareWithin, sizePairs } from '../checks/file-sizes.ts';
import { PHYSICS_CHECKS } from '../checks/physics.ts';
import { problemReport } from '../report/problems.ts';
import { flowFaults, HOUSE_CHECKS } from './house-rules.ts';
import { otherEvidence } from './other-evidence.ts';

// Checks the built-in data folder and counts what is in it: `npm run check:data`.
const today = process.argv[2] ?? new Date().toISOString().slice(0, 10);
const { files, problems } = readFolder('data', 'data');
const all = collect(parseFiles(files));
const other = otherEvidence('data');
const found = [
  ...problems,
  ...all.problems,
  ...files.flatMap(flowFaults),
  ...crossCheck(all, today, [...PHYSICS_CHECKS, ...HOUSE_CHECKS]),
  ...other.problems,
];
const others = [...other.finetune.rows, ...other.diffusion.rows, ...other.diffusion.timed];
const counts = {
  devices: Object.keys(all.devices).length,
  systems: Object.keys(all.systems).length,
  models: Object.keys(all.models).length,
  diffusion: Object.keys(all.diffusion).length,
  quants: Object.keys(all.quants).length,
  offers: all.offers.length,
  sizes: all.sizes.length,
  measurements: all.measurements.length + others.length,
  rules: Object.keys(all.rules).length,
  sources: Object.keys(all.sources).length,
};
const pairs = sizePairs(all);
const percent = (limit: number) => `${Math.round(shareWithin(pairs, limit) * 100)} % within ${limit * 100} %`;
// Tables that only the calibration reads cite sources, too.
const tables = files.filter((f) => f.path.startsWith('measurements-') && f.path.endsWith('.csv'));
const cited = tables.flatMap((f) => parse(f.text, { columns: true }) as { source?: string }[]);
const unused = unusedSources(
  all,
  cited.flatMap((row) => row.source ?? []),
);
process.stdout.write(
  `${Object.entries(counts)
    .map(([k, n]) => `${n} ${k}`)
    .join(', ')}
predicted against published file size, ${pairs.length} pairs of model and llama.cpp format: ${[0.005, 0.02, 0.05].map(percent).join(', ')}
${unused.length === 0 ? 'every source is cited' : `${unused.length} sources nobody cites: ${unused.join(', ')}`}
`,
);
if (found.length > 0) process.stderr.write(`${problemReport(found)}\n`);
if (found.length > 0 || unused.length > 0) process.exitCode = 1;
