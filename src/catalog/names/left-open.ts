import type { NameIndex } from './build-index.ts';
import { resolveDevice } from './device.ts';
import { deviceSpelling } from './keys.ts';
import { isUnknown } from './resolution.ts';

/**
 * The devices a name leaves open by not saying how much memory: "A100" was sold with 40 and with 80 GB. None where it
 * names one device, or where those of that name differ in more (Intel's N150 and Tenstorrent's).
 */
export function devicesLeftOpen(index: NameIndex, name: string): readonly string[] {
  const { base, memoryGb } = deviceSpelling(name);
  if (memoryGb !== null) return [];
  const ids = index.devicesByBase.get(base) ?? [];
  const families = new Set(ids.map((id) => index.parts.devices[id]?.family));
  if (ids.length < 2 || families.size > 1 || !isUnknown(resolveDevice(index, name))) return [];
  const sizes = new Set(ids.map((id) => index.parts.devices[id]?.memory.capacity_gb));
  return sizes.size === ids.length && !sizes.has(undefined) ? ids : [];
}
