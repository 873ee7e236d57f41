import type { FitStatus, Offload } from '../../schema/vocabulary.ts';
import { type Bytes, bytesFromGib, type Gib, gibFromBytes } from '../../units/units.ts';
import { type Footprint, footprint, type MemoryLoad, type MemoryPlan } from './footprint.ts';

/**
 * Weights up to this share of memory leave room for cache, buffers and growth: experts plan with 70 to 75 %. Above it a
 * load that fits is called tight.
 */
const COMFORTABLE_WEIGHT_SHARE = 0.75;
/** llama.cpp's own fitting keeps this free on each device; below it a load is tight even when it fits. */
const COMFORTABLE_FREE_BYTES_PER_DEVICE = bytesFromGib(1);
/** Main memory that weights may take on a machine that also runs its system: the same share, for the same reason. */
const HOST_WEIGHT_SHARE = 0.75;

/** Memory of a machine, bytes. */
export interface MemoryRoom {
  /** What engines can take on the accelerators together, after the system's share. */
  readonly usable: Bytes;
  /** Main memory beside the accelerators' own; null where there is only one memory. */
  readonly host: Bytes | null;
  /** Share of `usable` that the engine claims (paged engines), else 1. */
  readonly utilisation: number;
}

export interface MemoryFit {
  readonly status: FitStatus;
  readonly footprint: Footprint;
  /** Bytes that must lie on the accelerators when nothing is moved to main memory on purpose. */
  readonly on_device: Bytes;
  /** What lies in main memory under `offload`: a share of the routed experts, or of all layers. */
  readonly offload: { readonly kind: Offload; readonly share: number };
}

const NO_OFFLOAD = { kind: 'none', share: 0 } as const;

/** False when the weights alone forbid a comfortable fit, whatever the load: said without any other arithmetic. */
export const couldBeComfortable = (plan: MemoryPlan, room: MemoryRoom): boolean =>
  plan.weights.total - (room.host === null ? 0 : plan.host) <= COMFORTABLE_WEIGHT_SHARE * room.usable;

/** The least memory in which weights of that size, with all they need, would lie whole and comfortably. */
export const comfortableGib = (weights: Gib, footprint: Gib, devices: number, utilisation: number): Gib =>
  Math.max(
    (footprint + gibFromBytes(COMFORTABLE_FREE_BYTES_PER_DEVICE) * devices) / utilisation,
    weights / COMFORTABLE_WEIGHT_SHARE,
  );

/** Whether a load fits, how well, and what has to move to main memory where it does not. */
export function fit(plan: MemoryPlan, load: MemoryLoad, room: MemoryRoom): MemoryFit {
  const need = footprint(plan, load);
  const aside = room.host === null ? 0 : need.host;
  const usable = room.usable * room.utilisation;
  const onDevice = need.total - aside;
  const result = (status: FitStatus, offload: MemoryFit['offload']): MemoryFit => ({
    status,
    footprint: need,
    on_device: onDevice,
    offload,
  });
  if (onDevice <= usable) {
    const free = usable - onDevice >= COMFORTABLE_FREE_BYTES_PER_DEVICE * load.devices;
    const light = need.weights - aside <= COMFORTABLE_WEIGHT_SHARE * room.usable;
    return result(free && light ? 'comfortable' : 'tight', NO_OFFLOAD);
  }
  const offload =
    room.host === null ? null : offloadFor(plan, need, onDevice - usable, room.host * HOST_WEIGHT_SHARE);
  return offload ? result('offload', offload) : result('no', NO_OFFLOAD);
}

/**
 * What to move: routed experts of a MoE, since each token reads few of them; layers (weights and their cache) of a
 * dense model. Null when main memory has no room for it, or what must stay does not fit either.
 */
function offloadFor(
  plan: MemoryPlan,
  need: Footprint,
  excess: Bytes,
  hostRoom: Bytes,
): MemoryFit['offload'] | null {
  const { routed } = plan.weights;
  const layers = need.weights - need.host + need.kv;
  const movable = routed > 0 ? routed : layers;
  if (excess > movable || excess + need.host > hostRoom) return null;
  return { kind: routed > 0 ? 'experts' : 'layers', share: excess / movable };
}
