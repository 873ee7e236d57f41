import { describe, expect, it } from 'vitest';
import { collect } from '../../../src/catalog/collections.ts';
import { compile } from '../../../src/catalog/compile.ts';
import { parseFiles } from '../../../src/catalog/files/parse-files.ts';
import type { Catalog } from '../../../src/schema/catalog.ts';
import { cellsKey } from '../../../src/schema/cell-key.ts';
import type { Measurement } from '../../../src/schema/measurement.ts';
import { measuredRow } from '../../fixtures/measured-row.ts';
import { DEVICE, raw, SOURCE } from './a-folder.ts';

describe('the catalogue', () => {
  const parsed = () =>
    parseFiles([raw('devices/b.yaml', DEVICE), raw('devices/a.yaml', DEVICE), raw('sources/x.yaml', SOURCE)]);
  it('is in the order of ids, over the one below', () => {
    const all = collect(parsed(), {
      devices: { c: { id: 'c' }, a: { id: 'old' } },
      parts: { ram: { id: 'ram' } },
      offers: [{ item: 'below' }],
      memory_rules: [{ os: 'linux' }],
    } as never);
    expect(Object.keys(all.devices)).toEqual(['a', 'b', 'c']);
    expect(all.devices['a']).toMatchObject({ id: 'a', name: 'Card' });
    expect(Object.keys(all.parts)).toEqual(['ram']);
    expect(all.offers).toEqual([{ item: 'below' }]);
    expect(all.memory_rules).toEqual([{ os: 'linux' }]);
    expect(all.scoring).toBeUndefined();
  });
  it('has what stands in one file under ids of its own, over those below', () => {
    const all = collect(
      {
        ...parsed(),
        singles: {
          'parts.yaml': { parts: { ram: { name: 'RAM' } } },
          'quants.yaml': { quants: { q: { name: 'Q' } }, tensor_types: { T: { bits: 4 } } },
          'engines.yaml': { engines: { e: { name: 'E' } } },
          'platforms.yaml': { rules: [{ os: 'mine' }] },
          'misnomers.yaml': { misnomers: { wrong: { meant: ['a'] } } },
          'scoring.yaml': { mine: true },
        },
      } as never,
      {
        parts: { ram: { id: 'ram', name: 'old' }, psu: {} },
        quants: { q: { id: 'q', name: 'old' }, p: {} },
        tensor_types: { S: {} },
        engines: { d: {} },
        memory_rules: [{ os: 'below' }],
        misnomers: { also: {} },
        scoring: { mine: false },
      } as never,
    );
    expect(all.parts).toEqual({ psu: {}, ram: { id: 'ram', name: 'RAM' } });
    expect(all.quants).toEqual({ p: {}, q: { id: 'q', name: 'Q' } });
    expect(all.tensor_types).toEqual({ S: {}, T: { bits: 4 } });
    expect(all.engines).toEqual({ d: {}, e: { name: 'E' } });
    // The first rule that applies counts.
    expect(all.memory_rules).toEqual([{ os: 'mine' }, { os: 'below' }]);
    expect(all.misnomers).toEqual({ also: {}, wrong: { meant: ['a'] } });
    expect(all.scoring).toEqual({ mine: true });
  });
  it('needs its scoring, and knows its day and its content', () => {
    const all = collect(parsed());
    expect(() => compile(all)).toThrow('scoring.yaml is missing');
    const whole = {
      ...all,
      scoring: {} as never,
      offers: [{ observed: '2026-02-01' }, { observed: '2026-03-01' }] as never,
    };
    const catalog = compile(whole);
    expect(catalog).toMatchObject({ schema_version: 1, date: '2026-03-01' });
    expect(catalog.digest).toMatch(/^[0-9a-f]{12}$/);
    expect(compile(whole).digest).toBe(catalog.digest);
    expect(compile({ ...whole, devices: {} }).digest).not.toBe(catalog.digest);
    expect(compile(whole, { ...catalog, date: '2026-04-01' } as Catalog).date).toBe('2026-04-01');
    expect(compile({ ...whole, offers: [] }).date).toBe('');
  });
  it("has one's own measurements beside those below, of the same machine as of others", () => {
    const row = (over: Partial<Measurement>) => measuredRow({ depth: 0, tok_s: 100, source: 'one', ...over });
    const whole = (measurements: readonly Measurement[]) => ({
      ...collect(parsed()),
      scoring: {} as never,
      measurements: [...measurements],
    });
    const below = compile(whole([row({}), row({ depth: 8192 }), row({ quant: 'q8_0' }), row({ count: 2 })]));
    const { cells } = compile(whole([row({ tok_s: 80, source: 'mine' })]), below);
    const seen = (key: string) => cells[key]?.map((c) => [c.quant, c.depth, c.tok_s, c.own ?? false]);
    const { device, model, quant } = row({});
    expect(seen(cellsKey(device, 1, model))).toEqual([
      [quant, 0, 100, false],
      [quant, 8192, 100, false],
      ['q8_0', 0, 100, false],
      [quant, 0, 80, true],
    ]);
    expect(seen(cellsKey(device, 2, model))).toEqual([[quant, 0, 100, false]]);
    expect(below.cells[cellsKey(device, 1, model)]).toHaveLength(3);
  });
});
