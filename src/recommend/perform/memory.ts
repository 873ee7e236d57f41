import { fitLoad, liesWhole, type MemoryRoom } from '../../perf/memory/fit.ts';
import { footprint, type MemoryLoad, type MemoryPlan, memoryPlan } from '../../perf/memory/footprint.ts';
import { KV_BYTES } from '../../perf/memory/kv-types.ts';
import { maxContext } from '../../perf/memory/max-context.ts';
import { type Layout, mostAside } from '../../perf/memory/weights-apart.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Fit, WorkloadNeed } from '../../schema/document.ts';
import type { TextModel } from '../../schema/model.ts';
import type { Quant } from '../../schema/quant.ts';
import type { System } from '../../schema/system.ts';
import type { Engine, Offload } from '../../schema/vocabulary.ts';
import { thousandths } from '../../units/statistics.ts';
import { type Bytes, bytesFromGib, type Gib, gibAsSold, gibFromBytes } from '../../units/units.ts';
import { usualRequest } from '../need.ts';
import { usersEach } from '../setups/copies.ts';
import type { Setup } from '../setups/setups.ts';

/** Assumption: the depth where the need states none. */
const USUAL_CONTEXT = 8192;

export interface TextMemory {
  /** Without `max_context`, which takes a search: `deepest` makes it where it is shown. */
  readonly fit: Fit;
  /** Longest context that still fits; null when the model does not lie on the devices whole. */
  readonly deepest: () => number | null;
  /** Bytes per cached value. */
  readonly kv_bytes_per_value: number;
  readonly offload: { readonly kind: Offload; readonly share: number };
  /** Whether one device, half of them or one node could hold it alone, with everybody's caches. */
  readonly alone: () => Alone;
}

type Alone = Readonly<Record<'fits_one_device' | 'fits_half_devices' | 'fits_one_node', boolean>>;

export type Plans = (model: TextModel, quant: Quant, engine: Engine, kv?: Fit['kv_type']) => MemoryPlan;

/** Memory plans of a run: each (model, format, engine, cache) is worked out once. */
export function makePlans(catalog: Catalog): Plans {
  const known = new Map<string, MemoryPlan>();
  return (model, quant, engine, kv = 'f16') => {
    const key = `${model.id}|${quant.id}|${engine}|${kv}`;
    const before = known.get(key);
    if (before) return before;
    const plan = memoryPlan(model, quant, catalog.engines[engine], catalog, { key_type: kv });
    known.set(key, plan);
    return plan;
  };
}

/**
 * Whether a need fits a setup, and what goes where.
 * @param layersToo a dense model may be spread into main memory: for those who ask about that very machine, since it
 * crawls, and nobody should be advised to buy it
 */
export function memoryOf(
  plan: MemoryPlan,
  need: WorkloadNeed,
  setup: Setup,
  catalog: Catalog,
  { layersToo = false }: { readonly layersToo?: boolean } = {},
): TextMemory {
  const load = {
    context: need.context ?? USUAL_CONTEXT,
    sequences: usersEach(need.users, setup.copies),
    ...usualDepth(need),
    devices: setup.memory.devices,
    split: setup.split,
  };
  const room = roomOf(setup, catalog);
  const { utilisation } = room;
  const found = fitLoad(plan, load, room);
  const crawls = found.status === 'offload' && found.offload.kind === 'layers' && !layersToo;
  const status = crawls ? 'no' : found.status;
  const { weights, kv, compute, output, overhead_per_device, total } = found.footprint;
  const { aside } = found.layout;
  const usable = room.usable * utilisation;
  return {
    fit: {
      status,
      footprint_gib: rounded(total - aside),
      weights_gib: rounded(weights - aside),
      kv_gib: rounded(kv),
      buffers_gib: rounded(compute + output + overhead_per_device * load.devices),
      usable_gib: rounded(usable),
      ...(need.keep_free_gib === undefined ? {} : { kept_free_gib: need.keep_free_gib }),
      kv_type: plan.kv_type as Fit['kv_type'],
      max_context: null,
      ...othersIn(load),
      ...tablesOf(found.layout),
    },
    deepest: () => (liesWhole(status) ? maxContext(plan, usable, load, mostAside(plan.by_row, room)) : null),
    kv_bytes_per_value: KV_BYTES[plan.kv_type],
    offload: found.offload,
    alone: () => {
      const all = { ...load, sequences: need.users };
      const taken = footprint(plan, { ...all, devices: 1, split: 'none' }).total - aside;
      const fits_one_device = taken <= bytesFromGib(Math.max(...setup.memory.each_gib)) * utilisation;
      const half = Math.floor(load.devices / 2);
      const onHalf = half > 1 ? footprint(plan, { ...all, devices: half }).total - aside : null;
      return {
        fits_one_device,
        fits_half_devices:
          fits_one_device ||
          (onHalf !== null && onHalf <= bytesFromGib(setup.memory.per_device_gib * half) * utilisation),
        fits_one_node: taken <= bytesFromGib(setup.memory.total_gib / setup.on.nodes) * utilisation,
      };
    },
  };
}

function tablesOf({ tables, slowed }: Layout): Pick<Fit, 'tables'> {
  if (!tables) return {};
  const { where, bytes } = tables;
  return { tables: { where, gib: rounded(bytes), ...(slowed ? { slows_prompts: true } : {}) } };
}

/** The depth at which the other users are counted, where there are any and it is known. */
const othersIn = ({ context, sequences, usual_depth }: MemoryLoad): Pick<Fit, 'usual_depth'> =>
  sequences > 1 && usual_depth !== undefined ? { usual_depth: Math.min(context, usual_depth) } : {};

/** The memory of a setup as the fit sees it. */
export const roomOf = (setup: Setup, catalog: Catalog): MemoryRoom => ({
  usable: bytesFromGib(setup.memory.total_gib),
  host: isSeparate(setup.on, catalog) ? bytesFromGib(gibAsSold(setup.on.host?.ram_gb ?? 0)) : null,
  host_unknown: setup.on.host?.ram_gb === undefined,
  utilisation: catalog.engines[setup.engine].memory_utilisation ?? 1,
});

const usualDepth = (need: WorkloadNeed): { usual_depth?: number } => {
  const usual_depth = usualRequest(need);
  return usual_depth === null ? {} : { usual_depth };
};

/** Cards have memory of their own beside the host's; unified machines have one. */
const isSeparate = (system: System, catalog: Catalog): boolean =>
  system.devices.every((d) => catalog.devices[d.device]?.memory.kind === 'vram');

/** Binary GiB to a thousandth. */
const rounded = (bytes: Bytes): Gib => thousandths(gibFromBytes(bytes));
