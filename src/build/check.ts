import { collect } from '../catalog/collections.ts';
import { crossCheck } from '../catalog/cross-check.ts';
import { parseFiles } from '../catalog/parse-files.ts';
import { readFolder } from '../catalog/read-folder.ts';
import { problemReport } from '../report/problems.ts';

// Checks the built-in data folder and counts what is in it: `npm run check:data`.
const today = process.argv[2] ?? new Date().toISOString().slice(0, 10);
const { files, problems } = readFolder('data', 'data');
const all = collect(parseFiles(files));
const found = [...problems, ...all.problems, ...crossCheck(all, today)];
const counts = {
  devices: Object.keys(all.devices).length,
  systems: Object.keys(all.systems).length,
  models: Object.keys(all.models).length,
  diffusion: Object.keys(all.diffusion).length,
  quants: Object.keys(all.quants).length,
  offers: all.offers.length,
  sizes: all.sizes.length,
  measurements: all.measurements.length,
  rules: Object.keys(all.rules).length,
  sources: Object.keys(all.sources).length,
};
process.stdout.write(
  `${Object.entries(counts)
    .map(([k, n]) => `${n} ${k}`)
    .join(', ')}\n`,
);
if (found.length > 0) {
  process.stderr.write(`${problemReport(found)}\n`);
  process.exitCode = 1;
}
