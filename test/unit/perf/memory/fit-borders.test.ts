import { describe, expect, it } from 'vitest';
import {
  comfortableGib,
  couldBeComfortable,
  fitLoad,
  type MemoryRoom,
} from '../../../../src/perf/memory/fit.ts';
import type { MemoryLoad, MemoryPlan } from '../../../../src/perf/memory/footprint.ts';
import { maxContext } from '../../../../src/perf/memory/max-context.ts';

const GIB = 2 ** 30;
const none = { attention: 0, dense: 0, shared: 0, routed: 0, embedding: 0, head: 0, lookup: 0, ngram: 0 };
const one: MemoryLoad = { context: 1024, sequences: 1, devices: 1, split: 'none' };

/** A load of so many bytes: weights, of them `aside` in host memory where there is one, a cache and buffers. */
function plan(p: {
  weights: number;
  aside?: number;
  routed?: number;
  kv?: number;
  buffers?: number;
}): MemoryPlan {
  const { weights, aside = 0, routed = 0, kv = 0, buffers = 0 } = p;
  return {
    model: { architecture: { max_context: 65_536 } },
    weights: { ...none, dense: weights - routed, routed, total: weights, basis: 'published' },
    cache: {
      growing: [{ bytes: kv / 1024, tokens_per_row: 1 }],
      sliding: [],
      state: 0,
      least_per_token: 0,
      rounding: { kv_granularity: 1, sliding_cache: 'full' },
      micro_batch: 512,
      slots: 0,
      separate: false,
    },
    compute: () => buffers,
    computeWithoutHead: () => 0,
    output_per_sequence: 0,
    overhead: 0,
    by_row: { host: aside, tables: null },
  } as unknown as MemoryPlan;
}
const unified = (usable: number): MemoryRoom => ({ usable, host: null, utilisation: 1 });
const card = (usable: number, host: number): MemoryRoom => ({ usable, host, utilisation: 1 });
const status = (p: MemoryPlan, room: MemoryRoom, load = one) => fitLoad(p, load, room).status;

describe('the borders of a fit', () => {
  it('what takes all memory to the byte fits, one byte more does not', () => {
    expect(status(plan({ weights: 4 * GIB }), unified(4 * GIB))).toBe('tight');
    expect(status(plan({ weights: 4 * GIB + 1 }), unified(4 * GIB))).toBe('no');
  });
  it('weights of three quarters are comfortable, one byte more is tight', () => {
    expect(status(plan({ weights: 6 * GIB }), unified(8 * GIB))).toBe('comfortable');
    expect(status(plan({ weights: 6 * GIB + 1 }), unified(8 * GIB))).toBe('tight');
    expect(couldBeComfortable(plan({ weights: 6 * GIB }), unified(8 * GIB), 1)).toBe(true);
    expect(couldBeComfortable(plan({ weights: 6 * GIB + 1 }), unified(8 * GIB), 1)).toBe(false);
  });
  it('48 GiB beside the weights on each device are room enough, however large the memory', () => {
    const weights = plan({ weights: 400 * GIB });
    expect(status(weights, unified(448 * GIB))).toBe('comfortable');
    expect(status(weights, unified(448 * GIB - 1))).toBe('tight');
    const two: MemoryLoad = { ...one, devices: 2, split: 'layer' };
    expect(status(weights, unified(448 * GIB), two)).toBe('tight');
    expect(couldBeComfortable(weights, unified(448 * GIB), 1)).toBe(true);
    expect(couldBeComfortable(weights, unified(448 * GIB), 2)).toBe(false);
    expect(comfortableGib(400, 401, 1, 1)).toBe(448);
    expect(comfortableGib(60, 61, 1, 1)).toBe(80);
  });
  it('a GiB free on each device is comfortable, one byte less is tight', () => {
    expect(status(plan({ weights: 2 * GIB, buffers: 5 * GIB }), unified(8 * GIB))).toBe('comfortable');
    expect(status(plan({ weights: 2 * GIB, buffers: 5 * GIB + 1 }), unified(8 * GIB))).toBe('tight');
    const two: MemoryLoad = { ...one, devices: 2, split: 'layer' };
    expect(status(plan({ weights: 2 * GIB, buffers: 4 * GIB }), unified(8 * GIB), two)).toBe('comfortable');
    expect(status(plan({ weights: 2 * GIB, buffers: 4 * GIB + 1 }), unified(8 * GIB), two)).toBe('tight');
  });
  it('tables read by row count where there is one memory, and lie aside where there are two', () => {
    const p = plan({ weights: 7 * GIB, aside: GIB });
    expect(status(p, unified(6 * GIB))).toBe('no');
    expect(fitLoad(p, one, card(6 * GIB, 16 * GIB))).toMatchObject({
      status: 'tight',
      layout: { aside: GIB },
    });
    expect(status(p, card(8 * GIB, 16 * GIB))).toBe('comfortable');
    expect(status(p, unified(8 * GIB))).toBe('tight');
    expect(couldBeComfortable(p, card(8 * GIB, 16 * GIB), 1)).toBe(true);
    expect(couldBeComfortable(p, unified(8 * GIB), 1)).toBe(false);
  });
  it('of a dense model, layers with their cache move: the share that does not fit', () => {
    const p = plan({ weights: 10 * GIB, aside: GIB, kv: GIB });
    expect(fitLoad(p, one, card(5 * GIB, 64 * GIB)).offload).toEqual({ kind: 'layers', share: 0.5 });
    expect(fitLoad(p, one, card(0, 64 * GIB)).offload).toEqual({ kind: 'layers', share: 1 });
    expect(status(plan({ weights: 10 * GIB, aside: GIB, kv: GIB, buffers: 1 }), card(0, 64 * GIB))).toBe(
      'no',
    );
  });
  it('of a mixture, only routed experts move', () => {
    const p = plan({ weights: 10 * GIB, routed: 8 * GIB });
    expect(fitLoad(p, one, card(6 * GIB, 64 * GIB)).offload).toEqual({ kind: 'experts', share: 0.5 });
    expect(status(p, card(2 * GIB, 64 * GIB))).toBe('offload');
    expect(status(p, card(2 * GIB - 1, 64 * GIB))).toBe('no');
  });
  it('what moves and what lies aside take at most three quarters of main memory', () => {
    const p = plan({ weights: 10 * GIB, aside: GIB, kv: GIB });
    expect(status(p, card(5 * GIB, 8 * GIB))).toBe('offload');
    expect(status(p, card(5 * GIB, 8 * GIB - 2))).toBe('no');
  });
  it('one memory has nowhere to move anything to', () => {
    expect(fitLoad(plan({ weights: 10 * GIB, routed: 8 * GIB }), one, unified(6 * GIB)).offload).toEqual({
      kind: 'none',
      share: 0,
    });
  });
  it('the longest context is the one that takes the last byte', () => {
    const p = plan({ weights: GIB, aside: GIB / 2, kv: GIB });
    const load = { sequences: 1, devices: 1, split: 'none' as const };
    expect(maxContext(p, GIB + 2 * GIB, load, 0)).toBe(2048);
    expect(maxContext(p, GIB + 2 * GIB - 1, load, 0)).toBe(2048 - 256);
    expect(maxContext(p, GIB / 2 + 2 * GIB, load, GIB / 2)).toBe(2048);
    const nameless = { ...p, model: {} } as MemoryPlan;
    expect(maxContext(nameless, GIB + 2 * GIB, load, 0)).toBe(2048);
  });
});
