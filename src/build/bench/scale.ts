import { spawnSync } from 'node:child_process';

interface Size {
  readonly systems: number;
  readonly models: number;
  readonly ranked: number;
  readonly first_ms: number;
  readonly again_ms: number;
  readonly again_wall_ms: number;
  readonly draws_ms: number;
  readonly first_rss_mb: number;
  readonly rss_mb: number;
}

const SIZES = [
  [1000, 300],
  [3000, 300],
  [10_000, 300],
  [1000, 1000],
  [3000, 1000],
  [10_000, 1000],
] as const;

/** Full rankings of made-up markets, each in a process of its own, and how time grows with systems and models. */
export async function* scaleBench(): AsyncGenerator<string> {
  yield 'Full ranking of made-up markets (target 2 s and 500 MB at the top); processor time holds that of the collector of garbage, memory is the most held after one ranking and after three';
  yield '  systems  models  ranked  first s   again s   wall s  Monte-Carlo s  first MB  thrice MB';
  const found: Size[] = [];
  for (const [systems, models] of SIZES) {
    const size = measure(systems, models);
    found.push(size);
    yield [
      `  ${cell(size.systems, 7)}`,
      cell(size.models, 6),
      cell(size.ranked, 6),
      cell((size.first_ms / 1e3).toFixed(2), 7),
      cell((size.again_ms / 1e3).toFixed(2), 8),
      cell((size.again_wall_ms / 1e3).toFixed(2), 7),
      cell((size.draws_ms / 1e3).toFixed(2), 13),
      cell(size.first_rss_mb.toFixed(0), 8),
      cell(size.rss_mb.toFixed(0), 9),
    ].join('  ');
  }
  const of = (pick: (s: Size) => boolean) => found.filter(pick);
  yield `  time grows with systems to the power ${exponent(
    of((s) => s.models === 300),
    (s) => s.systems,
  )} (300 models) and ${exponent(
    of((s) => s.models === 1000),
    (s) => s.systems,
  )} (1,000 models)`;
  yield `  time grows with models to the power ${exponent(
    of((s) => s.systems === 10_000),
    (s) => s.models,
  )} (10,000 systems)`;
}

function measure(systems: number, models: number): Size {
  const run = spawnSync(
    process.execPath,
    ['src/build/run.mjs', 'src/build/bench/measure-scale.ts', String(systems), String(models)],
    { encoding: 'utf8' },
  );
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as Size;
}

/** Slope of ln(time) over ln(size), least squares. */
function exponent(sizes: readonly Size[], size: (s: Size) => number): string {
  const x = sizes.map((s) => Math.log(size(s)));
  const y = sizes.map((s) => Math.log(s.again_ms));
  const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
  const [mx, my] = [mean(x), mean(y)];
  const over = x.reduce((sum, v, i) => sum + (v - mx) * ((y[i] ?? 0) - my), 0);
  const under = x.reduce((sum, v) => sum + (v - mx) ** 2, 0);
  return (over / under).toFixed(2);
}

const cell = (value: string | number, width: number): string => String(value).padStart(width);
