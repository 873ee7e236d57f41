import type { Device } from '../schema/device.ts';
import type { EngineProfile, MemoryRule } from '../schema/engine.ts';
import type { DataProblem } from '../schema/errors.ts';
import type { Measurement } from '../schema/measurement.ts';
import type { Misnomers } from '../schema/misnomer.ts';
import type { DiffusionModel, FileSize, TextModel } from '../schema/model.ts';
import type { Offer } from '../schema/offer.ts';
import type { Quant, TensorType } from '../schema/quant.ts';
import type { Rule } from '../schema/rule.ts';
import type { Scoring } from '../schema/scoring.ts';
import type { Source } from '../schema/source.ts';
import type { Host, Part, RigRecipe, System } from '../schema/system.ts';
import type { Engine } from '../schema/vocabulary.ts';
import type { WorkloadProfile } from '../schema/workload.ts';
import { byKey } from '../units/order.ts';
import type { ParsedData, Place } from './files/parse-files.ts';
import { expandRigs } from './rigs.ts';

/** Everything in the data folder by kind and id, with the places it came from. */
export interface Collections {
  readonly sources: Record<string, Source>;
  readonly devices: Record<string, Device>;
  readonly hand_written: Record<string, System>;
  /** Hand-written systems plus rigs from recipes. */
  readonly systems: Record<string, System>;
  readonly hosts: Record<string, Host>;
  /** As written in `rigs.yaml`; their expansion is among `systems`. */
  readonly recipes: readonly RigRecipe[];
  readonly parts: Record<string, Part>;
  readonly models: Record<string, TextModel>;
  readonly diffusion: Record<string, DiffusionModel>;
  readonly tensor_types: Record<string, TensorType>;
  readonly quants: Record<string, Quant>;
  /** All of them: a check names one that is missing. */
  readonly engines: Record<Engine, EngineProfile>;
  readonly memory_rules: readonly MemoryRule[];
  readonly offers: readonly Offer[];
  readonly sizes: readonly FileSize[];
  readonly measurements: readonly Measurement[];
  readonly workloads: Record<string, WorkloadProfile>;
  readonly rules: Record<string, Rule>;
  readonly scoring: Scoring | undefined;
  readonly calibration: Record<string, unknown>;
  readonly misnomers: Misnomers;
  readonly problems: readonly DataProblem[];
  readonly unread: ReadonlySet<string>;
  readonly places: ParsedData['places'];
  readonly row_places: ParsedData['row_places'];
  readonly broken: ParsedData['broken'];
}

/** Gives every profile its id, expands rigs, sorts by id. `below` is the built-in catalogue an overlay lies on. */
export function collect(data: ParsedData, below?: Partial<Collections>): Collections {
  const { profiles, singles } = data;
  const devices = { ...below?.devices, ...withIds(profiles.devices) };
  const hosts = { ...below?.hosts, ...withIds(profiles.hosts) };
  const hand_written = { ...below?.hand_written, ...withIds(profiles.systems) };
  const recipes = singles['rigs.yaml']?.rigs ?? [];
  const rigs = expandRigs(recipes, hosts, devices, data.unread);
  const models = Object.entries(profiles.models);
  return {
    sources: sorted({ ...below?.sources, ...data.sources }),
    devices: sorted(devices),
    hand_written: sorted(hand_written),
    systems: sorted({
      ...below?.systems,
      ...Object.fromEntries(rigs.systems.map((s) => [s.id, s])),
      ...hand_written,
    }),
    hosts: sorted(hosts),
    recipes,
    parts: sorted({ ...below?.parts, ...withIds(singles['parts.yaml']?.parts ?? {}) }),
    models: sorted({
      ...below?.models,
      ...withIds(Object.fromEntries(models.filter(([, m]) => isText(m)))),
    }) as Record<string, TextModel>,
    diffusion: sorted({
      ...below?.diffusion,
      ...withIds(Object.fromEntries(models.filter(([, m]) => !isText(m)))),
    }) as Record<string, DiffusionModel>,
    tensor_types: sorted({ ...below?.tensor_types, ...singles['quants.yaml']?.tensor_types }),
    quants: sorted({ ...below?.quants, ...withIds(singles['quants.yaml']?.quants ?? {}) }),
    engines: sorted({ ...below?.engines, ...singles['engines.yaml']?.engines }) as Collections['engines'],
    memory_rules: [...(singles['platforms.yaml']?.rules ?? []), ...(below?.memory_rules ?? [])],
    offers: [...(below?.offers ?? []), ...data.tables.prices],
    sizes: [...(below?.sizes ?? []), ...data.tables.sizes],
    measurements: [...(below?.measurements ?? []), ...data.tables.measurements],
    workloads: sorted({ ...below?.workloads, ...profiles.workloads }),
    rules: sorted({ ...below?.rules, ...withIds(profiles.rules) }),
    scoring: singles['scoring.yaml'] ?? below?.scoring,
    calibration: { ...below?.calibration, ...data.calibration },
    misnomers: sorted({ ...below?.misnomers, ...singles['misnomers.yaml']?.misnomers }),
    problems: [
      ...data.problems,
      ...rigs.problems.map(({ recipe, message }) =>
        recipeProblem(data.places.get('rigs.yaml'), recipe, message),
      ),
    ],
    unread: new Set([...data.unread, ...rigs.skipped]),
    places: data.places,
    row_places: data.row_places,
    broken: data.broken,
  };
}

function recipeProblem(place: Place | undefined, recipe: number, message: string): DataProblem {
  const at = place?.locate(['rigs', recipe]) ?? { line: 0, column: 0 };
  return { file: place?.file ?? 'rigs.yaml', ...at, path: `rigs.${recipe}`, message };
}

const isText = (m: { kind: string }): boolean => m.kind === 'text' || m.kind === 'embedding';
const withIds = <T extends object>(things: Record<string, T>): Record<string, T & { id: string }> =>
  Object.fromEntries(Object.entries(things).map(([id, thing]) => [id, { id, ...thing }]));

/** Code-point order of keys: the same bytes on every machine. */
export const sorted = <T>(things: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(things).sort(byKey));
