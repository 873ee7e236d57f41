import type { WorkedOut } from '../../schema/catalog.ts';
import type { TextModel } from '../../schema/model.ts';
import type { Mixture, Quant, TensorType } from '../../schema/quant.ts';
import { type Billions, type Bytes, fromBillions } from '../../units/units.ts';
import type { TensorRole } from '../attention-tensors.ts';
import { elements, type TensorRow, tensorTable } from '../tensors.ts';
import { mixtureBytes } from './tensor-types.ts';

/** What parts of the weights do while decoding: every class is read once per token except where it says otherwise. */
export const WEIGHT_CLASSES = [
  'attention',
  'dense',
  'shared',
  /** All experts; a token reads active / experts of it. */
  'routed',
  /** Input embedding apart from the head: one row per token. */
  'embedding',
  'head',
  /** Tables read by row, and weights plain decoding never reads (draft layers). */
  'lookup',
  /** Tables of hashed n-grams: read by row, too, and kept apart by most engines. */
  'ngram',
] as const;
export type WeightClass = (typeof WEIGHT_CLASSES)[number];

/** Bytes of the weights; `total` is the sum of the classes. */
export interface WeightBytes extends Readonly<Record<WeightClass, Bytes>> {
  readonly total: Bytes;
  readonly basis: 'published' | 'mixture' | 'bits-per-weight';
}

/** The parts of a catalogue that weights are computed from. */
export interface WeightParts {
  readonly tensor_types: Readonly<Record<string, TensorType>>;
  /** Published sizes in bytes, by model then quant id. */
  readonly file_bytes: Readonly<Record<string, Readonly<Record<string, Bytes>>>>;
  /** Files whose tensors were read one by one: bytes by class. */
  readonly imported?: Readonly<
    Record<
      string,
      { readonly quant: string | null; readonly classes: Readonly<Record<string, Bytes>> | null }
    >
  >;
  readonly worked_out?: Readonly<Record<string, WorkedOut>> | undefined;
}

const CLASS_OF: Readonly<Record<TensorRole, WeightClass>> = {
  embedding: 'embedding',
  output: 'head',
  lookup: 'lookup',
  ngram: 'ngram',
  idle: 'lookup',
  attn_q: 'attention',
  attn_k: 'attention',
  attn_v: 'attention',
  attn_qkv: 'attention',
  attn_out: 'attention',
  attn_other: 'attention',
  linear: 'attention',
  delta_qkv: 'attention',
  delta: 'attention',
  norm: 'attention',
  half: 'attention',
  ffn_gate: 'dense',
  ffn_up: 'dense',
  ffn_down: 'dense',
  shared_gate: 'shared',
  shared_up: 'shared',
  shared_down: 'shared',
  router: 'shared',
  expert_gate: 'routed',
  expert_up: 'routed',
  expert_down: 'routed',
};

/** Norms, biases and expert routers stay 32 bit in GGUF files whatever the label says. */
const UNQUANTISED: Readonly<Partial<Record<TensorRole, string>>> = {
  norm: 'F32',
  router: 'F32',
  half: 'F16',
};

type Classes = Record<WeightClass, Bytes>;
/** A sum before anything is added. */
export const noBytes = (): Classes => ({
  attention: 0,
  dense: 0,
  shared: 0,
  routed: 0,
  embedding: 0,
  head: 0,
  lookup: 0,
  ngram: 0,
});

/**
 * The mixture of a file that keeps experts as they were trained, in four bits; null where the format's own holds. Those
 * published in blocks whose rows do not divide by 256 stay so under every GGUF label: each 256-wide type would fall back
 * to something larger than the original. Dynamic formats of four bits and more keep them whatever their rows: nothing is
 * won by more.
 */
