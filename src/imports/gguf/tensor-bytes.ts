import { noBytes, type WeightClass } from '../../perf/memory/weights.ts';
import type { TensorType } from '../../schema/quant.ts';
import type { Bytes } from '../../units/units.ts';
import { UNKNOWN_SIZE } from './byte-source.ts';
import type { GgufHeader, GgufTensor } from './header.ts';

/** What a file holds: bytes by what decoding reads, and parameters. */
interface TensorTotals {
  readonly classes: Readonly<Record<WeightClass, number>>;
  readonly bytes: Bytes;
  readonly params: number;
  readonly routed_params: number;
  readonly lookup_params: number;
  /** Parameters of draft layers, which plain decoding leaves alone. */
  readonly draft_params: number;
}

/** Adds up the tensors of all parts. `layers` are those that decode; further blocks are draft layers. */
export function tensorTotals(
  parts: readonly GgufHeader[],
  layers: number,
  types: Readonly<Record<string, TensorType>>,
): TensorTotals {
  const tensors = parts.flatMap((part) => part.tensors);
  const tied = !tensors.some((t) => t.name === 'output.weight');
  const withExperts = new Set(tensors.filter((t) => EXPERTS.test(t.name)).map((t) => blockOf(t.name)));
  const classes = noBytes();
  const totals = { params: 0, routed_params: 0, lookup_params: 0, draft_params: 0 };
  for (const part of parts) {
    const extents = extentsOf(part);
    for (const tensor of part.tensors) {
      const count = elementsOf(tensor);
      const draft = (blockOf(tensor.name) ?? 0) >= layers;
      const kind = draft ? 'lookup' : classOf(tensor.name, tied, withExperts);
      classes[kind] += bytesOf(tensor, types) ?? extents.get(tensor.name) ?? 0;
      totals.params += count;
      if (draft) totals.draft_params += count;
      else if (kind === 'routed') totals.routed_params += count;
      else if (kind === 'lookup') totals.lookup_params += count;
    }
  }
  return { ...totals, classes, bytes: Object.values(classes).reduce((a, b) => a + b, 0) };
}

const blockOf = (name: string): number | null => {
  const found = /^blk\.(\d+)\./.exec(name);
  return found ? Number(found[1]) : null;
};

const elementsOf = ({ shape }: GgufTensor): number => shape.reduce((n, dim) => n * dim, 1);

/** Whole blocks; null for a type that our table lacks. */
export function bytesOf(tensor: GgufTensor, types: Readonly<Record<string, TensorType>>): Bytes | null {
  const found = tensor.type === null ? undefined : types[tensor.type];
  return found ? (elementsOf(tensor) / found.block_weights) * found.block_bytes : null;
}

/** Space up to the next tensor: what tensors of unknown types take. Where the file's end is unknown, the last one counts nothing. */
function extentsOf({ tensors, size, data_offset }: GgufHeader): Map<string, number> {
  const sorted = [...tensors].sort((a, b) => a.offset - b.offset);
  const end = size === UNKNOWN_SIZE ? (sorted.at(-1)?.offset ?? 0) : Math.max(0, size - data_offset);
  return new Map(
    sorted.map((t, i) => [t.name, Math.max(0, (sorted[i + 1]?.offset ?? end) - t.offset)] as const),
  );
}

/** All experts in one tensor, or (until 2024) one tensor each. */
const EXPERTS = /_exps\.|\.ffn_(?:gate|up|down)\.\d+\./;

function classOf(name: string, tied: boolean, withExperts: ReadonlySet<number | null>): WeightClass {
  if (name === 'token_embd.weight') return tied ? 'head' : 'embedding';
  if (name === 'output.weight') return 'head';
  if (/^per_layer_token_embd|^token_types|^position_embd/.test(name)) return 'lookup';
  if (EXPERTS.test(name)) return 'routed';
  if (/_shexp\b|ffn_gate_inp|exp_probs/.test(name)) return 'shared';
  if (/\.ffn_/.test(name) && !/ffn_norm|post_ffw/.test(name))
    return withExperts.has(blockOf(name)) ? 'shared' : 'dense';
  return 'attention';
}
