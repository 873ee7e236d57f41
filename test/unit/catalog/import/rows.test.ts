import { describe, expect, it } from 'vitest';
import { importRow } from '../../../../src/catalog/import/import-rows.ts';
import { measuredCell } from '../../../../src/catalog/import/measurement-of.ts';
import { measurementsCsv } from '../../../../src/catalog/import/measurements-csv.ts';
import type { Quirk } from '../../../../src/catalog/import/quirks.ts';
import { disagreement, predictedByOthers } from '../../../../src/catalog/measurements/disagreement.ts';
import {
  isDecodeAboveRoofline,
  isDecodeFarBelowRoofline,
  isPrefillAboveRoofline,
  statedWeightsGib,
  weightsGib,
} from '../../../../src/catalog/measurements/plausibility.ts';
import {
  isUnresolved,
  type ResolvedRow,
  resolveRow,
} from '../../../../src/catalog/measurements/resolve-row.ts';
import { buildNameIndex } from '../../../../src/catalog/names/build-index.ts';
import type { Measurement } from '../../../../src/schema/measurement.ts';
import { rawRow } from '../../../fixtures/measured-row.ts';
import { parts } from '../../../fixtures/names-catalogue.ts';

const index = buildNameIndex(parts);
const raw = (over: object = {}) =>
  rawRow({ source: 'https://example.org/a', source_date: '2026-05', ...over });
const resolved = (over: object = {}): ResolvedRow => {
  const found = resolveRow(index, raw(over));
  if (isUnresolved(found)) throw new Error(found.reason);
  return found;
};
const reason = (over: object) => {
  const found = resolveRow(index, raw(over));
  return isUnresolved(found) ? found.reason : null;
};

