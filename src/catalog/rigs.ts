import type { Device } from '../schema/device.ts';
import type { Host, RigRecipe, System } from '../schema/system.ts';
import { OPERATING_SYSTEMS } from '../schema/vocabulary.ts';
import { circuitNote, hasRoom, rigLink, rigPower, rigTraits } from './rig-figures.ts';

export interface RigProblem {
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
    if ([recipe.card, recipe.gpu ?? recipe.card, ...recipe.hosts].some((id) => unread.has(id))) {
      skipped.push(...recipe.counts.map((count) => idOf(recipe, count)));
      continue;
    }
    for (const count of recipe.counts) {
      const rig = expandOne(recipe, count, hosts, devices);
      if (typeof rig === 'string') complain(rig);
      else if (seen.has(rig.id)) complain(`${rig.id}: a second recipe makes the same id`);
      else {
        seen.add(rig.id);
        systems.push(rig);
      }
    }
  }
  return { systems, problems, skipped };
}

const idOf = (recipe: RigRecipe, cards: number): string =>
  recipe.ids[String(cards)] ?? `rig-${cards}x-${recipe.card}`;

function expandOne(
  recipe: RigRecipe,
  cards: number,
  hosts: Readonly<Record<string, Host>>,
  devices: Readonly<Record<string, Device>>,
): System | string {
  const id = idOf(recipe, cards);
  const gpu = devices[recipe.gpu ?? recipe.card];
  if (!gpu) return `${id}: no device "${recipe.gpu ?? recipe.card}"`;
  const unknown = recipe.hosts.find((h) => !(h in hosts));
  if (unknown) return `${id}: no host "${unknown}"`;
  const capacity = gpu.memory.capacity_gb;
  if (capacity === undefined) return `${id}: ${gpu.id} states no memory capacity`;
  if (gpu.power.limit_w === undefined) return `${id}: ${gpu.id} states no power limit`;
  const per = recipe.gpus_per_card;
  const watts = gpu.power.limit_w * per;
  const host = recipe.hosts
    .flatMap((h) => hosts[h] ?? [])
    .find((h) => h.slots.length >= cards && hasRoom(h, cards * watts));
  if (!host)
    return `${id}: no host of its recipe has ${cards} slots and supply for ${cards * watts} W of cards`;
  const os = OPERATING_SYSTEMS.filter(
    (o) => host.os.includes(o) && gpu.backends.some((b) => b.os.includes(o)),
  );
  if (os.length === 0) return `${id}: ${gpu.id} and ${host.id} share no operating system`;

  const count = cards * per;
  const power = rigPower(host, gpu, count);
  const released = later(gpu.released, host.released);
  const link = rigLink(recipe.link, host, gpu, cards, count);
  const cpu = devices[host.cpu_device]?.name;
  const notes = [...recipe.notes, ...host.notes, ...circuitNote(power.load_w)];
  return {
    id,
    name: `${cards}x ${(devices[recipe.card] ?? gpu).name}, ${host.name}`,
    kind: host.form_class === 'rack' ? 'server' : 'rig',
    aliases: recipe.aliases[String(cards)] ?? [],
    ...(released ? { released } : {}),
    generic: false,
    devices: [{ device: gpu.id, count }],
    memory_gb: capacity * count,
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
    upgrade: cards < host.slots.length && hasRoom(host, (cards + 1) * watts) ? 'full' : 'gpu',
    traits: rigTraits(recipe, host, cards, watts),
    parts: [{ item: recipe.card, count: cards }, ...host.parts],
    succeeds: [],
    notes,
    claims: [],
    sources: { ...host.sources, default: [recipe.source] },
  };
}

/** A build exists once both of its halves do. An unknown date says nothing and is skipped. */
function later(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}
