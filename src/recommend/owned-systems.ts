import { buildsAround } from '../perf/builds-around.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { System } from '../schema/system.ts';
import { ascending } from '../units/order.ts';
import { bareCards, UNKNOWN_MEMORY_GB } from './bare-cards.ts';

/** What is owned as machines: equal cards stand in one. */
export function ownedSystems(own: readonly string[], catalog: Catalog): System[] {
  return [...new Set(own)].flatMap(
    (id) => ownedSystem(id, catalog, own.filter((other) => other === id).length) ?? [],
  );
}

/** The owned thing as a system: itself, or the plainest build around so many of an owned card, free of charge. */
export function ownedSystem(id: string, catalog: Catalog, count = 1): System | null {
  const system = catalog.systems[id];
  if (system) return system;
  const device = catalog.devices[id];
  if (!device) return null;
  const cards = device.memory.kind === 'vram' ? count : 1;
  const name = cards > 1 ? `${cards}x ${device.name}` : device.name;
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