describe('a row with its names resolved', () => {
  it('says machine, model, format, engine and how the work was shared', () => {
    expect(resolved()).toMatchObject({
      count: 1,
      nodes: 1,
      assumedQuant: false,
      engine: { engine: 'llama.cpp', wrapped: false },
      backend: 'cuda',
      split: 'none',
      offload: 'none',
      depth: 0,
    });
    expect(resolved({ device: '2x RTX 3090', device_count: 3 })).toMatchObject({
      count: 6,
      split: 'layer',
      nodes: 1,
    });
    // Several SoCs are several machines.
    expect(resolved({ device: 'DGX Spark', device_count: 2 })).toMatchObject({ count: 2, nodes: 2 });
    expect(resolved({ phase: 'prefill', depth: 77 }).depth).toBe(77);
    // What is generated stands behind the prompt; a prompt is read into what was there before.
    const notes = 'prompt 512 tok';
    expect([resolved({ notes }).depth, resolved({ phase: 'prefill', depth: 0, notes }).depth]).toEqual([
      512, 0,
    ]);
  });
  it('stops at the first name that is unknown', () => {
    expect([reason({ device: 'x' }), reason({ model: 'x' }), reason({ quant: 'x9' })]).toEqual([
      'unknown_device',
      'unknown_model',
      'unknown_quant',
    ]);
  });
  it('says which were probably meant of those that are known', () => {
    const nearest = (over: object) => {
      const found = resolveRow(index, raw(over));
      return isUnresolved(found) ? found.name : null;
    };
    expect(nearest({ device: 'RTX 3091' })).toEqual({
      unknown: 'RTX 3091',
      nearest: expect.arrayContaining(['rtx-3090']),
    });
    expect(nearest({ model: 'Gema 3 27B' })).toEqual({ unknown: 'Gema 3 27B', nearest: ['gemma-3-27b'] });
    expect(nearest({ quant: 'Q4_K_N' })).toMatchObject({ nearest: expect.arrayContaining(['q4_k_m']) });
  });
  it('is on the version that its memory tells', () => {
    const mac = { device: 'Apple M3 Max', backend: 'metal' };
    expect(resolved({ ...mac, memory_gib: 36 }).device).toMatchObject({ id: 'm3-max-30' });
    expect(resolved(mac).device).toMatchObject({ id: 'm3-max-40' });
  });
  it.each([
    ['experts on CPU', 'experts'],
    ['ncpumoe 8', 'experts'],
    ['n-cpu-moe  12', 'experts'],
    ['ncmoe  8', 'experts'],
    ['ngl  12', 'layers'],
    ['n-cpu-moe 8', 'experts'],
    ['ncmoe 8', 'experts'],
    ['n-cpu-moe 0', 'none'],
    ['--cpu-moe', 'experts'],
    ['exps=cpu', 'experts'],
    ['ffn layers on cpu', 'experts'],
    ['expert weights in host RAM', 'experts'],
    ['experts, all on card; cpu fan', 'none'],
    ['rest on CPU', 'layers'],
    ['part on cpu', 'layers'],
    ['-ngl 12', 'layers'],
    ['ngl 99', 'none'],
    ['ngl 999', 'none'],
    ['ngl 0', 'layers'],
    ['cpu offload', 'layers'],
    ['nothing special', 'none'],
  ])('"%s" keeps %s on the host', (notes, offload) => expect(resolved({ notes }).offload).toBe(offload));
  it('has its offload from the name of the machine, too', () => {
    const device = 'RTX 3090 + EPYC 9355';
    expect(resolved({ device }).offload).toBe('layers');
    expect(resolved({ device, notes: 'ktransformers' }).offload).toBe('experts');
    expect(resolved({ device, notes: 'MoE' }).offload).toBe('experts');
  });
  it('is MLX where only that has the format', () => {
    const mac = { device: 'M2 Ultra 76-core', backend: 'metal' };
    expect(resolved({ ...mac, quant: '4bit' }).engine.engine).toBe('llama.cpp');
    const two = buildNameIndex({
      ...parts,
      quants: {
        ...parts.quants,
        other: { ...parts.quants['mlx-4bit'], id: 'other', name: '4-bit', engines: ['vllm'] } as never,
      },
    });
    const found = resolveRow(two, raw({ ...mac, quant: '4bit' }));
    expect('engine' in found && found.engine.engine).toBe('mlx');
    expect(isUnresolved(resolveRow(two, raw({ quant: '4bit' })))).toBe(true);
    // Only llama.cpp and MLX are run by one harness.
    expect(isUnresolved(resolveRow(two, raw({ ...mac, engine: 'transformers', quant: '4bit' })))).toBe(true);
    expect(reason({ ...mac, quant: 'x9' })).toBe('unknown_quant');
  });
  it('is the usual format of its engine where none is said', () => {
    const unsaid = { quant: '' };
    expect(resolved({ ...unsaid, engine: 'ollama' })).toMatchObject({
      assumedQuant: true,
      quant: { id: 'q4_k_m' },
    });
    expect(resolved({ quant: 'default tag', engine: 'Ollama' })).toMatchObject({ assumedQuant: true });
    expect(resolved({ ...unsaid, engine: 'vllm' })).toMatchObject({
      assumedQuant: true,
      quant: { id: 'bf16' },
    });
    for (const quant of ['default tag of x9', 'x9, default tag'])
      expect(reason({ quant, engine: 'ollama' })).toBe('unknown_quant');
    const published = buildNameIndex({
      ...parts,
      models: { m: { id: 'm', name: 'M', aliases: [], native_precision: 'mxfp4' } },
      quants: { ...parts.quants, mxfp4: { ...parts.quants['q4_k_m'], id: 'mxfp4', name: 'MXFP4' } as never },
    });
    expect(resolveRow(published, raw({ ...unsaid, engine: 'ollama', model: 'm' }))).toMatchObject({
      assumedQuant: true,
      quant: { id: 'mxfp4' },
    });
    expect(reason({ ...unsaid })).toBe('unknown_quant');
    expect(reason({ ...unsaid, engine: 'mlx' })).toBe('unknown_quant');
    // 16 GB of weights do not fit 12 GB; two cards hold them.
    expect(reason({ ...unsaid, engine: 'vllm', device: 'RTX 3060' })).toBe('unknown_quant');
    expect(resolved({ ...unsaid, engine: 'vllm', device: 'RTX 3060', device_count: 2 }).quant.id).toBe(
      'bf16',
    );
    expect(reason({ ...unsaid, engine: 'vllm', model: 'Gemma 3 27B' })).toBe('unknown_quant');
    expect(reason({ ...unsaid, engine: 'vllm', device: 'DGX Spark' })).toBe('unknown_quant');
  });
});

