import { buildsAround } from '../../perf/builds-around.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Host, System } from '../../schema/system.ts';
import { BARE_PC } from '../../schema/vocabulary.ts';
import type { Watts } from '../../units/units.ts';
import { ownedThings, type PcMemory, pcMemory, withPcMemory } from './pc-memory.ts';

/** A rig in a tower such as anybody builds: no server, open frame or workstation. */
export interface PlainBuild {
  readonly system: System;
  readonly host: Host;
  /** Its cards with their counts: its bill without the parts of the host. */
  readonly cards: System['parts'];
  /** The most its cards draw together; unknown counts as nothing. */
  readonly cards_w: Watts;
  /** Its owner said what memory it has. */
  readonly memory_said?: true;
}

/** The build as host and cards; null for what does not go into an everyday PC. */
export function plainBuild(system: System, { hosts, devices }: Catalog): PlainBuild | null {
  if (system.kind !== 'rig' || !system.traits.includes('everyday-pc')) return null;
  const host = Object.values(hosts).find(
    (h) => h.cpu_device === system.host?.device && h.parts.every((p) => has(system, p)),
  );
  if (!host) return null;
  const cards = system.parts.filter((p) => !host.parts.some((h) => h.item === p.item));
  const cards_w = system.devices.reduce((w, d) => w + d.count * (devices[d.device]?.power.limit_w ?? 0), 0);
  return { system, host, cards, cards_w };
}

const has = ({ parts }: System, { item, count }: Host['parts'][number]): boolean =>
  parts.some((p) => p.item === item && p.count === count);

/**
 * The PCs of somebody who owns these: whoever has a card has a PC around it. Nobody says which, so it is taken for the
 * plainest tower that we build around that card, or around as many of it as there are; where we build none, for the plainest
 * tower of all. A tower that is owned is itself one, and a PC of which nothing else is said, or its processor only, is the
 * plainest tower of all. Each with the memory that is said of the PC.
 */
export function ownPcs(own: readonly string[], catalog: Catalog): PlainBuild[] {
  const things = ownedThings(own, catalog);
  const ids = things.map((t) => t.id);
  const memory = pcMemory(things, catalog);
  const pcs = [...new Set(ids)].flatMap((id) => {
    if (id === BARE_PC || catalog.devices[id]?.stands_in === 'pc') return barePc(catalog) ?? [];
    const machine = catalog.systems[id];
    if (machine) return plainBuild(machine, catalog) ?? [];
    const most = ids.filter((other) => other === id).length;
    return Array.from(
      { length: most },
      (_, i) => towersAround(id, i + 1, catalog)[0] ?? plainestWith(id, i + 1, catalog) ?? [],
    ).flat();
  });
  return memory ? pcs.map((pc) => withMemory(pc, memory)) : pcs;
}

function withMemory(pc: PlainBuild, memory: PcMemory): PlainBuild {
  const { ram_gb, processor } = memory;
  const cpu_device = processor ?? pc.host.cpu_device;
  const ram_bandwidth_gb_s = memory.ram_bandwidth_gb_s ?? pc.host.ram_bandwidth_gb_s;
  return {
    ...pc,
    system: withPcMemory(pc.system, memory, pc.host),
    host: { ...pc.host, cpu_device, ram_gb, ram_bandwidth_gb_s },
    memory_said: true,
  };
}

/** Towers around so many of one card and nothing else, the plainest first. */
const towersAround = (card: string, count: number, catalog: Catalog): PlainBuild[] =>
  plainestFirst(buildsAround(card, count, catalog), catalog);

/** The plainest tower of all with so many of a card that goes into one, although we build none with that many. */
function plainestWith(card: string, count: number, catalog: Catalog): PlainBuild | null {
  const pc = goesIntoTower(card, catalog) ? barePc(catalog) : null;
  if (!pc || pc.host.slots.length < count) return null;
  return {
    ...pc,
    cards: [{ item: card, count }],
    cards_w: count * (catalog.devices[card]?.power.limit_w ?? 0),
  };
}

/**
 * Whether it is neither a laptop or server chip nor a card that we put into servers alone; what a workstation takes, a
 * PC does, too.
 */
function goesIntoTower(card: string, catalog: Catalog): boolean {
  const device = catalog.devices[card];
  if (device?.memory.kind !== 'vram' || device.stands_in !== undefined) return false;
  const builds = Object.values(catalog.systems).filter((s) => s.devices.some((d) => d.device === card));
  return builds.length === 0 || builds.some((s) => s.kind === 'rig' && s.form.class === 'tower');
}

/** The plainest tower that we build anything in, before a card goes into it. */
export function barePc(catalog: Catalog): PlainBuild | null {
  const [plainest] = plainestFirst(Object.values(catalog.systems), catalog);
  return plainest ? { ...plainest, cards: [], cards_w: 0 } : null;
}

const plainestFirst = (systems: readonly System[], catalog: Catalog): PlainBuild[] =>
  systems
    .flatMap((s) => plainBuild(s, catalog) ?? [])
    .sort((a, b) => a.host.ram_gb - b.host.ram_gb || a.host.psu_w - b.host.psu_w);
