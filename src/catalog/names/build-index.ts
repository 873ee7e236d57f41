import type { Device } from '../../schema/device.ts';
import type { EngineProfile } from '../../schema/engine.ts';
import type { Quant } from '../../schema/quant.ts';
import type { System } from '../../schema/system.ts';
import type { Engine } from '../../schema/vocabulary.ts';
import { deviceSpelling, modelKey, modelSpelling, tightKey } from './keys.ts';

/** What of a model the name resolution needs: text and diffusion models alike. */
export interface NamedModel {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** Names of fine-tunes and architecture labels that compute exactly alike, though they are other models. */
  readonly speed_aliases?: readonly string[] | undefined;
  readonly params_total_b?: number | undefined;
  readonly params_active_b?: number | undefined;
  /** Of tables that are looked up by row. */
  readonly params_lookup_b?: number | undefined;
  readonly native_precision?: string | undefined;
  /** Day or loose date of release: no measurement is older. */
  readonly released?: string | undefined;
}

/** What an engine does where a measurement does not say. */
export type EngineHabits = Pick<EngineProfile, 'usual_split' | 'loads_published'>;

/** The parts of a catalogue that carry names. */
export interface NamedParts {
  readonly devices: Readonly<Record<string, Device>>;
  readonly systems?: Readonly<Record<string, Pick<System, 'id' | 'name' | 'aliases' | 'devices' | 'nodes'>>>;
  readonly models: Readonly<Record<string, NamedModel>>;
  readonly quants: Readonly<Record<string, Quant>>;
  readonly engines: Readonly<Record<Engine, EngineHabits>>;
  readonly misnomers?: Readonly<Record<string, { readonly meant: readonly string[]; readonly note: string }>>;
}

interface SystemTarget {
  readonly device: string;
  readonly count: number;
  readonly nodes: number;
}

/** Keys to ids. Where two things share a key, all of them are kept and the resolver must choose or refuse. */
export interface NameIndex {
  readonly parts: NamedParts;
  readonly devicesByKey: ReadonlyMap<string, readonly string[]>;
  /** Variants of one chip under the name they share: "m2ultra" -> the 60- and the 76-core part. */
  readonly devicesByBase: ReadonlyMap<string, readonly string[]>;
  readonly systemsByKey: ReadonlyMap<string, SystemTarget>;
  readonly modelsByKey: ReadonlyMap<string, readonly string[]>;
  readonly modelsBySpeedKey: ReadonlyMap<string, readonly string[]>;
  readonly modelsBySizeless: ReadonlyMap<string, readonly string[]>;
  readonly quantsByKey: ReadonlyMap<string, readonly string[]>;
  readonly misnomers: ReadonlyMap<string, readonly string[]>;
}

function add(map: Map<string, string[]>, key: string, id: string): void {
  if (key === '') return;
  const ids = map.get(key);
  if (!ids) map.set(key, [id]);
  else if (!ids.includes(id)) ids.push(id);
}

function indexDevices(devices: NamedParts['devices']) {
  const byKey = new Map<string, string[]>();
  const byBase = new Map<string, string[]>();
  for (const device of Object.values(devices)) {
    for (const name of [device.id, device.name, ...device.aliases]) {
      const spelling = deviceSpelling(name);
      add(byKey, spelling.full, device.id);
      add(byBase, spelling.base, device.id);
    }
  }
  return { byKey, byBase };
}

function indexSystems(systems: NamedParts['systems']): Map<string, SystemTarget> {
  const byKey = new Map<string, SystemTarget>();
  for (const system of Object.values(systems ?? {})) {
    const [only, second] = system.devices;
    if (!only || second) continue;
    const target = { device: only.device, count: only.count, nodes: system.nodes };
    for (const name of [system.id, system.name, ...system.aliases]) {
      const key = deviceSpelling(name).full;
      if (!byKey.has(key)) byKey.set(key, target);
    }
  }
  return byKey;
}

/** "llama3.1:latest" is the 8B for Ollama; "Llama 3.1" is not. */
const DEFAULT_TAG = /:latest$/;

function indexModels(models: NamedParts['models']) {
  const exact = new Map<string, string[]>();
  const forgiving = new Map<string, string[]>();
  const speed = new Map<string, string[]>();
  const sizeless = new Map<string, string[]>();
  for (const model of Object.values(models)) {
    for (const name of [model.id, model.name, ...model.aliases]) {
      const spelling = modelSpelling(name);
      add(exact, modelKey(name), model.id);
      for (const key of spelling.keys) add(forgiving, key, model.id);
      add(sizeless, spelling.sizeless, model.id);
    }
    for (const name of model.speed_aliases ?? []) {
      add(speed, modelKey(name), model.id);
      if (!DEFAULT_TAG.test(name)) for (const key of modelSpelling(name).keys) add(speed, key, model.id);
    }
  }
  // A literal claim beats a folded one: "Qwen3-30B-A3B" is not ambiguous because of "...-2507".
  for (const [key, ids] of exact) forgiving.set(key, ids);
  return { byKey: forgiving, bySpeedKey: speed, bySizeless: sizeless };
}

/** Builds the index once per catalogue; every resolver takes it as first argument. */
export function buildNameIndex(parts: NamedParts): NameIndex {
  const devices = indexDevices(parts.devices);
  const models = indexModels(parts.models);
  const quants = new Map<string, string[]>();
  for (const quant of Object.values(parts.quants))
    for (const name of [quant.id, quant.name, ...quant.aliases]) add(quants, tightKey(name), quant.id);
  const misnomers = new Map(
    Object.entries(parts.misnomers ?? {}).map(([name, { meant }]) => [tightKey(name), meant] as const),
  );
  return {
    parts,
    devicesByKey: devices.byKey,
    devicesByBase: devices.byBase,
    systemsByKey: indexSystems(parts.systems),
    modelsByKey: models.byKey,
    modelsBySpeedKey: models.bySpeedKey,
    modelsBySizeless: models.bySizeless,
    quantsByKey: quants,
    misnomers,
  };
}
