import { z } from 'zod';
import type { GbAsSold, GbPerSecond, Tflops, Watts } from '../units/units.ts';
import { claimSchema } from './claim.ts';
import {
  count,
  idSchema,
  inUnit,
  looseDateSchema,
  nonNegative,
  positive,
  sourcesBySection,
  text,
} from './primitives.ts';
import {
  BACKENDS,
  DEVICE_KINDS,
  DEVICE_PLACES,
  MEMORY_KINDS,
  OPERATING_SYSTEMS,
  VENDORS,
} from './vocabulary.ts';

/**
 * One accelerator or SoC. Throughput is dense (no sparsity), in TFLOPS/TOPS, with the accumulate type in the name
 * where it matters: GeForce halves FP16 with FP32 accumulate, and engines use FP32 accumulate.
 */
export const deviceSchema = z.strictObject({
  name: text,
  vendor: z.enum(VENDORS),
  kind: z.enum(DEVICE_KINDS),
  /** Pooling family for calibration: devices of one architecture and class, e.g. `ampere-geforce`, `rdna3`, `apple-m4`. */
  family: idSchema,
  /** What it is put into. A processor must say it, and a graphics chip of laptops or servers does; other cards go into a PC. */
  stands_in: z.enum(DEVICE_PLACES).optional(),
  released: looseDateSchema.optional(),
  /** Taken into production once more after it had ended: from then on new ones are no leftovers. */
  made_again: looseDateSchema.optional(),
  aliases: z.array(text).default([]),
  memory: z.strictObject({
    /** Nominal size as sold, decimal-looking but binary in fact (24 means 24 GiB of VRAM). Absent for CPUs. */
    capacity_gb: inUnit<GbAsSold>(positive).optional(),
    /** Unified memory is sold in several sizes; where the size tells versions of one chip apart, they are listed. */
    sizes_gb: z.array(inUnit<GbAsSold>(positive)).min(1).optional(),
    kind: z.enum(MEMORY_KINDS),
    type: text.optional(),
    /** Peak, decimal GB/s. Absent means unknown: no speed estimate is made. */
    bandwidth_gb_s: inUnit<GbPerSecond>(positive).optional(),
  }),
  compute: z
    .strictObject({
      fp32_tflops: inUnit<Tflops>(positive).optional(),
      fp16_acc16_tflops: inUnit<Tflops>(positive).optional(),
      fp16_acc32_tflops: inUnit<Tflops>(positive).optional(),
      fp8_acc32_tflops: inUnit<Tflops>(positive).optional(),
      int8_tops: inUnit<Tflops>(positive).optional(),
      fp4_tflops: inUnit<Tflops>(positive).optional(),
      npu_tops: inUnit<Tflops>(positive).optional(),
      gpu_cores: count.optional(),
      cpu_cores: count.optional(),
    })
    .default({}),
  backends: z
    .array(
      z.strictObject({
        backend: z.enum(BACKENDS),
        os: z.array(z.enum(OPERATING_SYSTEMS)).min(1),
        note: text.optional(),
      }),
    )
    .default([]),
  power: z
    .strictObject({
      limit_w: inUnit<Watts>(positive).optional(),
      idle_w: inUnit<Watts>(nonNegative).optional(),
      load_w: inUnit<Watts>(positive).optional(),
    })
    .default({}),
  links: z
    .strictObject({
      pcie_generation: positive.optional(),
      pcie_lanes: count.optional(),
      /** Both directions together, as vendors print it. */
      nvlink_gb_s: inUnit<GbPerSecond>(positive).optional(),
    })
    .default({}),
  notes: z.array(text).default([]),
  claims: z.array(claimSchema).default([]),
  sources: sourcesBySection,
});
export type Device = z.infer<typeof deviceSchema> & { id: string };
