import type { Engine } from '../../schema/vocabulary.ts';
import type { NameIndex } from './build-index.ts';
import { modelSpelling, tightKey, words } from './keys.ts';
import { nearestNames } from './nearest.ts';
import type { UnknownName } from './resolution.ts';

/** Words around a format that name the packer, not the format. */
const PACKER_WORDS = new Set([
  'gguf',
  'i1',
  'unsloth',
  'class',
  'native',
  'modelopt',
  'uniform',
  'ubergarm',
  'base',
]);

function spellings(name: string): string[] {
  const plain = name.replace(/\([^)]*\)/g, ' ').replace(/(\d)[\s_-]bits?\b/gi, '$1bit');
  const kept = words(plain.replace(/unsloth[\s-]dynamic/i, 'UD')).filter((word) => !PACKER_WORDS.has(word));
  return [...new Set([tightKey(name), tightKey(plain), tightKey(kept)])].filter((key) => key !== '');
}

/**
 * Resolves a weight format; the same word means different things per engine ("4bit" in MLX and vLLM), so formats the
 * engine runs come first. Without a name the format at the end of the model name counts ("...-AWQ-INT4").
 */
export function resolveQuant(
  index: NameIndex,
  name: string,
  engine: Engine | null,
  modelName = '',
): { readonly id: string } | UnknownName {
  const stated = name.trim() !== '' ? name : (modelSpelling(modelName).format ?? '');
  for (const key of spellings(stated)) {
    const ids = index.quantsByKey.get(key) ?? [];
    const runs = ids.filter((id) => engine !== null && index.parts.quants[id]?.engines.includes(engine));
    const id = runs[0] ?? (ids.length === 1 || engine === null ? ids[0] : undefined);
    if (id) return { id };
  }
  const keys = nearestNames(tightKey(stated), index.quantsByKey.keys(), 6);
  const nearest = [...new Set(keys.flatMap((key) => index.quantsByKey.get(key) ?? []))].slice(0, 3);
  return { unknown: stated, nearest };
}
