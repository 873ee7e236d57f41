import type { Quant } from '../../schema/quant.ts';
import type { Machine } from './job.ts';
import type { Covariates } from './terms.ts';
import { precisionRatio, type Throughput } from './throughput.ts';

/** Logarithms of the known ratios that the exponents of the model apply to. `pipeline` is 0 for decode. */
export function covariatesOf(
  machine: Machine,
  quant: Quant,
  throughput: Throughput,
  pipeline: number,
): Covariates {
  const tensor = machine.split === 'tensor' && machine.count > 1 ? Math.log(machine.count) : 0;
  return {
    tensor_loss: tensor,
    tensor_matmul_loss: tensor,
    pipeline_use: pipeline,
    precision_gain: -precisionRatio(machine.device, quant, throughput),
    vector_share: -Math.log(throughput.vector_flop_s / throughput.flop_s),
  };
}
