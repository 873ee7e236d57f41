import type { Quant } from '../../schema/quant.ts';
import type { Machine } from './job.ts';
import { precisionRatio, type SheetThroughput } from './sheet-throughput.ts';
import type { Covariates } from './terms.ts';

/** What the exponents of the model apply to: logarithms of known ratios (`pipeline` is 0 for decode), and years of age. */
export function covariatesOf(
  machine: Machine,
  quant: Quant,
  throughput: SheetThroughput,
  pipeline: number,
  age: number,
): Covariates {
  const tensor = machine.split === 'tensor' && machine.count > 1 ? Math.log(machine.count) : 0;
  return {
    tensor_loss: tensor,
    tensor_matmul_loss: tensor,
    pipeline_use: pipeline,
    precision_gain: -precisionRatio(machine.device, quant, throughput),
    vector_share: -Math.log(throughput.vector_flop_s / throughput.flop_s),
    cache_age: age,
    attention_age: age,
  };
}
