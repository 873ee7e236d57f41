import { describe, expect, it } from 'vitest';
import { couldBeComfortable, fitLoad, type MemoryRoom } from '../../../../src/perf/memory/fit.ts';
import { type MemoryPlan, memoryPlan } from '../../../../src/perf/memory/footprint.ts';
import { weightBytes } from '../../../../src/perf/memory/weights.ts';
import { layouts, mostAside } from '../../../../src/perf/memory/weights-apart.ts';
import type { Engine } from '../../../../src/schema/vocabulary.ts';
import { engine, GIB, model, PARTS, quant } from '../../../fixtures/memory-parts.ts';

const flash = model('qwen3.8-flash-next');
const table = (format: string) => weightBytes(flash, quant(format), PARTS).ngram / GIB;
const plan = (format: string, name: Engine) => memoryPlan(flash, quant(format), engine(name), PARTS);
const load = { context: 8192, sequences: 1, devices: 1, split: 'none' as const };
const at = (p: MemoryPlan, usable: number, host: number | null, more: Partial<MemoryRoom> = {}) =>
  fitLoad(p, load, {
    usable: usable * GIB,
    host: host === null ? null : host * GIB,
    utilisation: 1,
    ...more,
  });

describe('the n-gram table of a model', () => {
  it.each([
    ['ud-q4_k_xl', 26.82, '51.2 B x 4.5 bits: what llama.cpp PR 28136 reads of the file'],
    ['ud-q5_k_xl', 50.67, '51.2 B x 8.5 bits: 50.7 GiB there'],
    ['fp8', 47.68, '51.2 B bytes: 47.7 GiB in the SGLang cookbook'],
    ['nvfp4', 47.68, 'the same in the NVFP4 checkpoints of NVIDIA and RadixArk'],
    ['bf16', 95.37, '102.4 GB'],
    ['awq-int4', 95.37, 'left alone with the embedding'],
    ['q4_k_m', 32.78, 'rows of 160 do not divide by 256: Q5_0 in place of Q4_K'],
  ])('takes in %s %d GiB: %s', (format, gib) => expect(table(format)).toBeCloseTo(gib, 1));

  it('is counted once: the classes of a file of known size still add up to it', () => {
    const known = { 'qwen3.8-flash-next': { 'ud-q4_k_xl': 103.7 * GIB } };
    const bytes = weightBytes(flash, quant('ud-q4_k_xl'), { ...PARTS, file_bytes: known });
    expect(bytes.total / GIB).toBeCloseTo(103.7, 6);
    expect(bytes.ngram / GIB).toBeCloseTo(26.82, 2);
    expect(bytes.lookup).toBe(0);
  });
  it('does not stretch bits per weight of dynamic formats, which say nothing about it', () => {
    const { total, ngram } = weightBytes(flash, quant('ud-q2_k_xl'), PARTS);
    const others = flash.params_total_b - flash.params_lookup_b;
    expect(((total - ngram) * 8) / (others * 1e9)).toBeCloseTo(quant('ud-q2_k_xl').bits_per_weight, 6);
  });
});

describe('where it lies', () => {
  const drive = { host: 2 * GIB, tables: { where: 'drive' as const, bytes: 20 * GIB } };
  const memory = { host: 2 * GIB, tables: { where: 'main-memory' as const, bytes: 20 * GIB } };

  it('on the drive beside cards, with nothing of it asked of main memory', () =>
    expect(layouts(drive, { host: 4 * GIB })).toEqual([
      { aside: 22 * GIB, in_main_memory: 2 * GIB, tables: drive.tables, slowed: false },
    ]));
  it('in the one memory while there is room, else on the drive', () =>
    expect(layouts(drive, { host: null })).toEqual([
      { aside: 0, in_main_memory: 0, tables: null, slowed: false },
      { aside: 20 * GIB, in_main_memory: 0, tables: drive.tables, slowed: true },
    ]));
  it('in main memory where three quarters of it hold it, else on the cards', () => {
    expect(layouts(memory, { host: (22 * GIB) / 0.75 })[0]?.in_main_memory).toBe(22 * GIB);
    expect(layouts(memory, { host: (22 * GIB) / 0.75 - 2 })[0]).toMatchObject({
      tables: null,
      aside: 2 * GIB,
    });
    expect(layouts(memory, { host: null })).toHaveLength(1);
    expect(mostAside(memory, { host: null })).toBe(0);
  });
  it('in main memory, too, of cards whose machine nobody described', () =>
    expect(mostAside(memory, { host: 0, host_unknown: true })).toBe(22 * GIB));
});

describe('Qwen3.8-Flash-Next fits', () => {
  it('one RTX PRO 6000 with vLLM: the table in 128 GB of main memory, not in 48', () => {
    const p = plan('nvfp4', 'vllm');
    expect(at(p, 94.1, 119)).toMatchObject({
      status: 'comfortable',
      layout: { tables: { where: 'main-memory', bytes: 51_200_000_000 } },
    });
    expect(at(p, 94.1, 44.7).layout.tables).toBeNull();
    expect(couldBeComfortable(p, { usable: 94.1 * GIB, host: 119 * GIB, utilisation: 1 }, 1)).toBe(true);
  });
  it('128 GB of unified memory in 4 bits with the table, in 5 bits by reading it from the drive, and then never comfortably', () => {
    const four = at(plan('ud-q4_k_xl', 'llama.cpp'), 115, null);
    expect(four).toMatchObject({ status: 'tight', layout: { tables: null } });
    const five = at(plan('ud-q5_k_xl', 'llama.cpp'), 115, null);
    expect(five).toMatchObject({ status: 'tight', layout: { tables: { where: 'drive' }, slowed: true } });
    expect(five.layout.aside / GIB).toBeCloseTo(50.67, 1);
    expect(at(plan('ud-q5_k_xl', 'llama.cpp'), 134, null)).toMatchObject({
      status: 'tight',
      layout: { slowed: true },
    });
  });
  it('no single DGX Spark with vLLM, whose main memory is the same', () =>
    expect(at(plan('nvfp4', 'vllm'), 115, null)).toMatchObject({ status: 'no', layout: { tables: null } }));
  it('cards with llama.cpp, whose main memory may be smaller than the table', () => {
    const found = at(plan('ud-q4_k_xl', 'llama.cpp'), 94.1, 15);
    expect(found.layout).toMatchObject({ tables: { where: 'drive' }, slowed: false });
    expect(found.layout.in_main_memory / GIB).toBeLessThan(1);
  });
});
