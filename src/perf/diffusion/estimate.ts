import type { Estimate } from '../../schema/estimate.ts';
import type { Machine } from '../finetune/job.ts';
import { referenceThroughput } from '../reference-throughput.ts';
import type { DiffusionCalibration } from './calibrate.ts';
import { denoiserOf } from './flops.ts';
import type { DiffusionJob } from './job.ts';
import { placeParts, type Residency } from './memory.ts';
import { secondsFor } from './speed.ts';

export type DiffusionReason = 'does_not_fit' | 'no_throughput' | 'no_architecture' | 'streams_from_host';

export interface DiffusionEstimate {
  /** For one image or one clip. */
  readonly seconds: Estimate | null;
  readonly peak_gib: Estimate | null;
  readonly residency: Residency | null;
  /** Parts that stay on the device while it denoises. */
  readonly resident: readonly string[];
  readonly reasons: readonly DiffusionReason[];
}

const GIB = 2 ** 30;
/** Bytes per second over the slot for weights that do not fit: 16 lanes of PCIe 4 at what pinned copies reach (assumption). */
const HOST_LINK_B_S = 22e9;
/** Streamed runs overlap copies with compute imperfectly; their interval is widened by this, in logs (assumption). */
const STREAMING_SPREAD = 0.3;

/**
 * Seconds and peak memory of one image or clip. Further cards do not speed one image up: every card makes its own.
 * Cards may stream weights from the host when they do not fit; unified memory has nowhere to stream from.
 */
export function estimateDiffusion(
  job: DiffusionJob,
  machine: Machine,
  c: DiffusionCalibration,
): DiffusionEstimate {
  const { device } = machine;
  const placed = placeParts(
    job,
    machine.usable_gib_per_device * GIB,
    c.memory,
    device.memory.kind === 'vram',
  );
  if (!placed)
    return { seconds: null, peak_gib: null, residency: null, resident: [], reasons: ['does_not_fit'] };
  const reference = referenceThroughput(device, c.reference);
  const evidence = [`calibration:diffusion/${device.family}`, ...(reference?.sources ?? [])];
  const gib = placed.peak_bytes / GIB;
  const peak_gib: Estimate = {
    low: gib * Math.exp(-c.memory_spread),
    value: gib,
    high: gib * Math.exp(c.memory_spread),
    unit: 'GiB',
    basis: 'calibrated',
    evidence: ['calibration:diffusion/memory'],
    bound_by: placed.residency,
  };
  const out = { peak_gib, residency: placed.residency, resident: placed.resident };
  if (!reference) return { ...out, seconds: null, reasons: ['no_throughput'] };
  const compute = secondsFor(job, device, reference.flop_s, 'job', c.speed);
  if (!compute)
    return { ...out, seconds: null, reasons: [denoiserOf(job.model) ? 'no_architecture' : 'no_throughput'] };
  const streaming = (placed.streamed_bytes / HOST_LINK_B_S) * job.steps * job.forwards_per_step;
  const wider = streaming > 0 ? Math.exp(STREAMING_SPREAD) : 1;
  const seconds: Estimate = {
    low: Math.max(compute.low, streaming / wider),
    value: Math.max(compute.value, streaming),
    high: Math.max(compute.high, streaming) * wider,
    unit: 's',
    basis: compute.level > 1 ? 'calibrated' : 'modelled',
    evidence,
    bound_by: streaming > compute.value ? 'host' : 'compute',
  };
  return { ...out, seconds, reasons: streaming > 0 ? ['streams_from_host'] : [] };
}
