import { resolveDevice } from '../catalog/names/device.ts';
import { parseDevicePhrase } from '../catalog/names/device-phrase.ts';
import { bareKey, deviceSpelling, words } from '../catalog/names/keys.ts';
import { likelyMeant, type NamedThing } from '../catalog/names/likely-meant.ts';
import { resolveModel } from '../catalog/names/model.ts';
import { isUnknown } from '../catalog/names/resolution.ts';
import type { Catalog } from '../schema/catalog.ts';
import { UsageError } from '../schema/errors.ts';
import type { System } from '../schema/system.ts';
import { shown } from '../units/foreign-text.ts';
import { ascending } from '../units/order.ts';
import { oneOfAlike } from './alike-machines.ts';
import { buildsNamed } from './build-named.ts';
import { chipInside } from './chip-inside.ts';
import {
  deviceEndingIn,
  deviceNumbered,
  devicesNamed,
  exactMachine,
  isDeviceName,
  type NamedMachine,
  SHORTEST_NAME,
  systemsNamed,
  tight,
} from './machine-names.ts';
import { withUnit } from './memory-said.ts';
import { nameIndex } from './name-index.ts';
import { sisterProcessor } from './sister-processor.ts';
import {
  MOST_LIKELY,
  refuseEndless,
  refuseMisnomer,
  refuseUndecided,
  unknownName,
  unknownOwned,
  whichOne,
} from './unknown-name.ts';
import { unlessRefused } from './unless-refused.ts';

/**
 * A system or device as typed → its id; systems win where both exist. The error for a name that does not exist suggests
 * what was meant: one of these, or of the `others` that can be named in the same place. `chip`: the memory of a chip does
 * not matter. `owned`: nor does a price, so that of machines alike in all else one stands for all.
 */
export function machineId(
  raw: string,
  catalog: Catalog,
  flag: string,
  {
    others = [],
    chip = false,
    owned = false,
  }: { readonly others?: readonly NamedThing[]; readonly chip?: boolean; readonly owned?: boolean } = {},
): NamedMachine {
  refuseEndless(raw, flag);
  const exact = exactMachine(raw, catalog);
  const several = exact?.kind === 'system' ? [] : systemsNamed(raw, catalog);
  // "MacBook Pro M5" is also what tables of benchmarks call the chip; a buyer means one of the machines.
  if (several.length > 1 && !isDeviceName(raw, exact, catalog)) {
    const alike = owned && !exact ? oneOfAlike(several, catalog) : null;
    if (alike !== null) return { kind: 'system', id: alike };
    throw whichOne(raw, flag, [...several, ...(exact ? [exact.id] : [])]);
  }
  if (exact) return exact;
  const sized = withUnit(raw);
  const sizedExact = sized === null ? null : exactMachine(sized, catalog);
  if (sizedExact) return sizedExact;
  const [build, ...builds] = chip || owned ? [] : buildsNamed(raw, catalog, knownAs(catalog, flag));
  if (build !== undefined && builds.length > 0) throw whichOne(raw, flag, [build, ...builds]);
  if (build !== undefined) return { kind: 'system', id: build };
  refuseMisnomer(raw, catalog, flag, 'system', { ...catalog.systems, ...catalog.devices });
  const found = resolveDevice(nameIndex(catalog), raw);
  if (!isUnknown(found) && found.count === 1 && found.nodes === 1 && found.others.length === 0)
    return (
      (chip ? null : soldWithMemory(raw, sized, found.id, catalog, flag)) ?? { kind: 'device', id: found.id }
    );
  const chips = tight(raw).length >= SHORTEST_NAME ? devicesNamed(raw, catalog) : [];
  const [sold] = several;
  // "Ryzen" begins one machine's name and stands in those of many chips.
  if (sold !== undefined && chips.length > 1) throw whichOne(raw, flag, [sold, ...chips]);
  if (sold !== undefined) return { kind: 'system', id: sold };
  const ending = deviceEndingIn(raw, catalog);
  if (ending) return ending;
  const sister = owned ? sisterProcessor(raw, catalog) : null;
  if (sister !== null) return { kind: 'device', id: sister };
  if (chips.length > 1) throw whichOne(raw, flag, chips);
  const numbered = owned ? deviceNumbered(raw, catalog) : null;
  if (numbered) return numbered;
  const inside = owned ? chipInside(raw, catalog) : null;
  if (inside !== null) return { kind: 'device', id: inside };
  refuseUndecided(raw, catalog, flag);
  const model = resolveModel(nameIndex(catalog), raw);
  if (!isUnknown(model))
    throw new UsageError(
      `${flag}: "${shown(raw)}" is a model, not a machine`,
      `Machines that run it: \`advise fit ${model.id}\`.`,
      'unknown_system',
    );
  const near = () => likelyMachines(raw, catalog, others);
  throw owned ? unknownOwned(raw, flag, near) : unknownName('system', raw, flag, near);
}

/** What a part of a phrase names; null where that cannot be told. */
export const knownAs = (catalog: Catalog, flag: string) => (name: string) =>
  unlessRefused(() => machineId(name, catalog, flag).id, null);

/**
 * "M4 Pro 24GB" is a chip that comes in several sizes and the one that is meant: a machine that has both, of those the
 * one whose name is nearest, else one of any maker. Null where no size is named; a size that none of its machines has is
 * refused, since another would be another answer.
 */
