import type { BytesPerSecond, Seconds } from '../../units/units.ts';
import { exchangeSeconds } from './decode-terms.ts';
import type { Machine, TextJob } from './job.ts';
import { activeShare, attentionFlop, expertShare, indexEntries, type ModelShape } from './shape.ts';
import type { SheetThroughput } from './sheet-throughput.ts';
import { attendsSparsely } from './sparse-attention.ts';
import type { Term } from './terms.ts';

/** Parts of the time to read one prompt per user. */
export const PREFILL_TERMS = [
  {
    id: 'matmul',
    binds: 'compute',
    factors: ['matmul', 'quant_matmul'],
    powers: ['precision_gain', 'vector_share', 'pipeline_use', 'tensor_matmul_loss'],
    overlap: 'batch',
  },
  {
    id: 'expert_matmul',
    binds: 'compute',
    factors: ['matmul', 'quant_matmul', 'expert_matmul'],
    powers: ['precision_gain', 'vector_share', 'pipeline_use', 'tensor_matmul_loss'],
    overlap: 'batch',
  },
  {
    id: 'expert_padding',
    binds: 'compute',
    factors: ['matmul', 'quant_matmul', 'expert_padding'],
    powers: ['precision_gain', 'vector_share', 'pipeline_use', 'tensor_matmul_loss'],
    overlap: 'batch',
  },
  {
    id: 'attention',
    binds: 'compute',
    factors: ['prefill_attention'],
    powers: ['vector_share', 'pipeline_use', 'tensor_matmul_loss', 'attention_age'],
  },
  { id: 'index', binds: 'overhead', factors: ['prefill_index'], powers: ['pipeline_use'] },
  {
    id: 'stream',
    binds: 'bandwidth',
    factors: ['weight_stream'],
    powers: ['pipeline_use'],
    overlap: 'batch',
  },
  {
    id: 'stream_experts',
    binds: 'bandwidth',
    factors: ['weight_stream'],
    powers: ['pipeline_use'],
    overlap: 'batch',
  },
  { id: 'layers', binds: 'overhead', factors: ['batch_layer'], powers: ['pipeline_use'] },
  { id: 'scan', binds: 'bandwidth', factors: ['linear_scan'], powers: ['pipeline_use'] },
  { id: 'request', binds: 'overhead', factors: ['request_time'], powers: [] },
  { id: 'exchange', binds: 'link', factors: ['link_transfer'], powers: [] },
  { id: 'host_stream', binds: 'host', factors: ['host_stream'], powers: [] },
  { id: 'host_copy', binds: 'host', factors: ['host_copy'], powers: [] },
] as const satisfies readonly Term[];

/** Ideal seconds of a request; the calibration's factor makes them real. */
export const REQUEST_UNIT_S: Seconds = 1e-2;

/** Rows of an expert's tile that are computed at least, whatever it was given (assumption). */
const TILE_ROWS = 32;

/**
 * Ideal seconds of each term for reading `prompt_tokens` of every user, in the order of PREFILL_TERMS.
 * Each micro-batch streams the weights it touches once: for a mixture of experts nearly all of them.
 */
export function prefillIdeal(
  job: TextJob,
  machine: Machine,
  shape: ModelShape,
  bandwidth: BytesPerSecond,
  throughput: SheetThroughput,
): Seconds[] {
  const { weights } = job;
  const { counts } = shape;
  const tokens = job.prompt_tokens * job.users;
  const batch = Math.min(tokens, job.micro_batch);
  const batches = Math.ceil(tokens / job.micro_batch);
  const tensor = machine.split === 'tensor' ? machine.count : 1;
  const read = 1 / (bandwidth * tensor);
  const compute = 1 / (throughput.flop_s * tensor);
  const touched = expertShare(shape, batch);
  const onHost = job.offload.kind === 'none' ? 0 : job.offload.share;
  const dense = weights.attention + weights.dense + weights.shared;
  const denseHost = job.offload.kind === 'layers' ? onHost : 0;
  const bus = machine.host.pcie_bytes_s ?? machine.host.bytes_s;
  const held = batches * (dense * denseHost + weights.routed * touched * onHost);
  const ideal: Record<(typeof PREFILL_TERMS)[number]['id'], Seconds> = {
    matmul: 2 * (counts.attention + counts.dense + counts.shared) * tokens * compute,
    expert_matmul: 2 * counts.routed * activeShare(shape) * tokens * compute,
    expert_padding: 2 * counts.routed * touched * TILE_ROWS * batches * compute,
    attention:
      job.users * attentionFlop(shape, job.prompt_tokens, job.cached_tokens, attendsSparsely(job)) * compute,
    index: tokens * indexEntries(shape, job.cached_tokens + job.prompt_tokens / 2) * 1e-9,
    stream: batches * dense * (1 - denseHost) * read,
    stream_experts: batches * weights.routed * touched * (1 - onHost) * read,
    layers: batches * shape.layers * 1e-4,
    scan: 2 * tokens * shape.stateBytes * read,
    request: REQUEST_UNIT_S,
    exchange: tensor > 1 ? exchangeSeconds(2 * shape.layers * tokens * shape.hidden, machine) : 0,
    host_stream: bus ? held / bus : 0,
    host_copy: machine.host.bytes_s ? held / machine.host.bytes_s : 0,
  };
  return PREFILL_TERMS.map((term) => ideal[term.id]);
}

/**
 * Share of their summed time that devices take when micro-batches pass through them like a pipeline whose pace the
 * slowest sets: (sum + (batches - 1) x slowest) / (batches x sum). Weights in main memory switch the pipeline off
 * (https://github.com/ggml-org/llama.cpp/pull/11397).
 */
export function pipelineShare(job: TextJob, sum: number, slowest: number): number {
  if (job.offload.kind !== 'none') return 1;
  const batches = Math.ceil((job.prompt_tokens * job.users) / job.micro_batch);
  return (sum + (batches - 1) * slowest) / (batches * sum);
}

/** ln of that share for equal devices; 0 for one device, one micro-batch or tensor split. */
export function pipelineRatio(job: TextJob, machine: Machine): number {
  if (machine.split === 'tensor' || machine.count < 2) return 0;
  return Math.log(pipelineShare(job, machine.count, 1));
}