function nativeMixture(model: TextModel, quant: Quant, rows: readonly TensorRow[]): Mixture | null {
  const { mixture, around_native_experts: around } = quant;
  const blocks = /mxfp4/i.test(model.native_precision ?? '') && quant.engines.includes('llama.cpp');
  if (mixture && blocks && rows.some((r) => r.role.startsWith('expert_') && r.cols % 256 !== 0))
    return { ...mixture, roles: { ...mixture.roles, expert: 'MXFP4' }, raises: [] };
  const expert = nativeExperts(model);
  return expert && around ? { default: around, roles: { expert }, raises: [] } : null;
}

/** The GGUF type that holds experts trained in four bits as they are: a scale for each 32 weights, of one sign or both. */
function nativeExperts({ native_precision = '' }: TextModel): string | null {
  if (/^(?:mx)?fp4 experts/.test(native_precision)) return 'MXFP4';
  return /^int4 .*group 32/.test(native_precision) ? 'Q4_0' : null;
}

/**
 * Bytes per class from shapes and tensor types, and whether experts are kept as they were trained; null without an
 * architecture or a mixture.
 */
function mixtureClasses(
  model: TextModel,
  quant: Quant,
  types: WeightParts['tensor_types'],
): { classes: Classes; native: boolean } | null {
  const rows = tensorTable(model);
  if (!rows || !model.architecture || !quant.mixture) return null;
  const native = nativeMixture(model, quant, rows);
  const mixture = native ?? quant.mixture;
  const out = noBytes();
  for (const row of rows) {
    const fixed = mixture.roles[row.role]
      ? undefined
      : (tableType(row, model, quant) ?? UNQUANTISED[row.role]);
    const used = fixed ? { default: fixed, roles: {}, raises: [] } : mixture;
    out[CLASS_OF[row.role]] += mixtureBytes(row, used, types, model.architecture);
  }
  return { classes: out, native: native !== null };
}

/** How publishers of a format store a model's n-gram table, where that is known; a format names it before its class. */
const tableType = (row: TensorRow, model: TextModel, quant: Quant): string | undefined =>
  row.role === 'ngram'
    ? (model.ngram_table?.types[quant.id] ?? model.ngram_table?.types[quant.class])
    : undefined;

/** Bytes of so many weights at so many bits each. */
export const bytesOf = (params: Billions, bits: number): Bytes => (fromBillions(params) * bits) / 8;

/** Bytes of a model with every weight at so many bits. */
export const bytesAt = ({ params_total_b }: TextModel, bits: number): Bytes => bytesOf(params_total_b, bits);

/** Bytes per class at one bit width throughout. */
function evenClasses(model: TextModel, bits: number): Classes {
  const out = noBytes();
  const rows = tensorTable(model);
  const bytes = bits / 8;
  if (rows) {
    for (const row of rows) out[CLASS_OF[row.role]] += elements(row) * bytes;
    return out;
  }
  // No shapes: what a token uses is dense, the rest is not streamed for one sequence.
  out.dense = fromBillions(model.params_active_b) * bytes;
  out.lookup = fromBillions(Math.max(0, model.params_total_b - model.params_active_b)) * bytes;
  return out;
}

/** Bytes per class as read from the model's own file; null where it has none in that format. */
function readClasses(model: TextModel, quant: Quant, { imported }: WeightParts): Classes | null {
  const read = imported?.[model.id];
  return read?.classes && read.quant === quant.id ? { ...noBytes(), ...read.classes } : null;
}

const sum = (classes: Classes): Bytes => WEIGHT_CLASSES.reduce((n, c) => n + classes[c], 0);

/** A file that differs from its mixture by more than this is another recipe altogether: everything is scaled alike. */
const BULK_SCALE_LIMITS = [0.6, 1.6] as const;

/**
 * Makes the classes add up to a published size. Publishers who deviate from the mixture do so in the bulk (experts,
 * else the feed-forward blocks), so the difference goes there.
 */