describe('what is plausible', () => {
  // 8.03 billion parameters of 4.8 bits.
  const gib = (8.03e9 * 4.8) / 8 / 2 ** 30;
  it('are weights within a factor of two of what the format gives', () => {
    expect(weightsGib(resolved())).toBeCloseTo(gib, 9);
    expect(statedWeightsGib(resolved())).toBeNull();
    expect(statedWeightsGib(resolved({ weights_gib: 1.99 * gib }))).toBe(1.99 * gib);
    expect(statedWeightsGib(resolved({ weights_gib: 2.01 * gib }))).toBeNull();
    expect(statedWeightsGib(resolved({ weights_gib: 0.51 * gib }))).toBe(0.51 * gib);
    expect(statedWeightsGib(resolved({ weights_gib: 0.49 * gib }))).toBeNull();
    expect(weightsGib(resolved({ weights_gib: 5 }))).toBe(5);
    const native = { ...resolved({ quant: 'BF16', engine: 'vllm' }) };
    expect(weightsGib({ ...native, model: { ...native.model, native_precision: 'mxfp4' } })).toBeNull();
    // Of 16-bit makers "BF16" is that; a file of four bits is one whatever its makers trained in.
    expect(weightsGib(native)).toBeCloseTo((8.03e9 * 2) / 2 ** 30, 9);
    const trained = { ...resolved().model, native_precision: 'fp8' };
    expect(weightsGib({ ...resolved(), model: trained })).toBeCloseTo(gib, 9);
    expect(weightsGib({ ...native, model: { ...native.model, params_total_b: undefined } })).toBeNull();
    expect(
      statedWeightsGib({
        ...native,
        row: { ...native.row, weights_gib: 99 },
        model: { ...native.model, params_total_b: undefined },
      }),
    ).toBe(99);
  });
  it('is decoding no faster than the weights can be read, with a quarter for doubt', () => {
    // 936 GB/s over 4.818 GB.
    const limit = 936 / 4.818;
    const at = (rate: number, over: object = {}) => isDecodeAboveRoofline(resolved({ tok_s: rate, ...over }));
    expect([at(limit * 1.24), at(limit * 1.26)]).toEqual([false, true]);
    // Weights that are read once serve every user's next token.
    const users = { concurrency: 2 };
    expect([at(limit * 2.4, users), at(limit * 2.6, users)]).toEqual([false, true]);
    expect(at(limit * 2, { phase: 'prefill' })).toBe(false);
    expect(at(limit * 2, { notes: '--cpu-moe' })).toBe(false);
    const two = { device_count: 2, split: 'tensor' };
    expect([at(limit * 2.4, two), at(limit * 2.6, two)]).toEqual([false, true]);
    expect(at(limit * 1.26, { device_count: 2, split: 'layer' })).toBe(true);
    // Of a mixture only the active share is read.
    const moe = { model: 'Qwen3 30B-A3B' };
    const share = 936 / ((30.5 * 4.8) / 8) / (3.3 / 30.5);
    expect([at(share * 1.24, moe), at(share * 1.26, moe)]).toEqual([false, true]);
  });
  it('is decoding not far slower on a card of its own', () => {
    const limit = 936 / 4.818;
    const at = (over: object = {}) => isDecodeFarBelowRoofline(resolved({ tok_s: limit * 0.059, ...over }));
    expect(at()).toBe(true);
    expect(at({ tok_s: limit * 0.061 })).toBe(false);
    expect(at({ device_count: 2, split: 'layer' })).toBe(false);
    expect(at({ phase: 'prefill' })).toBe(false);
    expect(at({ concurrency: 2 })).toBe(false);
    expect(at({ model: 'Qwen2.5 0.5B', tok_s: 1 })).toBe(false);
    expect(isDecodeFarBelowRoofline(resolved({ device: 'DGX Spark', tok_s: 0.1 }))).toBe(false);
    const deep = resolved({ tok_s: 1 });
    expect(isDecodeFarBelowRoofline({ ...deep, row: { ...deep.row, depth: 8192 } })).toBe(true);
    expect(isDecodeFarBelowRoofline({ ...deep, row: { ...deep.row, depth: 8193 } })).toBe(false);
  });
  it('is reading prompts no faster than the arithmetic', () => {
    // 142 TFLOP/s, a quarter for doubt, over two FLOP per parameter and token less what costs nothing.
    const limit = (1.25 * 142_000) / (2 * 8.03 * 0.85);
    const at = (rate: number, over: object = {}) =>
      isPrefillAboveRoofline(resolved({ phase: 'prefill', tok_s: rate, ...over }));
    expect([at(limit * 0.99), at(limit * 1.01)]).toEqual([false, true]);
    expect([at(limit * 1.99, { device_count: 2 }), at(limit * 2.01, { device_count: 2 })]).toEqual([
      false,
      true,
    ]);
    expect(at(limit * 9, { phase: 'decode' })).toBe(false);
    expect(at(limit * 9, { device: 'DGX Spark' })).toBe(false);
    const fast = (compute: string, units: object) => {
      const base = resolved({ phase: 'prefill', tok_s: limit * 1.5 });
      return isPrefillAboveRoofline({
        ...base,
        quant: { ...base.quant, compute } as never,
        device: { ...base.device, compute: { fp16_acc32_tflops: 142, ...units } } as never,
      });
    };
    expect(fast('fp16', { int8_tops: 999, fp8_acc32_tflops: 999, fp4_tflops: 999 })).toBe(true);
    expect(fast('bf16', {})).toBe(true);
    expect([fast('int8', { int8_tops: 300 }), fast('int8', {})]).toEqual([false, true]);
    expect([fast('fp8', { fp8_acc32_tflops: 300 }), fast('fp8', {})]).toEqual([false, true]);
    expect([
      fast('fp4', { fp4_tflops: 300 }),
      fast('fp4', { fp8_acc32_tflops: 300 }),
      fast('fp4', {}),
    ]).toEqual([false, false, true]);
  });
});

