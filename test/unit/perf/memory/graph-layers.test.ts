import { describe, expect, it } from 'vitest';
import { activationBytes } from '../../../../src/perf/memory/compute-buffer.ts';
import {
  attend,
  type CacheInput,
  latentLayer,
  linearLayer,
  plainLayer,
} from '../../../../src/perf/memory/graph-layers.ts';
import {
  experts,
  feedForward,
  input,
  matmul,
  norm,
  op,
  outside,
  sized,
  view,
} from '../../../../src/perf/memory/graph-ops.ts';
import {
  bufferSize,
  emptyGraph,
  expand,
  type Graph,
  type Tensor,
} from '../../../../src/perf/memory/graph-replay.ts';
import { prefillGraph } from '../../../../src/perf/memory/prefill-graph.ts';
import type { LayerGroup } from '../../../../src/schema/model.ts';

const TOKENS = 10;
const HIDDEN = 100;
const x = () => input([HIDDEN, TOKENS]);
const group = (over: object) => ({ count: 1, owns_cache: true, ...over }) as unknown as LayerGroup;
/** Shapes of the operations in the order in which they run, views and writes into other buffers apart; `!`: may overwrite. */
const steps = (graph: Graph): string[] =>
  graph.nodes
    .filter((n) => n.view === null && !n.outside)
    .map((n) => n.shape.join('x') + (n.inPlace ? '!' : ''));
const built = (make: (graph: Graph) => Tensor): Graph => {
  const graph = emptyGraph();
  expand(graph, make(graph));
  return graph;
};

