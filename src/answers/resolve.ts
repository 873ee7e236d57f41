import { buildNameIndex, type NameIndex } from '../catalog/names/build-index.ts';
import { resolveDevice } from '../catalog/names/device.ts';
import { parseDevicePhrase } from '../catalog/names/device-phrase.ts';
import { bareKey, deviceSpelling, modelSpelling, words } from '../catalog/names/keys.ts';
import { likelyMeant, type NamedThing } from '../catalog/names/likely-meant.ts';
import { resolveModel } from '../catalog/names/model.ts';
import { isUnknown } from '../catalog/names/resolution.ts';
import type { Catalog } from '../schema/catalog.ts';
import { didYouMean, UsageError } from '../schema/errors.ts';
import type { Quant } from '../schema/quant.ts';
import { shown } from '../schema/shown.ts';
import type { System } from '../schema/system.ts';
import { ascending } from '../units/order.ts';
import { rememberedOf } from '../units/remembered.ts';
import {
  devicesNamed,
  exactMachine,
  isDeviceName,
  type NamedMachine,
  systemsNamed,
  tight,
} from './machine-names.ts';

/** The name index of a catalogue, built on first need: a run whose names are all ids never pays for it. */
export const nameIndex = rememberedOf(
  (catalog: Catalog): NameIndex =>
    buildNameIndex({ ...catalog, models: { ...catalog.models, ...catalog.diffusion } }),
);

/** The index whose models are LLMs only: a benchmark of text never means an image model. */
export const textModelIndex = rememberedOf((catalog: Catalog): NameIndex => buildNameIndex(catalog));

/** A model as typed → its id; a name that does not exist says what was meant. */
export function modelId(raw: string, catalog: Catalog, flag: string): string {
  for (const [id, { from }] of Object.entries(catalog.imported ?? {})) if (from === raw.trim()) return id;
  const word = raw.trim().toLowerCase();
  if (Object.hasOwn(catalog.models, word) || Object.hasOwn(catalog.diffusion, word)) return word;
  refuseMisnomer(raw, catalog, flag, 'model', { ...catalog.models, ...catalog.diffusion });
  const found = resolveModel(nameIndex(catalog), raw);
  if (!isUnknown(found)) return found.id;
  const machine = exactMachine(raw, catalog) ?? deviceEndingIn(raw, catalog);
  if (machine)
    throw new UsageError(
      `${flag}: "${shown(raw)}" is a machine, not a model`,
      `What it runs: \`advise explain ${machine.id} -w chat\`.`,
      'unknown_model',
    );
  const models = [...Object.values(catalog.models), ...Object.values(catalog.diffusion)];
  throw unknown('model', raw, flag, likelyModels(raw, models));
}

/** A quant as typed → its id; of several that are called so, the one that can be read where it is meant to run. */
export function quantId(
  raw: string,
  catalog: Catalog,
  flag: string,
  readable: (quant: Quant) => boolean = () => true,
): string {
  if (Object.hasOwn(catalog.quants, raw)) return raw;
  const key = tight(raw);
  const quants = Object.values(catalog.quants);
  // "NVFP4" is a name, and what some call MLX's format of that kind.
  const named = quants.find(({ id, name }) => tight(id) === key || tight(name) === key);
  if (named) return named.id;
  const alike = quants.filter(({ aliases }) => aliases.some((a) => tight(a) === key));
  const read = alike.filter(readable);
  const meant = (read.length > 0 ? read : alike).map(({ id }) => id);
  if (meant.length > 1) throw whichOne(raw, flag, meant, 'formats');
  const [only] = meant;
  if (only !== undefined) return only;
  throw unknown('quant', raw, flag, likelyFormats(raw, catalog));
}

