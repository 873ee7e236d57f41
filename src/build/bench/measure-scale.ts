import { readFileSync } from 'node:fs';
import { recommend } from '../../recommend/recommend.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { ANYBODY } from './anybody.ts';
import { processorMs } from './processor-time.ts';
import { scaleCatalog } from './scale-catalog.ts';

// One size per process, so that its memory is its own: SYSTEMS MODELS → one line of JSON. `npm run bench` calls it.
const [systems = 1000, models = 300] = process.argv.slice(2).map(Number);

const built = JSON.parse(readFileSync('dist/catalog.json', 'utf8')) as Catalog;
const catalog = scaleCatalog(built, systems, models);
const with1Draw = {
  ...catalog,
  scoring: {
    ...catalog.scoring,
    constants: { ...catalog.scoring.constants, draws: { value: 1, reason: 'no Monte-Carlo' } },
  },
};
const options = { asOf: catalog.date, seed: 1 };
const timed = (c: typeof catalog): { ms: number; wall_ms: number; ranked: number } => {
  let ranked = 0;
  const started = performance.now();
  const ms = processorMs(() => {
    ranked = recommend(ANYBODY, c, options).ranked.length;
  });
  return { ms, wall_ms: performance.now() - started, ranked };
};
const rssMb = (): number => process.resourceUsage().maxRSS / 1024;
const first = timed(catalog);
// A command ranks once; what later rankings add is garbage that nobody had a reason to collect.
const first_rss_mb = rssMb();
const again = timed(catalog);
const plain = timed(with1Draw);
process.stdout.write(
  `${JSON.stringify({
    systems,
    models,
    ranked: first.ranked,
    first_ms: first.ms,
    again_ms: again.ms,
    again_wall_ms: again.wall_ms,
    draws_ms: Math.max(0, again.ms - plain.ms),
    first_rss_mb,
    rss_mb: rssMb(),
  })}\n`,
);
