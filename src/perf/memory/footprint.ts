import type { WorkedOut } from '../../schema/catalog.ts';
import type { EngineProfile } from '../../schema/engine.ts';
import type { Architecture, TextModel } from '../../schema/model.ts';
import type { Quant } from '../../schema/quant.ts';
import type { Split } from '../../schema/vocabulary.ts';
import { remembered, rememberedBy, rememberedOf } from '../../units/remembered.ts';
import { type Bytes, bytesFromGib } from '../../units/units.ts';
import { activationBytes, computeCurve, curvePoints } from './compute-buffer.ts';
import { bufferKind } from './engine-habits.ts';
import { type CachePlan, cacheBytes, cachePlan } from './kv-cache.ts';
import type { KvType } from './kv-types.ts';
import { type MemoryOptions, settledOptions } from './memory-options.ts';
import { type WeightBytes, type WeightParts, weightBytes } from './weights.ts';
import type { ReadByRow } from './weights-apart.ts';

const F32 = 4;

/** The load that must fit: sequences of up to `context` tokens each, over `devices` joined by `split`. */
export interface MemoryLoad {
  readonly context: number;
  readonly sequences: number;
  /** Depth of the other sequences while one is at its full context; as deep as that one when absent. Tokens. */
  readonly usual_depth?: number;
  readonly devices: number;
  readonly split: Split;
}

/** Bytes. `total` is all of it, the weights that may lie elsewhere included. */
export interface Footprint {
  readonly weights: Bytes;
  readonly kv: Bytes;
  readonly compute: Bytes;
  readonly output: Bytes;
  /** Fixed cost of each device. */
  readonly overhead_per_device: Bytes;
  readonly total: Bytes;
}

/** A model in a format on an engine, with everything worked out that does not depend on the load. */
export interface MemoryPlan {
  readonly model: TextModel;
  readonly weights: WeightBytes;
  /** How keys are stored in the cache. */
  readonly kv_type: KvType;
  readonly cache: CachePlan | null;
  /** Compute buffer of the device that holds the head, and of the others, for all sequences together. Bytes. */
  readonly compute: (context: number, sequences: number) => Bytes;
  readonly computeWithoutHead: (context: number, sequences: number) => Bytes;
  readonly output_per_sequence: Bytes;
  readonly overhead: Bytes;
  readonly by_row: ReadByRow;
}

/** Prepares a model, format and engine. */
export function memoryPlan(
  model: TextModel,
  quant: Quant,
  engine: EngineProfile,
  parts: WeightParts,
  options: MemoryOptions = {},
): MemoryPlan {
  const weights = weightBytes(model, quant, parts);
  const a = model.architecture;
  const { cache: wanted, quantised, outputs } = settledOptions(engine, options);
  const { key_type: key, flash_attention: flash, micro_batch: batch } = wanted;
  const cache = cachePlan(model, engine, wanted);
  const graphs = bufferKind(engine) === 'graph';
  const known = parts.worked_out?.[model.id]?.curves;
  const buffer = (kept: number): Compute => {
    if (!a) return none;
    return graphs
      ? graphCompute(a, { batch, flash, quantised, outputs: kept }, known)
      : stepCompute(a, engine, batch);
  };
  return {
    model,
    weights,
    kv_type: key,
    cache,
    compute: buffer(outputs),
    computeWithoutHead: buffer(1),
    output_per_sequence: graphs ? (a?.vocab ?? 0) * F32 : 0,
    overhead: bytesFromGib(engine.overhead_gib_per_device),
    by_row: readByRow(weights, engine),
  };
}

/** The embedding table and other tables read by row stay in host memory where llama.cpp offloads to a card. */
function readByRow(weights: WeightBytes, engine: EngineProfile): ReadByRow {
  const where = engine.ngram_tables;
  const tables = where && weights.ngram > 0 ? { where, bytes: weights.ngram } : null;
  const rows = weights.embedding + weights.lookup + (tables ? 0 : weights.ngram);
  return { host: bufferKind(engine) === 'graph' ? rows : 0, tables };
}

const none = (): Bytes => 0;

type Compute = (context: number, sequences: number) => Bytes;

interface Buffers {
  readonly batch: number;
  readonly flash: boolean;
  readonly quantised: boolean;
  readonly outputs: number;
}

const graphSettings = (s: Buffers, sequences: number) => ({
  sequences,
  micro_batch: s.batch,
  flash_attention: s.flash,
  quantised_cache: s.quantised,
  outputs: s.outputs,
});

const curveKey = (s: Buffers): string => `${s.batch}|${s.flash}|${s.quantised}|${s.outputs}`;

interface CurveAsked {
  readonly buffers: Buffers;
  readonly sequences: number;
  readonly known: readonly Bytes[] | undefined;
}

/** A graph is laid out from the architecture alone, so that all formats and engines of a model share its curves. */
const curvesOf = rememberedOf((a: Architecture) =>
  rememberedBy(
    ({ buffers, sequences }: CurveAsked) => `${sequences}|${curveKey(buffers)}`,
    ({ buffers, sequences, known }) => computeCurve(a, graphSettings(buffers, sequences), known),
  ),
);

/** One curve per number of sequences: they share the pool, so the graph is that of the whole pool. */
function graphCompute(a: Architecture, buffers: Buffers, known: WorkedOut['curves'] | undefined): Compute {
  const curveOf = remembered((sequences: number) =>
    curvesOf(a)({ buffers, sequences, known: sequences === 1 ? known?.[curveKey(buffers)] : undefined }),
  );
  return (context, sequences) => curveOf(sequences)(context * sequences);
}

/** The curves of one sequence on an engine with its usual settings, as the build stores them. */
export function storedCurves(model: TextModel, engine: EngineProfile): Record<string, Bytes[]> {
  const a = model.architecture;
  if (!a || bufferKind(engine) !== 'graph') return {};
  const batch = engine.micro_batch;
  const longest = a.max_context ?? 0;
  const usual = (outputs: number): Buffers => ({ batch, flash: true, quantised: false, outputs });
  return Object.fromEntries(
    [batch, 1].map((outputs) => [
      curveKey(usual(outputs)),
      curvePoints(a, graphSettings(usual(outputs), 1), longest),
    ]),
  );
}

function stepCompute(a: Architecture, engine: EngineProfile, batch: number): Compute {
  const profiles = bufferKind(engine) === 'profiled';
  return (_context, sequences) => activationBytes(a, batch, sequences, profiles);
}

/** Engines that serve several keep one pool and give each sequence what it holds, so the pool is the sum of the depths. */
const meanDepth = ({ context, sequences, usual_depth = context }: MemoryLoad): number =>
  Math.ceil((context + (sequences - 1) * Math.min(context, usual_depth)) / sequences);

/** Bytes a load takes in all. A layer split holds one compute buffer per device, with logits on one of them. */
export function footprint(plan: MemoryPlan, load: MemoryLoad): Footprint {
  const { sequences, devices } = load;
  const context = meanDepth(load);
  const kv = plan.cache ? cacheBytes(plan.cache, context, sequences) : 0;
  const head = plan.compute(context, sequences);
  const others =
    devices < 2
      ? 0
      : (devices - 1) * (load.split === 'tensor' ? head : plan.computeWithoutHead(context, sequences));
  const compute = head + others;
  const output = plan.output_per_sequence * sequences;
  const weights = plan.weights.total;
  const total = weights + kv + compute + output + plan.overhead * devices;
  return { weights, kv, compute, output, overhead_per_device: plan.overhead, total };
}
