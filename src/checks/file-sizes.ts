import type { Check } from '../catalog/checks/complaints.ts';
import type { Collections } from '../catalog/collections.ts';
import { isExact } from '../catalog/file-bytes.ts';
import { mixtureFileBytes } from '../perf/memory/weights.ts';
import type { FileSize } from '../schema/model.ts';
import { groupBy, median } from '../units/statistics.ts';
import { type Bytes, gbFromBytes } from '../units/units.ts';

/** Formats whose files llama.cpp writes by published rules; dynamic mixes (UD) have none. */
const RULED_CLASSES = new Set(['float', 'legacy', 'k', 'iq', 'ternary', 'mx']);
/**
 * What is no plain GGUF file of the text model, or does not say in which unit it is. QAT files by their makers keep a
 * 16-bit embedding.
 */
const NOT_COMPARABLE = /shards|towers|projector|custom|GB or GiB|QAT|stored twice/;
/** No publisher's own mix comes near: the row is of another model, format or unit. */
const IMPOSSIBLE = 0.3;

interface SizePair {
  readonly model: string;
  readonly quant: string;
  /** What shapes and tensor types give over the median of the sizes printed to three digits or more, less 1. */
  readonly error: number;
}

/** Every (model, llama.cpp format) pair with a published size to three digits, and what the physics says of it. */
export function sizePairs(all: Collections): SizePair[] {
  const groups = groupBy(all.sizes.filter(isComparable), ({ model, quant }) => `${model}|${quant}`);
  return [...groups.values()].flatMap((sizes) => {
    const [first] = sizes;
    const bytes = first ? predictedBytes(all, first) : null;
    if (!first || bytes === null) return [];
    const error = gbFromBytes(bytes) / median(sizes.map((s) => s.gb)) - 1;
    return [{ model: first.model, quant: first.quant, error }];
  });
}

/** Share of pairs whose predicted size is within `limit` of the published one. */
export const shareWithin = (pairs: readonly SizePair[], limit: number): number =>
  pairs.filter(({ error }) => Math.abs(error) <= limit).length / pairs.length;

/** A published size that no mix of that format explains belongs to something else. */
export const checkFileSizes: Check = (all, complain) => {
  for (const [i, size] of all.sizes.entries()) {
    if (!isComparable(size)) continue;
    const bytes = predictedBytes(all, size);
    const off = bytes === null ? 0 : size.gb / gbFromBytes(bytes) - 1;
    if (bytes !== null && Math.abs(off) > IMPOSSIBLE)
      complain.row(
        'sizes',
        i,
        'gb',
        `${size.gb} GB, but ${size.model} in ${size.quant} takes about ${gbFromBytes(bytes).toPrecision(3)} GB`,
        'Check the model, the format and the unit, or name in `note` what else the file holds.',
      );
  }
};

const isComparable = (size: FileSize): boolean => isExact(size) && !NOT_COMPARABLE.test(size.note);

/** What the physics gives; null where the format's mix is no published rule. */
function predictedBytes(all: Collections, size: FileSize): Bytes | null {
  const model = all.models[size.model];
  const quant = all.quants[size.quant];
  if (!model || !quant || !RULED_CLASSES.has(quant.class) || !quant.engines.includes('llama.cpp'))
    return null;
  return mixtureFileBytes(model, quant, all.tensor_types);
}