describe('layers as llama.cpp lays them out', () => {
  it('of linear attention: projection, convolution over the last tokens, scan with its state, gate and norm', () => {
    const mamba = group({
      kind: 'linear',
      mixer: 'mamba2',
      key_heads: 2,
      key_dim: 8,
      value_heads: 4,
      value_dim: 16,
      conv_kernel: 4,
      state_bytes: 4096,
    });
    const graph = built((g) => linearLayer(g, mamba, x(), HIDDEN));
    // Two keys of 16 and values of 64; three tokens of history; the state of 1,024 values beside the results.
    expect(steps(graph)).toEqual([
      '96x10',
      '13x96',
      '96x10',
      '96x10!',
      '1664',
      '64x10!',
      '64x10!',
      '64x10',
      '64x10!',
      '100x10',
    ]);
    expect(graph.nodes.filter((n) => n.outside)).toHaveLength(2);
  });
  it('of short convolutions: no state and no gate', () => {
    const short = group({ kind: 'linear', mixer: 'short-conv', conv_kernel: 3 });
    const graph = built((g) => linearLayer(g, short, x(), HIDDEN));
    expect(steps(graph)).toEqual(['300x10', '12x100', '100x10', '100x10!', '100x10']);
    expect(graph.nodes.filter((n) => n.outside)).toHaveLength(1);
  });
  it('of grouped queries: turned queries and keys, values as they are', () => {
    const layer = plainLayer(
      group({ kind: 'full', heads: 4, kv_heads: 2, head_dim: 8, v_head_dim: 6, output_gate: 'element' }),
      x(),
      input([TOKENS]),
    );
    expect([layer.query.shape, layer.key.shape, layer.value.shape]).toEqual([
      [8, 4, 10],
      [8, 2, 10],
      [6, 2, 10],
    ]);
    expect([layer.query.inPlace, layer.key.inPlace]).toEqual([true, true]);
    expect(layer.gate?.shape).toEqual([24, 10]);
    expect(layer.unfold).toBeNull();
    const bare = plainLayer(
      group({ kind: 'full', heads: 4, head_dim: 8, output_gate: 'head' }),
      x(),
      input([TOKENS]),
    );
    expect(bare.key.shape).toEqual([8, 4, 10]);
    expect(bare.gate).toBeNull();
  });
  it('of latent attention: queries mapped into the latent, beside a part that turns', () => {
    const mla = { kind: 'mla', heads: 4, kv_lora_rank: 32, rope_dim: 8, qk_nope_dim: 16, v_head_dim: 12 };
    const layer = latentLayer(group(mla), x(), input([TOKENS]));
    expect([layer.query.shape, layer.key.shape, layer.value.shape]).toEqual([
      [40, 4, 10],
      [40, 1, 10],
      [32, 1, 10],
    ]);
    expect(layer.unfold).toBe(12);
    const graph = emptyGraph();
    expand(graph, layer.query);
    expect(steps(graph)).toEqual(['96x10', '32x10x4', '8x4x10!', '40x4x10']);
    const low = emptyGraph();
    expand(low, latentLayer(group({ ...mla, q_lora_rank: 20 }), x(), input([TOKENS])).query);
    expect(steps(low).slice(0, 4)).toEqual(['20x10', '20x10!', '20x10!', '96x10']);
    const key = emptyGraph();
    expand(key, layer.key);
    expect(steps(key)).toEqual(['40x10', '32x10!', '32x10!', '8x1x10!', '40x1x10']);
  });

  const cache = (over: Partial<CacheInput> = {}): CacheInput => ({
    cells: 256,
    keyIndex: input([TOKENS], 8),
    valueIndex: input([TOKENS], 8),
    mask: input([256, TOKENS], 2),
    keyRotation: null,
    valueRotation: null,
    ...over,
  });
  const plain = () =>
    plainLayer(group({ kind: 'full', heads: 4, kv_heads: 2, head_dim: 8 }), x(), input([TOKENS]));
  it('attend with flash attention in one step, without it by scores of all heads', () => {
    const flash = built((g) => attend(g, plain(), cache(), true));
    expect(steps(flash).at(-1)).toBe('8x4x10');
    expect(flash.nodes.at(-1)?.shape).toEqual([32, 10]);
    const scores = built((g) => attend(g, plain(), cache(), false));
    expect(steps(scores).slice(-4)).toEqual(['256x10x4', '256x10x4!', '8x10x4', '32x10']);
    // Keys and values go to the cache.
    expect(flash.nodes.filter((n) => n.outside)).toHaveLength(2);
  });
  it('attend over a latent, store one thing and unfold the heads', () => {
    const latent = () =>
      latentLayer(
        group({ kind: 'mla', heads: 4, kv_lora_rank: 32, rope_dim: 8, qk_nope_dim: 16, v_head_dim: 12 }),
        x(),
        input([TOKENS]),
      );
    const flash = built((g) => attend(g, latent(), cache(), true));
    expect(steps(flash).slice(-3)).toEqual(['32x4x10', '12x10x4', '12x4x10']);
    expect(flash.nodes.at(-1)?.shape).toEqual([48, 10]);
    expect(flash.nodes.filter((n) => n.outside)).toHaveLength(1);
    const scores = built((g) => attend(g, latent(), cache(), false));
    // A copy of the values in 16 bit comes first.
    expect(steps(scores).slice(-6)).toEqual([
      '256x32',
      '256x10x4',
      '256x10x4!',
      '32x10x4',
      '12x10x4',
      '48x10',
    ]);
    expect(scores.nodes.find((n) => n.shape.join('x') === '256x32')?.bytes).toBe(256 * 32 * 2);
  });
  it('rotate what is quantised, there and back', () => {
    const rotation = () => input([8, 8]);
    const rotated = steps(
      built((g) => attend(g, plain(), cache({ keyRotation: rotation(), valueRotation: rotation() }), true)),
    );
    const straight = steps(built((g) => attend(g, plain(), cache(), true)));
    // Queries, keys, values and the result, in rows of eight.
    expect(rotated.length - straight.length).toBe(4);
    expect(rotated.filter((s) => s === '8x40')).toHaveLength(2);
    expect(rotated.filter((s) => s === '8x20')).toHaveLength(2);
  });
  it('let a gate of every value through', () => {
    const gated = plainLayer(
      group({ kind: 'full', heads: 4, kv_heads: 2, head_dim: 8, output_gate: 'element' }),
      x(),
      input([TOKENS]),
    );
    expect(steps(built((g) => attend(g, gated, cache(), true))).slice(-2)).toEqual(['32x10!', '32x10!']);
  });
});

