import { KV_BYTES } from '../memory/kv-types.ts';
import type { Machine, TextJob } from './job.ts';
import { precisionRatio, type SheetThroughput } from './sheet-throughput.ts';
import type { Covariates } from './terms.ts';

/** What the exponents of the model apply to: logarithms of known ratios (`pipeline` is 0 for decode), and years of age. */
export function covariatesOf(
  machine: Machine,
  job: Pick<TextJob, 'quant' | 'kv_bytes_per_value'>,
  throughput: SheetThroughput,
  pipeline: number,
  age: number,
): Covariates {
  const tensor = machine.split === 'tensor' && machine.count > 1 ? Math.log(machine.count) : 0;
  return {
    tensor_loss: tensor,
    tensor_matmul_loss: tensor,
    pipeline_use: pipeline,
    precision_gain: -precisionRatio(machine.device, job.quant, throughput),
    vector_share: -Math.log(throughput.vector_flop_s / throughput.flop_s),
    cache_age: age,
    attention_age: age,
    cache_format: job.kv_bytes_per_value < KV_BYTES.f16 ? Math.log(KV_BYTES.f16 / job.kv_bytes_per_value) : 0,
  };
}
