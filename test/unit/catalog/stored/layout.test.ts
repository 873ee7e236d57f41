import { describe, expect, it } from 'vitest';
import { COLD_FIELDS, type HotIndex, layOut } from '../../../../src/catalog/stored/layout.ts';
import { openStored } from '../../../../src/catalog/stored/open.ts';
import type { Catalog, WorkedOut } from '../../../../src/schema/catalog.ts';

function offer(item: string, amount: number) {
  const seen = { region: 'US', observed: '2026-01-01', trust: 'ok', source: 's', note: 'größer' };
  return { item, config: '', kind: 'street', amount, currency: 'USD', ...seen };
}

/** A catalogue of a few records, with letters of several bytes. */
const catalog = {
  schema_version: 1,
  date: '2026-01-01',
  sources: { s: { title: 'Quelle ü' } },
  systems: {
    box: { id: 'box', name: 'Böx', notes: ['größer'], aliases: ['b'] },
    bare: { id: 'bare', name: 'Bare' },
  },
  devices: { card: { id: 'card', name: 'Card', claims: [], memory: { kind: 'vram' } } },
  models: { llm: { id: 'llm', name: 'L', architecture: { layers: 2 }, licence: 'MIT' } },
  quants: { q4: { id: 'q4', mixture: { default: 'A' } } },
  rules: [
    { id: 'r1', title: 'T', because: 'b', examples: [1] },
    { id: 'r2', because: 'c' },
  ],
  offers: [offer('box', 1000), offer('card', 500)],
  cells: { 'card|1|llm': [{ tok_s: 1 }], 'card|2|llm': [{ tok_s: 2 }] },
} as unknown as Catalog;
const workedOut = { llm: { weights: { q4: { total: 7 } } } } as unknown as Record<string, WorkedOut>;

function open() {
  const { hot, cold } = layOut(catalog, workedOut);
  const bytes = Buffer.from(cold);
  const reads: string[] = [];
  const stored = openStored(hot, (start, length) => {
    const text = bytes.subarray(start, start + length).toString();
    reads.push(text.trim());
    return text;
  });
  return { hot: sectionsOf(hot), stored, reads, cold };
}

/** The sections of a hot file, by name. */
function sectionsOf(hot: string) {
  const [line = '', texts = ''] = hot.split('\n');
  const places = Object.entries(JSON.parse(line) as HotIndex);
  return Object.fromEntries(
    places.map(([name, [start, length]]) => [name, JSON.parse(texts.slice(start, start + length))]),
  );
}

describe('the stored catalogue', () => {
  it('has in the hot file what every ranking needs, and nothing else', () => {
    const { hot } = open();
    expect(hot['systems']).toEqual({
      box: { id: 'box', name: 'Böx' },
      bare: { id: 'bare', name: 'Bare' },
    });
    expect(hot['devices']).toEqual({ card: { id: 'card', name: 'Card', memory: { kind: 'vram' } } });
    expect(hot['models']).toEqual({ llm: { id: 'llm', name: 'L' } });
    expect(hot['rules']).toEqual([
      { id: 'r1', because: 'b' },
      { id: 'r2', because: 'c' },
    ]);
    expect(hot['date']).toBe('2026-01-01');
    expect(hot['cells'].names).toEqual(['card|1|llm', 'card|2|llm']);
    expect(Object.keys(hot['sources'])).toEqual(['start', 'lengths']);
  });
  it('keeps offers by column and gives them by row', () => {
    const { hot, stored } = open();
    expect(hot['offers']).toMatchObject({ item: ['box', 'card'], amount: [1000, 500] });
    expect(stored.offers).toEqual(catalog.offers);
  });
  it('parses a section when it is asked for, once', () => {
    const { hot } = layOut(catalog, workedOut);
    const broken = hot.replace('"llm":{"id"', '"llm":{!id"');
    const stored = openStored(broken, () => '');
    expect(stored.date).toBe('2026-01-01');
    expect(stored.systems).toBe(stored.systems);
    expect(() => stored.models).toThrow(SyntaxError);
  });
  it('gives every cold field of a record to who reads it', () => {
    const { stored } = open();
    expect(stored.systems['box']?.notes).toEqual(['größer']);
    expect(stored.systems['box']?.aliases).toEqual(['b']);
    expect(stored.systems['box']?.claims).toBeUndefined();
    expect(stored.systems['bare']?.notes).toBeUndefined();
    expect(stored.models['llm']?.architecture).toEqual({ layers: 2 });
    expect(stored.quants['q4']?.mixture).toEqual({ default: 'A' });
    expect(stored.rules[0]).toMatchObject({ title: 'T', examples: [1] });
    expect(stored.rules[1]?.title).toBeUndefined();
    expect(stored.sources).toEqual({ s: { title: 'Quelle ü' } });
  });
  it('loses them in a copy by spreading', () => {
    const { stored } = open();
    const copy = { ...stored.systems['box'] } as Record<string, unknown>;
    expect(copy['notes']).toBeUndefined();
    expect(copy['name']).toBe('Böx');
    expect(Object.keys(copy)).toEqual(['id', 'name']);
    for (const field of COLD_FIELDS.systems) expect(Object.hasOwn(copy, field)).toBe(false);
    expect(Object.create(stored.systems['box'] as object).notes).toBeUndefined();
  });
  it('parses a record when it is asked for, once', () => {
    const { stored, reads } = open();
    expect(reads).toEqual([]);
    stored.systems['box']?.notes;
    stored.systems['box']?.aliases;
    expect(reads).toEqual(['{"notes":["größer"],"aliases":["b"]}']);
    stored.cells['card|2|llm'];
    stored.cells['card|2|llm'];
    expect(reads.slice(1)).toEqual(['[{"tok_s":2}]']);
  });
  it('has cells and what was worked out by name, and nothing under another', () => {
    const { stored } = open();
    expect(stored.cells['card|1|llm']).toEqual([{ tok_s: 1 }]);
    expect(stored.cells['card|3|llm']).toBeUndefined();
    expect(stored.cells['toString']).toBeUndefined();
    expect((stored.cells as Record<symbol, unknown>)[Symbol.iterator]).toBeUndefined();
    expect('card|1|llm' in stored.cells).toBe(true);
    expect('card|3|llm' in stored.cells).toBe(false);
    expect(Symbol.iterator in stored.cells).toBe(false);
    expect(Object.keys(stored.cells)).toEqual(['card|1|llm', 'card|2|llm']);
    expect({ ...stored.cells }).toEqual(catalog.cells);
    expect(Object.getOwnPropertyDescriptor(stored.cells, 'card|3|llm')).toBeUndefined();
    expect(stored.worked_out?.['llm']).toEqual({ weights: { q4: { total: 7 } } });
  });
  it('lists its sources among its sections', () => {
    expect(Object.keys(open().stored)).toContain('sources');
  });
});
