import type { Device } from '../../schema/device.ts';
import type { EngineProfile } from '../../schema/engine.ts';
import type { Measurement } from '../../schema/measurement.ts';
import type { TextModel } from '../../schema/model.ts';
import type { Quant } from '../../schema/quant.ts';
import type { System } from '../../schema/system.ts';
import type { Engine } from '../../schema/vocabulary.ts';
import { type BytesPerSecond, bytesFromGib, bytesPerSecond } from '../../units/units.ts';
import { KV_BYTES, type KvType } from '../memory/kv-types.ts';
import { type WeightParts, weightBytes, weightsOfSize } from '../memory/weights.ts';
import type { Machine, TextJob } from '../speed/job.ts';
import { USUAL_TOKENS } from '../speed/measured.ts';
import { type Place, placeOf } from '../speed/place.ts';
import { type ModelShape, modelShape } from '../speed/shape.ts';
import { type SheetThroughput, sheetThroughput } from '../speed/sheet-throughput.ts';
import { ageingAt } from '../speed/software-age.ts';
import { sparseSince } from '../speed/sparse-attention.ts';
import { pcieBytesPerSecond, usualLink } from '../speed/usual-link.ts';

/** The parts of a catalogue that turn a measured row into a job on a machine. */
export interface CatalogParts extends WeightParts {
  readonly devices: Readonly<Record<string, Device>>;
  readonly models: Readonly<Record<string, TextModel>>;
  readonly quants: Readonly<Record<string, Quant>>;
  readonly engines: Readonly<Partial<Record<Engine, EngineProfile>>>;
  readonly systems: Readonly<Record<string, System>>;
}

/** A measured row as the speed model sees it. */
export interface Observation {
  readonly measurement: Measurement;
  readonly job: TextJob;
  readonly machine: Machine;
  readonly shape: ModelShape;
  readonly bandwidth: BytesPerSecond;
  readonly throughput: SheetThroughput;
  readonly place: Place;
  /** Natural logarithm of the seconds of one step (decode) or of the whole prompt of all users (prefill). */
  readonly log_s: number;
  /** Software age in years at the calibration's reference date. */
  readonly age: number;
  /** What the software lacked for this device (1 on its release, halving some twice a year), less what it lacks at that date. */
  readonly youth: number;
  /** Prefill told from the time to the first token, so that it holds the cost of the request. */
  readonly whole_request: boolean;
}

/** Tokens of a micro-batch where neither row nor engine says it: llama.cpp's default. */
export const USUAL_MICRO_BATCH = 512;

/** A setting kept in the note of a curated row ("fa=1 ub=2048 kv=q8_0"); undefined where it says none of that name. */
export function notedSetting(m: Measurement, name: string): string | undefined {
  return m.note
    .split(' ')
    .find((word) => word.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

/** Bytes per cached value: the mean of keys and values where they differ; 16 bit unless the row says otherwise. */
function cacheBytesPerValue(m: Measurement): number {
  const types = (notedSetting(m, 'kv') ?? '')
    .split('/')
    .filter((type): type is KvType => Object.hasOwn(KV_BYTES, type));
  if (types.length === 0) return KV_BYTES.f16;
  return types.reduce((sum, type) => sum + KV_BYTES[type], 0) / types.length;
}

const weightsOf = (m: Measurement, model: TextModel, quant: Quant, parts: CatalogParts) =>
  m.weights_gib === undefined
    ? weightBytes(model, quant, parts)
    : weightsOfSize(model, quant, parts, bytesFromGib(m.weights_gib));

/** Null where the catalogue lacks what the physics needs: architecture, bandwidth, a known host for offloaded weights. */
export function observe(m: Measurement, parts: CatalogParts, reference: string): Observation | null {
  const device = parts.devices[m.device];
  const model = parts.models[m.model];
  const quant = parts.quants[m.quant];
  if (!device || !model || !quant) return null;
  const shape = modelShape(model);
  const throughput = sheetThroughput(device, m.backend);
  const bandwidth = device.memory.bandwidth_gb_s;
  if (!shape || !throughput || !bandwidth) return null;
  const offload = m.offload ?? 'none';
  const hostBandwidth = m.host ? parts.devices[m.host]?.memory.bandwidth_gb_s : undefined;
  if (offload !== 'none' && (offload === 'layers' || !hostBandwidth)) return null;
  const decode = m.phase === 'decode';
  const batchSetting = Number(notedSetting(m, 'ub')) || null;
  const job: TextJob = {
    model,
    quant,
    weights: weightsOf(m, model, quant, parts),
    engine: m.engine,
    backend: m.backend,
    depth: m.depth + (decode ? (m.tokens ?? USUAL_TOKENS) / 2 : 0),
    prompt_tokens: decode ? 0 : (m.tokens ?? 0),
    cached_tokens: decode ? 0 : m.depth,
    users: m.concurrency,
    kv_bytes_per_value: cacheBytesPerValue(m),
    micro_batch: batchSetting ?? parts.engines[m.engine]?.micro_batch ?? USUAL_MICRO_BATCH,
    sparse_since: sparseSince(parts.engines[m.engine], m.backend, model),
    software: m.date,
    offload: { kind: offload, share: offload === 'none' ? 0 : (m.offload_share ?? 1) },
  };
  if (!decode && job.prompt_tokens <= 0) return null;
  const machine: Machine = {
    device,
    count: m.count,
    nodes: m.nodes,
    split: m.count > 1 ? m.split : 'none',
    link: usualLink(device, m.count, m.nodes, parts.systems),
    host: {
      bytes_s: hostBandwidth ? bytesPerSecond(hostBandwidth) : null,
      pcie_bytes_s: pcieBytesPerSecond(device),
    },
  };
  const tokens = decode ? m.concurrency : job.prompt_tokens * m.concurrency;
  return {
    measurement: m,
    job,
    machine,
    shape,
    bandwidth: bytesPerSecond(bandwidth),
    throughput,
    place: placeOf(job, machine),
    log_s: Math.log(tokens / m.tok_s),
    ...ageingAt(device, m.date, reference),
    whole_request: !decode && notedSetting(m, 'rate') === 'ttft',
  };
}
