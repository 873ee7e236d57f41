import { buildsAround } from '../../perf/builds-around.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { System } from '../../schema/system.ts';
import { ascending } from '../../units/order.ts';
import type { GbAsSold } from '../../units/units.ts';
import { bareCards, UNKNOWN_MEMORY_GB } from '../bare-cards.ts';
import { countedName } from '../prose/names.ts';
import { barePc } from './own-pc.ts';
import { ownedThings, pcMemory, withPcMemory } from './pc-memory.ts';

/**
 * What is owned, as machines: equal cards share one, with the memory stated for the PC. A processor with memory is a
 * machine; beside cards it is the one around them.
 */
export function ownedSystems(own: readonly string[], catalog: Catalog): System[] {
  const things = ownedThings(own, catalog);
  const memory = pcMemory(things, catalog);
  const hasCards = things.some(({ id }) => isAroundCards(id, catalog));
  return [...new Set(things.map((t) => t.id))].flatMap((id) => {
    const same = things.filter((t) => t.id === id);
    const said = Math.max(...same.map((t) => t.memory_gb ?? 0));
    if (said > 0 && hasCards && catalog.devices[id]?.kind === 'cpu') return [];
    const system = ownedSystem(id, catalog, same.length);
    if (!system) return [];
    if (said > 0 && catalog.devices[id]?.memory.kind !== 'vram') return withOwnMemory(system, said);
    return memory && isAroundCards(id, catalog)
      ? withPcMemory(system, memory, barePc(catalog)?.host ?? null)
      : system;
  });
}

/** Whether it is a card, or a build of cards: it stands in a PC, whose memory is the owner's choice. */
export const isAroundCards = (id: string, { systems, devices }: Catalog): boolean =>
  systems[id] ? systems[id].kind === 'rig' : devices[id]?.memory.kind === 'vram';

/** A chip sold without memory, with what its owner put beside it. */
export const withOwnMemory = (system: System, memory_gb: GbAsSold): System => ({
  ...system,
  name: `${system.name} ${memory_gb}GB`,
  memory_gb,
  usable_memory: [],
});

/** The owned thing as a system: itself, or the plainest build around so many of an owned card, free of charge. */
export function ownedSystem(id: string, catalog: Catalog, count = 1): System | null {
  const system = catalog.systems[id];
  // Naming two cards says nothing of the tower we would put them into.
  if (system)
    return system.kind === 'rig'
      ? { ...system, name: system.name.replace(/^1x (?!.* \+ )|, .*/g, '') }
      : system;
  const device = catalog.devices[id];
  if (!device) return null;
  const cards = device.memory.kind === 'vram' ? count : 1;
  const name = countedName(cards, device.name);
  const build = plainestBuild(id, cards, catalog);
  if (build) return { ...build, id, name };
  const around = cards > 1 ? plainestBuild(id, 1, catalog) : null;
  if (around)
    return {
      ...around,
      id,
      name,
      devices: [{ device: id, count: cards }],
      memory_gb: around.memory_gb * cards,
      power: {},
      parts: [],
    };
  return bareCards(device, cards, device.memory.capacity_gb ?? UNKNOWN_MEMORY_GB, 'turnkey');
}

function plainestBuild(id: string, count: number, catalog: Catalog): System | null {
  const ram = (s: System) => s.host?.ram_gb ?? 0;
  const [build] = buildsAround(id, count, catalog).sort(
    (a, b) => ram(a) - ram(b) || a.parts.length - b.parts.length || ascending(a.id, b.id),
  );
  return build ?? null;
}
