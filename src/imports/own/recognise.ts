import type { NameIndex } from '../../catalog/names/build-index.ts';
import { resolveDevice } from '../../catalog/names/device.ts';
import { isUnknown } from '../../catalog/names/resolution.ts';
import { buildsAround } from '../../perf/builds-around.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Device } from '../../schema/device.ts';
import type { OwnDocument } from '../../schema/own.ts';
import { ownedAnswer } from '../../schema/owned.ts';
import { BARE_PC } from '../../schema/vocabulary.ts';
import { ascending } from '../../units/order.ts';
import { gbAsSold } from '../../units/units.ts';
import { isIntegrated, mayCompute, spellings, variants } from './card-names.ts';
import type { Readings } from './readings.ts';

/** A machine in our words. */
type Recognised = Pick<OwnDocument, 'own' | 'devices' | 'system' | 'processor' | 'missing'>;

/** Names → ids: discrete cards first; else the chip that holds processor and graphics; else nothing but what was seen. */
export function recognise(readings: Readings, catalog: Catalog, index: NameIndex): Recognised {
  const missing: string[] = [];
  const found: Device[] = [];
  const cards = readings.cards.filter(({ name }) => mayCompute(name));
  for (const card of cards) {
    const [device, ...more] = cardsOf(card, readings, catalog, index);
    if (device && more.length === 0) found.push(device);
    else if (device)
      missing.push(
        `"${card.name}" may be ${[device, ...more].map((d) => d.name).join(' or ')}: say which, as in --own ${device.id}.`,
      );
    else if (!isIntegrated(card.name))
      missing.push(
        `"${card.name}" is no card we know: describe it in devices/ID.yaml (advise data new device) and pass --data.`,
      );
  }
  const discrete = found.filter((d) => d.memory.kind === 'vram');
  const processor = processorOf(readings, catalog, index);
  if (discrete.length > 0) {
    const known = ofCards(discrete, missing, catalog);
    // What is in a laptop is no memory of a PC.
    const around = readings.laptop ? [] : withItsMemory(processor ?? BARE_PC, readings);
    return { ...known, own: [...known.own, ...around], processor };
  }
  const chip = found[0] ?? chipOf(readings, catalog, index);
  if (chip) return ofChip(chip, readings, missing, catalog);
  // A card that is not known may be the better half of it.
  const alone = missing.length === 0;
  if (cards.length === 0) missing.push('No graphics card was seen; is its driver installed?');
  const known = processor === null ? undefined : catalog.devices[processor];
  if (known) {
    missing.push('The processor alone is slow at this.');
    return {
      own: alone ? withItsMemory(known.id, readings) : [],
      devices: [{ id: known.id, name: known.name, count: 1 }],
      system: null,
      processor,
      missing,
    };
  }
  missing.push(
    `The processor "${readings.cpu || 'unknown'}" is none we know: \`advise measure\` reads what llama-bench says of it once it is in devices/ID.yaml.`,
  );
  return { own: [], devices: [], system: null, processor: null, missing };
}

/** A processor or a PC, with the memory that was seen, if any. */
const withItsMemory = (id: string, { memory_gib }: Readings): string[] =>
  memory_gib === null ? [] : [ownedAnswer({ id, memory_gb: gbAsSold(Math.round(memory_gib)) })];

/** The card that a name stands for, or those it may stand for: one chip is sold as several cards. */
function cardsOf(
  card: Readings['cards'][number],
  readings: Readings,
  catalog: Catalog,
  index: NameIndex,
): Device[] {
  const memory = memoryOf(card, readings);
  for (const name of spellings(card.name, card.cores)) {
    const device = deviceOf(name, memory, catalog, index);
    if (device) return [device];
  }
  const sold = variants(card.name).flatMap((name) => deviceOf(name, null, catalog, index) ?? []);
  const all = [...new Set(sold)].filter((d) => d.memory.kind === 'vram');
  const same = all.filter((d) => memory !== null && Math.abs((d.memory.capacity_gb ?? 0) - memory) <= 1);
  return same.length > 0 ? same : all;
}

/** The memory that tells versions of one card apart; chips share the machine's. */
const memoryOf = (
  { vram_gib, cores }: Readings['cards'][number],
  { memory_gib }: Readings,
): number | null => {
  const gib = cores === null ? vram_gib : memory_gib;
  return gib === null || gib <= 0 ? null : Math.round(gib);
};

