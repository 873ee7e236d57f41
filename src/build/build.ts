import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { collect } from '../catalog/collections.ts';
import { compile } from '../catalog/compile.ts';
import { crossCheck } from '../catalog/cross-check.ts';
import { parseFiles } from '../catalog/files/parse-files.ts';
import { readFolder } from '../catalog/files/read-folder.ts';
import { COLD_FILE, FULL_FILE, HOT_FILE, layOut } from '../catalog/stored/layout.ts';
import { PHYSICS_CHECKS } from '../checks/physics.ts';
import { problemReport } from '../report/problems.ts';
import { bundle } from './bundle.ts';
import { bundledLicences } from './bundled-licences.ts';
import { workedOut } from './worked-out.ts';

// `npm run build`: data/ → dist/catalog.json, src/ → dist/*.js. Anything wrong with the data stops it.
const started = Date.now();
/** Built aside and moved into place at the end: a failed build leaves the last good one. */
const fresh = `node_modules/.cache/advise/dist-${process.pid}`;
mkdirSync(fresh, { recursive: true });

const { files, problems } = readFolder('data', 'data');
const all = collect(parseFiles(files));
const today = new Date().toISOString().slice(0, 10);
const found = [...problems, ...all.problems, ...crossCheck(all, today, PHYSICS_CHECKS)];
if (found.length > 0) {
  process.stderr.write(`${problemReport(found)}\n`);
  process.exitCode = 1;
} else {
  const compiled = compile(all);
  const { hot, cold } = layOut(compiled, workedOut(compiled));
  writeFileSync(join(fresh, FULL_FILE), JSON.stringify(compiled));
  writeFileSync(join(fresh, HOT_FILE), hot);
  writeFileSync(join(fresh, COLD_FILE), cold);
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    dependencies: Record<string, string>;
  };
  // Only what `npm install` brings stays outside; the charting library is a development dependency and goes in.
  const modules = await bundle(fresh, Object.keys(dependencies));
  writeFileSync(join(fresh, 'bundled-licences.txt'), bundledLicences(modules));
  rmSync('dist', { recursive: true, force: true });
  renameSync(fresh, 'dist');
  const size = (folder: string): number =>
    readdirSync(folder).reduce((sum, name) => {
      const stat = statSync(join(folder, name));
      return sum + (stat.isDirectory() ? size(join(folder, name)) : stat.size);
    }, 0);
  const catalog = readFileSync('dist/catalog.json').length;
  process.stdout.write(
    `dist: ${(size('dist') / 1e6).toFixed(1)} MB, catalogue ${(catalog / 1e6).toFixed(1)} MB, ${((Date.now() - started) / 1e3).toFixed(1)} s\n`,
  );
}
