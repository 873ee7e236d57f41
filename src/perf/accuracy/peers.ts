import { type BytesPerSecond, fromBillions } from '../../units/units.ts';
import type { Observation } from '../calibration/observation.ts';
import type { WeightBytes } from '../memory/weights.ts';
import { activeShare, attentionFlop, cacheValuesRead, expertShare } from '../speed/shape.ts';

/**
 * Formulas of other estimators, as published, run on our rows for comparison; nothing in the product uses them. Each gets
 * the correct bandwidth, file size and architecture. Null where a formula says nothing about the case.
 */
interface Peer {
  readonly name: string;
  /** Tokens per second over all users. */
  readonly decode?: (x: PeerInput) => number | null;
  readonly prefill?: (x: PeerInput) => number | null;
}

/** What formulas ask for. Bytes and seconds base units; parameters as counts. */
export interface PeerInput {
  readonly bandwidth: BytesPerSecond;
  /** FLOP per second. */
  readonly flops: number;
  /** Bytes of the file, and of the part that one token of one user touches. */
  readonly file: number;
  readonly active: number;
  readonly parameters: number;
  readonly activeParameters: number;
  readonly experts: number;
  readonly activeExperts: number;
  readonly layers: number;
  readonly hidden: number;
  readonly bits: number;
  readonly memory: number | null;
  readonly depth: number;
  readonly kvBytes: number;
  readonly prompt: number;
  readonly users: number;
  readonly devices: number;
  readonly tensor: boolean;
  readonly vendor: string;
  readonly engine: string;
  readonly observation: Observation;
}

export function peerInput(o: Observation): PeerInput {
  const { job, machine, shape } = o;
  const { counts } = shape;
  const share = activeShare(shape);
  const parameters = fromBillions(job.model.params_total_b);
  return {
    bandwidth: o.bandwidth,
    flops: o.throughput.flop_s,
    file: job.weights.total,
    active: activeBytes(job.weights, share),
    parameters,
    activeParameters: parameters - counts.routed * (1 - share),
    experts: shape.experts,
    activeExperts: shape.activeExperts,
    layers: shape.layers,
    hidden: shape.hidden,
    bits: (job.weights.total * 8) / parameters,
    memory: machine.device.memory.capacity_gb ? machine.device.memory.capacity_gb * 1e9 : null,
    depth: job.depth,
    kvBytes: cacheValuesRead(shape, job.depth) * job.kv_bytes_per_value,
    prompt: job.prompt_tokens,
    users: job.users,
    devices: machine.count,
    tensor: machine.split === 'tensor',
    vendor: machine.device.vendor,
    engine: job.engine,
    observation: o,
  };
}

const activeBytes = (w: WeightBytes, share: number): number =>
  w.attention + w.dense + w.shared + w.head + w.routed * share;

const one = (x: PeerInput, rate: number): number | null => (x.users === 1 ? rate : null);
/** The row of a table keyed by the largest bits that are not above. */
const byBits = (bits: number, table: readonly (readonly [number, number])[]): number =>
  table.find(([from]) => bits >= from)?.[1] ?? table.at(-1)?.[1] ?? 1;
const clamp = (v: number, low: number, high: number) => Math.min(high, Math.max(low, v));

const LLMFIT_BYTES = [
  [12, 2],
  [7.2, 1],
  [6, 0.75],
  [5.2, 0.625],
  [3.9, 0.5],
  [2.9, 0.375],
  [0, 0.25],
] as const;
const LLMFIT_MOE_BYTES = [
  [12, 2],
  [7.2, 1.05],
  [6, 0.8],
  [5.2, 0.68],
  [3.9, 0.58],
  [2.9, 0.48],
  [0, 0.37],
] as const;

function llmfit(x: PeerInput): number {
  const mode = x.tensor ? 0.9 : 1;
  if (x.experts === 0) return (x.bandwidth / (x.parameters * byBits(x.bits, LLMFIT_BYTES))) * 0.55 * mode;
  const bytes = byBits(x.bits, LLMFIT_MOE_BYTES);
  const { counts } = x.observation.shape;
  const ffn = (counts.routed * x.activeExperts) / x.experts;
  const fixed = counts.attention + counts.shared + 2 * counts.head;
  const used = x.memory ? (x.parameters * bytes) / x.memory : 1;
  const pressure =
    used < 0.6 || used > 1 ? 1 : Math.max(0.3, 1 - (used - 0.6) * (1 - x.activeExperts / x.experts));
  return (x.bandwidth / (ffn * bytes + fixed * 3.2)) * pressure * mode;
}

const WHICHLLM_EFFICIENCY = [
  [20, 0.3],
  [12, 0.4],
  [7.5, 0.45],
  [6, 0.5],
  [5.2, 0.52],
  [4.1, 0.55],
  [3.2, 0.5],
  [2.4, 0.45],
  [0, 0.38],
] as const;
const WHICHLLM_VENDOR: Readonly<Record<string, number>> = { nvidia: 1, amd: 0.78, apple: 0.82, intel: 0.65 };

function whichllm(x: PeerInput): number {
  const floor = Math.min(0.25, 0.05 * Math.max(1, x.bandwidth / 256e9));
  const r = Math.min(1, Math.max(x.activeParameters / x.parameters, floor));
  const e = byBits(x.bits, WHICHLLM_EFFICIENCY);
  return (x.bandwidth / (x.file * r)) * e * (WHICHLLM_VENDOR[x.vendor] ?? 0.7);
}

