import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitLoad } from '../../src/perf/memory/fit.ts';
import { footprint, type MemoryPlan, memoryPlan } from '../../src/perf/memory/footprint.ts';
import { KV_BYTES, type KvType } from '../../src/perf/memory/kv-types.ts';
import { maxContext } from '../../src/perf/memory/max-context.ts';
import { weightBytes } from '../../src/perf/memory/weights.ts';
import { mostAside } from '../../src/perf/memory/weights-apart.ts';
import { engine, GIB, model, PARTS, quant } from '../fixtures/memory-parts.ts';
import { runs } from './runs.ts';

const MODELS = [
  ...['llama-3.1-8b', 'llama-3.3-70b', 'gemma-3-27b', 'gemma-4-e4b', 'gpt-oss-120b', 'qwen3-30b-a3b'],
  ...['qwen3.6-27b', 'deepseek-v3', 'deepseek-v4-flash', 'nemotron-3-nano-30b-a3b', 'falcon-h1-1.5b'],
  'qwen3.8-flash-next',
];
/** Formats by size: each is at most as large as the one before it for every model. */
const BY_SIZE = ['bf16', 'q8_0', 'q6_k', 'q5_k_m', 'q4_k_m', 'q3_k_m', 'q2_k_s', 'iq2_xxs', 'iq1_s'];

const anyModel = fc.constantFrom(...MODELS);
const anyFormat = fc.constantFrom(...BY_SIZE);
const anyContext = fc.integer({ min: 1, max: 300_000 });
const few = fc.integer({ min: 1, max: 8 });
const plans = new Map<string, MemoryPlan>();
function plan(id: string, format: string, name: 'llama.cpp' | 'vllm' | 'mlx' = 'llama.cpp'): MemoryPlan {
  const key = `${id} ${format} ${name}`;
  const known = plans.get(key) ?? memoryPlan(model(id), quant(format), engine(name), PARTS);
  plans.set(key, known);
  return known;
}
const anyEngine = fc.constantFrom('llama.cpp' as const, 'vllm' as const, 'mlx' as const);
const one = { sequences: 1, devices: 1, split: 'none' as const };

describe('laws of memory', () => {
  it('more context never shrinks a footprint', () =>
    fc.assert(
      fc.property(anyModel, anyEngine, anyContext, anyContext, few, (id, name, a, b, sequences) => {
        const p = plan(id, 'q4_k_m', name);
        const [short, long] = a < b ? [a, b] : [b, a];
        const need = (context: number) => footprint(p, { ...one, sequences, context }).total;
        expect(need(long)).toBeGreaterThanOrEqual(need(short));
      }),
    ));

  it('more sequences or devices never shrink it', () =>
    fc.assert(
      fc.property(anyModel, anyEngine, anyContext, few, few, (id, name, context, sequences, devices) => {
        const p = plan(id, 'q4_k_m', name);
        const need = (s: number, d: number) =>
          footprint(p, { context, sequences: s, devices: d, split: 'layer' }).total;
        expect(need(sequences + 1, devices)).toBeGreaterThanOrEqual(need(sequences, devices));
        expect(need(sequences, devices + 1)).toBeGreaterThan(need(sequences, devices));
      }),
    ));

  it('fewer bits never enlarge it, and change nothing but the weights', () =>
    fc.assert(
      fc.property(anyModel, fc.nat(BY_SIZE.length - 2), anyContext, (id, i, context) => {
        const [more, fewer] = [BY_SIZE[i] ?? '', BY_SIZE[i + 1] ?? ''].map((f) =>
          footprint(plan(id, f), { ...one, context }),
        );
        if (!more || !fewer) throw new Error('missing');
        expect(fewer.weights).toBeLessThanOrEqual(more.weights * 1.0001);
        expect(fewer.kv + fewer.compute + fewer.output).toBe(more.kv + more.compute + more.output);
      }),
    ));

  it('a smaller cache type never enlarges the cache', () => {
    const types = (Object.keys(KV_BYTES) as KvType[]).sort((a, b) => KV_BYTES[b] - KV_BYTES[a]);
    const kv = (id: string, type: KvType) =>
      footprint(memoryPlan(model(id), quant('q4_k_m'), engine('llama.cpp'), PARTS, { key_type: type }), {
        ...one,
        context: 32_768,
      }).kv;
    fc.assert(
      fc.property(anyModel, fc.nat(types.length - 2), (id, i) => {
        const [larger, smaller] = [types[i], types[i + 1]];
        if (!larger || !smaller) throw new Error('missing');
        expect(kv(id, smaller)).toBeLessThanOrEqual(kv(id, larger));
      }),
      { numRuns: runs(40) },
    );
  });

  it('more memory never makes a fit worse, nor the longest context shorter', () => {
    const rank = { no: 0, offload: 1, tight: 2, comfortable: 3 };
    fc.assert(
      fc.property(
        anyModel,
        anyFormat,
        anyContext,
        fc.double({ min: 4, max: 700, noNaN: true }),
        fc.double({ min: 1, max: 3, noNaN: true }),
        fc.option(fc.double({ min: 1, max: 900, noNaN: true })),
        (id, format, context, usable, factor, host) => {
          const p = plan(id, format);
          const room = (gib: number) => ({
            usable: gib * GIB,
            host: host === null ? null : host * GIB,
            utilisation: 1,
          });
          const status = (gib: number) => rank[fitLoad(p, { ...one, context }, room(gib)).status];
          expect(status(usable * factor)).toBeGreaterThanOrEqual(status(usable));
          const longest = (gib: number) => maxContext(p, gib * GIB, one, mostAside(p.by_row, room(gib)));
          expect(longest(usable * factor)).toBeGreaterThanOrEqual(longest(usable));
        },
      ),
    );
  });

  it('what fits at the longest context fits', () =>
    fc.assert(
      fc.property(anyModel, anyFormat, fc.double({ min: 4, max: 700, noNaN: true }), (id, format, gib) => {
        const p = plan(id, format);
        const context = maxContext(p, gib * GIB, one, 0);
        if (context > 0) expect(footprint(p, { ...one, context }).total).toBeLessThanOrEqual(gib * GIB);
      }),
    ));

  it('a published size is met to the byte, whatever it is', () =>
    fc.assert(
      fc.property(anyModel, anyFormat, fc.double({ min: 0.1, max: 2000, noNaN: true }), (id, format, gb) => {
        const bytes = weightBytes(model(id), quant(format), {
          ...PARTS,
          file_bytes: { [id]: { [format]: gb * 1e9 } },
        });
        expect(bytes.total / (gb * 1e9)).toBeCloseTo(1, 9);
        expect(
          Math.min(bytes.attention, bytes.dense, bytes.routed, bytes.head, bytes.lookup),
        ).toBeGreaterThanOrEqual(0);
      }),
    ));
});
