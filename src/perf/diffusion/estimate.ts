import type { Device } from '../../schema/device.ts';
import type { Estimate } from '../../schema/estimate.ts';
import {
  type BytesPerSecond,
  bytesFromGib,
  type Gib,
  gibFromBytes,
  type Seconds,
} from '../../units/units.ts';
import type { JobMachine } from '../job-machine.ts';
import { referenceThroughput } from '../reference-throughput.ts';
import { MEASURED_ITSELF } from '../shrink.ts';
import type { DiffusionCalibration } from './calibrate.ts';
import type { DiffusionJob } from './job.ts';
import { placeParts, type Residency } from './memory.ts';
import { secondsFor } from './speed.ts';

type DiffusionReason = 'does_not_fit' | 'no_throughput' | 'no_architecture' | 'streams_from_host';

export interface DiffusionEstimate {
  /** For one image or one clip. */
  readonly seconds: Estimate<Seconds> | null;
  readonly peak_gib: Estimate<Gib> | null;
  readonly residency: Residency | null;
  /** What it takes with the parts in turn and the least decoded at once, whether or not it is done so; more than there is where weights are streamed. */
  readonly in_turns_gib: Gib | null;
  /** Parts that stay on the device while it denoises. */
  readonly resident: readonly string[];
  /** Weights that are elsewhere meanwhile. */
  readonly waiting_gib: Gib;
  /** Decoded in the smallest tiles, because it does not fit whole. */
  readonly in_tiles: boolean;
  readonly reasons: readonly DiffusionReason[];
}

/** Bytes per second over the slot for weights that do not fit: 16 lanes of PCIe 4 at what pinned copies reach (assumption). */
const HOST_LINK_BYTES_S: BytesPerSecond = 22e9;
/** Streamed runs overlap copies with compute imperfectly; their interval is widened by this, in logs (assumption). */
const STREAMING_SPREAD = 0.3;

/**
 * Seconds and peak memory of one image or clip. Further cards do not speed one image up: every card makes its own.
 * Cards may stream weights from the host when they do not fit; unified memory has nowhere to stream from.
 */
export function estimateDiffusion(
  job: DiffusionJob,
  machine: JobMachine,
  c: DiffusionCalibration,
): DiffusionEstimate {
  const { device } = machine;
  const placed = placeParts(job, device, bytesFromGib(machine.usable_gib_per_device), c.memory);
  if (!placed)
    return {
      seconds: null,
      peak_gib: null,
      residency: null,
      in_turns_gib: null,
      resident: [],
      waiting_gib: 0,
      in_tiles: false,
      reasons: ['does_not_fit'],
    };
  const gib = gibFromBytes(placed.peak_bytes);
  const peak_gib: Estimate<Gib> = {
    low: gib * Math.exp(-c.memory_spread),
    value: gib,
    high: gib * Math.exp(c.memory_spread),
    unit: 'GiB',
    basis: 'calibrated',
    evidence: ['calibration:diffusion/memory'],
    bound_by: placed.residency,
  };
  const out = {
    peak_gib,
    residency: placed.residency,
    in_turns_gib: gibFromBytes(placed.in_turns_bytes),
    resident: placed.resident,
    waiting_gib: gibFromBytes(placed.waiting_bytes),
    in_tiles: placed.in_tiles,
  };
  const compute = computeSeconds(job, device, 'job', c);
  if (!compute) {
    const unknown = referenceThroughput(device, c.reference) === null;
    return { ...out, seconds: null, reasons: [unknown ? 'no_throughput' : 'no_architecture'] };
  }
  const streaming = (placed.streamed_bytes / HOST_LINK_BYTES_S) * job.steps * job.forwards_per_step;
  const wider = streaming > 0 ? Math.exp(STREAMING_SPREAD) : 1;
  const seconds: Estimate<Seconds> = {
    ...compute,
    low: Math.max(compute.low, streaming / wider),
    value: Math.max(compute.value, streaming),
    high: Math.max(compute.high, streaming) * wider,
    bound_by: streaming > compute.value ? 'host' : 'compute',
  };
  return { ...out, seconds, reasons: streaming > 0 ? ['streams_from_host'] : [] };
}

/**
 * Seconds of one image or clip with everything resident, or of its denoising loop alone. Null where the throughput of
 * the device or the architecture of the model is unknown. `circumstances` are effects that the calibration knows.
 */
export function computeSeconds(
  job: DiffusionJob,
  device: Device,
  scope: 'job' | 'denoise',
  c: DiffusionCalibration,
  circumstances: readonly string[] = [],
): Estimate<Seconds> | null {
  const reference = referenceThroughput(device, c.reference);
  const found = reference && secondsFor(job, device, reference.flop_s, scope, c.speed, circumstances);
  if (!found) return null;
  return {
    low: found.low,
    value: found.value,
    high: found.high,
    unit: 's',
    basis: found.level >= MEASURED_ITSELF ? 'calibrated' : 'modelled',
    evidence: [`calibration:diffusion/${device.family}`, ...reference.sources],
    bound_by: 'compute',
  };
}
