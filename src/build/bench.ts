import { estimateBench } from './bench/estimate.ts';
import { scaleBench } from './bench/scale.ts';
import { startUpBench } from './bench/start-up.ts';

// `npm run bench [start-up|estimate|scale]`: what the promises about speed rest on. Ratios and growth, since the machines
// that run this differ; nothing here can fail.
const PARTS = { 'start-up': startUpBench, estimate: estimateBench, scale: scaleBench };

const asked = process.argv.slice(2);
for (const [name, run] of Object.entries(PARTS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  for await (const line of run()) process.stdout.write(`${line}\n`);
}