function fitTo(classes: Classes, total: Bytes): Classes {
  const bulk: WeightClass = classes.routed > 0 ? 'routed' : 'dense';
  const rest = sum(classes) - classes[bulk];
  const scale = classes[bulk] > 0 ? (total - rest) / classes[bulk] : 0;
  if (scale >= BULK_SCALE_LIMITS[0] && scale <= BULK_SCALE_LIMITS[1])
    return { ...classes, [bulk]: total - rest };
  const all = total / sum(classes);
  const out = noBytes();
  for (const c of WEIGHT_CLASSES) out[c] = classes[c] * all;
  return out;
}

/** What a file size predicts from shapes and types alone; null without architecture or mixture. Bytes. */
export function mixtureFileBytes(
  model: TextModel,
  quant: Quant,
  types: WeightParts['tensor_types'],
): Bytes | null {
  const mixed = mixtureClasses(model, quant, types);
  return mixed && sum(mixed.classes) + headerBytes(model, quant);
}

/** Bytes of a GGUF header per vocabulary entry: token text, score, type and merge rule (BERT 20, Llama 2 23, Qwen2.5 39, Gemma 3 50, Llama 3 61). */
const HEADER_BYTES_PER_TOKEN = 30;
function headerBytes(model: TextModel, quant: Quant): Bytes {
  return quant.engines.includes('llama.cpp') ? (model.architecture?.vocab ?? 0) * HEADER_BYTES_PER_TOKEN : 0;
}

/**
 * Bytes of a model's weights in a format: the published size where there is one, else the sum over tensors, else bits
 * per weight; split by what each part does while decoding.
 */
export function weightBytes(model: TextModel, quant: Quant, parts: WeightParts): WeightBytes {
  const read = readClasses(model, quant, parts);
  if (read) return { ...read, total: sum(read), basis: 'published' };
  const known = parts.worked_out?.[model.id]?.weights[quant.id];
  if (known) return toWeights(known);
  const published = parts.file_bytes[model.id]?.[quant.id];
  const mixed = mixtureClasses(model, quant, parts.tensor_types);
  const classes = mixed?.classes ?? evenClasses(model, quant.bits_per_weight);
  // Dynamic recipes are not published as rules: their mixture only says how a known total divides.
  const typical = quant.class === 'ud' && !mixed?.native ? typicalBytes(model, quant, classes) : undefined;
  const total = published ?? typical;
  const fitted = total === undefined ? classes : fitTo(classes, total);
  const basis = published !== undefined ? 'published' : mixed && !typical ? 'mixture' : 'bits-per-weight';
  return { ...fitted, total: sum(fitted), basis };
}

/** Bytes from bits per weight, which say nothing about a table stored in a type of its own. */
function typicalBytes(model: TextModel, quant: Quant, { ngram }: Classes): Bytes {
  if (ngram === 0) return bytesAt(model, quant.bits_per_weight);
  const others = model.params_total_b - model.params_lookup_b;
  return bytesOf(others, quant.bits_per_weight) + ngram;
}

/** Bytes of one particular file of a model, whose own size is known: other files of that format only say how it divides. */
export function weightsOfSize(model: TextModel, quant: Quant, parts: WeightParts, total: Bytes): WeightBytes {
  const classes =
    readClasses(model, quant, parts) ??
    mixtureClasses(model, quant, parts.tensor_types)?.classes ??
    evenClasses(model, quant.bits_per_weight);
  const fitted = fitTo(classes, total);
  return { ...fitted, total: sum(fitted), basis: 'published' };
}

/** Weights in the form in which the build stores them, and back. */
export const storedWeights = (weights: WeightBytes): WorkedOut['weights'][string] => ({
  classes: WEIGHT_CLASSES.map((c) => weights[c]),
  basis: weights.basis,
});

function toWeights({ classes, basis }: WorkedOut['weights'][string]): WeightBytes {
  const out = noBytes();
  WEIGHT_CLASSES.forEach((c, i) => {
    out[c] = classes[i] ?? 0;
  });
  return { ...out, total: sum(out), basis: basis as WeightBytes['basis'] };
}
