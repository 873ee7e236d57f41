import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { collect } from '../catalog/collections.ts';
import { compile } from '../catalog/compile.ts';
import { parseFiles } from '../catalog/files/parse-files.ts';
import { readFolder } from '../catalog/files/read-folder.ts';
import { buildCells } from '../catalog/measurements/measured-cells.ts';
import { calibrate } from '../perf/calibration/calibrate.ts';
import { calibrationYaml } from './calibration-yaml.ts';

// Fits the speed model to data/measurements and writes data/calibration/text.yaml: `npm run calibrate`.
const data = process.argv[2] ?? 'data';
const all = collect(parseFiles(readFolder(data, data).files));
const calibration = calibrate(all.measurements, compile(all), buildCells);
mkdirSync(join(data, 'calibration'), { recursive: true });
writeFileSync(join(data, 'calibration', 'text.yaml'), calibrationYaml(calibration));
process.stdout.write(
  `${calibration.rows.decode} decode and ${calibration.rows.prefill} prefill rows of ${calibration.sources} sources\n`,
);
