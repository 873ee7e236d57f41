import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isDrawn } from './mutants/drawn.ts';
import { type Report, tally, tallyLine, total } from './mutants/tally.ts';

// `npm run mutants [-- FILE...] [--percent 6 --seed 1]`: changes the code in small ways and counts how many changes the tests
// notice. With --percent only a random share of the mutants is tried; the line at the end says how far that can be off.
// Stryker and the Node it needs come through npx: they are no dependency of the package.

const PACKAGES = ['node@24', '@stryker-mutator/core@9', '@stryker-mutator/vitest-runner@9', 'typescript@5'];
const CACHE = 'node_modules/.cache/advise';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { percent: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const percent = Number(values.percent ?? 100);
const seed = Number(values.seed);
if (!(percent >= 0 && percent <= 100) || !Number.isInteger(seed))
  throw new Error('usage: npm run mutants [-- FILE...] [--percent 0 to 100] [--seed INTEGER]');
const sample = { percent, seed };

mkdirSync(CACHE, { recursive: true });
const configFile = `${CACHE}/stryker.json`;
const config = JSON.parse(readFileSync('.stryker.json', 'utf8'));
writeFileSync(
  configFile,
  JSON.stringify({
    ...config,
    ...(positionals.length > 0 && { mutate: positionals }),
    ...(values.percent !== undefined && { sample, checkers: ['sample'] }),
  }),
);
const { status } = spawnSync(
  'npx',
  ['-y', ...PACKAGES.flatMap((name) => ['-p', name]), 'stryker', 'run', configFile],
  { stdio: 'inherit', shell: process.platform === 'win32' },
);
process.exitCode = status ?? 1;
if (process.exitCode === 0) {
  const report = JSON.parse(readFileSync(config.jsonReporter.fileName, 'utf8')) as Report;
  const folders = tally(report, (id) => isDrawn(id, sample));
  for (const [folder, counts] of folders) console.log(tallyLine(`src/${folder}`, counts));
  if (folders.size > 1) console.log(tallyLine('all', total(folders)));
}
