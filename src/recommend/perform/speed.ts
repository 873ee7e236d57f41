import type { Machine, TextJob } from '../../perf/speed/job.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Estimate } from '../../schema/estimate.ts';

export interface TextSpeed {
  readonly decode_tok_s: Estimate | null;
  readonly prefill_tok_s: Estimate | null;
  readonly ttft_s: Estimate | null;
  readonly missing: readonly string[];
}

export interface SpeedOptions {
  /** A stored measurement of the same cell answers before the model does; true when absent. */
  readonly measured?: boolean;
}

export function speedOf(
  job: TextJob,
  machine: Machine,
  _catalog: Catalog,
  _options: SpeedOptions = {},
): TextSpeed {
  const bw = machine.device.memory.bandwidth_gb_s;
  if (!bw) return { decode_tok_s: null, prefill_tok_s: null, ttft_s: null, missing: ['bandwidth'] };
  const m = job.model.architecture?.moe;
  const bytes =
    job.weights.attention +
    job.weights.dense +
    job.weights.shared +
    job.weights.head +
    job.weights.routed * (m ? m.active / m.experts : 0);
  const v = (bw * 1e9 * 0.6) / bytes;
  const e = (value: number, unit: string): Estimate => ({
    low: value * 0.8,
    value,
    high: value * 1.2,
    unit,
    basis: 'modelled',
    evidence: [],
    bound_by: 'bandwidth',
  });
  const pp =
    ((machine.device.compute.fp16_acc32_tflops ?? 20) * 1e12 * 0.4) / (2 * job.model.params_active_b * 1e9);
  return {
    decode_tok_s: e(v, 'tok/s'),
    prefill_tok_s: e(pp, 'tok/s'),
    ttft_s: e(job.prompt_tokens / pp + 1 / v, 's'),
    missing: [],
  };
}
