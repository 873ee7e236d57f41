import { describe, expect, it } from 'vitest';
import { importRow } from '../../../../src/catalog/import/import-rows.ts';
import { measuredCell } from '../../../../src/catalog/import/measurement-of.ts';
import { measurementsCsv } from '../../../../src/catalog/import/measurements-csv.ts';
import type { Quirk } from '../../../../src/catalog/import/quirks.ts';
import type { Measurement } from '../../../../src/schema/measurement.ts';
import { rawRow, resolvedRow } from '../../../fixtures/measured-row.ts';
import { index } from '../../../fixtures/names-catalogue.ts';

const sourced = { source: 'https://example.org/a', source_date: '2026-05' };
const raw = (over: object = {}) => rawRow({ ...sourced, ...over });
const resolved = (over: object = {}) => resolvedRow({ ...sourced, ...over });

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
