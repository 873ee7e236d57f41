import type { BytesPerSecond, Seconds } from '../../units/units.ts';
import type { Machine, TextJob } from './job.ts';
import {
  activeShare,
  attentionFlop,
  cacheValuesRead,
  expertShare,
  indexEntries,
  type ModelShape,
} from './shape.ts';
import type { SheetThroughput } from './sheet-throughput.ts';
import { attendsSparsely } from './sparse-attention.ts';
import type { Term } from './terms.ts';

/** Parts of one decode step. Ideal seconds: bytes / peak bandwidth, FLOP / throughput, or a unit of fixed time. */
export const DECODE_TERMS = [
  {
    id: 'weights',
    binds: 'bandwidth',
    factors: ['weight_read', 'quant_read'],
    powers: ['tensor_loss'],
    overlap: 'weights',
  },
  {
    id: 'experts',
    binds: 'bandwidth',
    factors: ['weight_read', 'quant_read', 'expert_read'],
    powers: ['tensor_loss'],
    overlap: 'weights',
  },
  {
    id: 'unpack',
    binds: 'compute',
    factors: ['unpack_time', 'unpack_format'],
    powers: ['tensor_loss'],
    overlap: 'weights',
  },
  {
    id: 'cache',
    binds: 'bandwidth',
    factors: ['cache_read'],
    powers: ['tensor_loss', 'cache_age', 'cache_format'],
    overlap: 'cache',
  },
  {
    id: 'batch_cache',
    binds: 'bandwidth',
    factors: ['cache_read', 'batch_cache'],
    powers: ['tensor_loss', 'cache_age', 'cache_format'],
    overlap: 'cache',
  },
  {
    id: 'cache_compute',
    binds: 'compute',
    factors: ['cache_compute'],
    powers: ['tensor_loss', 'cache_format'],
    overlap: 'cache',
  },
  { id: 'state', binds: 'bandwidth', factors: ['weight_read'], powers: ['tensor_loss'] },
  { id: 'layers', binds: 'overhead', factors: ['layer_time'], powers: [] },
  { id: 'expert_layers', binds: 'overhead', factors: ['layer_time', 'expert_layer'], powers: [] },
  { id: 'linear_layers', binds: 'overhead', factors: ['layer_time', 'linear_layer'], powers: [] },
  { id: 'index', binds: 'overhead', factors: ['index_time'], powers: [] },
  { id: 'step', binds: 'overhead', factors: ['token_time'], powers: [] },
  { id: 'sequences', binds: 'overhead', factors: ['sequence_time'], powers: [] },
  { id: 'arithmetic', binds: 'compute', factors: ['batch_compute'], powers: ['tensor_loss'] },
  { id: 'reduces', binds: 'link', factors: ['reduce_time'], powers: [] },
  { id: 'exchange', binds: 'link', factors: ['reduce_transfer'], powers: [] },
  { id: 'hops', binds: 'link', factors: ['hop_time'], powers: [] },
  { id: 'host', binds: 'host', factors: ['host_read', 'quant_read'], powers: [] },
] as const satisfies readonly Term[];

/** Ideal seconds of handing activations on; the calibration's factor makes them real. */
export const HOP_UNIT_S: Seconds = 1e-4;

/** Bytes of one activation value on the wire between devices. */
const ACTIVATION_BYTES = 2;

/**
 * Ideal seconds of each term of one decode step of all `users` sequences, in the order of DECODE_TERMS.
 * Weights are read once per step whatever the number of sequences; of the routed experts, those that some token chose.
 */
export function decodeIdeal(
  job: TextJob,
  machine: Machine,
  shape: ModelShape,
  bandwidth: BytesPerSecond,
  throughput: SheetThroughput,
): Seconds[] {
  const { weights, users } = job;
  const tensor = machine.split === 'tensor' ? machine.count : 1;
  const read = 1 / (bandwidth * tensor);
  const compute = 1 / (throughput.flop_s * tensor);
  const vector = 1 / (throughput.vector_flop_s * tensor);
  const onHost = job.offload.share;
  const dense = weights.attention + weights.dense + weights.shared + weights.head;
  const share = expertShare(shape, users);
  const routed = weights.routed * share;
  const denseHost = job.offload.kind === 'layers' ? onHost : 0;
  const routedHost = job.offload.kind === 'none' ? 0 : onHost;
  const { counts } = shape;
  const always = counts.attention + counts.dense + counts.shared + counts.head;
  const active = always + counts.routed * activeShare(shape);
  const touched = always + counts.routed * share;
  const boundaries = machine.count - 1;
  const reduces = tensor > 1 ? 2 * shape.layers : 0;
  const sparsely = attendsSparsely(job);
  const cache = users * cacheValuesRead(shape, job.depth, sparsely) * job.kv_bytes_per_value * read;
  const ideal: Record<(typeof DECODE_TERMS)[number]['id'], Seconds> = {
    weights: dense * (1 - denseHost) * read,
    experts: routed * (1 - routedHost) * read,
    unpack: 2 * touched * vector,
    cache: users === 1 ? cache : 0,
    batch_cache: users === 1 ? 0 : cache,
    cache_compute: users * attentionFlop(shape, 1, job.depth, sparsely) * vector,
    state: 2 * users * shape.stateBytes * read,
    layers: shape.layers * 1e-6,
    expert_layers: shape.expertLayers * 1e-6,
    linear_layers: shape.linearLayers * 1e-6,
    index: users * indexEntries(shape, job.depth) * 1e-9,
    step: 1e-3,
    sequences: (users - 1) * 1e-3,
    arithmetic: 2 * active * (users - 1) * compute,
    reduces: reduces * 1e-6,
    exchange: exchangeSeconds(reduces * users * shape.hidden, machine),
    hops: tensor > 1 ? 0 : boundaries * HOP_UNIT_S,
    host: machine.host.bytes_s ? (dense * denseHost + routed * routedHost) / machine.host.bytes_s : 0,
  };
  return DECODE_TERMS.map((term) => ideal[term.id]);
}

/** All-reduce of `values` activations over n devices: each sends 2 (n - 1) / n of them. */
export function exchangeSeconds(values: number, machine: Machine): Seconds {
  const { bytes_s } = machine.link;
  if (!bytes_s || machine.count < 2) return 0;
  return (values * ACTIVATION_BYTES * 2 * (machine.count - 1)) / machine.count / bytes_s;
}
