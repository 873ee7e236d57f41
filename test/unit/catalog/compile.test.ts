import { describe, expect, it } from 'vitest';
import { collect } from '../../../src/catalog/collections.ts';
import { compile } from '../../../src/catalog/compile.ts';
import { parseFiles } from '../../../src/catalog/parse-files.ts';
import type { Catalog } from '../../../src/schema/catalog.ts';
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
});
