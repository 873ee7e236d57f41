import { pcieBytesPerSecond, usualLink } from '../../perf/calibration/observation.ts';
import type { Machine } from '../../perf/speed/job.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Device } from '../../schema/device.ts';
import type { System } from '../../schema/system.ts';
import type { Setup } from '../setups.ts';

/** The system as the speed model sees it, or null when its devices differ: an estimate for unequal ones is not made. */
export function textMachine(system: System, setup: Pick<Setup, 'split'>, catalog: Catalog): Machine | null {
  const [only, second] = system.devices;
  const device = only && !second ? catalog.devices[only.device] : undefined;
  if (!only || !device) return null;
  const gb = system.host?.ram_bandwidth_gb_s;
  return {
    device,
    count: only.count,
    nodes: system.nodes,
    split: setup.split,
    link: linkOf(system, device, only.count, catalog),
    host: {
      bytes_s: gb === undefined ? null : gb * 1e9,
      pcie_bytes_s: pcieBytesPerSecond(device),
    },
  };
}

/** How the devices talk: as the profile says, with the rates that the calibration assumed where it says none. */
function linkOf(system: System, device: Device, count: number, catalog: Catalog): Machine['link'] {
  const { link } = system;
  const usual = usualLink(device, count, system.nodes, catalog.systems);
  if (!link || (link.gb_s === undefined && link.kind === usual.kind)) return usual;
  if (link.gb_s !== undefined) return { kind: link.kind, bytes_s: link.gb_s * 1e9 };
  return { kind: link.kind, bytes_s: link.kind === 'pcie' ? pcieBytesPerSecond(device) : null };
}
