import type { Catalog } from '../schema/catalog.ts';
import { cellPlace } from '../schema/cell-key.ts';
import type { Architecture, LayerGroup, TextModel } from '../schema/model.ts';

type Shape = Pick<TextModel, 'architecture'>;

/** Vocabularies are padded by converters: this much difference changes no speed. */
const VOCAB_TOLERANCE = 0.02;

/**
 * A model in our data with the same layers, widths and experts: it computes exactly alike, so its measured speeds
 * count. `named` is preferred where it fits, else the most measured one; null when nothing fits.
 */
export function modelAlike(model: Shape, named: string | null, catalog: Catalog): TextModel | null {
  const first = named === null ? undefined : catalog.models[named];
  if (first && alike(model, first)) return first;
  const all = Object.values(catalog.models).filter((m) => m.kind === 'text' && alike(model, m));
  if (all.length < 2) return all[0] ?? null;
  const cells = (id: string) =>
    Object.keys(catalog.cells).filter((key) => cellPlace(key).model === id).length;
  return all.reduce((most, m) => (cells(m.id) > cells(most.id) ? m : most));
}

function alike(a: Shape, b: Shape): boolean {
  const [x, y] = [a.architecture, b.architecture];
  if (!x || !y) return false;
  return (
    x.layers === y.layers &&
    x.hidden === y.hidden &&
    Math.abs(x.vocab / y.vocab - 1) <= VOCAB_TOLERANCE &&
    (x.moe === undefined ? x.ffn_hidden === y.ffn_hidden : true) &&
    experts(x) === experts(y) &&
    groups(x.attention) === groups(y.attention)
  );
}

const experts = ({ moe }: Architecture): string =>
  moe ? [moe.experts, moe.active, moe.expert_hidden, moe.dense_layers].join('|') : '';

/** Groups in any order, by what decides memory and work. */
const groups = (list: readonly LayerGroup[]): string =>
  list
    .map((g) =>
      [
        g.kind,
        g.count,
        g.heads,
        g.kv_heads,
        g.head_dim,
        g.window,
        g.kv_lora_rank,
        g.mixer,
        g.value_heads,
      ].join(','),
    )
    .sort()
    .join('|');
