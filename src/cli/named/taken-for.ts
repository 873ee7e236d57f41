import { listed } from '../../answers/choice.ts';
import { exactMachine } from '../../answers/machine-names.ts';
import { joinedParts, memoryIn, withUnit } from '../../answers/memory-said.ts';
import { ownedIds } from '../../answers/owned-ids.ts';
import { unlessRefused } from '../../answers/unless-refused.ts';
import { parseDevicePhrase } from '../../catalog/names/device-phrase.ts';
import { words } from '../../catalog/names/keys.ts';
import { isOfUnknownMemory } from '../../recommend/bare-cards.ts';
import { ownedSystem } from '../../recommend/owned/owned-systems.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Device } from '../../schema/device.ts';
import { type Owned, ownedThing } from '../../schema/owned.ts';
import type { System } from '../../schema/system.ts';
import { shown } from '../../units/foreign-text.ts';
import type { GbAsSold } from '../../units/units.ts';

/**
 * Where a machine is taken for another one, since nothing of its name is known but its chip, or memory is taken for
 * granted: one line for each name. Cards are told by their number whoever built them, and their memory is taken for
 * granted only where one number is sold with several sizes.
 * `chips`: whether so much is taken of a chip, too, that its memory has to be said.
 */
export function takenForAnother(
  own: readonly string[],
  catalog: Catalog,
  { chips = true }: { readonly chips?: boolean } = {},
): string[] {
  const names = listed(own).flatMap((raw) => (exactMachine(raw, catalog) ? [raw] : namesIn(raw, catalog)));
  return [...new Set(names)].flatMap((name) => {
    const [answer, second] = idsOf(name, catalog);
    return answer === undefined || second !== undefined
      ? []
      : lineFor(name, ownedThing(answer), catalog, chips);
  });
}

/** What is named, each for itself; a size beside one thing that is sold with so much is said of that. */
function namesIn(raw: string, catalog: Catalog): string[] {
  const { parts, size } = joinedParts(raw);
  const things = parts.filter((part) => part !== size);
  const sized = `${things[0]} ${size}`;
  if (size !== undefined && things.length === 1 && idsOf(sized, catalog).length > 0) return [sized];
  return things.flatMap((part) => parseDevicePhrase(part).parts.map(({ name }) => name));
}

function lineFor(name: string, { id, memory_gb }: Owned, catalog: Catalog, chips: boolean): string[] {
  const system = catalog.systems[id];
  const device = catalog.devices[id];
  if (system?.kind === 'rig') return [];
  if (device?.memory.kind === 'vram') return cardLine(name, device, catalog);
  const isId = name.trim().toLowerCase() === system?.id;
  const said = isId || memoryIn(name) !== null || memory_gb !== null || endsInSize(name, system);
  const memory = said || (device && !chips) ? null : memoryTaken(id, catalog);
  const named = nameOf(name, system ?? device, catalog);
  if (memory === null && named === 'own') return [];
  const gb = memory_gb ?? (device ? memory?.taken_gb : null) ?? null;
  const taken = `${(system ?? device)?.name ?? id}${gb === null ? '' : ` with ${gb} GB`}`;
  const say = memory ? `; if yours has other memory, say so: "${shown(name)} ${memory.other_gb}GB"` : '';
  if (named !== 'another') return [`Taken for ${taken}${say}.`];
  const [kind, that] =
    device?.kind === 'cpu'
      ? ['processors', taken]
      : [
          'machines',
          system ? `${taken}, which has that chip` : `another with ${taken.replace(' with ', ' and ')}`,
        ];
  return [`"${shown(name)}" is none of the ${kind} we know: taken for ${that}${say}.`];
}

