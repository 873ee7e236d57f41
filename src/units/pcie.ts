import type { GbPerSecond } from './units.ts';

/** Payload of one lane in one direction, decimal GB/s, after line coding (PCI-SIG, generations 1 to 6). */
const LANE_GB_S: Readonly<Record<number, number>> = { 1: 0.25, 2: 0.5, 3: 0.985, 4: 1.97, 5: 3.94, 6: 7.56 };

/** Bandwidth of a PCIe link in one direction, decimal GB/s; null of a generation nobody has specified. */
export function pcieGbPerSecond(generation: number, lanes: number): GbPerSecond | null {
  const lane = LANE_GB_S[generation];
  return lane === undefined ? null : lane * lanes;
}
