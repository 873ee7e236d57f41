import { resolveDevice } from '../catalog/names/device.ts';
import { isUnknown } from '../catalog/names/resolution.ts';
import type { Catalog } from '../schema/catalog.ts';
import { UsageError } from '../schema/errors.ts';
import { type Owned, ownedAnswer, ownedIdsOf, ownedThing } from '../schema/owned.ts';
import { BARE_PC } from '../schema/vocabulary.ts';
import { shown } from '../units/foreign-text.ts';
import type { GbAsSold } from '../units/units.ts';
import { machineIds } from './machine-id.ts';
import { exactMachine } from './machine-names.ts';
import { joinedParts, memoryIn } from './memory-said.ts';
import { nameIndex } from './name-index.ts';
import { notOneMachine } from './unknown-name.ts';
import { unlessRefused } from './unless-refused.ts';

/** "pc", "my PC", "tower", "desktop PC": no particular card or machine. */
const A_PC = /^(?:an?\s+|my\s+)?(?:gaming\s+|desktop\s+|tower\s+)?(?:pc|tower|computer)$/i;

/** "my laptop", "a gaming notebook": it says nothing of what computes in it. */
const A_LAPTOP = /^(?:(?:an?|my|old|gaming|windows|linux|work)\s+)*(?:laptop|notebook)s?$/i;

/**
 * What somebody owns, as typed → answers, one per thing: ids of cards and machines, or a PC to put a card in; a
 * processor, or a PC, with the memory stated for it: "Ryzen 9 7950X 64GB", "pc 64GB", "RTX 3090 + 64GB".
 */
export function ownedIds(raw: string, catalog: Catalog, flag: string): string[] {
  if (A_LAPTOP.test(memoryIn(raw)?.name ?? raw.trim())) throw notOneMachine(raw, flag, 'bare_laptop');
  const { parts, size } = joinedParts(raw);
  const whole = size === undefined ? null : soldInSizes(parts, size, catalog, flag);
  if (whole) return whole;
  if (size !== undefined && parts.length === 1) refuseNobodysMemory(size, [], catalog, flag);
  const read = parts.map((part) => withMemory(part, parts.length > 1, catalog, flag));
  if (read.every((own) => own === null))
    return A_PC.test(raw.trim()) ? [BARE_PC] : machineIds(raw, catalog, flag);
  const own = read.flatMap((said, i) => said ?? ownedIds(parts[i] ?? '', catalog, flag));
  if (size === undefined) return own;
  refuseNobodysMemory(size, own, catalog, flag);
  return inLaptop(own, catalog) ?? own;
}

/** A size beside one thing that is sold in sizes is its own: "Ryzen 7 8700G + 64GB", "MacBook Pro M5 Max + 128GB". */
function soldInSizes(
  parts: readonly string[],
  size: string,
  catalog: Catalog,
  flag: string,
): string[] | null {
  const [thing, ...more] = parts.filter((part) => part !== size);
  if (thing === undefined || more.length > 0) return null;
  if (namedBefore(thing, catalog, flag).some((id) => isAroundIt(id, catalog))) return null;
  const named = `${thing} ${size.trim()}`;
  return withMemory(named, false, catalog, flag) ?? noneIfEmpty(namedBefore(named, catalog, flag));
}

const noneIfEmpty = <T>(list: T[]): T[] | null => (list.length === 0 ? null : list);

/** A size alone is the memory of a PC; beside a machine with its own memory it would invent one. */
function refuseNobodysMemory(size: string, own: readonly string[], catalog: Catalog, flag: string): void {
  if (ownedIdsOf(own).some((id) => isAroundIt(id, catalog))) return;
  throw new UsageError(
    `${flag}: "${shown(size.trim())}": what has that memory was not said`,
    `For that of a PC: ${flag} "pc ${shown(size.trim())}".`,
    'unknown_memory',
  );
}

/** What may be in a PC whose memory is stated: not a machine or chip that comes with its own. */
export const isAroundIt = (id: string, { systems, devices }: Catalog): boolean =>
  systems[id]
    ? systems[id].kind === 'rig'
    : devices[id] !== undefined && devices[id].memory.kind !== 'unified';

