import type { Device } from '../schema/device.ts';
import type { Host, RigRecipe, System } from '../schema/system.ts';
import { OPERATING_SYSTEMS } from '../schema/vocabulary.ts';
import { circuitNote, type Gpus, hasRoom, limitWatts, rigLink, rigPower, rigTraits } from './rig-figures.ts';

interface RigProblem {
  /** Index of the recipe. */
  readonly recipe: number;
  readonly message: string;
}

/**
 * Turns "these cards, this many, in these hosts" into systems a buyer can compare. Each count goes into the first host
 * of its recipe that has slots and supply for it; a count that fits nowhere is a problem, not a system. A recipe that
 * needs one of the `unread` things is skipped without a word.
 */
export function expandRigs(
  recipes: readonly RigRecipe[],
  hosts: Readonly<Record<string, Host>>,
  devices: Readonly<Record<string, Device>>,
  unread: ReadonlySet<string> = new Set(),
): { systems: System[]; problems: RigProblem[]; skipped: string[] } {
  const systems: System[] = [];
  const skipped: string[] = [];
  const problems: RigProblem[] = [];
  const seen = new Set<string>();
  for (const [index, recipe] of recipes.entries()) {
    const complain = (message: string) => problems.push({ recipe: index, message });
    const needed = [
      recipe.card,
      recipe.gpu ?? recipe.card,
      ...recipe.hosts,
      ...recipe.beside.map((b) => b.card),
    ];
    if (needed.some((id) => unread.has(id))) {
      skipped.push(...recipe.counts.map((count) => idOf(recipe, count)));
      continue;
    }
    for (const count of recipe.counts) {
      const build = buildOf(recipe, count, hosts, devices);
      if (typeof build === 'string') complain(build);
      else if (seen.has(build.id)) complain(`${build.id}: a second recipe makes the same id`);
      else {
        seen.add(build.id);
        systems.push(systemOf(build, devices));
      }
    }
  }
  return { systems, problems, skipped };
}

const idOf = (recipe: RigRecipe, cards: number): string =>
  recipe.ids[String(cards)] ??
  ['rig', `${cards}x-${recipe.card}`, ...recipe.beside.map((b) => `${b.count}x-${b.card}`)].join('-');

/** What a recipe makes with so many cards, before anything is worked out from it. */
interface Build {
  readonly id: string;
  readonly recipe: RigRecipe;
  readonly cards: number;
  readonly gpus: readonly Gpus[];
  readonly host: Host;
  /** Slots taken. */
  readonly slots: number;
  readonly os: System['os'];
}

/** The cards of a recipe in the first host that takes them; or why there is none. */
function buildOf(
  recipe: RigRecipe,
  cards: number,
  hosts: Readonly<Record<string, Host>>,
  devices: Readonly<Record<string, Device>>,
): Build | string {
  const id = idOf(recipe, cards);
  const gpu = devices[recipe.gpu ?? recipe.card];
  if (!gpu) return `${id}: no device "${recipe.gpu ?? recipe.card}"`;
  const unknown = recipe.hosts.find((h) => !Object.hasOwn(hosts, h));
  if (unknown) return `${id}: no host "${unknown}"`;
  const gpus: Gpus[] = [{ gpu, count: cards * recipe.gpus_per_card }];
  for (const other of recipe.beside) {
    const device = devices[other.card];
    if (!device) return `${id}: no device "${other.card}"`;
    gpus.push({ gpu: device, count: other.count });
  }
  const bare = gpus.find((g) => g.gpu.memory.capacity_gb === undefined);
  if (bare) return `${id}: ${bare.gpu.id} states no memory capacity`;
  const unlimited = gpus.find((g) => g.gpu.power.limit_w === undefined);
  if (unlimited) return `${id}: ${unlimited.gpu.id} states no power limit`;
  const watts = limitWatts(gpus);
  const slots = cards + recipe.beside.reduce((n, b) => n + b.count, 0);
  const host = recipe.hosts
    .flatMap((h) => hosts[h] ?? [])
    .find((h) => h.slots.length >= slots && hasRoom(h, watts));
  if (!host) return `${id}: no host of its recipe has ${slots} slots and supply for ${watts} W of cards`;
  const os = OPERATING_SYSTEMS.filter(
    (o) => host.os.includes(o) && gpus.every((g) => g.gpu.backends.some((b) => b.os.includes(o))),
  );
  if (os.length === 0)
    return `${id}: ${[...gpus.map((g) => g.gpu.id), host.id].join(' and ')} share no operating system`;
  return { id, recipe, cards, gpus, host, slots, os };
}

/** A build as a system that is sold: its figures are those of its parts. */
function systemOf(build: Build, devices: Readonly<Record<string, Device>>): System {
  const { id, recipe, cards, gpus, host, slots, os } = build;
  const count = gpus.reduce((n, g) => n + g.count, 0);
  const watts = limitWatts(gpus);
  const power = rigPower(host, gpus);
  const released = gpus.reduce((day, g) => later(day, g.gpu.released), host.released);
  const link = slowest(gpus.map((g) => rigLink(recipe.link, host, g.gpu, slots, count)));
  const cpu = devices[host.cpu_device]?.name;
  const [main] = gpus;
  const next = (main?.gpu.power.limit_w ?? 0) * recipe.gpus_per_card;
  const bought = [
    { item: recipe.card, count: cards },
    ...recipe.beside.map((b) => ({ item: b.card, count: b.count })),
  ];
  const names = bought.map((c) => `${c.count}x ${(devices[c.item] ?? main?.gpu)?.name ?? c.item}`);
  return {
    id,
    name: `${names.join(' + ')}, ${host.name}`,
    kind: host.form_class === 'rack' ? 'server' : 'rig',
    aliases: recipe.aliases[String(cards)] ?? [],
    ...(released ? { released } : {}),
    generic: false,
    devices: gpus.map((g) => ({ device: g.gpu.id, count: g.count })),
    memory_gb: gpus.reduce((gb, g) => gb + g.count * (g.gpu.memory.capacity_gb ?? 0), 0),
    usable_memory: [],
    host: {
      ...(cpu ? { cpu } : {}),
      device: host.cpu_device,
      ram_gb: host.ram_gb,
      ram_bandwidth_gb_s: host.ram_bandwidth_gb_s,
    },
    nodes: 1,
    ...(link ? { link } : {}),
    os,
    form: { class: host.form_class },
    power,
    network: [],
    // A card without a fan needs a shroud or duct anywhere but in a rack.
    setup: recipe.traits.includes('passive-card') && host.form_class !== 'rack' ? 'tinker' : host.setup,
    upgrade: slots < host.slots.length && hasRoom(host, watts + next) ? 'full' : 'gpu',
    traits: rigTraits(recipe, host, slots, watts / slots),
    parts: [...bought, ...host.parts],
    sold_without: [],
    succeeds: [],
    notes: [...recipe.notes, ...host.notes, ...circuitNote(power.load_w)],
    claims: [],
    sources: { ...host.sources, default: [recipe.source] },
  };
}

/** A build exists once both of its halves do. An unknown date says nothing and is skipped. */
function later(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}

/** What joins unlike cards is as slow as the slowest of their links. */
function slowest(links: readonly System['link'][]): System['link'] {
  return [...links].sort((a, b) => (a?.gb_s ?? 0) - (b?.gb_s ?? 0))[0];
}
