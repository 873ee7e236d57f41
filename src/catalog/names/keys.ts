import { ggmlFormats } from './ggml-words.ts';

/**
 * Spelling folded away: how names from benchmarks, shops and file names are compared. Pure text, no catalogue.
 */

/** Lower-case words of a name. A dot stays only between digits ("qwen2.5", "llama.cpp" -> "llama", "cpp"). */
export function words(name: string): string[] {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\((?:r|tm|c)\)|[\u0300-\u036f®™©]/g, '')
    .replace(/(?<![0-9])\.|\.(?![0-9])/g, ' ')
    .split(/[^a-z0-9.]/)
    .filter((word) => word !== '');
}

/** Words without any separator: "Qwen-2.5 0.5B" and "qwen2.5-0.5b" are the same name. */
export function tightKey(name: string | readonly string[]): string {
  return (typeof name === 'string' ? words(name) : name).join('');
}

/**
 * The same for models, whose size is a number after that of a generation: "Qwen2 7B" is not "Qwen 27B", which was never
 * called anything else.
 */
export const modelKey = (name: string | readonly string[]): string =>
  (typeof name === 'string' ? words(name) : name).reduce(
    (key, word) => (/[0-9]$/.test(key) && /^[0-9]/.test(word) ? `${key}-${word}` : key + word),
    '',
  );

/** The words of a text, for telling whether one is among them. */
export const wordSet = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const VENDOR_WORDS = wordSet(`
  nvidia amd ati apple intel corporation qualcomm processor geforce radeon tesla instinct core gpu card graphics edition`);
/** Series of cards: left out or not before a number, the same card is meant. */
const SERIES_WORDS = wordSet('rtx gtx rx arc');

/** A name without separators, makers and series: an id that spells them out and one that does not are the same. */
export const bareKey = (name: string): string =>
  tightKey(words(name).filter((word) => !VENDOR_WORDS.has(word) && !SERIES_WORDS.has(word)));

/** "MacBook Pro M3 Max" names the machine; the chip is what computes. */
const MAC_PRODUCT = /\b(?:macbook\s+(?:pro|air)|mac\s+(?:studio|mini|pro)|imac(?:\s+pro)?)\s+(?=m\d)/i;

export interface DeviceSpelling {
  /** Comparison key of the whole name, of the name without memory size, and without core count as well. */
  readonly full: string;
  readonly sized: string;
  readonly base: string;
  readonly gpuCores: number | null;
  /** Makers the name mentions: tells Intel's N150 from Tenstorrent's. */
  readonly makers: readonly string[];
  readonly memoryGb: number | null;
}

/** Folds a device name and reads the variant it names: "Apple M2 Ultra 76-core GPU", "RTX 3060 12GB". */
export function deviceSpelling(name: string): DeviceSpelling {
  const bare = name.replace(MAC_PRODUCT, '').replace(/\bmax\+/gi, 'max');
  const list = words(
    bare
      .replace(/(\d)\s*gi?b\b/gi, '$1gb')
      // Four digits are a number of the maker's: "Ryzen 7 5700G".
      .replace(/(?<!\d)(\d{1,3})\s*g\b/gi, '$1gb')
      .replace(/(\d+)[\s-]*cores?\b/gi, '$1core'),
  );
  const kept = list.filter((word) => !VENDOR_WORDS.has(word));
  const cores = kept.find((word) => /^\d+core$/.test(word));
  const memory = kept.find((word) => /^\d+gb$/.test(word));
  const without = (drop: readonly (string | undefined)[]) => kept.filter((word) => !drop.includes(word));
  return {
    full: tightKey(kept),
    sized: tightKey(without([memory])),
    base: tightKey(without([memory, cores])),
    makers: list.filter((word) => VENDOR_WORDS.has(word)),
    gpuCores: cores ? Number.parseInt(cores, 10) : null,
    memoryGb: memory ? Number.parseInt(memory, 10) : null,
  };
}

/** Words in model names that change neither architecture nor speed. */
const HARMLESS_WORDS = wordSet(`
  instruct it chat hf gguf base mlx meta nvidia text mtp latest preview vllm qat ct moe quantized safetensors unsloth
  tensors native compressed pt`);
const SIZE_WORD = /^(?:e?\d+(?:\.\d+)?[bmt]|a\d+(?:\.\d+)?[bm])$/;
/** 2507, 0414, 0731: release stamps (YYMM or MMDD). */
const DATE_WORD = /^(?:2[3-6](?:0[1-9]|1[0-2])|(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]))$/;

