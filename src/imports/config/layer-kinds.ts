import type { ConfigReader } from './config-reader.ts';

/** What a layer does with the tokens before it. */
export type ConfigLayer = 'full' | 'sliding' | 'linear' | 'feed-forward';

/** Where a config lists no layer types, which layers see only a window. */
export type WindowRule =
  | 'none'
  /** All of them, where there is a window (Mistral, Phi-3, StarCoder2). */
  | 'all'
  /** From `max_window_layers` on, where `use_sliding_window` says so (Qwen). */
  | 'qwen'
  /** Every n-th layer sees everything, the others do not. */
  | { readonly full_every: number };

const WORDS: Readonly<Record<string, ConfigLayer>> = {
  full_attention: 'full',
  attention: 'full',
  sliding_attention: 'sliding',
  chunked_attention: 'sliding',
  deepseek_sparse_attention: 'full',
  linear_attention: 'linear',
  conv: 'linear',
  mamba: 'linear',
  mlp: 'feed-forward',
  moe: 'feed-forward',
};
/** Letters of Nemotron-H's pattern. */
const LETTERS: Readonly<Record<string, ConfigLayer>> = {
  M: 'linear',
  '*': 'full',
  '-': 'feed-forward',
  E: 'feed-forward',
};

/** Layers of the deepest model known are 126; a config that claims more than this is a mistake. */
export const MOST_LAYERS = 4096;

/** The kind of every layer, from what the config lists or by the architecture's rule. */
export function layerKinds(c: ConfigReader, rule: WindowRule): ConfigLayer[] {
  const pattern = c.pattern('hybrid_override_pattern');
  const listed = pattern ? [...pattern] : c.list('layer_types', 'layers_block_type');
  const layers =
    listed && !c.has('num_hidden_layers', 'num_layers')
      ? listed.length
      : c.int('num_hidden_layers', 'num_layers');
  if (layers > MOST_LAYERS) {
    c.complain('num_hidden_layers', `${layers} layers are more than any model has`);
    return [];
  }
  const linear = linearLayers(c, layers);
  if (linear) return linear;
  if (listed) {
    const kinds = named(
      listed,
      pattern ? LETTERS : WORDS,
      c,
      pattern ? 'hybrid_override_pattern' : 'layer_types',
      layers,
    );
    // A window as long as the context is none.
    return windowOf(c) === undefined ? kinds.map((k) => (k === 'sliding' ? 'full' : k)) : kinds;
  }
  const flags = c.listIfAny('hybrid_layer_pattern') ?? c.listIfAny('sliding_window_pattern');
  if (flags && flags.length === layers) return flags.map((f) => (f === 1 || f === true ? 'sliding' : 'full'));
  const window = windowOf(c);
  return Array.from({ length: layers }, (_, i) =>
    window !== undefined && isWindowed(i, layers, rule, c) ? 'sliding' : 'full',
  );
}

/** Kimi Linear counts its linear layers from 1. */
function linearLayers(c: ConfigReader, layers: number): ConfigLayer[] | undefined {
  const listed = c.part('linear_attn_config')?.list('kda_layers');
  if (!listed) return undefined;
  return Array.from({ length: layers }, (_, i) => (listed.includes(i + 1) ? 'linear' : 'full'));
}

/** Tokens that a windowed layer sees; undefined where there is no window or it is as long as the context. */
export function windowOf(c: ConfigReader): number | undefined {
  const window = c.optionalInt('sliding_window', 'attention_chunk_size');
  if (window === undefined || window === 0) return undefined;
  return window >= (c.optionalInt('max_position_embeddings') ?? Number.POSITIVE_INFINITY)
    ? undefined
    : window;
}

function isWindowed(layer: number, layers: number, rule: WindowRule, c: ConfigReader): boolean {
  if (rule === 'none') return false;
  if (rule === 'all') return true;
  if (rule === 'qwen')
    return c.flag('use_sliding_window') === true && layer >= (c.optionalInt('max_window_layers') ?? layers);
  const every =
    c.text('sliding_window_pattern')?.length ??
    c.optionalInt('sliding_window_pattern', '_sliding_window_pattern') ??
    rule.full_every;
  return every > 0 && (layer + 1) % every !== 0;
}

function named(
  words: readonly unknown[],
  known: Readonly<Record<string, ConfigLayer>>,
  c: ConfigReader,
  key: string,
  layers: number,
): ConfigLayer[] {
  const strange = words.find((word) => typeof word !== 'string' || !Object.hasOwn(known, word));
  if (strange !== undefined) c.complain(key, `knows no layer "${String(strange).slice(0, 30)}"`);
  else if (words.length !== layers)
    c.complain(key, `lists ${words.length} layers, but num_hidden_layers is ${layers}`);
  else return words.map((word) => known[word as string] ?? 'full');
  return [];
}