function deviceOf(name: string, memory: number | null, catalog: Catalog, index: NameIndex): Device | null {
  for (const gib of [memory, null]) {
    const found = resolveDevice(index, name, gib);
    if (!isUnknown(found) && found.count === 1 && found.others.length === 0)
      return catalog.devices[found.id] ?? null;
  }
  return null;
}

/** The chip by its processor: "AMD RYZEN AI MAX+ 395 w/ Radeon 8060S", "Apple M4 Max". */
function chipOf(readings: Readings, catalog: Catalog, index: NameIndex): Device | null {
  const memory = readings.memory_gib === null ? null : Math.round(readings.memory_gib);
  for (const name of [readings.cpu, readings.cpu.replace(/\s+(?:w\/|with)\s.*$/i, ''), readings.product]) {
    const device = name.trim() === '' ? null : deviceOf(name, memory, catalog, index);
    if (device?.kind === 'soc') return device;
  }
  return null;
}

/** A processor by its name: "AMD Ryzen 9 7950X 16-Core Processor". */
function processorOf(readings: Readings, catalog: Catalog, index: NameIndex): string | null {
  const plain = readings.cpu
    .replace(/\((?:r|tm)\)/gi, '')
    .replace(/\bcpu\b|@.*$|\s\d+-core processor|\bprocessor\b/gi, '')
    .replace(/\s+/g, ' ')
    .trim();
  const device = plain === '' ? null : deviceOf(plain, null, catalog, index);
  return device?.kind === 'cpu' ? device.id : null;
}

function ofCards(
  cards: readonly Device[],
  missing: string[],
  catalog: Catalog,
): Omit<Recognised, 'processor'> {
  const counts = new Map<string, number>();
  for (const { id } of cards) counts.set(id, (counts.get(id) ?? 0) + 1);
  const devices = [...counts].map(([id, count]) => ({ id, name: catalog.devices[id]?.name ?? id, count }));
  const own = devices.flatMap(({ id, count }) => {
    const rig = count > 1 ? systemWith(id, count, catalog) : null;
    return rig ?? Array.from<string>({ length: count }).fill(id);
  });
  if (devices.length > 1) missing.push('Advice counts different cards one by one, not as one machine.');
  return { own, devices, system: null, missing };
}

/** The plainest build with so many of a card and nothing else; null when nobody sells or describes one. */
function systemWith(device: string, count: number, catalog: Catalog): string | null {
  const [build] = buildsAround(device, count, catalog).sort(
    (a, b) => a.parts.length - b.parts.length || ascending(a.id, b.id),
  );
  return build?.id ?? null;
}

/** Sold sizes and what systems report differ by carve-outs and rounding: this share at most. */
const MEMORY_TOLERANCE = 0.12;

function ofChip(chip: Device, readings: Readings, missing: string[], catalog: Catalog): Recognised {
  const { memory_gib, laptop } = readings;
  const sold = buildsAround(chip.id, 1, catalog);
  const near =
    memory_gib === null ? [] : sold.filter((s) => Math.abs(s.memory_gb / memory_gib - 1) <= MEMORY_TOLERANCE);
  const product = tight(readings.product);
  const byName = near.find((s) =>
    [s.name, ...s.aliases].some((name) => {
      const key = tight(name.replace(/\s*\d+ ?GB.*$/i, ''));
      return key.length >= 5 && product.includes(key);
    }),
  );
  const named = near.filter((s) => !s.generic);
  const portable = (s: (typeof near)[number]) => s.kind === 'laptop';
  const system =
    byName ?? near.find((s) => s.generic) ?? named.find((s) => portable(s) === laptop) ?? named[0] ?? null;
  if (!system)
    missing.push(
      memory_gib === null
        ? 'How much memory it has could not be told.'
        : `No machine with ${chip.name} and ${Math.round(memory_gib)} GiB is in our data: the largest one stands in for it.`,
    );
  const devices = [{ id: chip.id, name: chip.name, count: 1 }];
  return { own: [system?.id ?? chip.id], devices, system: system?.id ?? null, processor: null, missing };
}

const tight = (s: string): string => s.toLowerCase().replace(/[^a-z0-9]+/g, '');
