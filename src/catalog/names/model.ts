import type { NameIndex } from './build-index.ts';
import { modelKey, modelSpelling, tightKey } from './keys.ts';
import { nearestNames } from './nearest.ts';
import type { UnknownName } from './resolution.ts';

interface ResolvedModel {
  readonly id: string;
  /** Weight format that the name itself carries, as written ("UD-Q4_K_XL"). */
  readonly format: string | null;
  /** `speed`: another model (a fine-tune, an architecture label) that computes exactly like this one. */
  readonly via: 'name' | 'speed';
}

const only = (ids: readonly string[] | undefined) => (ids?.length === 1 ? (ids[0] ?? null) : null);

/** "DeepSeek V3 671B": the size is not part of the stored name, but must agree with it within 3 %. */
function bySize(index: NameIndex, sizeless: string, totalB: number | null): string | null {
  const ids = index.modelsBySizeless.get(sizeless) ?? [];
  if (totalB === null) return only(ids);
  return only(
    ids.filter((id) => {
      const total = index.parts.models[id]?.params_total_b;
      return total !== undefined && Math.abs(total / totalB - 1) <= 0.03;
    }),
  );
}

/** Weights that were cut or merged: the architecture differs from the model whose name they carry. */
const CHANGED =
  /^(?:reap\d*|ream|pruned?|merged?|draft|dflash|eagle\d*|moe|vl|omni|reranker|embedding|upscaled)$/;

/** "Qwen3.6-27B-AEON-Ultimate-Uncensored": the longest known model the name starts with, if nothing says it was cut. */
function baseOfFineTune(index: NameIndex, stem: readonly string[]): string | null {
  if (stem.some((word) => CHANGED.test(word))) return null;
  for (let end = stem.length - 1; end >= 2; end--) {
    const head = stem.slice(0, end);
    if (!head.some((word) => /\d[bm]$/.test(word))) return null;
    const id = only(index.modelsByKey.get(modelKey(head)));
    if (id) return id;
  }
  return null;
}

/**
 * Resolves a model name as people print it. With `alike`, fine-tunes resolve to the model they compute like: right for
 * speeds, wrong for anything that is about quality.
 */
export function resolveModel(
  index: NameIndex,
  name: string,
  options: { readonly alike?: boolean } = {},
): ResolvedModel | UnknownName {
  const spelling = modelSpelling(name);
  const { format } = spelling;
  for (const key of [modelKey(name), ...spelling.keys]) {
    const id = only(index.modelsByKey.get(key));
    if (id) return { id, format, via: 'name' };
    const alike = options.alike ? only(index.modelsBySpeedKey.get(key)) : null;
    if (alike) return { id: alike, format, via: 'speed' };
  }
  const sized = bySize(index, spelling.sizeless, spelling.totalB);
  if (sized) return { id: sized, format, via: 'name' };
  const base = options.alike ? baseOfFineTune(index, spelling.stem) : null;
  if (base) return { id: base, format, via: 'speed' };
  const meant = index.misnomers.get(tightKey(name));
  if (meant) return { unknown: name, nearest: meant };
  const keys = nearestNames(modelKey(spelling.stem), index.modelsByKey.keys(), 6);
  const ids = [...new Set(keys.flatMap((key) => index.modelsByKey.get(key) ?? []))];
  return { unknown: name, nearest: ids.slice(0, 3) };
}
