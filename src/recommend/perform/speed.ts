import { type Calibration, parametersAt } from '../../perf/speed/calibration.ts';
import { DECODE_TERMS, decodeIdeal } from '../../perf/speed/decode-terms.ts';
import type { Machine, TextJob } from '../../perf/speed/job.ts';
import { PARAMETER_IDS } from '../../perf/speed/parameters.ts';
import { placeOf } from '../../perf/speed/place.ts';
import { PREFILL_TERMS, pipelineRatio, prefillIdeal } from '../../perf/speed/prefill-terms.ts';
import { modelShape } from '../../perf/speed/shape.ts';
import { precisionRatio, referenceThroughput } from '../../perf/speed/throughput.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Estimate } from '../../schema/estimate.ts';

export interface TextSpeed {
  readonly decode_tok_s: Estimate | null;
  readonly prefill_tok_s: Estimate | null;
  readonly ttft_s: Estimate | null;
  readonly missing: readonly string[];
}

const INDEX = Object.fromEntries(PARAMETER_IDS.map((id, i) => [id, i])) as Record<string, number>;

export interface SpeedOptions {
  /** A stored measurement of the same cell answers before the model does; true when absent. */
  readonly measured?: boolean;
}

export function speedOf(
  job: TextJob,
  machine: Machine,
  catalog: Catalog,
  _options: SpeedOptions = {},
): TextSpeed {
  const nothing = (what: string) => ({
    decode_tok_s: null,
    prefill_tok_s: null,
    ttft_s: null,
    missing: [what],
  });
  const shape = modelShape(job.model);
  const throughput = referenceThroughput(machine.device);
  const bw = machine.device.memory.bandwidth_gb_s;
  if (!shape || !throughput || !bw) return nothing('bandwidth or architecture');
  const calibration = (catalog.calibration as { text: Calibration }).text;
  const key = `${job.model.id}|${job.quant.id}|${job.engine}|${job.backend}|${machine.device.id}|${machine.count}|${machine.link.kind}`;
  const b = parametersAt(calibration, key, () => placeOf(job, machine));
  const tensor = machine.split === 'tensor' && machine.count > 1 ? Math.log(machine.count) : 0;
  const cov: Record<string, number> = {
    tensor_loss: tensor,
    tensor_matmul_loss: tensor,
    pipeline_use: pipelineRatio(job, machine),
    precision_gain: -precisionRatio(machine.device, job.quant, throughput),
  };
  const run = (
    terms: readonly { factors: readonly string[]; powers: readonly string[]; id: string }[],
    ideal: Float64Array,
    outer: string,
  ) => {
    let s = 0;
    terms.forEach((t, i) => {
      const x = ideal[i] ?? 0;
      if (!(x > 0) || t.id === 'request') return;
      let log = 0;
      for (const f of t.factors) log += b[INDEX[f] ?? 0] ?? 0;
      for (const p of t.powers) log += (b[INDEX[p] ?? 0] ?? 0) * (cov[p] ?? 0);
      s += x * Math.exp(log);
    });
    return s * Math.exp(b[INDEX[outer] ?? 0] ?? 0);
  };
  const d = new Float64Array(DECODE_TERMS.length);
  decodeIdeal(job, machine, shape, bw * 1e9, throughput, d);
  const p = new Float64Array(PREFILL_TERMS.length);
  prefillIdeal(job, machine, shape, bw * 1e9, throughput, p);
  const step = run(DECODE_TERMS, d, 'decode_model');
  const prompt = run(PREFILL_TERMS, p, 'prefill_model');
  const e = (value: number, unit: string, w: number): Estimate => ({
    low: value / w,
    value,
    high: value * w,
    unit,
    basis: 'calibrated',
    evidence: [],
    bound_by: 'bandwidth',
  });
  return {
    decode_tok_s: e(1 / step, 'tok/s', 1.2),
    prefill_tok_s: e((job.prompt_tokens * job.users) / prompt, 'tok/s', 1.35),
    ttft_s: e(prompt + step, 's', 1.35),
    missing: [],
  };
}
