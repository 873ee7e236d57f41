import { describe, expect, it } from 'vitest';
import { cacheBytes, cachePlan } from '../../../../src/perf/memory/kv-cache.ts';
import { tensorTable } from '../../../../src/perf/tensors.ts';
import type { TextModel } from '../../../../src/schema/model.ts';
import { engine } from '../../../fixtures/memory-parts.ts';

const full = { kind: 'full', count: 4, owns_cache: true, heads: 8, kv_heads: 2, head_dim: 64 };
const base = {
  layers: 4,
  hidden: 1000,
  vocab: 100,
  tied_embeddings: true,
  ffn_hidden: 3000,
  ffn_matrices: 3,
  attention: [full],
};
/** As many parameters as the shapes have, unless told. */
const small = (over: object = {}, more: object = {}): TextModel =>
  ({
    id: 'm',
    kind: 'text',
    params_total_b: 0.041229,
    params_active_b: 0.041229,
    params_lookup_b: 0,
    architecture: { ...base, ...over },
    ...more,
  }) as unknown as TextModel;
/** "role cols x rows @ layers" */
const table = (model: TextModel) =>
  (tensorTable(model) ?? []).map(
    (r) => `${r.role} ${r.cols}x${Number(r.rows.toFixed(3))} @${r.blocks.join(',')}`,
  );

