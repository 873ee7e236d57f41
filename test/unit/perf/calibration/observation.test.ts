import { describe, expect, it } from 'vitest';
import { storedCatalog } from '../../../../src/package/load-catalog.ts';
import { type CatalogParts, observe } from '../../../../src/perf/calibration/observation.ts';
import { measuredRow } from '../../../fixtures/measured-row.ts';

const catalog = storedCatalog();
const GIB = 2 ** 30;
const row = measuredRow({ tok_s: 120, date: '2026-01-01', source: 'own-notes' });
const bytes = (parts: CatalogParts, weights_gib?: number) =>
  observe({ ...row, ...(weights_gib ? { weights_gib } : {}) }, parts, '2026-01-01')?.job.weights;

describe('a measured row that states the size of its file', () => {
  const usual = bytes(catalog);
  const total = usual?.total ?? 0;

  it('counts for itself, whatever is stored of other files of the format', () => {
    expect(catalog.worked_out?.[row.model]?.weights[row.quant]).toBeDefined();
    expect(bytes(catalog, (1.2 * total) / GIB)?.total).toBeCloseTo(1.2 * total, -3);
    const { worked_out: _, ...plain } = catalog;
    expect(bytes(catalog, (1.2 * total) / GIB)).toEqual(bytes(plain, (1.2 * total) / GIB));
  });

  it('counts for itself, whatever file of the model was imported', () => {
    const classes = { attention: total / 4, dense: (3 * total) / 4 };
    const imported = { [row.model]: { from: 'x', quant: row.quant, classes, note: '' } };
    const read = bytes({ ...catalog, imported }, (1.1 * total) / GIB);
    expect(read?.total).toBeCloseTo(1.1 * total, -3);
    expect(read?.attention).toBe(classes.attention);
    expect(bytes({ ...catalog, imported })?.total).toBeCloseTo(total, -3);
  });
});

describe('a measured row with experts in host memory', () => {
  const shareOf = (over: Partial<typeof row>) =>
    observe({ ...row, ...over }, catalog, '2026-01-01')?.job.offload;
  const host = 'core-i9-14900k';

  it('had there the share that it says, and else all of them', () => {
    expect(shareOf({ offload: 'experts', host, offload_share: 0.5 })).toEqual({
      kind: 'experts',
      share: 0.5,
    });
    expect(shareOf({ offload: 'experts', host })).toEqual({ kind: 'experts', share: 1 });
    expect(shareOf({})).toEqual({ kind: 'none', share: 0 });
  });
});
