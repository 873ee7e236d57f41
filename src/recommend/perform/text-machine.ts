import type { Machine } from '../../perf/speed/job.ts';
import type { Stage } from '../../perf/speed/stages.ts';
import { pcieBytesPerSecond, usualLink } from '../../perf/speed/usual-link.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Device } from '../../schema/device.ts';
import type { System } from '../../schema/system.ts';
import { bytesPerSecond } from '../../units/units.ts';
import type { Setup } from '../setups/setups.ts';

/** What runs a setup, as the speed model sees it: one machine, or the unlike devices that share its layers. */
export type TextMachine = Machine | readonly Stage[];

export const isStaged = (machine: TextMachine): machine is readonly Stage[] => Array.isArray(machine);

/** The part of a system that a setup runs on; null where a device is unknown. */
export function textMachine(
  setup: Pick<Setup, 'split' | 'on' | 'memory'>,
  catalog: Catalog,
): TextMachine | null {
  const { on, memory } = setup;
  const [only, second] = on.devices;
  if (!only) return null;
  if (!second) return machineOf(on, only, setup.split, catalog);
  const stages = on.devices.flatMap((kind, i): Stage[] => {
    const machine = machineOf(on, { ...kind, count: 1 }, 'none', catalog);
    // Engines give each device layers by the memory it has free.
    const share = ((memory.each_gib[i] ?? 0) * kind.count) / memory.total_gib;
    return machine ? [{ machine, count: kind.count, share }] : [];
  });
  return stages.length === on.devices.length ? stages : null;
}

function machineOf(
  system: System,
  kind: System['devices'][number],
  split: Setup['split'],
  catalog: Catalog,
): Machine | null {
  const device = catalog.devices[kind.device];
  if (!device) return null;
  const gb = system.host?.ram_bandwidth_gb_s;
  return {
    device,
    count: kind.count,
    nodes: system.nodes,
    split,
    link: linkOf(system, device, kind.count, catalog),
    host: {
      bytes_s: gb === undefined ? null : bytesPerSecond(gb),
      pcie_bytes_s: pcieBytesPerSecond(device),
    },
  };
}

/** How the devices talk: as the profile says, with the rates that the calibration assumed where it says none. */
function linkOf(system: System, device: Device, count: number, catalog: Catalog): Machine['link'] {
  const { link } = system;
  const usual = usualLink(device, count, system.nodes, catalog.systems);
  if (!link || (link.gb_s === undefined && link.kind === usual.kind)) return usual;
  if (link.gb_s !== undefined) return { kind: link.kind, bytes_s: bytesPerSecond(link.gb_s) };
  return { kind: link.kind, bytes_s: link.kind === 'pcie' ? pcieBytesPerSecond(device) : null };
}
