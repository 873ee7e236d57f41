import { describe, expect, it } from 'vitest';
import { input, matmul, op, outside, store, view } from '../../../../src/perf/memory/graph-ops.ts';
import { bufferSize, emptyGraph, expand, type Tensor } from '../../../../src/perf/memory/graph-replay.ts';

const run = (...results: Tensor[]): number => {
  const graph = emptyGraph();
  for (const result of results) expand(graph, result);
  return bufferSize(graph);
};
/** A tensor of n 64-byte units. */
const units = (n: number): number[] => [16 * n];

describe('the allocator', () => {
  it('adds what lives at the same time', () => {
    const a = input(units(1));
    expect(run(op([a], units(2), false))).toBe(64 * 3);
  });

  it('frees an operand after its last use and fills the gap', () => {
    const a = input(units(4));
    const b = op([a], units(2), false);
    const c = op([b], units(4), false);
    expect(run(c)).toBe(64 * 6);
  });

  it('counts a gap that is too small to be filled', () => {
    const a = input(units(4));
    const b = op([a], units(2), false);
    const c = op([b], units(5), false);
    expect(run(c)).toBe(64 * (6 + 5));
  });

  it('overwrites an operand of the same shape where the operation may', () => {
    const a = op([input(units(1))], units(8), false);
    expect(run(op([a], units(8), true))).toBe(64 * 9);
    const b = op([input(units(1))], units(8), false);
    expect(run(op([b], units(8), false))).toBe(64 * 17);
  });

  it('does not overwrite what is read again, viewed or kept', () => {
    const shared = op([input(units(1))], units(8), false);
    const first = op([shared], units(8), true);
    expect(run(op([first, shared], units(8), false))).toBeGreaterThan(64 * 17);
    const kept = op([input(units(1))], units(8), false);
    kept.keep = true;
    expect(run(op([kept], units(8), true))).toBe(64 * 17);
  });

  it('holds a tensor as long as a view of it is used', () => {
    const a = op([input(units(1))], units(8), false);
    const part = view(a, units(2));
    const b = op([input(units(1))], units(3), false);
    expect(run(op([part, b], units(1), false))).toBeGreaterThanOrEqual(64 * 12);
  });

  it('takes no room for the cache and writes into it', () => {
    const k = op([input(units(1))], units(2), false);
    expect(run(store([k], outside()))).toBe(64 * 3);
  });

  it('rounds every tensor up to 64 bytes', () => expect(run(matmul(input([1, 1]), 1))).toBe(128));
});