describe('the tensors of a model', () => {
  it('are tables of words, projections, feed-forward blocks and norms', () => {
    expect(table(small())).toEqual([
      'output 1000x100 @',
      'norm 1000x9 @',
      'attn_q 1000x512 @0,1,2,3',
      'attn_k 1000x128 @0,1,2,3',
      'attn_v 1000x128 @0,1,2,3',
      'attn_out 512x1000 @0,1,2,3',
      'ffn_gate 1000x3000 @0,1,2,3',
      'ffn_up 1000x3000 @0,1,2,3',
      'ffn_down 3000x1000 @0,1,2,3',
    ]);
    expect(table(small({ ffn_matrices: 2 }, { params_total_b: 0.029229 }))).not.toContain(
      'ffn_gate 1000x3000 @0,1,2,3',
    );
    expect(tensorTable({ id: 'm' } as TextModel)).toBeNull();
  });
  it('hold words twice, positions and lookups where the model does', () => {
    const rows = table(
      small({ tied_embeddings: false, position_rows: 50 }, { params_lookup_b: 0.002, params_total_b: 0.06 }),
    );
    expect(rows.slice(0, 5)).toEqual([
      'output 1000x100 @',
      'embedding 1000x100 @',
      'norm 1000x50 @',
      'lookup 1000x2000 @',
      'norm 1000x9 @',
    ]);
    const perLayer = table(small({ per_layer_dim: 10 }, { params_lookup_b: 0.002, params_total_b: 0.06 }));
    expect(perLayer).toContain('lookup 40x50000 @');
    expect(perLayer).toContain('attn_other 1000x10 @0,1,2,3');
    expect(perLayer).toContain('attn_other 10x1000 @0,1,2,3');
    expect(perLayer).toContain('half 1000x40 @');
  });
  it('of parallel attention stand beside those of the layers', () => {
    const rows = table(
      small(
        { attention: [full, { ...full, count: 2, parallel: true, heads: 4, kv_heads: 1 }] },
        { params_total_b: 0.06 },
      ),
    );
    expect(rows).toContain('attn_q 1000x256 @0,1');
    expect(rows).toContain('attn_q 1000x512 @0,1,2,3');
  });
  it('of a mixture are experts in the later layers', () => {
    const moe = { experts: 8, active: 2, expert_hidden: 500, dense_layers: 1, shared: 2 };
    const rows = table(small({ moe }, { params_total_b: 0.1 }));
    expect(rows).toContain('ffn_gate 1000x3000 @0');
    expect(rows).toContain('expert_gate 1000x4000 @1,2,3');
    expect(rows).toContain('expert_up 1000x4000 @1,2,3');
    expect(rows).toContain('expert_down 500x8000 @1,2,3');
    expect(rows).toContain('shared_up 1000x1000 @1,2,3');
    expect(rows).toContain('shared_down 1000x1000 @1,2,3');
    expect(rows).toContain('router 1000x8 @1,2,3');
    const narrow = table(small({ moe: { ...moe, shared_hidden: 70, latent: 250 } }, { params_total_b: 0.1 }));
    expect(narrow).toContain('expert_up 250x4000 @1,2,3');
    expect(narrow).toContain('expert_down 500x2000 @1,2,3');
    expect(narrow).toContain('shared_gate 1000x70 @1,2,3');
    expect(narrow).toContain('shared_up 1000x250 @1,2,3');
    expect(narrow).toContain('shared_down 250x1000 @1,2,3');
    expect(table(small({ moe, ffn_layers: 2 }, { params_total_b: 0.1 }))).toContain('router 1000x8 @3');
  });
  it('of feed-forward blocks of several widths are in their order', () => {
    const rows = table(
      small({
        ffn_groups: [
          { count: 1, hidden: 2000 },
          { count: 3, hidden: 1000 },
        ],
      }),
    );
    expect(rows).toContain('ffn_up 1000x2000 @0');
    expect(rows).toContain('ffn_up 1000x1000 @1,2,3');
  });
  it('of draft layers are read by nobody', () => {
    const rows = table(small({ mtp: { layers: 2, own_embeddings: true } }, { params_total_b: 0.1 }));
    expect(rows.filter((r) => r.startsWith('idle'))).toEqual([
      'idle 1000x1024 @',
      'idle 1000x256 @',
      'idle 1000x256 @',
      'idle 512x2000 @',
      'idle 1000x6000 @',
      'idle 1000x6000 @',
      'idle 3000x2000 @',
      'idle 1000x4400 @',
    ]);
    const moe = { experts: 8, active: 2, expert_hidden: 500, dense_layers: 1, shared: 2 };
    const idle = (mtp: object) =>
      table(small({ moe, mtp }, { params_total_b: 0.1 })).filter((r) => r.startsWith('idle'));
    expect(idle({ layers: 1 })).toContain('idle 1000x4000 @');
    expect(idle({ layers: 1 }).at(-1)).toBe('idle 1000x2000 @');
    expect(idle({ layers: 1, dense: true })).toContain('idle 1000x3000 @');
    expect(idle({ layers: 1, dense: true })).not.toContain('idle 1000x4000 @');
  });
  it('add up to the published count: a little is biases, more is a matrix', () => {
    const sum = (model: TextModel) =>
      (tensorTable(model) ?? []).reduce((n, r) => n + r.cols * r.rows * Math.max(1, r.blocks.length), 0);
    const more = small({}, { params_total_b: 0.05 });
    expect(sum(more)).toBeCloseTo(50_000_000, 0);
    // 0.05 % of fifty million are biases, the rest of 8.771 million is a matrix.
    expect(table(more).slice(-2)).toEqual(['norm 1000x25 @', 'attn_other 1000x8746 @']);
    const little = small({}, { params_total_b: 0.041239 });
    expect(table(little).at(-1)).toBe('norm 1000x10 @');
    // Two in a hundred too many are rounding, more is shrunk alike.
    expect(sum(small({}, { params_total_b: 0.0405 }))).toBe(41_229_000);
    expect(sum(small({}, { params_total_b: 0.03 }))).toBeCloseTo(30_000_000, 0);
    expect(table(small({}, { params_total_b: 0.03 }))[0]).toBe(
      `output 1000x${Number(((100 * 30) / 41.229).toFixed(3))} @`,
    );
  });
});

