import { spawnSync } from 'node:child_process';

// `npm run bench`: whole-process wall time of common calls as ratios to an empty node, paired in one run.
const PAIRS = 15;
const CALLS: Record<string, string[]> = {
  'advise --version': ['bin/advise.js', '--version'],
  'advise --help': ['bin/advise.js', '--help'],
  'advise --workload chat --json': [
    'bin/advise.js',
    '--workload',
    'chat',
    '--budget',
    '4000',
    '--json',
    '--no-input',
  ],
};

const time = (args: string[]): number => {
  const started = process.hrtime.bigint();
  spawnSync(process.execPath, args, { stdio: 'ignore' });
  return Number(process.hrtime.bigint() - started) / 1e6;
};
const median = (list: number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1] ?? 0;

for (const [name, args] of Object.entries(CALLS)) {
  time(args);
  const pairs = Array.from({ length: PAIRS }, () => ({ empty: time(['-e', '0']), full: time(args) }));
  const ratio = median(pairs.map((p) => p.full / p.empty));
  process.stdout.write(
    `${name.padEnd(34)} ${ratio.toFixed(2)} x node -e 0 (median of ${PAIRS} pairs; ${median(pairs.map((p) => p.full)).toFixed(0)} ms against ${median(pairs.map((p) => p.empty)).toFixed(0)} ms)\n`,
  );
}
