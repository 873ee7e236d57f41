import type { Bytes } from '../../units/units.ts';

/**
 * What ggml's graph allocator does with a list of operations (ggml/src/ggml-alloc.c): inputs first, then each result
 * into the smallest free gap that takes it, in place of an operand where the operation allows, freed after its last
 * use. The buffer ends up as large as the furthest byte ever used, gaps included, so the peak cannot be had from a sum
 * of live tensors: it has to be replayed.
 */
export interface Tensor {
  /** Shape; a result may take the place of an operand of the same shape. */
  readonly shape: readonly number[];
  readonly bytes: Bytes;
  readonly from: readonly Tensor[];
  /** The tensor whose memory a view shares. */
  readonly view: Tensor | null;
  readonly inPlace: boolean;
  /** Weights and caches live in other buffers. */
  readonly outside: boolean;
  /** Results the caller reads are never freed. */
  keep: boolean;
  readonly contiguous: boolean;
  /** Bookkeeping: whether it is in a graph, operations still to read it, views of it, place in the buffer. */
  listed: boolean;
  uses: number;
  views: number;
  offset: Bytes;
}

/** Operations in the order in which they run; leaves (inputs) apart. */
export interface Graph {
  readonly nodes: Tensor[];
  readonly leaves: Tensor[];
}

/** Alignment of CPU and CUDA buffers is 32 to 128 bytes; the difference does not show in MiB. */
const ALIGNMENT = 64;
const padded = (bytes: Bytes): Bytes => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
/** No place in the buffer. */
export const NOWHERE = -1;

export const emptyGraph = (): Graph => ({ nodes: [], leaves: [] });

/** Adds a tensor and what it needs, operands first, as ggml_build_forward_expand does. */
export function expand(graph: Graph, tensor: Tensor): void {
  if (tensor.listed) return;
  tensor.listed = true;
  for (const operand of tensor.from) expand(graph, operand);
  if (tensor.from.length > 0) graph.nodes.push(tensor);
  else graph.leaves.push(tensor);
}

/** Free gaps in ascending order; the last one has no end. */
interface Space {
  readonly starts: Bytes[];
  readonly sizes: Bytes[];
  end: Bytes;
}

function take(space: Space, bytes: Bytes): Bytes {
  const { starts, sizes } = space;
  const last = starts.length - 1;
  let best = last;
  let bestSize = Number.POSITIVE_INFINITY;
  for (let i = 0; i < last; i++) {
    const size = sizes[i] ?? 0;
    if (size >= bytes && size <= bestSize) {
      best = i;
      bestSize = size;
    }
  }
  const start = starts[best] ?? 0;
  starts[best] = start + bytes;
  sizes[best] = (sizes[best] ?? 0) - bytes;
  if (sizes[best] === 0) {
    starts.splice(best, 1);
    sizes.splice(best, 1);
  }
  if (start + bytes > space.end) space.end = start + bytes;
  return start;
}

function give(space: Space, start: Bytes, bytes: Bytes): void {
  const { starts, sizes } = space;
  let i = 0;
  while (i < starts.length && (starts[i] ?? 0) < start) i++;
  const joinsLeft = i > 0 && (starts[i - 1] ?? 0) + (sizes[i - 1] ?? 0) === start;
  const joinsRight = i < starts.length && start + bytes === starts[i];
  if (joinsLeft && joinsRight) {
    sizes[i - 1] = (sizes[i - 1] ?? 0) + bytes + (sizes[i] ?? 0);
    starts.splice(i, 1);
    sizes.splice(i, 1);
  } else if (joinsLeft) sizes[i - 1] = (sizes[i - 1] ?? 0) + bytes;
  else if (joinsRight) {
    starts[i] = start;
    sizes[i] = (sizes[i] ?? 0) + bytes;
  } else {
    starts.splice(i, 0, start);
    sizes.splice(i, 0, bytes);
  }
}

/** Shapes are compared up to three dimensions; a missing one counts as 1. */
const sameShape = (a: Tensor, b: Tensor): boolean =>
  a.bytes === b.bytes && a.shape[0] === b.shape[0] && a.shape[1] === b.shape[1] && a.shape[2] === b.shape[2];

/** Finds room for a tensor: none for views and outside tensors, an operand's where it may, else a gap. */
function place(space: Space, tensor: Tensor): void {
  if (tensor.outside || tensor.view || tensor.offset !== NOWHERE) return;
  if (tensor.inPlace) {
    for (const operand of tensor.from) {
      const reusable =
        operand.offset !== NOWHERE && !operand.keep && operand.contiguous && operand.uses === 1;
      if (reusable && operand.views === 0 && sameShape(operand, tensor)) {
        tensor.offset = operand.offset;
        operand.offset = NOWHERE;
        return;
      }
    }
  }
  tensor.offset = take(space, padded(tensor.bytes));
}

function release(space: Space, tensor: Tensor): void {
  if (tensor.keep || tensor.offset === NOWHERE) return;
  give(space, tensor.offset, padded(tensor.bytes));
  tensor.offset = NOWHERE;
}

/** Size in bytes of the buffer that runs a graph. Uses the graph up: build another one to replay again. */
export function bufferSize(graph: Graph): Bytes {
  const space: Space = { starts: [0], sizes: [Number.MAX_SAFE_INTEGER], end: 0 };
  for (const leaf of graph.leaves) place(space, leaf);
  for (const node of graph.nodes) {
    if (node.view) node.view.views += 1;
    for (const operand of node.from) operand.uses += 1;
  }
  for (const node of graph.nodes) {
    place(space, node);
    for (const operand of node.from) {
      operand.uses -= 1;
      if (operand.uses > 0 || operand.views > 0) continue;
      const owner = operand.view;
      if (!owner) release(space, operand);
      else {
        owner.views -= 1;
        if (owner.views === 0 && owner.uses === 0) release(space, owner);
      }
    }
  }
  return space.end;
}