describe('the cell of a row', () => {
  it('holds what the row says, in words of the catalogue', () => {
    expect(measuredCell(resolved({ depth: 5 }), 'cuda')).toEqual({
      device: 'rtx-3090',
      count: 1,
      nodes: 1,
      engine: 'llama.cpp',
      engine_version: '',
      backend: 'cuda',
      model: 'llama-3.1-8b',
      quant: 'q4_k_m',
      phase: 'decode',
      tokens: 128,
      depth: 5,
      concurrency: 1,
      tok_s: 100,
      split: 'none',
    });
    expect(measuredCell(resolved({ weights_gib: 4.5, concurrency: 3.6 }), 'cuda')).toMatchObject({
      weights_gib: 4.5,
      concurrency: 4,
    });
    expect(measuredCell(resolved({ concurrency: 0.2 }), 'cuda').concurrency).toBe(1);
    expect(measuredCell(resolved({ concurrency: undefined }), 'cuda').concurrency).toBe(1);
    expect(measuredCell(resolved({ tokens: 0 }), 'cuda')).not.toHaveProperty('tokens');
    expect(measuredCell(resolved({ device: 'RTX 3090 + EPYC 9355' }), 'cuda')).toMatchObject({
      offload: 'layers',
      host: 'epyc-9355',
    });
  });
});