function soldWithMemory(
  raw: string,
  sized: string | null,
  id: string,
  catalog: Catalog,
  flag: string,
): NamedMachine | null {
  const { base, gpuCores, ...read } = deviceSpelling(parseDevicePhrase(raw).parts[0]?.name ?? raw);
  const memoryGb = read.memoryGb ?? (sized === null ? null : deviceSpelling(sized).memoryGb);
  const chip = catalog.devices[id];
  if (memoryGb === null || chip?.memory.kind !== 'unified') return null;
  // Some sizes are only sold with the smaller version of the chip.
  const others = gpuCores === null ? (nameIndex(catalog).devicesByBase.get(base) ?? []) : [];
  const versions = new Set([id, ...others]);
  const sold = Object.values(catalog.systems).filter(
    ({ devices: [only, other], nodes }) =>
      only && versions.has(only.device) && only.count === 1 && !other && nodes === 1,
  );
  if (sold.length === 0) return null;
  const [first, ...more] = sold.filter((s) => s.memory_gb === memoryGb);
  // A number alone may be that of cores.
  if (!first && read.memoryGb === null) return null;
  if (!first) {
    const sizes = [...new Set(sold.map((s) => s.memory_gb))].sort((x, y) => x - y);
    const larger = furtherChips(base, memoryGb, catalog);
    throw new UsageError(
      `${flag}: "${shown(raw)}": we know no machine with ${chip.name} and ${memoryGb} GB`,
      larger.length > 0
        ? `${larger.join(' and ')} ${larger.length > 1 ? 'come' : 'comes'} with that much: say whether it is ${larger.length > 1 ? 'one of them' : 'that'}.`
        : `Those that we know have ${sizes.join(', ')} GB.`,
      'unknown_memory',
    );
  }
  const ofChip = new Set([...versions].flatMap((v) => words(catalog.devices[v]?.name ?? '')));
  const said = new Set(words(raw).filter((word) => !ofChip.has(word)));
  const nearness = (s: System) => words(s.name).filter((w) => said.has(w)).length + (s.generic ? 0.5 : 0);
  const nearest = more.reduce((best, s) => (nearness(s) > nearness(best) ? s : best), first);
  return { kind: 'system', id: nearest.id };
}

/** Chips whose names go on where this one's ends, "M3 Pro" of "M3", and that come with so much memory. */
const furtherChips = (base: string, memoryGb: number, { devices }: Catalog): string[] => {
  const further = Object.values(devices).filter(({ name, memory }) => {
    const other = deviceSpelling(name).base;
    return other !== base && other.startsWith(base) && memory.sizes_gb?.some((gb) => gb === memoryGb);
  });
  return [...new Set(further.map(({ name }) => name.replace(/\s*\(.*\)$/, '')))];
};

/** What is owned, as typed → ids, one per thing: "2x RTX 4090" is two, "RTX 3090 + RTX 3060 12GB" one of each. */
export function machineIds(raw: string, catalog: Catalog, flag: string): string[] {
  const { parts } = parseDevicePhrase(raw);
  if (exactMachine(raw, catalog) || (parts.length < 2 && (parts[0]?.count ?? 1) === 1))
    return [machineId(raw, catalog, flag, { owned: true }).id];
  return parts.flatMap(({ name, count }) => {
    if (count < 1 || count > MOST_OF_ONE)
      throw new UsageError(
        `${flag}: "${shown(raw)}" is not a number of cards`,
        `Give 1 to ${MOST_OF_ONE} of each.`,
      );
    return Array.from<string>({ length: count }).fill(machineId(name, catalog, flag, { owned: true }).id);
  });
}

/** Assumption: nobody keeps more of one card in one machine. */
const MOST_OF_ONE = 16;

/** A machine that can be bought; for a chip, the error names machines that have it. */
export function systemId(raw: string, catalog: Catalog, flag: string): string {
  const found = machineId(raw, catalog, flag);
  if (found.kind === 'system') return found.id;
  const around = Object.values(catalog.systems)
    .filter((s) => !s.generic && s.devices.some((d) => d.device === found.id))
    .sort((a, b) => a.parts.length - b.parts.length || a.nodes - b.nodes || ascending(a.id, b.id))
    .slice(0, 3)
    .map((s) => `"${s.id}"`);
  throw new UsageError(
    `${flag}: "${shown(raw)}" is a device, not a system`,
    around.length > 0
      ? `Machines with it: ${around.join(', ')}.`
      : '`advise list systems` prints what can be bought.',
    'not_a_system',
  );
}

/**
 * A machine whose id merely spells its card's name in more or fewer words; else devices and machines sold whole first,
 * since nobody thinks of ids of builds.
 */
function likelyMachines(raw: string, catalog: Catalog, others: readonly NamedThing[]): string[] {
  const systems = Object.values(catalog.systems);
  const key = bareKey(raw);
  const same = systems.filter(({ id }) => key !== '' && bareKey(id) === key).map(({ id }) => id);
  if (same.length > 0) return same.slice(0, MOST_LIKELY);
  const whole = systems.filter((s) => s.parts.length === 0 && !s.generic);
  const near = likelyMeant(raw, [...Object.values(catalog.devices), ...whole, ...others]);
  return near.length > 0 ? near : likelyMeant(raw, systems);
}

/** Anything that can have a price. */
export function itemId(raw: string, catalog: Catalog, flag: string): string {
  const word = raw.trim().toLowerCase();
  if (Object.hasOwn(catalog.parts, word)) return word;
  return machineId(raw, catalog, flag, { others: Object.values(catalog.parts) }).id;
}
