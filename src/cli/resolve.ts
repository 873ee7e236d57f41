import { buildNameIndex, type NameIndex } from '../catalog/names/build-index.ts';
import { resolveDevice } from '../catalog/names/device.ts';
import { resolveModel } from '../catalog/names/model.ts';
import { nearestNames } from '../catalog/names/nearest.ts';
import { isUnknown } from '../catalog/names/resolution.ts';
import type { Catalog } from '../schema/catalog.ts';
import { UsageError } from '../schema/errors.ts';
import { shown } from './choice.ts';

const indexes = new WeakMap<Catalog, NameIndex>();

/** The name index of a catalogue, built on first need: a run whose names are all ids never pays for it. */
export function nameIndex(catalog: Catalog): NameIndex {
  const known = indexes.get(catalog);
  if (known) return known;
  const index = buildNameIndex({ ...catalog, models: { ...catalog.models, ...catalog.diffusion } as never });
  indexes.set(catalog, index);
  return index;
}

const textIndexes = new WeakMap<Catalog, NameIndex>();

/** The index whose models are LLMs only: a benchmark of text never means an image model. */
export function textModelIndex(catalog: Catalog): NameIndex {
  const known = textIndexes.get(catalog);
  if (known) return known;
  const index = buildNameIndex(catalog);
  textIndexes.set(catalog, index);
  return index;
}

/** A model as typed → its id; a name that does not exist says what was meant. */
export function modelId(raw: string, catalog: Catalog, flag: string): string {
  for (const [id, { from }] of Object.entries(catalog.imported ?? {})) if (from === raw.trim()) return id;
  const word = raw.trim().toLowerCase();
  if (Object.hasOwn(catalog.models, word) || Object.hasOwn(catalog.diffusion, word)) return word;
  refuseMisnomer(raw, catalog, flag, 'model', { ...catalog.models, ...catalog.diffusion });
  const found = resolveModel(nameIndex(catalog), raw);
  if (!isUnknown(found)) return found.id;
  const ids = [...Object.keys(catalog.models), ...Object.keys(catalog.diffusion)];
  const near = found.nearest.length > 0 ? found.nearest : sameBeginning(raw, ids);
  throw unknown('model', raw, flag, near, 'advise list models');
}

/** A quant as typed → its id. */
export function quantId(raw: string, catalog: Catalog, flag: string): string {
  if (Object.hasOwn(catalog.quants, raw)) return raw;
  const key = tight(raw);
  for (const quant of Object.values(catalog.quants))
    if ([quant.id, quant.name, ...quant.aliases].some((name) => tight(name) === key)) return quant.id;
  throw unknown('quant', raw, flag, nearestNames(raw, Object.keys(catalog.quants)), 'advise list quants');
}

/** A system or device as typed → its id; systems win where both exist. */
export function machineId(
  raw: string,
  catalog: Catalog,
  flag: string,
): { kind: 'system' | 'device'; id: string } {
  const word = raw.trim().toLowerCase();
  if (Object.hasOwn(catalog.systems, word)) return { kind: 'system', id: word };
  if (Object.hasOwn(catalog.devices, word)) return { kind: 'device', id: word };
  const key = tight(raw);
  const named = (thing: { name: string; aliases: readonly string[] }) =>
    [thing.name, ...thing.aliases].some((n) => tight(n) === key);
  const system = Object.values(catalog.systems).find(named);
  if (system) return { kind: 'system', id: system.id };
  const device = Object.values(catalog.devices).find(named);
  if (device) return { kind: 'device', id: device.id };
  refuseMisnomer(raw, catalog, flag, 'system', { ...catalog.systems, ...catalog.devices });
  const found = resolveDevice(nameIndex(catalog), raw);
  if (!isUnknown(found) && found.count === 1 && found.nodes === 1 && found.others.length === 0)
    return { kind: 'device', id: found.id };
  // "3090", "7900xtx": the number alone, where only one name ends in it.
  const ending = Object.values(catalog.devices).filter((d) =>
    [d.id, d.name, ...d.aliases].some((n) => key.length >= 3 && tight(n).endsWith(key)),
  );
  const [only, second] = ending;
  if (only && !second) return { kind: 'device', id: only.id };
  throw unknown('system or device', raw, flag, nearMachines(word, catalog), 'advise list systems');
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
    `Did you mean ${meant.map((id) => `"${id}"`).join(' or ')}?`,
    `unknown_${what}`,
  );
}

/** A machine that can be bought; for a chip, the error names machines that have it. */
export function systemId(raw: string, catalog: Catalog, flag: string): string {
  const found = machineId(raw, catalog, flag);
  if (found.kind === 'system') return found.id;
  const around = Object.values(catalog.systems)
    .filter((s) => !s.generic && s.devices.some((d) => d.device === found.id))
    .sort((a, b) => a.parts.length - b.parts.length || a.nodes - b.nodes || (a.id < b.id ? -1 : 1))
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

/** Devices and machines sold whole first: ids of builds are nobody's first guess. */
function nearMachines(word: string, catalog: Catalog): string[] {
  const whole = Object.values(catalog.systems).filter((s) => s.parts.length === 0 && !s.generic);
  const near = nearestNames(word, [...Object.keys(catalog.devices), ...whole.map((s) => s.id)]);
  if (near.length > 0) return near;
  const begun = sameBeginning(word, [...whole.map((s) => s.id), ...Object.keys(catalog.devices)]);
  return begun.length > 0 ? begun : nearestNames(word, Object.keys(catalog.systems));
}

/** Anything that can have a price. */
export function itemId(raw: string, catalog: Catalog, flag: string): string {
  const word = raw.trim().toLowerCase();
  if (Object.hasOwn(catalog.parts, word)) return word;
  return machineId(raw, catalog, flag).id;
}

/** Ids that begin as the word does: what "gpt-osss" or "qwen4-coder" were probably meant to be. */
function sameBeginning(raw: string, ids: readonly string[]): string[] {
  const word = raw.trim().toLowerCase();
  const shared = (id: string) => {
    let n = 0;
    while (n < word.length && word[n] === id[n]) n++;
    return n;
  };
  const least = Math.max(4, Math.ceil(word.length / 2));
  const most = Math.max(0, ...ids.map(shared));
  return ids
    .filter((id) => most >= least && shared(id) === most)
    .sort((a, b) => a.length - b.length)
    .slice(0, 3);
}

function unknown(what: string, raw: string, flag: string, near: readonly string[], list: string): UsageError {
  const hint =
    near.length > 0
      ? `Did you mean ${near.map((n) => `"${n}"`).join(', ')}? \`${list}\` prints all.`
      : `\`${list}\` prints all.`;
  return new UsageError(
    `${flag}: no ${what} is called "${shown(raw)}"`,
    hint,
    `unknown_${what.split(' ')[0] ?? what}`,
  );
}

const tight = (s: string): string => s.toLowerCase().replace(/[^a-z0-9.]+/g, '');
