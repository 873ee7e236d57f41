import type { Machine } from '../../perf/speed/job.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { System } from '../../schema/system.ts';
import type { Setup } from '../setups.ts';

/** PCIe payload per lane and direction, bytes/s, by generation (128b/130b from 3 on), less protocol overhead. */
const PCIE_LANE_BYTES_S: Readonly<Record<number, number>> = {
  2: 0.45e9,
  3: 0.88e9,
  4: 1.75e9,
  5: 3.5e9,
  6: 7e9,
};

/** The system as the speed model sees it, or null when its devices differ: an estimate for unequal ones is not made. */
export function textMachine(system: System, setup: Pick<Setup, 'split'>, catalog: Catalog): Machine | null {
  const [only, second] = system.devices;
  const device = only && !second ? catalog.devices[only.device] : undefined;
  if (!only || !device) return null;
  const gb = system.host?.ram_bandwidth_gb_s;
  const lanes = device.links.pcie_lanes ?? 16;
  const perLane = PCIE_LANE_BYTES_S[device.links.pcie_generation ?? 0];
  return {
    device,
    count: only.count,
    nodes: system.nodes,
    split: setup.split,
    link: {
      kind: system.link?.kind ?? (only.count > 1 ? 'pcie' : 'none'),
      bytes_s: system.link?.gb_s === undefined ? null : system.link.gb_s * 1e9,
    },
    host: {
      bytes_s: gb === undefined ? null : gb * 1e9,
      pcie_bytes_s: perLane === undefined ? null : perLane * lanes,
    },
  };
}