describe('a row to be imported', () => {
  const take = (over: object = {}, quirks: readonly Quirk[] = []) =>
    importRow(index, quirks, raw(over), '2026-11-20');
  const because = 'test';
  it('becomes a measurement with its source', () => {
    expect(take({ notes: 'fa=1; mean of 3 runs', stddev: 0.5, tok_s: 100.123 })).toEqual({
      measurement: {
        ...measuredCell(resolved(), 'cuda'),
        tok_s: 100.1,
        n: 3,
        date: '2026-05-01',
        source: 'speeds-example-org-a',
        ref: '',
        note: 'fa=1',
        stddev: 0.5,
      },
      source: {
        id: 'speeds-example-org-a',
        ref: '',
        title: 'example.org/a',
        url: 'https://example.org/a',
        kind: 'review',
      },
    });
  });
  it('or the reason it stays out', () => {
    expect(take({ device: 'RTX 3095' })).toEqual({ reason: 'unknown_device', name: 'RTX 3095' });
    expect(take({ source: '' })).toEqual({ reason: 'unnamed_source' });
    expect(take({ source_date: '' })).toEqual({ reason: 'unknown_date' });
    expect(take({ notes: 'MTP n=2' })).toMatchObject({ reason: 'speculative' });
    expect(take({ device: 'RTX 4090', backend: 'strange' })).toEqual({ reason: 'unknown_backend' });
  });
  it('meets what is known of its source', () => {
    const quirk = (over: object): Quirk => ({ match: 'example\\.org', because, ...over }) as Quirk;
    expect(take({}, [quirk({ reason: 'special_kernel' })])).toEqual({ reason: 'special_kernel' });
    expect(take({}, [quirk({ reason: 'special_kernel', match: 'other' })])).toHaveProperty('measurement');
    expect(
      take({ notes: 'EXAMPLE2' }, [quirk({ reason: 'special_kernel', match: '; example2$' })]),
    ).toHaveProperty('reason');
    expect(take({}, [quirk({ reason: 'special_kernel', phase: 'prefill' })])).toHaveProperty('measurement');
    expect(take({}, [quirk({ reason: 'special_kernel', phase: 'decode' })])).toHaveProperty('reason');
    expect(take({}, [quirk({ reason: 'special_kernel', engine: 'vllm' })])).toHaveProperty('measurement');
    expect(take({}, [quirk({ reason: 'special_kernel', engine: 'llama.cpp' })])).toHaveProperty('reason');
    expect(take({}, [quirk({ reason: 'special_kernel', above_tok_s: 100 })])).toHaveProperty('measurement');
    expect(take({}, [quirk({ reason: 'special_kernel', above_tok_s: 99 })])).toHaveProperty('reason');
    expect(
      take({ depth: 4096 }, [quirk({ reason: 'special_kernel', from_depth_tokens: 4097 })]),
    ).toHaveProperty('measurement');
    expect(
      take({ depth: 4096 }, [quirk({ reason: 'special_kernel', from_depth_tokens: 4096 })]),
    ).toHaveProperty('reason');
    expect(
      take({ quant: '', source_date: '' }, [
        quirk({ assume: { quant: 'Q4_K_M' } }),
        quirk({ assume: { date: '2025-02' } }),
      ]),
    ).toMatchObject({ measurement: { quant: 'q4_k_m', date: '2025-02-01' } });
    expect(take({}, [quirk({ assume: { quant: 'BF16' } })])).toMatchObject({
      measurement: { quant: 'q4_k_m' },
    });
    expect(take({ notes: 'fa=1' }, [quirk({ remark: 'odd' }), quirk({ remark: 'very' })])).toMatchObject({
      measurement: { note: 'fa=1; odd; very' },
    });
    expect(take({}, [quirk({ remark: 'odd' })])).toMatchObject({ measurement: { note: 'odd' } });
  });
});