/** Of formats that begin so, those that most models are published in; else what is spelled alike. */
function likelyFormats(raw: string, { quants, file_bytes }: Catalog): string[] {
  const key = tight(raw);
  const files = Object.values(file_bytes);
  const published = (id: string) => files.filter((sizes) => Object.hasOwn(sizes, id)).length;
  const begun = Object.keys(quants).filter((id) => key !== '' && tight(id).startsWith(key));
  const most = begun.sort((a, b) => published(b) - published(a) || ascending(a, b)).slice(0, MOST_LIKELY);
  return most.length > 0 ? most : likelyMeant(raw, Object.values(quants));
}

/** As many are suggested. */
const MOST_LIKELY = 3;

/** A processor has the memory that it is given. */
export const unknownMemory = (id: string, flag: string): UsageError =>
  new UsageError(
    `${flag}: how much memory "${id}" has is not known: it is sold without, and in no machine that we know`,
    'Name a machine; `advise list systems` prints all.',
    'unknown_memory',
  );

/** Owner, file ending and weight format are no part of what was meant. */
const likelyModels = (raw: string, models: Iterable<NamedThing>): string[] =>
  likelyMeant(modelSpelling(raw).stem.join(' ') || raw, models);

/**
 * A system or device as typed → its id; systems win where both exist. A name that does not exist says what was meant:
 * one of these, or of the `others` that can be named in the same place. `chip`: whose memory does not matter.
 */
export function machineId(
  raw: string,
  catalog: Catalog,
  flag: string,
  { others = [], chip = false }: { readonly others?: readonly NamedThing[]; readonly chip?: boolean } = {},
): NamedMachine {
  const exact = exactMachine(raw, catalog);
  const several = exact?.kind === 'system' ? [] : systemsNamed(raw, catalog);
  // "MacBook Pro M5" is also what tables of benchmarks call the chip; a buyer means one of the machines.
  if (several.length > 1 && !isDeviceName(raw, exact, catalog))
    throw whichOne(raw, flag, [...several, ...(exact ? [exact.id] : [])]);
  if (exact) return exact;
  refuseMisnomer(raw, catalog, flag, 'system', { ...catalog.systems, ...catalog.devices });
  const found = resolveDevice(nameIndex(catalog), raw);
  if (!isUnknown(found) && found.count === 1 && found.nodes === 1 && found.others.length === 0)
    return (chip ? null : soldWithMemory(raw, found.id, catalog, flag)) ?? { kind: 'device', id: found.id };
  const chips = tight(raw).length >= SHORTEST_NAME ? devicesNamed(raw, catalog) : [];
  const [sold] = several;
  // "Ryzen" begins one machine's name and stands in those of many chips.
  if (sold !== undefined && chips.length > 1) throw whichOne(raw, flag, [sold, ...chips]);
  if (sold !== undefined) return { kind: 'system', id: sold };
  const ending = deviceEndingIn(raw, catalog);
  if (ending) return ending;
  if (chips.length > 1) throw whichOne(raw, flag, chips);
  const model = resolveModel(nameIndex(catalog), raw);
  if (!isUnknown(model))
    throw new UsageError(
      `${flag}: "${shown(raw)}" is a model, not a machine`,
      `Machines that run it: \`advise fit ${model.id}\`.`,
      'unknown_system',
    );
  throw unknown('system', raw, flag, likelyMachines(raw, catalog, others));
}

/**
 * "M4 Pro 24GB" is a chip that comes in several sizes and the one that is meant: a machine that has both, of those the
 * one whose name is nearest, else one of any maker. Null where no size is named; a size that none of its machines has is
 * refused, since another would be another answer.
 */
function soldWithMemory(raw: string, id: string, catalog: Catalog, flag: string): NamedMachine | null {
  const { memoryGb, base, gpuCores } = deviceSpelling(parseDevicePhrase(raw).parts[0]?.name ?? raw);
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
  if (!first) {
    const sizes = [...new Set(sold.map((s) => s.memory_gb))].sort((x, y) => x - y);
    throw new UsageError(
      `${flag}: "${shown(raw)}": we know no machine with ${chip.name} and ${memoryGb} GB`,
      `Those that we know have ${sizes.join(', ')} GB.`,
      'unknown_memory',
    );
  }
  const ofChip = new Set([...versions].flatMap((v) => words(catalog.devices[v]?.name ?? '')));
  const said = new Set(words(raw).filter((word) => !ofChip.has(word)));
  const nearness = (s: System) => words(s.name).filter((w) => said.has(w)).length + (s.generic ? 0.5 : 0);
  const nearest = more.reduce((best, s) => (nearness(s) > nearness(best) ? s : best), first);
  return { kind: 'system', id: nearest.id };
}