describe('operations', () => {
  it('know their bytes, their views and what they may overwrite', () => {
    expect(input([4, 2]).bytes).toBe(32);
    expect(input([4, 2], 2).bytes).toBe(16);
    expect(op([x()], [4, 3], false).bytes).toBe(48);
    const of = view(view(x(), [50, 20]), [10], false);
    expect(of.view?.shape).toEqual([HIDDEN, TOKENS]);
    expect([of.contiguous, view(x(), [1]).contiguous, of.inPlace]).toEqual([false, true, false]);
    expect(view(outside(), [1]).outside).toBe(true);
    const whole = x();
    expect(sized(whole, [TOKENS, HIDDEN])).toBe(whole);
    expect(sized(whole, [5]).view).toBe(whole);
    expect(matmul(x(), 7).shape).toEqual([7, 10]);
    expect(norm(x()).from[0]?.inPlace).toBe(true);
  });
  it('of a feed-forward block have two ways in where it is gated', () => {
    expect(steps(built(() => feedForward(x(), 300, HIDDEN, true)))).toEqual([
      '300x10',
      '300x10',
      '300x10',
      '100x10',
    ]);
    expect(steps(built(() => feedForward(x(), 300, HIDDEN, false)))).toEqual(['300x10', '300x10!', '100x10']);
  });
  it('of experts choose, compute and add them one by one', () => {
    const moe = { experts: 8, active: 3, expert_hidden: 20, dense_layers: 0, shared: 0 } as never;
    expect(steps(built((g) => experts(g, x(), moe, HIDDEN, true)))).toEqual([
      '8x10',
      '8x10!',
      '8x10',
      '1x3x10',
      '20x3x10',
      '20x3x10',
      '20x3x10',
      '100x3x10',
      '100x3x10!',
      '100x10!',
      '100x10!',
    ]);
    expect(steps(built((g) => experts(g, x(), moe, HIDDEN, false))).slice(4, 6)).toEqual([
      '20x3x10',
      '20x3x10!',
    ]);
    const one = { ...(moe as object), active: 1 } as never;
    expect(steps(built((g) => experts(g, x(), one, HIDDEN, true))).at(-1)).toBe('100x10');
    const latent = { ...(moe as object), latent: 40 } as never;
    const steps40 = steps(built((g) => experts(g, x(), latent, HIDDEN, true)));
    expect(steps40).toContain('40x10');
    expect(steps40).toContain('40x3x10');
    expect(steps40.at(-1)).toBe('100x10');
  });
});