/** Share of bandwidth and of FLOPS per engine in llm-fit (Go). */
const LLM_FIT_GO: Readonly<Record<string, readonly [number, number]>> = {
  'llama.cpp': [0.8, 0.32],
  'ik_llama.cpp': [0.8, 0.32],
  vllm: [0.72, 0.55],
  sglang: [0.73, 0.57],
  exllama: [0.85, 0.45],
  mlx: [0.78, 0.4],
  'trt-llm': [0.88, 0.68],
};
const llmFitGo = (x: PeerInput) => LLM_FIT_GO[x.engine] ?? [0.8, 0.32];

function canirun(x: PeerInput): number {
  const gb = (x.parameters * (x.bits / 8)) / 1e9 / 1.0737;
  const volume = (gb * 1.1 + 0.5) * 1e9;
  const k = x.vendor === 'apple' ? 0.65 : 0.7;
  return (x.bandwidth / ((volume * x.activeParameters) / x.parameters)) * k;
}

const PINT_EFFICIENCY = [
  [12, 0.8],
  [7.9, 0.79],
  [7, 0.74],
  [5.2, 0.72],
  [3.9, 0.67],
  [2.9, 0.62],
  [0, 0.56],
] as const;
const pintMoe = (x: PeerInput) => (x.experts > 0 ? 0.52 : 1);
const pintParallel = (x: PeerInput) => (x.tensor && x.devices > 1 ? x.devices * 0.85 : 1);

function pintDecode(x: PeerInput): number {
  const eta =
    x.engine === 'llama.cpp' || x.engine === 'ik_llama.cpp'
      ? byBits(x.bits, PINT_EFFICIENCY) * pintMoe(x)
      : 1;
  const kvOfOneToken = x.kvBytes / Math.max(1, x.depth);
  const memory = (x.bandwidth * pintParallel(x) * eta) / (x.active + kvOfOneToken);
  return Math.min(memory, (x.flops * pintParallel(x) * eta) / (2 * x.activeParameters));
}

function pintPrefill(x: PeerInput): number {
  const { shape, job } = x.observation;
  const flop = 2 * x.activeParameters * x.prompt + attentionFlop(shape, x.prompt, job.cached_tokens);
  return x.prompt / Math.max(flop / (x.flops * 0.5 * pintMoe(x)), x.active / x.bandwidth);
}

function fitmyllmShare(x: PeerInput): number {
  if (x.vendor === 'apple') return 0.55;
  if (x.vendor === 'amd') return 0.5;
  if (x.vendor === 'intel') return 0.18;
  const gb = x.bandwidth / 1e9;
  return gb < 400 ? 0.53 : gb < 700 ? 0.47 : gb < 1200 ? 0.45 : 0.36;
}

function fitmyllmDecode(x: PeerInput): number {
  const context = clamp(1 - 0.22 * Math.log2(Math.max(1, x.depth) / 16384), 0.25, 1.4);
  return (x.bandwidth / x.active) * fitmyllmShare(x) * context;
}

function fitmyllmPrefill(x: PeerInput): number {
  const tensorCores = x.vendor !== 'apple';
  const [share, cap] =
    x.flops > 500e12 ? [0.06, 3000] : [tensorCores ? 0.04 : 0.015, x.flops > 100e12 ? 1000 : 500];
  return Math.min(cap, (x.flops * share) / (2 * x.parameters));
}

export const PEERS: readonly Peer[] = [
  {
    name: 'bandwidth / bytes',
    decode: (x) => {
      const { job, shape } = x.observation;
      const touched = activeBytes(job.weights, expertShare(shape, x.users));
      return (x.users * x.bandwidth * (x.tensor ? x.devices : 1)) / touched;
    },
    prefill: (x) => (x.flops * (x.tensor ? x.devices : 1)) / (2 * x.activeParameters),
  },
  { name: 'llmfit', decode: (x) => one(x, llmfit(x)) },
  { name: 'whichllm', decode: (x) => one(x, whichllm(x)) },
  {
    name: 'llm-fit (Go)',
    decode: (x) =>
      one(x, (x.bandwidth * llmFitGo(x)[0]) / ((x.file * x.activeParameters) / x.parameters + x.kvBytes)),
    prefill: (x) =>
      one(
        x,
        (llmFitGo(x)[1] * x.flops) / (2 * x.activeParameters + (4 * x.layers * x.hidden * x.prompt) / 2),
      ),
  },
  { name: 'canirun.ai', decode: (x) => one(x, canirun(x)) },
  {
    name: 'llm-calculator (pint)',
    decode: (x) => one(x, pintDecode(x)),
    prefill: (x) => one(x, pintPrefill(x)),
  },
  { name: 'fitmyllm', decode: (x) => one(x, fitmyllmDecode(x)), prefill: (x) => one(x, fitmyllmPrefill(x)) },
  {
    name: 'gpu_poor',
    decode: (x) => {
      const seconds = (x.active * 1.5 + x.kvBytes * 1.5) / x.bandwidth;
      const time = Math.max(seconds, (2 * x.activeParameters) / (0.85 * x.flops));
      return one(x, 1 / (x.devices > 1 ? (time * 1.25) / x.devices : time));
    },
    prefill: (x) => one(x, (0.85 * x.flops) / (2 * x.activeParameters * 1.8)),
  },
  {
    name: 'localmaxxing',
    decode: (x) => {
      const { job, shape } = x.observation;
      const touched = activeBytes(job.weights, expertShare(shape, x.users));
      return x.bandwidth / (touched / x.users + x.kvBytes);
    },
  },
];
