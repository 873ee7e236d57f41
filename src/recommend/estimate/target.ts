import type { Catalog } from '../../schema/catalog.ts';
import type { Device } from '../../schema/device.ts';
import type { System } from '../../schema/system.ts';
import { ascending } from '../../units/order.ts';
import { bareCards, UNKNOWN_MEMORY_GB } from '../bare-cards.ts';

/** What an estimate is made for: a system as sold, several of them joined, or bare devices. */
export interface EstimateTarget {
  readonly kind: 'system' | 'device';
  readonly id: string;
  readonly system: System;
  /** What was taken for granted to get there. */
  readonly assumed: readonly { readonly field: string; readonly value: string; readonly reason: string }[];
}

/** `count` of a system are that many nodes joined; of a card, cards in one host; of a SoC, machines. */
export function estimateTarget(
  kind: 'system' | 'device',
  id: string,
  count: number,
  catalog: Catalog,
): EstimateTarget | null {
  const system = kind === 'system' ? catalog.systems[id] : undefined;
  if (system) return { kind, id, system: times(system, count, catalog), assumed: [] };
  const device = catalog.devices[id];
  if (!device) return null;
  if (device.memory.kind === 'vram') return { kind, id, system: bare(device, count), assumed: [] };
  // The chip alone has no memory: it is sold in machines, and the largest one says how much there can be.
  const [largest] = Object.values(catalog.systems)
    .filter((s) => s.devices.length === 1 && s.devices[0]?.device === id && s.devices[0].count === 1)
    .sort((a, b) => b.memory_gb - a.memory_gb || ascending(a.id, b.id));
  if (!largest) return { kind, id, system: bare(device, count), assumed: [] };
  return {
    kind,
    id,
    system: times(largest, count, catalog),
    assumed: [
      {
        field: 'memory',
        value: `${largest.memory_gb}GB`,
        reason: `As in ${largest.name}, the largest sold with it; --on ${largest.id} says so outright.`,
      },
    ],
  };
}

function times(system: System, count: number, catalog: Catalog): System {
  if (count === 1) return system;
  const [device] = system.devices;
  const sold = Object.values(catalog.systems).find(
    (s) => s.nodes === count && s.link !== undefined && s.devices[0]?.device === device?.device,
  );
  const { link: _, ...rest } = system;
  return {
    ...rest,
    name: `${count}x ${system.name}`,
    devices: system.devices.map((d) => ({ ...d, count: d.count * count })),
    memory_gb: system.memory_gb * count,
    usable_memory: system.usable_memory.map((u) => ({ ...u, gib: u.gib * count })),
    nodes: system.nodes * count,
    ...(sold?.link ? { link: sold.link } : {}),
  };
}

/** Of chips that are sold with several sizes of memory, the largest. */
const bare = (device: Device, count: number): System =>
  bareCards(
    device,
    count,
    device.memory.capacity_gb ?? Math.max(UNKNOWN_MEMORY_GB, ...(device.memory.sizes_gb ?? [])),
    'assemble',
  );