describe('the allocator', () => {
  const units = (n: number): number[] => [16 * n];
  const run = (result: Tensor): number => {
    const graph = emptyGraph();
    expand(graph, result);
    return bufferSize(graph);
  };
  it('takes the smallest gap that is large enough', () => {
    // In units: the leaf at 0, a from 1 to 7, one that stays, b from 8 to 11, one that stays. Then a and b go.
    const leaf = input(units(1));
    const a = op([leaf], units(6), false);
    const stays = op([leaf], units(1), false);
    const b = op([leaf], units(3), false);
    const after = op([a, stays, b], units(1), false);
    const small = op([after], units(3), false);
    const large = op([after, small], units(6), false);
    expect(run(op([leaf, stays, after, small, large], units(1), false))).toBe(64 * 13);
  });
  it.each([
    ['left', false],
    ['right', true],
  ])('joins a gap with the one on its %s', (_, turned) => {
    const leaf = input(units(1));
    const a = op([leaf], units(2), false);
    const b = op([leaf], units(2), false);
    const graph = emptyGraph();
    expand(graph, a);
    expand(graph, b);
    const after = op(turned ? [b, a] : [a, b], units(1), false);
    const four = op([after], units(4), false);
    expand(graph, op([leaf, after, four], units(1), false));
    // Four units where a and b were, one before and two behind them.
    expect(bufferSize(graph)).toBe(64 * 7);
  });
  it('does not put another shape in place, nor what is read twice', () => {
    const a = () => op([input(units(1))], [16, 8], false);
    expect(run(op([a()], [16, 8], true))).toBe(64 * 9);
    expect(run(op([a()], [8, 16], true))).toBe(64 * 17);
    expect(run(op([a()], [16, 4, 2], true))).toBe(64 * 17);
    expect(run(op([view(a(), [16, 8], false)], [16, 8], true))).toBe(64 * 17);
  });
});

describe('activations of engines that run layer by layer', () => {
  const a = (over: object = {}) =>
    ({ hidden: 100, vocab: 1000, ffn_hidden: 300, attention: [{ heads: 4, head_dim: 8 }], ...over }) as never;
  it('are two residuals and the widest pair in 16 bit, and the logits of what is sampled', () => {
    expect(activationBytes(a(), 10, 2, false)).toBe(10 * (200 + 600) * 2 + 2 * 1000 * 6);
    expect(activationBytes(a(), 10, 2, true)).toBe(10 * 800 * 2 + 256 * 1000 * 6);
    expect(activationBytes(a(), 10, 300, true)).toBe(10 * 800 * 2 + 300 * 1000 * 6);
  });
  it.each([
    [{ ffn_hidden: undefined }, 32],
    [{ attention: [{ heads: 100, head_dim: 8 }] }, 800],
    [{ attention: [{ heads: 100, qk_nope_dim: 8, rope_dim: 4 }] }, 1200],
    [{ attention: [{ value_heads: 50, value_dim: 20 }] }, 1000],
    [{ moe: { active: 8, expert_hidden: 50, shared: 0 } }, 800],
    [{ moe: { active: 8, expert_hidden: 500, shared: 0 } }, 4000],
    [{ moe: { active: 2, expert_hidden: 20, latent: 200, shared: 0 } }, 400],
    [{ moe: { active: 1, expert_hidden: 20, latent: 10, shared: 30 } }, 600],
    [{ moe: { active: 1, expert_hidden: 20, latent: 10, shared: 30, shared_hidden: 700 } }, 700],
  ])('%j is %i wide', (over, width) => {
    expect(activationBytes(a(over), 1, 0, false)).toBe((200 + 2 * width) * 2);
  });
});

describe('the compute buffer of compressed caches', () => {
  const arch = (...ratios: number[]) =>
    ({
      layers: 2 * ratios.length,
      hidden: 256,
      vocab: 1000,
      tied_embeddings: false,
      ffn_hidden: 512,
      ffn_matrices: 3,
      attention: ratios.map((compress_ratio) => ({
        kind: 'compressed',
        count: 2,
        owns_cache: true,
        heads: 8,
        kv_heads: 1,
        head_dim: 64,
        window: 128,
        compress_ratio,
      })),
    }) as never;
  const settings = {
    context: 65_536,
    sequences: 1,
    micro_batch: 512,
    flash_attention: false,
    quantised_cache: false,
    outputs: 512,
  };
  const bytes = (...ratios: number[]) => bufferSize(prefillGraph(arch(...ratios), settings));
  it('has scores for the rows of the layers that compress least', () => {
    expect(bytes(4, 128)).toBe(bytes(4, 4));
    expect(bytes(128, 4)).toBe(bytes(4, 4));
    expect(bytes(128, 128)).toBeLessThan(bytes(4, 4) / 4);
  });
});
