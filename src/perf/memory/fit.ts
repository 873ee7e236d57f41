import type { FitStatus, Offload } from '../../schema/vocabulary.ts';
import { type Bytes, bytesFromGib, type Gib, gibFromBytes } from '../../units/units.ts';
import { type Footprint, footprint, type MemoryLoad, type MemoryPlan } from './footprint.ts';
import { HOST_WEIGHT_SHARE, type Layout, layouts, mostAside } from './weights-apart.ts';

/**
 * Weights up to this share of memory leave room for cache, buffers and growth: experts plan with 70 to 75 %. Above it a
 * load that fits is called tight.
 */
const COMFORTABLE_WEIGHT_SHARE = 0.75;
/**
 * This much on each device beside the weights is room enough, whatever its memory: what grows is no larger
 * (assumption).
 */
const ROOM_ENOUGH_PER_DEVICE = bytesFromGib(48);
/** llama.cpp's own fitting keeps this free on each device; below it a load is tight even when it fits. */
const COMFORTABLE_FREE_BYTES_PER_DEVICE = bytesFromGib(1);

/** Memory of a machine, bytes. */
export interface MemoryRoom {
  /** What engines can take on the accelerators together, after the system's share. */
  readonly usable: Bytes;
  /** Main memory beside the accelerators' own; null where there is only one memory. */
  readonly host: Bytes | null;
  /**
   * The size of main memory is unknown (cards without a machine): nothing is moved there on purpose, and there is taken
   * to be room for what an engine keeps there anyway.
   */
  readonly host_unknown?: boolean;
  /** Share of `usable` that the engine claims (paged engines), else 1. */
  readonly utilisation: number;
}

export interface MemoryFit {
  readonly status: FitStatus;
  readonly footprint: Footprint;
  /** Where weights that are only read by row lie. */
  readonly layout: Layout;
  /** What lies in main memory under `offload`: a share of the routed experts, or of all layers. */
  readonly offload: { readonly kind: Offload; readonly share: number };
}

const NO_OFFLOAD = { kind: 'none', share: 0 } as const;

/** The most that weights may take of the memory of so many devices for a comfortable fit. */
const mostWeights = (usable: Bytes, devices: number): Bytes =>
  Math.max(COMFORTABLE_WEIGHT_SHARE * usable, usable - ROOM_ENOUGH_PER_DEVICE * devices);

/** False when the weights alone rule out a comfortable fit, whatever the load: known without any other arithmetic. */
export const couldBeComfortable = (plan: MemoryPlan, room: MemoryRoom, devices: number): boolean =>
  plan.weights.total - mostAside(plan.by_row, room) <= mostWeights(room.usable, devices);

/** The least memory in which weights of that size, with all they need, would lie whole and comfortably. */
export const comfortableGib = (weights: Gib, footprint: Gib, devices: number, utilisation: number): Gib =>
  Math.max(
    (footprint + gibFromBytes(COMFORTABLE_FREE_BYTES_PER_DEVICE) * devices) / utilisation,
    Math.min(weights / COMFORTABLE_WEIGHT_SHARE, weights + gibFromBytes(ROOM_ENOUGH_PER_DEVICE) * devices),
  );

/**
 * Whether a load fits, how well, and what must move elsewhere where it does not: in the first layout in which it fits
 * whole.
 */
export function fitLoad(plan: MemoryPlan, load: MemoryLoad, room: MemoryRoom): MemoryFit {
  const need = footprint(plan, load);
  const [first, ...others] = layouts(plan.by_row, room);
  let found = fitIn(first, plan, need, load, room);
  for (const layout of others) {
    if (liesWhole(found.status)) break;
    found = fitIn(layout, plan, need, load, room);
  }
  return found;
}

/** Fits in the memory of the devices, nothing of it elsewhere. */
export const liesWhole = (status: FitStatus): boolean => status === 'comfortable' || status === 'tight';

function fitIn(
  layout: Layout,
  plan: MemoryPlan,
  need: Footprint,
  load: MemoryLoad,
  room: MemoryRoom,
): MemoryFit {
  const usable = room.usable * room.utilisation;
  // What must lie on the accelerators when nothing is moved to main memory on purpose.
  const onDevice = need.total - layout.aside;
  const result = (status: FitStatus, offload: MemoryFit['offload']): MemoryFit => ({
    status,
    footprint: need,
    layout,
    offload,
  });
  if (onDevice <= usable) {
    const free = usable - onDevice >= COMFORTABLE_FREE_BYTES_PER_DEVICE * load.devices;
    const light = need.weights - layout.aside <= mostWeights(room.usable, load.devices);
    return result(free && light && !layout.slowed ? 'comfortable' : 'tight', NO_OFFLOAD);
  }
  const offload =
    room.host === null
      ? null
      : offloadFor(plan, need, layout, onDevice - usable, room.host * HOST_WEIGHT_SHARE);
  return offload ? result('offload', offload) : result('no', NO_OFFLOAD);
}

/**
 * What to move: routed experts of a MoE, since each token reads few of them; layers (weights and their cache) of a
 * dense model. Null when main memory has no room for it, or what must stay does not fit either.
 */
function offloadFor(
  plan: MemoryPlan,
  need: Footprint,
  { aside, in_main_memory }: Layout,
  excess: Bytes,
  hostRoom: Bytes,
): MemoryFit['offload'] | null {
  const { routed } = plan.weights;
  const layers = need.weights - aside + need.kv;
  const movable = routed > 0 ? routed : layers;
  if (excess > movable || excess + in_main_memory > hostRoom) return null;
  return { kind: routed > 0 ? 'experts' : 'layers', share: excess / movable };
}
