import type { Architecture } from '../../schema/model.ts';
import type { Bytes } from '../../units/units.ts';
import { expand, type Graph, NOWHERE, type Tensor } from './graph-replay.ts';

type Experts = NonNullable<Architecture['moe']>;

const F32 = 4;
const NONE: readonly Tensor[] = [];

function values(shape: readonly number[]): number {
  let n = 1;
  for (const d of shape) n *= d;
  return n;
}

type Kind = Partial<Pick<Tensor, 'view' | 'inPlace' | 'outside' | 'contiguous'>>;

/** A tensor with a place of its own in the buffer, but for what is said of its kind. */
function tensor(
  shape: readonly number[],
  bytes: Bytes,
  from: readonly Tensor[],
  { view = null, inPlace = false, outside = false, contiguous = true }: Kind,
): Tensor {
  return {
    shape,
    bytes,
    from,
    view,
    inPlace,
    outside,
    contiguous,
    keep: false,
    listed: false,
    uses: 0,
    views: 0,
    offset: NOWHERE,
  };
}

/** A tensor the caller fills before the graph runs. */
export const input = (shape: readonly number[], bytesPer = F32): Tensor =>
  tensor(shape, values(shape) * bytesPer, NONE, {});

/** Something in another buffer: the KV cache, recurrent states. */
export const outside = (): Tensor => tensor([1], F32, NONE, { outside: true });

/** A result of 32-bit values; `inPlace` operations may overwrite an operand of the same shape. */
export const op = (
  from: readonly Tensor[],
  shape: readonly number[],
  inPlace: boolean,
  bytesPer = F32,
): Tensor => tensor(shape, values(shape) * bytesPer, from, { inPlace });

/** The same memory under another shape. Strided views cannot be overwritten in place. */
export function view(of: Tensor, shape: readonly number[], contiguous = true): Tensor {
  const owner = of.view ?? of;
  return tensor(shape, values(shape) * F32, [of], { view: owner, outside: owner.outside, contiguous });
}

/** A write into memory of another buffer (the cache). */
export const store = (from: readonly Tensor[], into: Tensor): Tensor =>
  tensor([1], F32, [...from, into], { view: into, outside: true });

/** A view when the size differs, the tensor itself when not. */
export const sized = (t: Tensor, shape: readonly number[]): Tensor =>
  values(shape) === values(t.shape) ? t : view(t, shape);

export const matmul = (x: Tensor, width: number): Tensor => op([x], [width, x.shape[1] ?? 1], false);

/** RMS norm and its weight: two operations, the second in place. */
export function norm(x: Tensor): Tensor {
  const normed = op([x], x.shape, true);
  return op([normed], x.shape, true);
}

/** Rows of the tokens whose logits are wanted. */
export const rows = (x: Tensor, ids: Tensor): Tensor => op([x, ids], x.shape, false);

export function feedForward(x: Tensor, width: number, hidden: number, gated: boolean): Tensor {
  const up = matmul(x, width);
  const inner = gated ? op([matmul(x, width), up], up.shape, false) : op([up], up.shape, true);
  return matmul(inner, hidden);
}

/** Router, the chosen experts of every token, and their weighted sum one expert at a time. */
export function experts(graph: Graph, x: Tensor, moe: Experts, hidden: number, gated: boolean): Tensor {
  const tokens = x.shape[1] ?? 1;
  const space = moe.latent ?? hidden;
  const scores = op([x], [moe.experts, tokens], false);
  const probabilities = op([scores], scores.shape, true);
  const order = op([probabilities], scores.shape, false);
  const chosen = view(order, [moe.active, tokens]);
  const weights = op([view(probabilities, [1, moe.experts, tokens]), chosen], [1, moe.active, tokens], false);
  expand(graph, weights);
  const source = moe.latent ? matmul(x, space) : x;
  const spread = view(source, [space, 1, tokens]);
  const shape = [moe.expert_hidden, moe.active, tokens];
  const up = op([spread, chosen], shape, false);
  const inner = gated ? op([op([spread, chosen], shape, false), up], shape, false) : op([up], shape, true);
  const down = op([inner, chosen], [space, moe.active, tokens], false);
  const weighted = op([down, weights], down.shape, true);
  expand(graph, weighted);
  const parts = Array.from({ length: moe.active }, () => view(weighted, [space, tokens], false));
  for (const part of parts) expand(graph, part);
  let sum = parts[0] ?? weighted;
  for (const part of parts.slice(1)) {
    sum = op([sum, part], [space, tokens], true);
    expand(graph, sum);
  }
  if (moe.active === 1) sum = op([sum], [space, tokens], false);
  return moe.latent ? matmul(sum, hidden) : sum;
}
