import { spawn, spawnSync } from 'node:child_process';
import { median } from '../../units/statistics.ts';

const PAIRS = 15;
const CALLS: readonly (readonly [name: string, target: number, args: readonly string[]])[] = [
  ['advise --version', 1.25, ['bin/advise.js', '--version']],
  ['advise --help', 1.35, ['bin/advise.js', '--help']],
  [
    'advise --workload chat --budget 4000 --json',
    1.6,
    ['bin/advise.js', '--workload', 'chat', '--budget', '4000', '--json', '--no-input'],
  ],
];

/** Whole-process wall time of common calls as ratios to an empty node, paired in one run. */
export async function* startUpBench(): AsyncGenerator<string> {
  yield `Start-up on Node ${process.versions.node}, median of ${PAIRS} pairs with \`node -e 0\``;
  for (const [name, target, args] of CALLS) yield await paired(name, target, async () => whole(args));
  if (spawnSync('script', ['--version']).status === 0)
    yield await paired('first prompt', 2.2, () => firstPrompt());
}

async function paired(name: string, target: number, run: () => Promise<number>): Promise<string> {
  await run();
  const pairs: { empty: number; full: number }[] = [];
  for (let i = 0; i < PAIRS; i++) pairs.push({ empty: whole(['-e', '0']), full: await run() });
  const ratio = median(pairs.map((p) => p.full / p.empty));
  const ms = (pick: (p: { empty: number; full: number }) => number) => median(pairs.map(pick)).toFixed(0);
  return `  ${name.padEnd(46)} ${ratio.toFixed(2)} x (target ${target}; ${ms((p) => p.full)} ms against ${ms((p) => p.empty)} ms)`;
}

function whole(args: readonly string[]): number {
  const started = process.hrtime.bigint();
  spawnSync(process.execPath, args, { stdio: 'ignore' });
  return since(started);
}

/** Until the first question stands on a terminal of its own. */
function firstPrompt(): Promise<number> {
  const started = process.hrtime.bigint();
  const child = spawn('script', ['-qec', `"${process.execPath}" bin/advise.js`, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return new Promise((resolve) => {
    let seen = '';
    let ms: number | null = null;
    child.stdout.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (ms !== null || !seen.includes('?')) return;
      ms = since(started);
      child.stdin.write('\u0003');
    });
    child.on('close', () => resolve(ms ?? since(started)));
  });
}

const since = (started: bigint): number => Number(process.hrtime.bigint() - started) / 1e6;
