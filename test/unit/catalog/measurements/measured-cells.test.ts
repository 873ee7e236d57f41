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
