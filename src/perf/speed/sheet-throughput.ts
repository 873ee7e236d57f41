import type { Device } from '../../schema/device.ts';
import type { Quant } from '../../schema/quant.ts';
import type { Backend } from '../../schema/vocabulary.ts';
import { bytesPerSecond, type FlopPerSecond, flopPerSecond, type Tflops } from '../../units/units.ts';

/** Which figure the reference throughput of a device rests on; each basis is calibrated on its own scale. */
type ThroughputBasis = 'fp16' | 'fp32' | 'cores' | 'bandwidth';

export interface SheetThroughput {
  readonly flop_s: FlopPerSecond;
  readonly basis: ThroughputBasis;
  /** Vector units (FP32): unpacking weights and attention of single tokens run there, not on the matrix units. */
  readonly vector_flop_s: FlopPerSecond;
}

/** Where no throughput is published: placeholder scales that the calibration of the family corrects (assumption). */
const FLOP_PER_GPU_CORE = 0.4e12;
const FLOP_PER_BYTE_OF_BANDWIDTH = 40;

/**
 * Dense matrix throughput all prefill times are related to: FP16 with FP32 accumulate where published, else FP32, else
 * a scale from cores or bandwidth. Null where nothing is known, and for the CPU of a chip that has a GPU: the sheet's
 * figures are the GPU's then, and so is what the family was measured to make of them.
 */
export function sheetThroughput(device: Device, backend: Backend): SheetThroughput | null {
  if (isCpuBesideGpu(device, backend)) return null;
  const { compute, memory } = device;
  const bandwidth = memory.bandwidth_gb_s;
  const scale = compute.gpu_cores
    ? compute.gpu_cores * FLOP_PER_GPU_CORE
    : bandwidth
      ? bytesPerSecond(bandwidth) * FLOP_PER_BYTE_OF_BANDWIDTH
      : null;
  const vector = compute.fp32_tflops ? flopPerSecond(compute.fp32_tflops) : scale;
  if (vector === null) return null;
  if (compute.fp16_acc32_tflops)
    return { flop_s: flopPerSecond(compute.fp16_acc32_tflops), basis: 'fp16', vector_flop_s: vector };
  if (compute.fp32_tflops) return { flop_s: vector, basis: 'fp32', vector_flop_s: vector };
  return { flop_s: vector, basis: compute.gpu_cores ? 'cores' : 'bandwidth', vector_flop_s: vector };
}

/**
 * ln(throughput at the precision the format's kernels can use / reference). llama.cpp multiplies quantised weights by
 * 8-bit activations; server formats name their own arithmetic. 0 where the hardware has no faster path.
 */
export function precisionRatio(device: Device, quant: Quant, reference: SheetThroughput): number {
  const faster = fasterTflops(device, quant.compute);
  if (faster === undefined || reference.basis !== 'fp16') return 0;
  return Math.max(0, Math.log(flopPerSecond(faster) / reference.flop_s));
}

/** Throughput of the matrix units in fewer than 16 bits; undefined where none is faster, or none is stated. */
function fasterTflops({ compute }: Device, math: Quant['compute']): Tflops | undefined {
  if (math === 'fp4') return compute.fp4_tflops ?? compute.fp8_acc32_tflops;
  if (math === 'fp8') return compute.fp8_acc32_tflops;
  return math === 'int8' ? compute.int8_tops : undefined;
}

/** Whether a backend leaves unused the unit that the chip's figures are for. */
export const isCpuBesideGpu = ({ backends }: Pick<Device, 'backends'>, backend: Backend): boolean =>
  backend === 'cpu' && backends.some((b) => b.backend !== 'cpu');
