import type { Device } from '../schema/device.ts';
import type { Gib } from '../units/units.ts';

/** A machine, as far as training and pictures depend on it. */
export interface JobMachine {
  readonly device: Device;
  readonly count: number;
  readonly usable_gib_per_device: Gib;
  readonly nodes: number;
}
