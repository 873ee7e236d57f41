import { spawnSync } from 'node:child_process';

// `npm run laws [RUNS] [FILES]`: every law on new random cases, 500 of them unless another number is given.
const [runs = '500', ...files] = process.argv.slice(2);
if (!(Number(runs) > 0)) throw new Error('usage: npm run laws -- [RUNS] [FILES], RUNS a number');
/** As long as the slowest law takes for one case, with room: a law is to fail for a case, never for their number. */
const PER_CASE_MS = 100;
const timeout = `--testTimeout=${Math.max(5000, Number(runs) * PER_CASE_MS)}`;
const { status } = spawnSync(
  'npx',
  ['vitest', 'run', timeout, ...(files.length > 0 ? files : ['test/laws'])],
  {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, LAW_RUNS: runs },
  },
);
process.exitCode = status ?? 1;
