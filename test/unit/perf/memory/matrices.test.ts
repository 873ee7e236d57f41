import { describe, expect, it } from 'vitest';
import { attentionMatrices } from '../../../../src/perf/attention-tensors.ts';
import { contextMemory } from '../../../../src/perf/memory/context-memory.ts';
import { mixtureBytes } from '../../../../src/perf/memory/tensor-types.ts';
import type { TensorRow } from '../../../../src/perf/tensors.ts';
import type { LayerGroup } from '../../../../src/schema/model.ts';
import type { Mixture } from '../../../../src/schema/quant.ts';
import { compressed, full, linear, mla } from '../../../fixtures/attention-groups.ts';
import { engine, model, type PARTS } from '../../../fixtures/memory-parts.ts';

const HIDDEN = 1000;
/** "role cols x rows" of every projection of one layer. */
const shapes = (group: object): string[] =>
  attentionMatrices({ count: 1, owns_cache: true, ...group } as unknown as LayerGroup, HIDDEN).map(
    (m) => `${m.role} ${m.cols}x${m.rows}`,
  );

describe('the projections of a layer', () => {
  it('of grouped queries', () => {
    expect(shapes(full)).toEqual([
      'attn_q 1000x512',
      'attn_k 1000x128',
      'attn_v 1000x128',
      'attn_out 512x1000',
    ]);
    expect(shapes({ ...full, kv_heads: undefined })).toContain('attn_k 1000x512');
    expect(shapes({ ...full, v_head_dim: 32 })).toEqual([
      'attn_q 1000x512',
      'attn_k 1000x128',
      'attn_v 1000x64',
      'attn_out 256x1000',
    ]);
    expect(shapes({ ...full, v_from_k: true })).toEqual([
      'attn_q 1000x512',
      'attn_k 1000x128',
      'attn_out 512x1000',
    ]);
    expect(shapes({ ...full, owns_cache: false })).toEqual(['attn_q 1000x512', 'attn_out 512x1000']);
    expect(shapes({ ...full, fused_qkv: 768 })).toEqual(['attn_qkv 1000x768', 'attn_out 512x1000']);
  });
  it('with a gate on the output, or an index of what to attend', () => {
    expect(shapes({ ...full, output_gate: 'element' })).toContain('attn_other 1000x512');
    expect(shapes({ ...full, output_gate: 'head' })).toContain('attn_other 1000x8');
    expect(shapes({ ...full, index_heads: 4, index_dim: 32 })).toContain('attn_other 1000x160');
    expect(shapes({ ...full, index_heads: 0, index_dim: 32 })).toHaveLength(4);
  });
  it('of latent attention', () => {
    expect(shapes(mla)).toEqual([
      'attn_other 1000x512',
      'attn_other 1000x116',
      'attn_other 48x800',
      'attn_other 100x256',
      'attn_out 256x1000',
    ]);
    expect(shapes({ ...mla, q_lora_rank: 200 })).toEqual([
      'attn_other 1000x200',
      'attn_other 200x512',
      'attn_other 1000x116',
      'attn_other 48x800',
      'attn_other 100x256',
      'attn_out 256x1000',
    ]);
    expect(shapes({ ...mla, index_heads: 4, index_dim: 32 }).slice(5)).toEqual([
      'attn_other 1000x128',
      'attn_other 1000x36',
    ]);
    expect(shapes({ ...mla, q_lora_rank: 200, index_heads: 4, index_dim: 32 }).slice(6)).toEqual([
      'attn_other 200x128',
      'attn_other 1000x36',
    ]);
    expect(shapes({ ...mla, index_dim: 32 })).toHaveLength(5);
    expect(shapes({ ...mla, output_gate: 'element' })).toContain('attn_other 1000x256');
  });
  it('of one compressed key for all heads', () => {
    const plain = [
      'attn_other 1000x200',
      'attn_other 200x512',
      'attn_other 1000x64',
      'attn_other 128x200',
      'attn_out 200x1000',
    ];
    expect(shapes(compressed)).toEqual(plain);
    expect(shapes({ ...compressed, compress_ratio: 4 })).toEqual([...plain, 'attn_other 1000x128']);
    expect(shapes({ ...compressed, compress_ratio: 4, index_heads: 3, index_dim: 32 })).toEqual([
      ...plain,
      'attn_other 1000x256',
      'attn_other 200x96',
      'attn_other 1000x131',
    ]);
    expect(shapes({ ...compressed, o_groups: 0 })).toEqual(plain.slice(0, 3));
  });
  it('of linear layers', () => {
    const mixed = (mixer: string | undefined, over: object = {}) => shapes({ ...linear, mixer, ...over });
    expect(mixed(undefined)).toEqual([]);
    expect(mixed('short-conv')).toEqual(['linear 1000x4000', 'norm 4x1000']);
    expect(mixed('gated-deltanet')).toEqual([
      'delta_qkv 1000x192',
      'delta 1000x136',
      'delta 128x1000',
      'norm 4x192',
    ]);
    expect(mixed('mamba2')).toEqual(['linear 1000x324', 'linear 128x1000', 'norm 4x192']);
    expect(mixed('lightning')).toEqual(['attn_qkv 1000x192', 'linear 1000x128', 'attn_out 128x1000']);
    expect(mixed('kda')).toEqual([
      'attn_q 1000x32',
      'attn_k 1000x32',
      'attn_v 1000x128',
      'linear 1000x4',
      'linear 1000x128',
      'linear 1000x128',
      'attn_out 128x1000',
      'norm 4x192',
    ]);
    expect(mixed('kda', { decay_rank: 8, gate_rank: 9 })).toEqual([
      'attn_q 1000x32',
      'attn_k 1000x32',
      'attn_v 1000x128',
      'linear 1000x4',
      'linear 1000x8',
      'linear 8x128',
      'linear 1000x9',
      'linear 9x128',
      'attn_out 128x1000',
      'norm 4x192',
    ]);
  });
});

