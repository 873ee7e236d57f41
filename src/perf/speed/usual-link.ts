import type { Device } from '../../schema/device.ts';
import type { System } from '../../schema/system.ts';
import type { LinkKind } from '../../schema/vocabulary.ts';
import { pcieGbPerSecond } from '../../units/pcie.ts';
import { type BytesPerSecond, bytesPerSecond } from '../../units/units.ts';
import type { Machine } from './job.ts';

/** Bytes per second of a card's own PCIe link, one direction. */
export function pcieBytesPerSecond(device: Device): BytesPerSecond | null {
  const { pcie_generation, pcie_lanes } = device.links;
  const gb_s = pcie_generation ? pcieGbPerSecond(pcie_generation, pcie_lanes ?? 16) : null;
  return gb_s === null ? null : bytesPerSecond(gb_s);
}

/** From this bandwidth on NVLink is part of the module and not an optional bridge (bridges end at 112.5: assumption). */
const BUILT_IN_NVLINK_GB_S = 200;

/** How devices are joined where nothing is stated: by the link such machines are sold with. */
export function usualLink(
  device: Device,
  count: number,
  nodes: number,
  systems: Readonly<Record<string, System>>,
): Machine['link'] {
  if (count < 2) return { kind: 'none', bytes_s: null };
  if (nodes > 1) {
    const sold = Object.values(systems).find(
      (s) => s.nodes > 1 && s.devices.some((d) => d.device === device.id) && s.link,
    );
    const kind: LinkKind = sold?.link?.kind ?? 'ethernet';
    return { kind, bytes_s: sold?.link?.gb_s ? bytesPerSecond(sold.link.gb_s) : null };
  }
  // Both directions: the fitted factor of that link is one on this figure.
  if ((device.links.nvlink_gb_s ?? 0) >= BUILT_IN_NVLINK_GB_S)
    return { kind: 'nvlink', bytes_s: bytesPerSecond(device.links.nvlink_gb_s ?? 0) };
  return { kind: 'pcie', bytes_s: pcieBytesPerSecond(device) };
}
