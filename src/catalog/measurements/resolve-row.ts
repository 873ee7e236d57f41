import type { Device } from '../../schema/device.ts';
import type { Quant } from '../../schema/quant.ts';
import type { RawMeasurement } from '../../schema/raw-measurement.ts';
import type { Backend, Offload, Split } from '../../schema/vocabulary.ts';
import type { EngineHabits, NamedModel, NameIndex } from '../names/build-index.ts';
import { type ResolvedDevice, resolveDevice } from '../names/device.ts';
import { resolveModel } from '../names/model.ts';
import { resolveQuant } from '../names/quant.ts';
import { isUnknown, type UnknownName } from '../names/resolution.ts';
import { promptTokens } from './cleaning-notes.ts';
import { type EngineName, readBackend, readEngine, readSplit } from './engine-names.ts';

/** A measured row with its names resolved: what cleaning rules and predictions look at. */
export interface ResolvedRow {
  readonly row: RawMeasurement;
  readonly machine: ResolvedDevice;
  readonly device: Device;
  /** Accelerators over all machines, and the machines. */
  readonly count: number;
  readonly nodes: number;
  readonly model: NamedModel;
  readonly quant: Quant;
  /** Nobody wrote the format down; the engine loads the published weights by default. */
  readonly assumedQuant: boolean;
  readonly engine: EngineName;
  readonly backend: Backend | null;
  readonly split: Split;
  readonly offload: Offload;
  /** Tokens in the cache before the phase starts; for decode the prompt is among them. */
  readonly depth: number;
}

export type NameReason = 'unknown_device' | 'unknown_model' | 'unknown_quant';
interface Unresolved {
  readonly reason: NameReason;
  readonly name: UnknownName;
}

/** What the row says about weights in host memory; a machine named "... + CPU RAM offload" says it too. */
function readOffload(notes: string, machine: ResolvedDevice): Offload {
  const said =
    /\bexperts?\b[^;,]*\b(?:cpu|ram|xeon|epyc|host)\b|n-?cpu-?moe\s+[1-9]|ncmoe\s+[1-9]|--cpu-moe|exps=cpu|\bffn layers on cpu\b/i;
  if (said.test(notes)) return 'experts';
  if (/\b(?:rest|part|layers) on cpu\b|-?ngl\s+(?!9\d\b|\d{3})\d+|\bcpu offload\b/i.test(notes))
    return 'layers';
  if (!machine.offload) return 'none';
  return /moe|expert|ktransformers/i.test(notes) ? 'experts' : 'layers';
}

/**
 * The engine and the weight format together. Harnesses that run both llama.cpp and MLX on a Mac file MLX runs under the
 * wrong engine; a format that only MLX has ("4bit") tells.
 */
function readFormat(index: NameIndex, row: RawMeasurement, device: Device) {
  const engine = readEngine(row.engine, row.engine_version, row.backend);
  const quantId = resolveQuant(index, row.quant, engine.engine, row.model);
  if (!isUnknown(quantId) || device.vendor !== 'apple' || engine.engine !== 'llama.cpp')
    return { engine, quantId };
  const asMlx = resolveQuant(index, row.quant, 'mlx', row.model);
  return isUnknown(asMlx)
    ? { engine, quantId }
    : { engine: { ...engine, engine: 'mlx' as const }, quantId: asMlx };
}

/** Weight format of a checkpoint by the precision its makers published; nobody serves 32 bits. */
const PUBLISHED_FLOAT: Readonly<Record<string, string>> = { bf16: 'bf16', fp16: 'f16', f32: 'bf16' };
const BYTES_OF_16_BIT = 2;

/**
 * Without any format, in a column or in the model's name, such an engine ran the 16-bit weights as published: if they
 * fit at all. Otherwise some format was used that nobody wrote down.
 */
function asPublished(engine: EngineHabits, model: NamedModel, device: Device, count: number): string | null {
  const { native_precision, params_total_b } = model;
  const quant = PUBLISHED_FLOAT[native_precision ?? ''];
  const capacity = device.memory.capacity_gb;
  if (!quant || !engine.loads_published || !params_total_b || capacity === undefined) return null;
  return params_total_b * BYTES_OF_16_BIT < capacity * count ? quant : null;
}

const fromOllama = (row: RawMeasurement): boolean => /^ollama\b/i.test(row.engine.trim());

/** Ollama takes a name without a tag for its default tag: "llama3.1" is the 8B there. */
const asAsked = (row: RawMeasurement): string =>
  fromOllama(row) && /^[a-z][a-z0-9.-]*$/.test(row.model) ? `${row.model}:latest` : row.model;

/** The file that Ollama pulls for a tag without a format: https://github.com/ollama/ollama/issues/1543, 2024-12-29. */
const OLLAMA_DEFAULT = 'q4_k_m';

/** What an engine runs when nobody says a format; null where that is anybody's guess. */
function usualFormat(
  row: RawMeasurement,
  engine: EngineHabits,
  model: NamedModel,
  device: Device,
  count: number,
): string | null {
  if (!fromOllama(row)) return asPublished(engine, model, device, count);
  return /^mxfp4/.test(model.native_precision ?? '') ? 'mxfp4' : OLLAMA_DEFAULT;
}

/** A column that says 2 beside the name "2x RTX 3090" repeats it; any other column counts such machines. */
const saidTwice = (inColumn: number, inName: number): number =>
  inColumn === inName ? inName : inColumn * inName;

/** Resolves the names of one row, or says which name is unknown. Fine-tunes count as the model they compute like. */
export function resolveRow(index: NameIndex, row: RawMeasurement): ResolvedRow | Unresolved {
  const machine = resolveDevice(index, row.device, row.memory_gib ?? null);
  if (isUnknown(machine)) return { reason: 'unknown_device', name: machine };
  const device = index.parts.devices[machine.id];
  if (!device) return { reason: 'unknown_device', name: { unknown: row.device, nearest: [] } };
  const found = resolveModel(index, asAsked(row), { alike: true });
  if (isUnknown(found)) return { reason: 'unknown_model', name: found };
  const model = index.parts.models[found.id];
  if (!model) return { reason: 'unknown_model', name: { unknown: row.model, nearest: [] } };
  const count = saidTwice(row.device_count, machine.count);
  const { engine, quantId } = readFormat(index, row, device);
  const unnamed = isUnknown(quantId) && /^(?:(?:ollama )?default tag)?$/i.test(quantId.unknown);
  const habits = index.parts.engines[engine.engine];
  const quantKey = unnamed ? usualFormat(row, habits, model, device, count) : null;
  if (isUnknown(quantId) && quantKey === null) return { reason: 'unknown_quant', name: quantId };
  const quant = index.parts.quants[isUnknown(quantId) ? (quantKey ?? '') : quantId.id];
  if (!quant) return { reason: 'unknown_quant', name: { unknown: row.quant, nearest: [] } };
  // Several SoCs are several machines.
  const nodes = device.kind === 'soc' ? count : machine.nodes;
  return {
    row,
    machine,
    device,
    count,
    nodes,
    model,
    quant,
    assumedQuant: quantKey !== null,
    engine,
    backend: readBackend(row.backend, device.vendor, device.kind, engine.engine),
    split: readSplit(row.split, habits.usual_split, count),
    offload: readOffload(row.notes, machine),
    depth: row.phase === 'decode' ? (promptTokens(row) ?? 0) : row.depth,
  };
}

export function isUnresolved(result: ResolvedRow | Unresolved): result is Unresolved {
  return 'reason' in result;
}
