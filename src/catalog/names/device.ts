import type { NameIndex } from './build-index.ts';
import { CPU_ONLY, parseDevicePhrase } from './device-phrase.ts';
import { type DeviceSpelling, deviceSpelling, tightKey } from './keys.ts';
import { macChip } from './mac.ts';
import { nearestNames } from './nearest.ts';
import { isTooLongForName, isUnknown, type UnknownName, unknown } from './resolution.ts';
import { undecorated, withSeries } from './wording.ts';

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

const CPU_NAME =
  /\b(?:xeon|epyc|threadripper|ryzen\s+(?:ai\s+)?\d|core\s+(?:i\d|ultra)|i[3579]-\d{4,5}\w*|cpu)\b/i;
const GRAPHICS_NAME = /\b(?:i-?gpu|integrated|graphics|radeon|arc)\b/i;

/**
 * "M4 Pro 14-core" counts the CPU's cores. Where that leaves several ("M1 Max 10-core"), the chip's plain name decides;
 * where nothing has GPU cores, a count says nothing about them.
 */
function byCpuCores(index: NameIndex, ids: readonly string[], spelling: DeviceSpelling): readonly string[] {
  const computeOf = (id: string) => index.parts.devices[id]?.compute;
  if (!ids.some((id) => computeOf(id)?.gpu_cores !== undefined)) return ids;
  const same = ids.filter((id) => computeOf(id)?.cpu_cores === spelling.gpuCores);
  const usual = index.devicesByKey.get(spelling.base) ?? [];
  return same.length > 1 ? same.filter((id) => usual.includes(id)) : same;
}

function pickVariant(index: NameIndex, ids: readonly string[], spelling: DeviceSpelling): string | null {
  const sameMaker = ids.filter((id) => spelling.makers.includes(index.parts.devices[id]?.vendor ?? ''));
  let left = sameMaker.length > 0 ? sameMaker : ids;
  if (spelling.gpuCores !== null) {
    const same = left.filter((id) => index.parts.devices[id]?.compute.gpu_cores === spelling.gpuCores);
    left = same.length > 0 ? same : byCpuCores(index, left, spelling);
  }
  const { memoryGb } = spelling;
  if (memoryGb !== null) {
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
  const bySize = pickVariant(index, index.devicesByKey.get(read.sized) ?? [], spelling);
  if (bySize && compatibleMemory(index, bySize, read.memoryGb))
    return unlessMemorySaysOtherwise(index, bySize, spelling);
  const variant = pickVariant(index, index.devicesByBase.get(read.base) ?? [], spelling);
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
  const { full, base } = deviceSpelling(name);
  const meant = index.misnomers.get(tightKey(name)) ?? index.devicesByBase.get(base);
  return unknown(name, () => {
    if (meant) return meant;
    const keys = nearestNames(full, index.devicesByKey.keys(), 6);
    const ids = keys.map((key) => index.devicesByKey.get(key)?.[0] ?? key);
    return [...new Set(ids)].slice(0, 3);
  });
}

/** The one device that some reading of a name known by neither itself nor a system leads to. */
function readDifferently(index: NameIndex, name: string, memoryGib: number | null): string | null {
  const mac = macChip(name);
  if (mac) return findDevice(index, mac, memoryGib);
  const plain = undecorated(name);
  const id = findDevice(index, plain, memoryGib);
  // Of a desktop processor only the cores are known, not its graphics.
  if (id)
    return /\bi-?gpu\b|\bintegrated\b/i.test(name) && index.parts.devices[id]?.kind === 'cpu' ? null : id;
  const found = new Set(withSeries(plain).map((whole) => findDevice(index, whole, memoryGib)));
  found.delete(null);
  const [only, second] = found;
  return only && !second ? only : null;
}

function resolvePart(index: NameIndex, name: string, memoryGib: number | null) {
  const id = findDevice(index, name, memoryGib);
  if (id) return { device: id, count: 1, nodes: 1 };
  const system = index.systemsByKey.get(deviceSpelling(name).full);
  if (system) return system;
  const other = readDifferently(index, name, memoryGib);
  return other ? { device: other, count: 1, nodes: 1 } : unknownDevice(index, name);
}

const CARD_NAME = /\b(?:rtx|gtx|rx|geforce|radeon|arc|tesla|quadro|instinct|gpu)\b/i;

/**
 * "Ryzen 9 7950X (RTX 4080)" names the computer and, in brackets, the card that computed; "GMKtec G3 (Intel N150)" a
 * computer nobody knows and its chip. A processor in brackets is only the host of the card before it.
 */
function inBrackets(index: NameIndex, name: string): string | null {
  const [whole = '', inner = ''] = /\(([^)]+)\)/.exec(name) ?? [];
  if (CPU_ONLY.test(inner)) return null;
  const found = inner === '' ? null : resolvePart(index, inner, null);
  if (!found || isUnknown(found) || found.count > 1) return null;
  const isCard = (id: string) => index.parts.devices[id]?.kind === 'gpu';
  const rest = name.replace(whole, ' ');
  const outer = resolvePart(index, rest, null);
  if (isUnknown(outer)) return CARD_NAME.test(rest) ? null : inner;
  return isCard(found.device) && !isCard(outer.device) ? inner : null;
}

/** A processor, or a laptop's chip called by its processor's name beside a card: its cores hold what the card cannot. */
function isHostBeside(index: NameIndex, name: string, id: string, card: string): boolean {
  const kind = index.parts.devices[id]?.kind;
  if (kind !== 'soc') return kind === 'cpu';
  const isProcessor = CPU_NAME.test(name) && !GRAPHICS_NAME.test(name);
  return isProcessor && index.parts.devices[card]?.memory.kind === 'vram';
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
  if (isTooLongForName(name)) return unknown(name, () => []);
  const whole = resolvePart(index, name, memoryGib);
  const plain = { host: null, offload: false, cpuOnly: false, others: [] };
  if (!isUnknown(whole)) return { id: whole.device, count: whole.count, nodes: whole.nodes, ...plain };
  const phrase = parseDevicePhrase(inBrackets(index, name) ?? name);
  const first = phrase.parts.find((part) => !CPU_NAME.test(part.name)) ?? phrase.parts[0];
  if (!first) return whole;
  const rest = phrase.parts.filter((part) => part !== first);
  const main = resolvePart(index, first.name, memoryGib);
  if (isUnknown(main)) return unknown(name, () => main.nearest);
  let { offload } = phrase;
  let host: string | null = null;
  const others: string[] = [];
  for (const part of rest) {
    const found = resolvePart(index, part.name, null);
    const isCpu = isUnknown(found)
      ? CPU_NAME.test(part.name)
      : isHostBeside(index, part.name, found.device, main.device);
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