describe('the cache of unusual layers', () => {
  const llama = engine('llama.cpp');
  const options = {
    key_type: 'f16',
    value_type: 'f16',
    flash_attention: true,
    micro_batch: 512,
    slots: 0,
  } as const;
  const plan = (attention: object[], over: object = {}, model: object = {}) =>
    cachePlan(small({ attention, ...over }, model), llama, {
      ...options,
      ...(over as { options?: object }).options,
    });

  it('is a latent for all heads, a key that is the value, or nothing', () => {
    const mla = { kind: 'mla', count: 4, owns_cache: true, kv_lora_rank: 512, rope_dim: 64 };
    expect(plan([mla])?.growing).toEqual([{ bytes: 4 * 576 * 2, tokens_per_row: 1 }]);
    expect(plan([{ ...full, owns_cache: false }])).toMatchObject({ growing: [], sliding: [], state: 0 });
    expect(plan([{ kind: 'linear', count: 4, owns_cache: true, state_bytes: 100 }])).toMatchObject({
      growing: [],
      sliding: [],
      state: 400,
    });
    expect(plan([full])?.growing).toEqual([{ bytes: 4 * 2 * 128 * 2, tokens_per_row: 1 }]);
  });
  it('of compressed layers is a window, rows for so many tokens, and what is not folded yet', () => {
    const compressed = {
      kind: 'compressed',
      count: 3,
      owns_cache: true,
      heads: 8,
      kv_heads: 1,
      head_dim: 64,
      window: 128,
      compress_ratio: 4,
    };
    const found = plan([compressed]);
    expect(found).toMatchObject({
      sliding: [{ bytes: 3 * 64 * 2, window: 128 }],
      growing: [{ bytes: 3 * 64 * 2, tokens_per_row: 4 }],
      separate: true,
    });
    expect(found?.state).toBe(3 * 2 * 64 * 4 * 4);
    const indexed = plan([{ ...compressed, index_dim: 32, index_ratio: 4 }]);
    expect(indexed?.growing[1]).toEqual({ bytes: 3 * 32 * 2, tokens_per_row: 4 });
    expect(indexed?.state).toBe(3 * 2 * 96 * 4 * 4 * 4);
    const { compress_ratio: _, ...windowed } = compressed;
    expect(plan([windowed])).toMatchObject({ growing: [], state: 0 });
    expect(plan([{ ...full, index_dim: 32 }])?.growing[1]).toEqual({ bytes: 4 * 32 * 2, tokens_per_row: 1 });
  });
  it('without flash attention has values as wide as the widest', () => {
    const attention = [
      { ...full, count: 2 },
      { ...full, count: 2, kind: 'sliding', window: 64, kv_heads: 4 },
    ];
    const flat = cachePlan(small({ attention }), llama, { ...options, flash_attention: false });
    expect(flat?.growing[0]?.bytes).toBe(2 * (128 + 256) * 2);
    expect(plan(attention)?.growing[0]?.bytes).toBe(2 * 256 * 2);
    expect(flat?.sliding[0]?.bytes).toBe(2 * (256 + 256) * 2);
  });
  it('is none in an encoder, unless its queries are grouped', () => {
    const even = { ...full, kv_heads: 8 };
    expect(plan([even], {}, { kind: 'embedding' })?.growing).toEqual([]);
    expect(plan([full], {}, { kind: 'embedding' })?.growing).toHaveLength(1);
    expect(plan([even])?.growing).toHaveLength(1);
    expect(cachePlan({ id: 'm' } as TextModel, llama, options)).toBeNull();
  });
  it('is rounded up to the cells of its engine', () => {
    const found = plan([full]);
    if (!found) throw new Error('no plan');
    const perToken = 2048;
    expect(cacheBytes(found, 256, 1)).toBe(256 * perToken);
    expect(cacheBytes(found, 257, 1)).toBe(512 * perToken);
    expect(cacheBytes(found, 256, 3)).toBe(768 * perToken);
  });
});