/** A size alone is the memory of a laptop where nothing is owned but chips of laptops; null where something else is. */
function inLaptop(own: readonly string[], { devices }: Catalog): string[] | null {
  const things = own.map(ownedThing);
  const [pc, ...otherPcs] = things.filter(({ id }) => id === BARE_PC);
  const chips = things.filter(({ id }) => id !== BARE_PC);
  const isBare = (t: Owned) => devices[t.id]?.stands_in === 'laptop' && t.memory_gb === null;
  if (!pc || otherPcs.length > 0 || !chips.every(isBare)) return null;
  const at = chips.find(({ id }) => devices[id]?.kind === 'cpu') ?? chips[0];
  return chips.map((chip) => ownedAnswer(chip === at ? { ...chip, memory_gb: pc.memory_gb } : chip));
}

/** What is owned and the main memory beside it; null where none is said, or it is a card's or a machine's own. */
function withMemory(part: string, beside: boolean, catalog: Catalog, flag: string): string[] | null {
  const said = exactMachine(part, catalog) ? null : memoryIn(part);
  if (!said) return null;
  const { name, is_main } = said;
  const memory_gb = plausible(said.memory_gb, part, flag);
  const pc = ownedAnswer({ id: BARE_PC, memory_gb });
  if (name === '' ? beside || is_main : A_PC.test(name)) return [pc];
  const chip = chipOfThatSize(part, memory_gb, catalog);
  // Where the whole names the chip alone, the size would be lost.
  if (chip !== null && namedBefore(part, catalog, flag).every((id) => id === chip))
    return [ownedAnswer({ id: chip, memory_gb })];
  const ids = name === '' ? [] : namedBefore(name, catalog, flag);
  if (ids.length > 0 && ids.every((id) => hasNoMemory(id, catalog)))
    return ids.map((id) => ownedAnswer({ id, memory_gb }));
  const cards = ids.length > 0 && ids.every((id) => catalog.devices[id]?.memory.kind === 'vram');
  if (!cards) return null;
  const inLaptops = ids.every((id) => catalog.devices[id]?.stands_in === 'laptop');
  if (is_main) return inLaptops ? ids.map((id) => ownedAnswer({ id, memory_gb })) : [...ids, pc];
  if (namedBefore(part, catalog, flag).length > 0) return null;
  // An id with a size is how `ownedAnswer` writes the laptop's memory; of a name as people say it, it may be the card's.
  if (inLaptops && ids.includes(name)) return [ownedAnswer({ id: name, memory_gb })];
  throw new UsageError(
    `${flag}: "${shown(part)}": we know no such card with ${memory_gb} GB`,
    `For the memory of the PC around it: ${flag} "${shown(name)} + ${memory_gb}GB".`,
    'unknown_memory',
  );
}

/** Assumption: more than any machine takes, servers with every slot filled included. */
const MOST_GB = 16_384;

function plausible(memory_gb: GbAsSold, part: string, flag: string): GbAsSold {
  if (memory_gb > 0 && memory_gb <= MOST_GB) return memory_gb;
  throw new UsageError(
    `${flag}: "${shown(part)}": ${memory_gb} GB is no memory of a computer`,
    `For instance ${flag} "pc 64GB".`,
    'unknown_memory',
  );
}

/** What the words before a size name; nothing where they name no one thing, or nothing without the size. */
const namedBefore = (name: string, catalog: Catalog, flag: string): string[] =>
  unlessRefused(() => machineIds(name, catalog, flag), []);

/**
 * A chip that is sold with so much memory, but in none of the machines that we know: "MacBook Air M3 16GB". Where memory is
 * plugged in, its owner has as much as they like.
 */
function chipOfThatSize(part: string, memory_gb: GbAsSold, catalog: Catalog): string | null {
  const found = resolveDevice(nameIndex(catalog), part);
  if (isUnknown(found) || found.count !== 1 || found.nodes !== 1) return null;
  const memory = catalog.devices[found.id]?.memory;
  if (memory?.kind !== 'unified') return null;
  const isPluggedIn = memory.type?.startsWith('DDR') === true;
  return isPluggedIn || memory.sizes_gb?.includes(memory_gb) ? found.id : null;
}

/** A chip that comes without memory and is in no machine we know. */
function hasNoMemory(id: string, { devices, systems }: Catalog): boolean {
  const memory = devices[id]?.memory;
  if (memory === undefined || memory.kind === 'vram' || memory.capacity_gb !== undefined) return false;
  return (
    memory.kind === 'host' || !Object.values(systems).some((s) => s.devices.some((d) => d.device === id))
  );
}