describe('the types that a mixture gives', () => {
  /** One byte, two and four bytes a weight. */
  const types = Object.fromEntries(
    [
      ['A', 1],
      ['B', 2],
      ['C', 4],
    ].map(([id, bytes]) => [id, { block_weights: 1, block_bytes: bytes }]),
  ) as unknown as typeof PARTS.tensor_types;
  const rowOf = (role: string, blocks: number[]): TensorRow =>
    ({ role, cols: 1, rows: 1, blocks }) as unknown as TensorRow;
  const arch = (over: object = {}) =>
    ({ layers: 16, attention: [{ kind: 'full', heads: 8, kv_heads: 8 }], ...over }) as never;
  const bytes = (
    role: string,
    mixture: Partial<Mixture>,
    { blocks = Array.from({ length: 16 }, (_, i) => i), a = arch() } = {},
  ) =>
    mixtureBytes(
      rowOf(role, blocks),
      { default: 'A', roles: {}, raises: [], ...mixture } as Mixture,
      types,
      a,
    );
  const raised = (role: string, raise: object, options?: { blocks?: number[]; a?: never }) =>
    bytes(role, { raises: [{ role, type: 'B', ...raise }] } as never, options) - 16;

  it('are by the most particular name', () => {
    const roles = (map: object, role: string) => bytes(role, { roles: map } as never, { blocks: [0] });
    expect(roles({ expert: 'B' }, 'expert_down')).toBe(2);
    expect(roles({ expert: 'B', expert_down: 'C' }, 'expert_down')).toBe(4);
    expect(roles({ ffn_down: 'B' }, 'expert_down')).toBe(2);
    expect(roles({ ffn_down: 'B' }, 'shared_down')).toBe(2);
    expect(roles({ shared: 'C', ffn_down: 'B' }, 'shared_down')).toBe(4);
    expect(roles({ attn_v: 'B' }, 'attn_qkv')).toBe(2);
    expect(roles({ attn_v: 'B' }, 'delta_qkv')).toBe(2);
    expect(roles({ attn_qkv: 'C', attn_v: 'B' }, 'delta_qkv')).toBe(4);
    expect(roles({ linear: 'B' }, 'delta')).toBe(2);
    expect(roles({ attention: 'B' }, 'delta')).toBe(2);
    for (const role of ['attn_q', 'attn_other', 'linear', 'attn_qkv', 'delta_qkv'])
      expect(roles({ attention: 'B' }, role)).toBe(2);
    expect(roles({ attention: 'B' }, 'ffn_down')).toBe(1);
    expect(roles({ embedding: 'B' }, 'lookup')).toBe(2);
    expect(roles({ lookup: 'B' }, 'embedding')).toBe(1);
    expect(roles({}, 'head')).toBe(1);
  });
  it.each<[string | undefined, number]>([
    [undefined, 16],
    ['first_eighth', 2],
    ['first_sixteenth', 1],
    ['middle_three_quarters', 12],
    ['first_2', 2],
    ['first_4', 4],
    // Two at either end and every third between: 4, 7, 10, 13.
    ['more_bits', 8],
  ])('are raised in the layers of a span: %s, %i of 16', (layers, count) => {
    expect(raised('ffn_down', { layers })).toBe(count);
  });
  it('count value projections one by one and feed-forward matrices by their layer', () => {
    const late = { blocks: [8, 9, 10, 11] };
    const of = (role: string) =>
      bytes(role, { raises: [{ role, type: 'B', layers: 'first_2' }] } as never, late) - 4;
    expect([of('attn_v'), of('delta_qkv'), of('ffn_down')]).toEqual([2, 2, 0]);
    expect(
      bytes('head', { raises: [{ role: 'head', type: 'B', layers: 'first_2' }] } as never, { blocks: [] }),
    ).toBe(2);
    expect(bytes('head', {}, { blocks: [] })).toBe(1);
  });
  it('are raised from the type they have, rule after rule', () => {
    const raises = [
      { role: 'ffn_down', type: 'B', layers: 'first_4' },
      { role: 'ffn_down', type: 'C', from: 'B', layers: 'first_2' },
      { role: 'ffn_down', type: 'C', from: 'C2' },
    ];
    expect(bytes('ffn_down', { raises } as never)).toBe(12 + 2 * 2 + 2 * 4);
  });
  it('are not raised by a broader name where they have a type of their own', () => {
    const raises = [{ role: 'ffn_down', type: 'C' }];
    expect(bytes('expert_down', { roles: { expert_down: 'B' }, raises } as never)).toBe(32);
    expect(bytes('expert_down', { roles: {}, raises } as never)).toBe(64);
    expect(
      bytes('attn_v', { roles: { attn_v: 'B' }, raises: [{ role: 'attention', type: 'C' }] } as never),
    ).toBe(64);
  });
  it('are not raised by what is said of attention where they are none of it', () => {
    const raises = [{ role: 'attention', type: 'C' }];
    for (const role of ['embedding', 'output'])
      expect(bytes(role, { roles: { [role]: 'B' }, raises } as never), role).toBe(32);
    expect(bytes('ngram', { roles: { embedding: 'B' }, raises } as never)).toBe(32);
    expect(bytes('ffn_up', { raises } as never)).toBe(16);
    expect(bytes('attn_q', { raises } as never)).toBe(64);
  });
  it.each<[string, object, boolean]>([
    ['grouped', {}, false],
    ['grouped', { attention: [{ kind: 'full', heads: 8, kv_heads: 2 }] }, true],
    ['grouped', { attention: [{ kind: 'full', heads: 8, kv_heads: 3 }] }, false],
    [
      'grouped',
      {
        attention: [
          { kind: 'linear', heads: 64, kv_heads: 1 },
          { kind: 'full', heads: 8, kv_heads: 8 },
        ],
      },
      false,
    ],
    ['grouped', { attention: [{ kind: 'mla', heads: 8, kv_heads: 8 }] }, true],
    ['grouped', { attention: [{ kind: 'compressed', heads: 8, kv_heads: 8 }] }, true],
    ['grouped', { attention: [{ kind: 'full', heads: 8 }] }, false],
    ['grouped', { attention: [{ kind: 'linear' }] }, false],
    ['grouped_or_experts', { moe: { experts: 4 } }, true],
    ['grouped_or_experts', { moe: { experts: 3 } }, false],
    ['grouped_or_experts', {}, false],
    [
      'delta_experts',
      { moe: { experts: 2 }, attention: [{ kind: 'linear', mixer: 'gated-deltanet' }] },
      true,
    ],
    ['delta_experts', { attention: [{ kind: 'linear', mixer: 'gated-deltanet' }] }, false],
    ['delta_experts', { moe: { experts: 2 } }, false],
    ['eight_experts', { moe: { experts: 8 } }, true],
    ['eight_experts', { moe: { experts: 9 } }, false],
    ['eight_experts', {}, false],
    ['eighty_layers', { layers: 80 }, true],
    ['eighty_layers', { layers: 80, moe: { experts: 8 } }, false],
    ['eighty_layers', { layers: 79 }, false],
  ])('are raised when the model is %s: %j %s', (when, over, holds) => {
    expect(raised('ffn_down', { when }, { a: arch(over) }) > 0).toBe(holds);
  });
});