/** A card of a number that is sold with several sizes, where its size was not said. What was rebuilt says so in its name. */
function cardLine(name: string, card: Device, { devices }: Catalog): string[] {
  if (name.trim().toLowerCase() === card.id || memoryIn(name) !== null) return [];
  const taken_gb = card.memory.capacity_gb;
  const number = withoutSize(card.name);
  const others = Object.values(devices).flatMap(({ name: other, memory }) =>
    withoutSize(other) === number && memory.capacity_gb !== taken_gb ? (memory.capacity_gb ?? []) : [],
  );
  if (taken_gb === undefined || others.length === 0) return [];
  const other_gb = Math.min(...others.filter(isNext(taken_gb, others)));
  const taken = card.name === number ? `${card.name} with ${taken_gb} GB` : card.name;
  return [`Taken for ${taken}; if yours has other memory, say so: "${shown(name)} ${other_gb}GB".`];
}

/** Ids of what a name means; none where it is no thing of its own, as a size beside a card. */
const idsOf = (name: string, catalog: Catalog): string[] =>
  unlessRefused(() => ownedIds(name, catalog, '--own'), []);

/** Words that say nothing of which machine it is; a year and a size are no part of our names. */
const SAYS_NOTHING =
  /^(?:\d+gb|gb|g|ram|memory|with|a|an|my|the|cpu|processor|inch|apple|intel|amd|20[12]\d)$/;

/** "Framework Desktop 128". */
const endsInSize = (name: string, system: System | undefined): boolean =>
  system !== undefined && memoryIn(withUnit(name) ?? '')?.memory_gb === system.memory_gb;

/** Whether the name says something that what it is taken for is never called, or leaves out what tells it from others. */
function nameOf(
  name: string,
  thing: System | Device | undefined,
  catalog: Catalog,
): 'own' | 'another' | 'shortened' {
  if (!thing || exactMachine(name, catalog)?.id === thing.id) return 'own';
  const chips = 'devices' in thing ? thing.devices.flatMap((d) => catalog.devices[d.device]?.name ?? []) : [];
  const called = [thing.id, thing.name, thing.vendor ?? '', ...thing.aliases, ...chips];
  const known = new Set(called.flatMap(words));
  const said = words(name).filter((word) => !SAYS_NOTHING.test(word));
  const sold = 'memory_gb' in thing ? String(thing.memory_gb) : '';
  if (said.some((word) => word !== sold && !known.has(word))) return 'another';
  const left = words(thing.name).filter((word) => !SAYS_NOTHING.test(word) && !said.includes(word));
  return 'devices' in thing && left.length > 1 ? 'shortened' : 'own';
}

/** The memory that is taken where none was said, and another that it is sold with; null where there is one only. */
function memoryTaken(
  id: string,
  catalog: Catalog,
): { readonly taken_gb: GbAsSold; readonly other_gb: GbAsSold } | null {
  const { systems, devices } = catalog;
  const owned = ownedSystem(id, catalog);
  // Where nobody knows it, the answer says how to say it.
  if (!owned || isOfUnknownMemory(owned)) return null;
  const taken_gb = owned.memory_gb;
  const system = systems[id];
  const chip = system ? system.devices[0]?.device : id;
  const alike = Object.values(systems).filter((s) =>
    // A name without a size is that of one machine alone.
    system
      ? [s, system].every(({ name }) => name !== withoutSize(name)) &&
        withoutSize(s.name) === withoutSize(system.name)
      : isAroundOne(s, chip),
  );
  const sizes = system ? [] : (devices[id]?.memory.sizes_gb ?? []);
  const others = [...alike.map((s) => s.memory_gb), ...sizes].filter((gb) => gb !== taken_gb);
  return others.length === 0
    ? null
    : { taken_gb, other_gb: Math.min(...others.filter(isNext(taken_gb, others))) };
}

const withoutSize = (name: string): string => name.replace(/\s\d+GB$/, '');

const isAroundOne = (s: System, chip: string | undefined): boolean =>
  s.nodes === 1 && s.devices.length === 1 && s.devices[0]?.device === chip && s.devices[0]?.count === 1;

/** More than what is taken, where there is more. */
const isNext =
  (taken: GbAsSold, others: readonly GbAsSold[]) =>
  (gb: GbAsSold): boolean =>
    gb > taken || others.every((other) => other < taken);