describe('how far testers are apart', () => {
  const cell = (source: string, tok_s: number, over: Partial<Measurement> = {}): Measurement =>
    ({
      ...measuredCell(resolved(), 'cuda'),
      n: 1,
      date: '2026-05-01',
      ref: '',
      note: '',
      source,
      tok_s,
      ...over,
    }) as Measurement;
  it('is the median difference of pairs, relative to their mean', () => {
    expect(disagreement([cell('a', 90), cell('b', 110)], 'decode')).toEqual({
      cells: 1,
      median_relative_difference: 0.2,
    });
    expect(
      disagreement([cell('a', 90), cell('b', 110), cell('c', 90)], 'decode').median_relative_difference,
    ).toBe(0.2);
    expect(
      disagreement([cell('a', 80), cell('a', 100), cell('b', 110)], 'decode').median_relative_difference,
    ).toBe(0.2);
    expect(
      disagreement(
        [cell('a', 90), cell('b', 110), cell('a', 50, { depth: 1 }), cell('b', 50, { depth: 1 })],
        'decode',
      ),
    ).toEqual({ cells: 2, median_relative_difference: 0.1 });
  });
  it('looks at one phase, and at decode whatever was generated', () => {
    expect(disagreement([cell('a', 90), cell('b', 110)], 'prefill')).toEqual({
      cells: 0,
      median_relative_difference: null,
    });
    expect(disagreement([cell('a', 90), cell('b', 110, { tokens: 256 })], 'decode').cells).toBe(1);
    const prefill = { phase: 'prefill' } as const;
    expect(
      disagreement([cell('a', 90, prefill), cell('b', 110, { ...prefill, tokens: 256 })], 'prefill').cells,
    ).toBe(0);
  });
  it('tells how well the median of the others predicts each', () => {
    // 100 by a, told 110 by b and c; 110 and 110 told 105 each.
    const rows = [cell('a', 100), cell('b', 110), cell('c', 110), cell('d', 70, { depth: 1 })];
    expect(predictedByOthers(rows, 'decode')).toEqual({ n: 3, mdape: 0.045, p90_ape: 0.089 });
    expect(predictedByOthers([cell('a', 100), cell('a', 50)], 'decode')).toEqual({
      n: 0,
      mdape: null,
      p90_ape: null,
    });
    const two = { count: 2, split: 'layer' } as const;
    expect(predictedByOthers([cell('a', 100, two), cell('b', 50, two)], 'decode').n).toBe(0);
    const four = { concurrency: 4 };
    expect(predictedByOthers([cell('a', 100, four), cell('b', 50, four)], 'decode').n).toBe(0);
    expect(predictedByOthers(rows, 'prefill').n).toBe(0);
  });
  it('may be asked of close dates only', () => {
    const rows = [cell('a', 90), cell('b', 110, { date: '2026-06-30' })];
    expect(disagreement(rows, 'decode', 60).cells).toBe(1);
    expect(disagreement(rows, 'decode', 59).cells).toBe(0);
  });
});

describe('the file of measurements', () => {
  const row = (over: object = {}): Measurement =>
    ({
      ...measuredCell(resolved(), 'cuda'),
      n: 1,
      date: '2026-05-01',
      source: 's',
      ref: '',
      note: '',
      ...over,
    }) as Measurement;
  const lines = (...rows: Measurement[]) => measurementsCsv(rows).split('\n');
  it('quotes what would break a line, and nothing else', () => {
    const [header, line, end] = lines(row({ note: 'a, "b"', ref: 'plain' }));
    expect(header).toBe(
      'device,count,nodes,engine,engine_version,backend,model,quant,phase,tokens,depth,concurrency,tok_s,n,split,date,source,ref,note',
    );
    expect(line).toBe(
      'rtx-3090,1,1,llama.cpp,,cuda,llama-3.1-8b,q4_k_m,decode,128,0,1,100,1,none,2026-05-01,s,plain,"a, ""b"""',
    );
    expect(end).toBe('');
  });
  it('has the columns that somebody fills, in an order of numbers, not of digits', () => {
    const [header, ...rest] = lines(
      row({ depth: 1000 }),
      row({ depth: 200, offload: 'experts', host: 'cpu' }),
      row({ depth: 200 }),
    );
    expect(header).toContain(',note,offload,host');
    expect(rest.slice(0, 3).map((l) => l.split(',')[10])).toEqual(['200', '200', '1000']);
    expect(rest[0]).toContain('experts,cpu');
    const [, ...lengths] = lines(row({ tokens: 1000, tok_s: 1 }), row({ tokens: 200, tok_s: 2 }));
    expect(lengths.slice(0, 2).map((l) => l.split(',')[9])).toEqual(['200', '1000']);
    expect(lines(row({ stddev: 1 }))[0]).toContain('note,stddev');
  });
});
