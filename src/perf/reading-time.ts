import type { Device } from '../schema/device.ts';
import { type Bytes, bytesPerSecond, type Seconds } from '../units/units.ts';

/** Seconds to read so many bytes from a device's memory; 0 where its bandwidth is unknown. */
export function readingSeconds(bytes: Bytes, { memory }: Device): Seconds {
  return memory.bandwidth_gb_s === undefined ? 0 : bytes / bytesPerSecond(memory.bandwidth_gb_s);
}