const FORMAT_WORD = new RegExp(
  `^(?:${[
    'ud|i1|gguf|mlx|apex|udt',
    '[it]?q\\d+(?:[a-z]\\w*)?|q\\d+|[kms]|xs|xl|xxs|nl|ks|kss|kt|r4|r8|[01]',
    'bf16|fp?16|fp?32|fp8|fp4|mxfp[48]|nvfp4|nvfp4a16|int[48]|uint4|w\\d+a\\d+|nf4|bnb|q\\dkxl',
    'awq|gptq|autoround|exl[23]|\\d+(?:\\.\\d+)?bpw|\\d+(?:\\.\\d+)?bit|bit|dynamic|static|g\\d+|dwq|mxq|mcg|mul1|fast',
  ].join('|')})$`,
);

interface ModelSpelling {
  /** Keys from the most literal to the most forgiving; the first that names one model wins. */
  readonly keys: readonly string[];
  /** Name without its size words, and those words: "DeepSeek R1 671B" -> "deepseekr1", ["671b"]. */
  readonly sizeless: string;
  readonly totalB: number | null;
  /** Words of the name proper, for finding the base of a fine-tune. */
  readonly stem: readonly string[];
  /** Weight format found at the end of the name ("UD-Q4_K_XL"), as written; null when there is none. */
  readonly format: string | null;
}

/** What may stand behind the format: the tag's default, and a context length that somebody built in. */
const AFTER_FORMAT = /^(?:latest|\d+k)$/;

function splitFormat(words: readonly string[]): { stem: string[]; format: string[] } {
  let last = words.length;
  while (last > 1 && AFTER_FORMAT.test(words[last - 1] ?? '')) last--;
  const list = words.slice(0, last);
  let end = last;
  while (end > 1 && FORMAT_WORD.test(list[end - 1] ?? '')) end--;
  // "4bit" alone may be a format, "3" alone may not: a bare figure belongs to the name.
  while (end < list.length && /^[0-9]$/.test(list[end] ?? '')) end++;
  return { stem: list.slice(0, end), format: list.slice(end) };
}

/** Total parameters in billions that a size word states ("671b", "350m"), not the active share ("a3b"). */
function statedBillions(list: readonly string[]): number | null {
  const found = list.find((word) => /^\d+(?:\.\d+)?[bmt]$/.test(word));
  if (!found) return null;
  const scale = { b: 1, m: 1e-3, t: 1e3 }[found.at(-1) as 'b' | 'm' | 't'];
  return Number.parseFloat(found) * scale;
}

/** "bartowski_Qwen3-8B": who packed the file. Not the underscore of "v1_5". */
const OWNER = /^[A-Za-z0-9.-]+_(?=[A-Za-z])/;

/** Folds a model name: organisation, file ending, weight format, "Instruct" and release stamps go, in that order. */
export function modelSpelling(name: string): ModelSpelling {
  const local = ggmlFormats(name)
    .replace(/^.*[/\\]/, '')
    .replace(/^models--.+?--/, '')
    .replace(/\s*\([^)]*\)\s*$/, '')
    .replace(/\.(?:gguf|safetensors)$/i, '')
    .replace(/-\d{5}-of-\d{5}$/, '')
    // "qwen3_6-35b": file systems and served names dislike dots. Not in "q4_0".
    .replace(/(?<=^[a-z-]+\d)_(?=\d)/i, '.')
    .replace(/(\d)[\s_-]bit\b/gi, '$1bit');
  const all = words(local).filter((word) => word !== 'gguf');
  const { stem, format } = splitFormat(all);
  const plain = stem.filter((word) => !HARMLESS_WORDS.has(word));
  const undated = plain.filter((word) => !DATE_WORD.test(word));
  const owner = OWNER.test(local) ? words(local.replace(OWNER, '')).filter((w) => w !== 'gguf') : [];
  const ownerStem = splitFormat(owner).stem.filter((word) => !HARMLESS_WORDS.has(word));
  const keys = [all, stem, plain, ownerStem, undated].filter((list) => list.length > 0).map(modelKey);
  const tail = format.filter((word) => word !== 'gguf' && word !== 'mlx');
  return {
    keys: [...new Set(keys)],
    sizeless: modelKey(undated.filter((word) => !SIZE_WORD.test(word))),
    totalB: statedBillions(undated),
    stem: undated,
    format: tail.length > 0 ? format.join('-') : null,
  };
}
