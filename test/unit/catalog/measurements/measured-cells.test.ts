import { describe, expect, it } from 'vitest';
import { buildCells } from '../../../../src/catalog/measurements/measured-cells.ts';
import { cellsKey } from '../../../../src/schema/cell-key.ts';
import type { Measurement } from '../../../../src/schema/measurement.ts';
import { measuredRow } from '../../../fixtures/measured-row.ts';

const cell = (fields: Partial<Measurement>): Measurement =>
  measuredRow({ phase: 'prefill', tokens: 512, tok_s: 3000, source: 'one', ...fields });
const built = (...rows: Measurement[]) => buildCells(rows)[cellsKey('rtx-3090', 1, 'llama-3.1-8b')] ?? [];

describe('buildCells', () => {
  it('takes the median over sources, not over rows: pp512 of two testers', () => {
    const cells = built(
      cell({ tok_s: 1000, ref: 'a' }),
      cell({ tok_s: 1100, ref: 'b' }),
      cell({ tok_s: 2000, source: 'two', n: 3 }),
    );
    expect(cells).toMatchObject([{ tok_s: 1525, sources: 2, n: 5 }]);
  });
  it('forgets prefill of an older build at every depth once a newer ladder exists', () => {
    const cells = built(
      cell({ tok_s: 900, depth: 4096, date: '2025-08-01' }),
      cell({ tok_s: 3000, date: '2026-05-01' }),
    );
    expect(cells.map((c) => c.depth)).toEqual([0]);
  });
  it('keeps older decode rungs that nobody measured again, tg128 @ d4096', () => {
    const tg = { phase: 'decode', tokens: 128 } as const;
    const cells = built(
      cell({ ...tg, tok_s: 80, depth: 4096, date: '2025-08-01' }),
      cell({ ...tg, tok_s: 90, depth: 0, date: '2025-08-01' }),
      cell({ ...tg, tok_s: 100, depth: 0, date: '2026-05-01', source: 'two' }),
    );
    expect(cells.map((c) => [c.depth, c.tok_s])).toEqual([
      [0, 100],
      [4096, 80],
    ]);
  });
  it('keeps offload apart from the plain cell', () => {
    const cells = built(cell({}), cell({ tok_s: 300, offload: 'experts', host: 'epyc-9355' }));
    expect(cells).toHaveLength(2);
    expect(cells.filter((c) => c.offload === 'experts')).toMatchObject([{ host: 'epyc-9355', tok_s: 300 }]);
    const plain = cells.find((c) => c.offload === undefined);
    expect(Object.keys(plain ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:host|offload)$/)]),
    );
  });
  it('gives the same bytes for any order of rows', () => {
    const rows = [
      cell({}),
      cell({ depth: 4096 }),
      cell({ source: 'two', tok_s: 3200 }),
      cell({ tokens: 2048 }),
      cell({ device: 'rtx-4090' }),
      cell({ count: 2 }),
    ];
    expect(JSON.stringify(buildCells([...rows].reverse()))).toBe(JSON.stringify(buildCells(rows)));
  });
});

describe('look-up cells', () => {
  const measured = (over: Partial<Measurement> = {}): Measurement =>
    measuredRow({ model: 'm', source: 'a', ...over });
  const cells = (...rows: Measurement[]) => buildCells(rows)[cellsKey('rtx-3090', 1, 'm')] ?? [];
  it('are the median of sources, told by the run that lies nearest', () => {
    const rows = [
      measured({ tok_s: 90, source: 'a' }),
      measured({ tok_s: 100, source: 'b', n: 3, engine_version: 'x' }),
      measured({ tok_s: 130, source: 'c' }),
    ];
    expect(cells(...rows)).toEqual([
      {
        engine: 'llama.cpp',
        backend: 'cuda',
        quant: 'q4_k_m',
        phase: 'decode',
        tokens: 128,
        depth: 0,
        concurrency: 1,
        tok_s: 100,
        n: 5,
        split: 'none',
        nodes: 1,
        date: '2026-05-01',
        source: 'b',
        sources: 3,
        spread: 0.1,
      },
    ]);
    expect(cells(measured({ tok_s: 90 }), measured({ tok_s: 110 }))).toMatchObject([
      { tok_s: 100, sources: 1 },
    ]);
    expect(cells(measured())[0]).not.toHaveProperty('spread');
    const { tokens: _, ...untold } = measured();
    expect(cells(untold)[0]).not.toHaveProperty('tokens');
    const aside = { offload: 'experts', host: 'cpu', offload_share: 0.5 } as const;
    expect(cells(measured(aside))[0]).toMatchObject(aside);
  });
  it('stand in an order of numbers, not of digits', () => {
    const at = (over: Partial<Measurement>) => measured({ tok_s: 1, ...over });
    const found = cells(
      at({ depth: 1000 }),
      at({ depth: 200 }),
      at({ tokens: 64, depth: 3 }),
      at({ phase: 'prefill', tokens: 9 }),
      at({ quant: 'a' }),
      at({ concurrency: 10 }),
      at({ concurrency: 9 }),
    );
    expect(found.map((c) => `${c.quant} ${c.phase} ${c.tokens} ${c.depth} ${c.concurrency}`)).toEqual([
      'a decode 128 0 1',
      'q4_k_m decode 64 3 1',
      'q4_k_m decode 128 0 9',
      'q4_k_m decode 128 0 10',
      'q4_k_m decode 128 200 1',
      'q4_k_m decode 128 1000 1',
      'q4_k_m prefill 9 0 1',
    ]);
  });
  it('of prompts are those of the newest builds of the whole ladder, of decode each its own', () => {
    const old = { date: '2025-12-01' };
    expect(cells(measured({ ...old, depth: 512 }), measured())).toHaveLength(2);
    const prompt = { phase: 'prefill', tokens: 512 } as const;
    expect(cells(measured({ ...prompt, ...old, depth: 512 }), measured(prompt))).toHaveLength(1);
    for (const over of [{ quant: 'q8_0' }, { engine: 'vllm' }, { backend: 'vulkan' }] as const)
      expect(cells(measured({ ...prompt, ...old }), measured({ ...prompt, ...over }))).toHaveLength(2);
  });
});
