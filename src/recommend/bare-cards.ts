import type { Device } from '../schema/device.ts';
import type { System } from '../schema/system.ts';
import { countedName } from './prose/names.ts';
import { deviceCount } from './setups/usable-memory.ts';

/** Stands for an unknown size, since a size must be above 0: nothing fits into it. */
export const UNKNOWN_MEMORY_GB = 0.001;

/** A chip that is sold without memory and is in no machine we know: whether anything fits it is unknown. */
export const isOfUnknownMemory = ({ memory_gb, devices }: System): boolean =>
  memory_gb <= UNKNOWN_MEMORY_GB * deviceCount({ devices });

/**
 * Devices without a machine around them, as a system that nobody sells: `memory_gb` (as sold, of each) is all the
 * memory there is, and nothing is known of main memory. `setup` is turnkey where they are already on somebody's desk.
 */
export const bareCards = (
  device: Device,
  count: number,
  memory_gb: number,
  setup: System['setup'],
): System => ({
  id: device.id,
  name: countedName(count, device.name),
  kind: 'rig',
  aliases: [],
  generic: false,
  devices: [{ device: device.id, count }],
  memory_gb: memory_gb * count,
  usable_memory: [],
  nodes: 1,
  os: [...new Set(device.backends.flatMap((b) => b.os))],
  form: { class: 'tower' },
  power: {},
  network: [],
  setup,
  upgrade: 'none',
  traits: [],
  parts: [],
  sold_without: [],
  succeeds: [],
  notes: [],
  claims: [],
  sources: device.sources,
});
