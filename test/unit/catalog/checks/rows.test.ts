import { describe, expect, it } from 'vitest';
import { checkRows } from '../../../../src/catalog/checks/rows.ts';
import { rowPlace, said, TODAY } from './said.ts';

describe('rows of tables', () => {
  it('name what exists, and days that have been', () => {
    const known = {
      devices: { card: {} },
      models: { llm: {} },
      diffusion: { sd: {} },
      quants: { q4: {} },
      sources: { s: {} },
    };
    const good = { device: 'card', model: 'llm', quant: 'q4', source: 's', date: TODAY };
    expect(
      said(checkRows, {
        ...known,
        sizes: [
          { model: 'llm', source: 's' },
          { model: 'sd', source: 's' },
          { model: 'llx', source: 't' },
        ],
        measurements: [
          good,
          { ...good, host: 'card' },
          { device: 'x', host: 'y', model: 'sd', quant: 'z', source: 'w', date: '2026-11-21' },
        ],
      }).map((s) => s.split(' Did')[0]),
    ).toEqual([
      'sizes[2] model: no model "llx"',
      'sizes[2] source: no source "t" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'measurements[2] device: no device "x"',
      'measurements[2] host: no device "y"',
      'measurements[2] model: no model "sd"',
      'measurements[2] quant: no quant "z"',
      'measurements[2] source: no source "w" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'measurements[2] date: 2026-11-21 is in the future',
    ]);
    expect(said(checkRows, { ...known, sizes: [{ model: 'llx', source: 's' }] })[0]).toContain(
      'Did you mean "llm"?',
    );
  });
  it('with a fault of their own are checked in the cells that can be read', () => {
    const broken = {
      profiles: [],
      rows: [
        { folder: 'prices', place: rowPlace(2), cells: { item: 'bax', source: 's' } },
        { folder: 'sizes', place: rowPlace(3), cells: { source: 't' } },
      ],
    };
    expect(said(checkRows, { broken, devices: { box: {} }, sources: { s: {} } })).toEqual([
      'p.csv:2 item: no such item "bax"',
      'p.csv:3 source: no source "t"',
    ]);
  });
});
