import type { Engine } from '../../schema/vocabulary.ts';
import type { NameIndex } from './build-index.ts';
import { ggmlFormats } from './ggml-words.ts';
import { modelSpelling, tightKey, wordSet, words } from './keys.ts';
import { nearestNames } from './nearest.ts';
import type { UnknownName } from './resolution.ts';

/** Words around a format that name the packer, not the format. */
const PACKER_WORDS = wordSet(`
  gguf i1 unsloth class native modelopt uniform ubergarm bartowski base quant quantized weights imatrix qat marlin all
  mostly`);

/** "auto (bf16)": the setting outside, what it came to in brackets. */
const SETTING = /^\s*(?:auto|none|default|unquantized|native)\s*\(([^)]+)\)\s*$/i;

function spellings(name: string): string[] {
  const said = ggmlFormats(SETTING.exec(name)?.[1] ?? name);
  const plain = said.replace(/\([^)]*\)/g, ' ').replace(/(\d)[\s_-]bits?\b/gi, '$1bit');
  const dynamic = plain.replace(/unsloth[\s-]dynamic|\bud[\s-]2\.0\b/i, 'UD');
  const kept = words(dynamic).filter((word) => !PACKER_WORDS.has(word));
  const inBrackets = words(said).filter((word) => !PACKER_WORDS.has(word));
  // "Q8 MLX" is "MLX Q8", "W8A8 FP8" is "FP8 W8A8".
  const turned = [kept, inBrackets].flatMap((list) => [
    [...list.slice(1), ...list.slice(0, 1)],
    [...list.slice(-1), ...list.slice(0, -1)],
  ]);
  // Others have a format of that name too; Unsloth's is the dynamic one.
  const dynamicXl = /unsloth/i.test(name) && kept.at(-1) === 'xl' ? [['ud', ...kept]] : [];
  const all = [...dynamicXl, name, said, plain, kept, inBrackets, ...turned];
  return [...new Set(all.map(tightKey))];
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
