import { spawnSync } from 'node:child_process';

// `npm run laws [RUNS]`: the laws of the ranking on random needs, 500 of them unless another number is given.
const runs = process.argv[2] ?? '500';
const { status } = spawnSync(
  'npx',
  ['vitest', 'run', 'test/laws/recommend.test.ts', 'test/laws/real-catalogue.test.ts'],
  {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, LAW_RUNS: runs },
  },
);
process.exitCode = status ?? 1;
