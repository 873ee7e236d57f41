import { readFileSync } from 'node:fs';
import { textCalibration } from '../../perf/calibrations.ts';
import { weightBytes } from '../../perf/memory/weights.ts';
import { textEstimates } from '../../perf/speed/estimate-text.ts';
import type { Machine, TextJob } from '../../perf/speed/job.ts';
import { recommend } from '../../recommend/recommend.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { ANYBODY } from './anybody.ts';
import { processorMs } from './processor-time.ts';
import { scaleCatalog } from './scale-catalog.ts';

const ESTIMATES = 100_000;

/** Processor time of one estimate, warm, and of ranking 10,000 machines for 30 models. */
export async function* estimateBench(): AsyncGenerator<string> {
  const catalog = JSON.parse(readFileSync('dist/catalog.json', 'utf8')) as Catalog;
  const text = textCalibration(catalog);
  const jobs = cells(catalog);
  const loop = (each: (job: TextJob, machine: Machine) => number): number => {
    let sum = 0;
    const used = processorMs(() => {
      for (let i = 0; i < ESTIMATES; i++) {
        const { job, machine } = jobs[i % jobs.length] as (typeof jobs)[number];
        sum += each(job, machine);
      }
    });
    return Number.isNaN(sum) ? Number.NaN : used;
  };
  const estimate = (job: TextJob, machine: Machine) =>
    textEstimates(job, machine, text).decode_tok_s?.value ?? 0;
  loop(estimate);
  const full = loop(estimate);
  const empty = loop((job, machine) => job.depth + machine.count);
  yield 'Estimates, processor time';
  yield `  one estimate, warm                             ${((full / ESTIMATES) * 1e3).toFixed(1)} us (target 20; ${(full / empty).toFixed(0)} x an empty loop over the same ${jobs.length} jobs)`;
  const market = scaleCatalog(catalog, 10_000, 30);
  const options = { asOf: catalog.date, seed: 1 };
  const first = processorMs(() => recommend(ANYBODY, market, options));
  const again = processorMs(() => recommend(ANYBODY, market, options));
  yield `  10,000 systems x 30 models ranked              ${(again / 1e3).toFixed(2)} s (target 1; first time ${(first / 1e3).toFixed(2)} s)`;
}

/** Jobs of the first eight-billion model on machines of the catalogue, one for each chip with a known speed. */
function cells(catalog: Catalog): { job: TextJob; machine: Machine }[] {
  const model = Object.values(catalog.models).find(
    (m) => m.kind === 'text' && m.architecture && Math.round(m.params_total_b) === 8,
  );
  const quant = catalog.quants['q4_k_m'];
  if (!model || !quant) throw new Error('the catalogue lacks the model or format of the benchmark');
  const job: TextJob = {
    model,
    quant,
    weights: weightBytes(model, quant, catalog),
    engine: 'llama.cpp',
    backend: 'cuda',
    depth: 4096,
    prompt_tokens: 2048,
    cached_tokens: 0,
    users: 1,
    kv_bytes_per_value: 2,
    micro_batch: 512,
    sparse_since: '',
    offload: { kind: 'none', share: 0 },
  };
  return Object.values(catalog.devices)
    .filter((d) => d.memory.bandwidth_gb_s)
    .map((device) => ({
      job,
      machine: {
        device,
        count: 1,
        nodes: 1,
        split: 'none',
        link: { kind: 'none', bytes_s: null },
        host: { bytes_s: null, pcie_bytes_s: null },
      },
    }));
}
