import type { ProfileFolder } from '../../schema/data-files.ts';
import type { Host, System } from '../../schema/system.ts';
import { ENGINES, QUANT_CLASSES } from '../../schema/vocabulary.ts';
import type { Collections } from '../collections.ts';
import { type Check, type Complaints, exists, near } from './complaints.ts';

type Known = Readonly<Record<string, unknown>>;

/** Every id that one file writes about another thing belongs to something. */
export const checkReferences: Check = (all, complain) => {
  const need = needIn(all, complain);
  const items = { ...all.systems, ...all.devices, ...all.parts };
  const systems = Object.entries(all.hand_written).map(([id, system]) => [`systems/${id}`, system] as const);
  for (const [key, system] of [...systems, ...brokenOf<System>(all, 'systems')]) {
    for (const [i, d] of (system.devices ?? []).entries())
      need(key, ['devices', i, 'device'], d.device, 'device', all.devices);
    for (const [i, p] of (system.parts ?? []).entries()) {
      need(key, ['parts', i, 'item'], p.item, 'system, device or part', items);
      for (const [j, id] of (p.or_alike ?? []).entries())
        need(key, ['parts', i, 'or_alike', j], id, 'system', all.systems);
    }
    for (const [i, p] of (system.sold_without ?? []).entries())
      need(key, ['sold_without', i], p, 'part', all.parts);
    for (const [i, s] of (system.succeeds ?? []).entries())
      need(key, ['succeeds', i], s, 'system', all.systems);
    if (system.host?.device) need(key, ['host', 'device'], system.host.device, 'device', all.devices);
  }
  const hosts = Object.entries(all.hosts).map(([id, host]) => [`hosts/${id}`, host] as const);
  for (const [key, host] of [...hosts, ...brokenOf<Host>(all, 'hosts')]) {
    if (host.cpu_device) need(key, ['cpu_device'], host.cpu_device, 'device', all.devices);
    for (const [i, p] of (host.parts ?? []).entries())
      need(key, ['parts', i, 'item'], p.item, 'device or part', items);
  }
  const named = { ...all.models, ...all.diffusion, ...all.systems, ...all.devices };
  for (const [name, { meant }] of Object.entries(all.misnomers))
    for (const [i, id] of meant.entries())
      need('misnomers.yaml', ['misnomers', name, 'meant', i], id, 'model, system or device', named);
  checkFormats(all, need);
};

/** Every engine that is known by name has a profile, of its own or below. */
export const checkEngines: Check = (all, complain) => {
  if (!all.places.has('engines.yaml')) return;
  for (const id of ENGINES)
    if (!exists(all, all.engines, id)) complain.at('engines.yaml', ['engines'], `"${id}" is missing`);
};

/** Profiles with faults of their own, as far as they can be read. */
const brokenOf = <T>(all: Collections, of: ProfileFolder): (readonly [key: string, fields: Partial<T>])[] =>
  all.broken.profiles.flatMap(({ folder, key, fields }) => (folder === of ? [[key, fields]] : []));

/** Weight formats: tensor types of mixtures, and the formats that engines and workloads name. */
function checkFormats(all: Collections, need: Need): void {
  for (const [id, type] of Object.entries(all.tensor_types))
    if (type.fallback)
      need('quants.yaml', ['tensor_types', id, 'fallback'], type.fallback, 'tensor type', all.tensor_types);
  for (const [id, { mixture, around_native_experts }] of Object.entries(all.quants)) {
    if (around_native_experts !== undefined) {
      const at = ['quants', id, 'around_native_experts'];
      need('quants.yaml', at, around_native_experts, 'tensor type', all.tensor_types);
    }
    if (!mixture) continue;
    const path = ['quants', id, 'mixture'];
    need('quants.yaml', [...path, 'default'], mixture.default, 'tensor type', all.tensor_types);
    for (const [role, type] of Object.entries(mixture.roles))
      need('quants.yaml', [...path, 'roles', role], type, 'tensor type', all.tensor_types);
    for (const [i, raise] of mixture.raises.entries())
      need('quants.yaml', [...path, 'raises', i, 'type'], raise.type, 'tensor type', all.tensor_types);
  }
  const formats: Known = Object.fromEntries(
    Object.values(all.quants).flatMap((q) => [q.id, q.name, ...q.aliases].map((n) => [n.toLowerCase(), q])),
  );
  for (const [id, engine] of Object.entries(all.engines))
    for (const [i, quant] of (engine.usual_quants ?? []).entries())
      need('engines.yaml', ['engines', id, 'usual_quants', i], quant.toLowerCase(), 'quant', formats);
  const classes: Known = Object.fromEntries(QUANT_CLASSES.map((name) => [name, true]));
  for (const [id, model] of Object.entries(all.models))
    for (const [format, type] of Object.entries(model.ngram_table?.types ?? {})) {
      const path = ['ngram_table', 'types', format];
      need(`models/${id}`, path, format, 'quant', { ...classes, ...all.quants });
      need(`models/${id}`, path, type, 'tensor type', all.tensor_types);
    }
  const models = { ...all.models, ...all.diffusion };
  for (const [id, workload] of Object.entries(all.workloads)) {
    const key = `workloads/${id}`;
    const { model } = workload.defaults;
    if (model) need(key, ['defaults', 'model', 'value'], model.value, 'model', models);
  }
}

type Need = ReturnType<typeof needIn>;
const needIn =
  (all: Collections, complain: Complaints) =>
  (key: string, path: readonly PropertyKey[], id: string, what: string, known: Known): void => {
    if (!exists(all, known, id)) complain.at(key, path, `no ${what} "${id}"`, near(id, Object.keys(known)));
  };