/** "3090", "7900xtx": the number alone, where only one name ends in it. */
function deviceEndingIn(raw: string, catalog: Catalog): NamedMachine | null {
  const key = tight(raw);
  if (key.length < SHORTEST_NAME) return null;
  const [only, second] = Object.values(catalog.devices).filter((d) =>
    [d.id, d.name, ...d.aliases].some((n) => tight(n).endsWith(key)),
  );
  return only && !second ? { kind: 'device', id: only.id } : null;
}

/** Shorter, half of the catalogue is meant. */
const SHORTEST_NAME = 3;

/** Cards and machines as typed → their ids, one for each: "2x RTX 4090" are two, "RTX 3090 + RTX 3060 12GB" one of each. */
export function machineIds(raw: string, catalog: Catalog, flag: string): string[] {
  const { parts } = parseDevicePhrase(raw);
  if (exactMachine(raw, catalog) || (parts.length < 2 && (parts[0]?.count ?? 1) === 1))
    return [machineId(raw, catalog, flag).id];
  return parts.flatMap(({ name, count }) => {
    if (count < 1 || count > MOST_OF_ONE)
      throw new UsageError(
        `${flag}: "${shown(raw)}" is not a number of cards`,
        `Give 1 to ${MOST_OF_ONE} of each.`,
      );
    return Array.from<string>({ length: count }).fill(machineId(name, catalog, flag).id);
  });
}

/** Assumption: nobody keeps more of one card in one machine. */
const MOST_OF_ONE = 16;

/** The code of the error that lists what a name may stand for. */
export const AMBIGUOUS = 'ambiguous_system';
/** More are no help to choose from. */
const MOST_CANDIDATES = 12;

function whichOne(
  raw: string,
  flag: string,
  ids: readonly string[],
  what: 'machines' | 'formats' = 'machines',
): UsageError {
  const more = ids.length - MOST_CANDIDATES;
  return new UsageError(
    `${flag}: "${shown(raw)}" stands for ${ids.length} ${what}`,
    `Which one: ${ids.slice(0, MOST_CANDIDATES).join(', ')}${more > 0 ? ` or one of ${more} more` : ''}? \`advise list ${what === 'machines' ? 'systems' : 'quants'}\` prints all.`,
    what === 'machines' ? AMBIGUOUS : 'ambiguous_quant',
  );
}

/** A name that guides print but that nothing has: says what there is instead. */
function refuseMisnomer(
  raw: string,
  catalog: Catalog,
  flag: string,
  what: 'model' | 'system',
  known: Readonly<Record<string, unknown>>,
): void {
  const key = tight(raw);
  const [, misnomer] = Object.entries(catalog.misnomers).find(([name]) => tight(name) === key) ?? [];
  const meant = misnomer?.meant.filter((id) => Object.hasOwn(known, id)) ?? [];
  if (!misnomer || meant.length === 0) return;
  throw new UsageError(
    `${flag}: there is no "${shown(raw)}". ${misnomer.note}`,
    didYouMean(meant),
    `unknown_${what}`,
  );
}

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
 * A machine whose id only spells out more or less of its card's name; else devices and machines sold whole first: ids of
 * builds are nobody's first guess.
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

function unknown(
  kind: 'model' | 'quant' | 'system',
  raw: string,
  flag: string,
  near: readonly string[],
): UsageError {
  const what = kind === 'system' ? 'system or device' : kind;
  return new UsageError(
    `${flag}: no ${what} is called "${shown(raw)}"`,
    `${didYouMean(near)} \`advise list ${kind}s\` prints all.`.trim(),
    `unknown_${kind}`,
  );
}