describe('context memory', () => {
  const llama = engine('llama.cpp');
  const eight = model('llama-3.1-8b');
  it('of several sequences has a cache and an output for each', () => {
    const one = contextMemory(eight, llama, 4096, 1);
    const four = contextMemory(eight, llama, 4096, 4);
    // 32 layers of 8 heads of 128, keys and values, 2 bytes.
    expect(one?.kv).toBe(32 * 8 * 128 * 2 * 2 * 4096);
    expect(four?.kv).toBe(4 * (one?.kv ?? 0));
    expect(one?.output).toBe(128_256 * 4);
    expect(four?.output).toBe(4 * 128_256 * 4);
  });
  it('is unknown without an architecture', () => {
    const { architecture: _, ...bare } = eight;
    expect(contextMemory(bare as typeof eight, llama, 4096, 1)).toBeNull();
  });
  it('stores values as keys unless told, in the types asked for', () => {
    const kv = (options: object) => contextMemory(eight, llama, 4096, 1, options)?.kv ?? 0;
    expect(kv({ key_type: 'q8_0' }) / kv({})).toBeCloseTo(34 / 64, 9);
    expect(kv({ key_type: 'q8_0', value_type: 'f16' }) / kv({})).toBeCloseTo((34 / 64 + 1) / 2, 9);
  });
});
