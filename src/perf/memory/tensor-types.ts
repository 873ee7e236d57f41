import type { Architecture } from '../../schema/model.ts';
import type { Mixture, TensorType } from '../../schema/quant.ts';
import type { LayerSpan, MixtureCondition } from '../../schema/vocabulary.ts';
import type { Bytes } from '../../units/units.ts';
import type { TensorRole } from '../attention-tensors.ts';
import type { TensorRow } from '../tensors.ts';

type Types = Readonly<Record<string, TensorType>>;

/** Every projection of attention and linear layers also answers to this name. */
const ATTENTION = 'attention';

/** Names a tensor answers to in a mixture, most particular first. llama.cpp files experts under the ffn names. */
function namesOf(role: TensorRole): string[] {
  const [group = '', part = ''] = role.split('_');
  if (group === 'expert' || group === 'shared') return [role, group, `ffn_${part}`];
  if (role === 'attn_qkv') return ['attn_qkv', 'attn_v', ATTENTION];
  if (role === 'delta_qkv') return ['delta_qkv', 'attn_qkv', 'attn_v', ATTENTION];
  if (role === 'delta') return ['delta', 'linear', ATTENTION];
  if (group === 'attn' || role === 'linear') return [role, ATTENTION];
  if (role === 'lookup' || role === 'ngram') return [role, 'embedding'];
  return [role];
}

/** Whether a span of layers takes in the tensor at position `i` of `n` (integer arithmetic as in llama-quant.cpp). */
function inSpan(span: LayerSpan | undefined, i: number, n: number): boolean {
  const eighth = Math.floor(n / 8);
  switch (span) {
    case undefined:
      return true;
    case 'more_bits':
      return i < eighth || i >= Math.floor((7 * n) / 8) || (i - eighth) % 3 === 2;
    case 'first_eighth':
      return i < eighth;
    case 'first_sixteenth':
      return i < Math.floor(n / 16);
    case 'middle_three_quarters':
      return i >= eighth && i < Math.floor((7 * n) / 8);
    case 'first_2':
      return i < 2;
    case 'first_4':
      return i < 4;
  }
}

/** Query heads per KV head of the first attention layers; latent attention has one key for all heads. */
function queriesPerKeyHead(a: Architecture): number {
  const group = a.attention.find((g) => g.kind !== 'linear');
  const heads = group?.heads ?? 0;
  if (group?.kind === 'mla' || group?.kind === 'compressed') return heads;
  return heads / Math.max(1, group?.kv_heads ?? heads);
}

function holds(when: MixtureCondition | undefined, a: Architecture): boolean {
  const grouped = queriesPerKeyHead(a) >= 4;
  switch (when) {
    case undefined:
      return true;
    case 'grouped':
      return grouped;
    case 'grouped_or_experts':
      return grouped || (a.moe?.experts ?? 0) >= 4;
    case 'delta_experts':
      return a.moe !== undefined && a.attention.some((g) => g.mixer === 'gated-deltanet');
    case 'eight_experts':
      return a.moe?.experts === 8;
    case 'eighty_layers':
      return a.layers === 80 && !a.moe;
  }
}

const OUTSIDE: readonly number[] = [0];

/** Bytes of one row of `cols` weights in a type, following the fallback where the width does not divide by the block. */
export function rowBytes(types: Types, name: string, cols: number): Bytes {
  const type = types[name];
  if (!type) throw new Error(`tensor type ${name} is not defined`);
  if (type.fallback && cols % type.block_weights !== 0) return rowBytes(types, type.fallback, cols);
  return (cols * type.block_bytes) / type.block_weights;
}

/**
 * Bytes of all matrices of one table row under a mixture: the rules of llama-quant.cpp applied tensor by tensor.
 * Tensors without layer numbers count as one.
 */
export function mixtureBytes(row: TensorRow, mixture: Mixture, types: Types, a: Architecture): Bytes {
  const names = namesOf(row.role);
  const own = names.findIndex((n) => mixture.roles[n] !== undefined);
  const plain = mixture.roles[names[own] ?? ''] ?? mixture.default;
  // A rule under a broader name does not touch a tensor that the mixture names more particularly.
  const reach = own < 0 ? names : names.filter((name, i) => i <= own || name === ATTENTION);
  const raises = mixture.raises.filter((r) => reach.includes(r.role) && holds(r.when, a));
  const blocks = row.blocks.length > 0 ? row.blocks : OUTSIDE;
  if (raises.length === 0) return blocks.length * row.rows * rowBytes(types, plain, row.cols);
  const byType = new Map<string, number>();
  // Value projections are counted one by one, feed-forward matrices by their layer.
  const ordinal = row.role.startsWith('attn_') || row.role === 'delta_qkv';
  blocks.forEach((block, k) => {
    const i = ordinal ? k : block;
    const n = ordinal ? blocks.length : a.layers;
    let type = plain;
    for (const rule of raises)
      if ((!rule.from || rule.from === type) && inSpan(rule.layers, i, n)) type = rule.type;
    byType.set(type, (byType.get(type) ?? 0) + 1);
  });
  let bytes = 0;
  for (const [type, count] of byType) bytes += count * row.rows * rowBytes(types, type, row.cols);
  return bytes;
}
