import type { NameIndex } from './build-index.ts';
import { parseDevicePhrase } from './device-phrase.ts';
import { type DeviceSpelling, deviceSpelling, tightKey } from './keys.ts';
import { nearestNames } from './nearest.ts';
import { isUnknown, type UnknownName } from './resolution.ts';

/** A machine as a benchmark row names it, in ids. */
export interface ResolvedDevice {
  readonly id: string;
  /** Accelerators of that id; the row's own count column multiplies it. */
  readonly count: number;
  readonly nodes: number;
  /** CPU that held part of the model, when named and known. */
  readonly host: string | null;
  readonly offload: boolean;
  readonly cpuOnly: boolean;
  /** Further accelerators of another kind in the same machine. */
  readonly others: readonly string[];
}

const CPU_NAME = /\b(?:xeon|epyc|threadripper|ryzen\s+\d|core\s+(?:i\d|ultra)|cpu)\b/i;

function pickVariant(index: NameIndex, ids: readonly string[], spelling: DeviceSpelling): string | null {
  const sameMaker = ids.filter((id) => spelling.makers.includes(index.parts.devices[id]?.vendor ?? ''));
  let left = ids.length > 1 && sameMaker.length > 0 ? sameMaker : ids;
  if (spelling.gpuCores !== null) {
    const same = left.filter((id) => index.parts.devices[id]?.compute.gpu_cores === spelling.gpuCores);
    if (same.length > 0) left = same;
    else if (left.some((id) => index.parts.devices[id]?.compute.gpu_cores !== undefined)) return null;
  }
  const { memoryGb } = spelling;
  if (left.length > 1 && memoryGb !== null) {
    const same = left.filter((id) => soldWith(index, id, memoryGb));
    if (same.length > 0) left = same;
  }
  return left.length === 1 ? (left[0] ?? null) : null;
}

/** Whether a device is known to be sold with that much memory; of a chip without listed sizes nothing is known. */
function soldWith(index: NameIndex, id: string, memoryGb: number): boolean {
  const memory = index.parts.devices[id]?.memory;
  return memory?.sizes_gb?.includes(memoryGb) ?? memory?.capacity_gb === memoryGb;
}

/**
 * A plain name stands for the version sold most ("Apple M3 Max" for the 40-core one) unless the row's memory size
 * belongs to exactly one other version: 36 GB is the 30-core one.
 */
function unlessMemorySaysOtherwise(
  index: NameIndex,
  id: string | null,
  spelling: DeviceSpelling,
): string | null {
  const { memoryGb } = spelling;
  if (id === null || memoryGb === null || spelling.gpuCores !== null || soldWith(index, id, memoryGb))
    return id;
  const others = (index.devicesByBase.get(spelling.base) ?? []).filter((other) =>
    soldWith(index, other, memoryGb),
  );
  return others.length === 1 ? (others[0] ?? id) : id;
}

/** One device by name; `memoryGib` (per device) chooses between variants the name leaves open. */
function findDevice(index: NameIndex, name: string, memoryGib: number | null): string | null {
  const read = deviceSpelling(name);
  const spelling = { ...read, memoryGb: read.memoryGb ?? memoryGib };
  const exact = index.devicesByKey.get(read.full) ?? [];
  if (exact.length > 0)
    return unlessMemorySaysOtherwise(index, pickVariant(index, exact, spelling), spelling);
  const sized = index.devicesByKey.get(read.sized) ?? [];
  const bySize = sized.length > 0 ? pickVariant(index, sized, spelling) : null;
  if (bySize && compatibleMemory(index, bySize, read.memoryGb))
    return unlessMemorySaysOtherwise(index, bySize, spelling);
  const variants = index.devicesByBase.get(read.base) ?? [];
  const variant = variants.length > 0 ? pickVariant(index, variants, spelling) : null;
  return variant && compatibleMemory(index, variant, read.memoryGb) ? variant : null;
}

/** "RTX 3080 20GB" must not become the 10 GB card. Unified-memory chips come in many sizes: no test there. */
function compatibleMemory(index: NameIndex, id: string, memoryGb: number | null): boolean {
  const device = index.parts.devices[id];
  if (memoryGb === null || device?.memory.kind !== 'vram' || device.memory.capacity_gb === undefined)
    return true;
  return Math.abs(device.memory.capacity_gb - memoryGb) <= 1;
}

function unknownDevice(index: NameIndex, name: string): UnknownName {
  const meant = index.misnomers.get(tightKey(name));
  return {
    unknown: name,
    nearest: meant ?? nearestNames(deviceSpelling(name).full, deviceNames(index)).map(idOf),
  };

  function idOf(key: string): string {
    return index.devicesByKey.get(key)?.[0] ?? key;
  }
}
const deviceNames = (index: NameIndex) => index.devicesByKey.keys();

function resolvePart(index: NameIndex, name: string, memoryGib: number | null) {
  const id = findDevice(index, name, memoryGib);
  if (id) return { device: id, count: 1, nodes: 1 };
  return index.systemsByKey.get(deviceSpelling(name).full) ?? unknownDevice(index, name);
}

/**
 * Resolves a device, a single-device system ("DGX Spark") or a phrase with counts and a host CPU.
 * @param memoryGib memory per device as the row states it, binary GiB
 */
export function resolveDevice(
  index: NameIndex,
  name: string,
  memoryGib: number | null = null,
): ResolvedDevice | UnknownName {
  const whole = resolvePart(index, name, memoryGib);
  const plain = { host: null, offload: false, cpuOnly: false, others: [] };
  if (!isUnknown(whole)) return { id: whole.device, count: whole.count, nodes: whole.nodes, ...plain };
  const phrase = parseDevicePhrase(name);
  const [first, ...rest] = phrase.parts;
  if (!first) return whole;
  const main = resolvePart(index, first.name, memoryGib);
  if (isUnknown(main)) return { unknown: name, nearest: main.nearest };
  let { offload } = phrase;
  let host: string | null = null;
  const others: string[] = [];
  for (const part of rest) {
    const found = resolvePart(index, part.name, null);
    const isCpu = isUnknown(found)
      ? CPU_NAME.test(part.name)
      : index.parts.devices[found.device]?.kind === 'cpu';
    if (isCpu) {
      offload = true;
      if (!isUnknown(found)) host = found.device;
    } else {
      others.push(isUnknown(found) ? part.name : found.device);
    }
  }
  return {
    id: main.device,
    count: main.count * first.count,
    nodes: main.nodes,
    host,
    offload,
    cpuOnly: phrase.cpuOnly,
    others,
  };
}
