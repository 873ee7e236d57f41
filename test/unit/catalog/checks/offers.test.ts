import { describe, expect, it } from 'vitest';
import { checkOffers } from '../../../../src/catalog/checks/offers.ts';
import { checkRows } from '../../../../src/catalog/checks/rows.ts';
import { said, TODAY } from './said.ts';

describe('prices', () => {
  const offer = (over: object = {}) => ({
    item: 'box',
    config: '',
    kind: 'street',
    amount: 100,
    currency: 'USD',
    observed: '2026-06-01',
    source: 's',
    trust: 'ok',
    ...over,
  });
  const offers = (...list: object[]) => ({
    sources: { s: {} },
    systems: { box: { released: '2026-03-01', announced: '2026-01-01', ended: '2026-09-01' } },
    devices: { card: { released: '2026-02-01' } },
    parts: { ram: {} },
    models: { llm: {} },
    offers: list.map((over) => offer(over)),
  });
  const faults = (...list: object[]) =>
    [checkRows, checkOffers].flatMap((check) => said(check, offers(...list)));

  it('are of something that exists, in a kind that it has', () => {
    expect(faults({}, { item: 'card' }, { item: 'ram' })).toEqual([]);
    expect(
      faults(
        { item: 'cloud:card', kind: 'cloud-hourly' },
        { item: 'api:llm', kind: 'api-input' },
        { item: 'api:llm', kind: 'api-output' },
      ),
    ).toEqual([]);
    expect(faults({ item: 'electricity:de', kind: 'electricity' })).toEqual([]);
    expect(faults({ item: 'bax' })).toEqual(['prices[0] item: no such item "bax" Did you mean "box"?']);
    expect(faults({ item: 'cloud:box', kind: 'cloud-hourly' })).toEqual([
      'prices[0] item: no such item "cloud:box"',
    ]);
    expect(faults({}, { item: 'box', kind: 'cloud-hourly' })).toEqual([
      'prices[1] kind: cloud-hourly is no price of "box" Known: list, street, used.',
    ]);
    expect(faults({ item: 'strange:x' })).toEqual([
      'prices[0] kind: street is no price of "strange:x" Known: undefined.',
    ]);
    expect(said(checkRows, { ...offers({ item: 'gone' }), unread: new Set(['gone']) })).toEqual([]);
  });
  it('have a source and a day that has been', () => {
    expect(faults({ source: 'z' })).toEqual([
      'prices[0] source: no source "z" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
    ]);
    expect(faults({ item: 'card', observed: TODAY })).toEqual([]);
    expect(faults({ item: 'card', observed: '2026-11-21' })).toEqual([
      'prices[0] observed: 2026-11-21 is in the future',
    ]);
  });
  it('of used goods are called used', () => {
    for (const config of ['used, 128 GB', 'second-hand', 'Second hand', 'refurbished', 'pre-owned'])
      expect(faults({ config })).toEqual([
        `prices[0] kind: "${config}" is street, the price of new goods Its kind is "used".`,
      ]);
    expect(faults({ config: 'used', kind: 'used' }, { config: 'unused' })).toEqual([]);
    expect(faults({ config: 'used', trust: 'doubtful' })).toEqual([]);
  });
  it('lie within the time of sale', () => {
    expect(faults({ observed: '2026-03-01' }, { observed: '2026-09-01' })).toEqual([]);
    expect(faults({ observed: '2026-02-28' })).toEqual([
      'prices[0] observed: box was not released before 2026-03-01 Correct the release, or mark the price doubtful.',
    ]);
    expect(faults({ kind: 'list', observed: '2026-01-01' })).toEqual([]);
    expect(faults({ kind: 'list', observed: '2025-12-31' })).toEqual([
      'prices[0] observed: box was not announced before 2026-01-01 Correct the release, or mark the price doubtful.',
    ]);
    expect(faults({ item: 'card', kind: 'list', observed: '2026-01-31' })).toEqual([
      'prices[0] observed: card was not released before 2026-02-01 Correct the release, or mark the price doubtful.',
    ]);
    expect(faults({ observed: '2025-01-01', trust: 'doubtful' })).toEqual([]);
    expect(faults({ observed: '2026-09-02' })).toEqual([
      'prices[0] kind: box ended on 2026-09-01 and has a street price of 2026-09-02 Mark it doubtful, or correct the end date.',
    ]);
    expect(faults({ observed: '2026-09-02', kind: 'list' })).toHaveLength(1);
    expect(
      faults({ observed: '2026-09-02', kind: 'used' }, { item: 'card', observed: '2026-09-02' }),
    ).toEqual([]);
  });
  it('of what is rented bear no relation to the time of sale', () => {
    expect(faults({ item: 'cloud:card', kind: 'cloud-hourly', observed: '2026-01-15' })).toEqual([]);
  });
  it('are said once', () => {
    expect(faults({}, {})).toEqual([
      'prices[1] item: the same price from the same source is there twice Keep one row.',
    ]);
    for (const over of [
      { config: 'x' },
      { kind: 'list' },
      { amount: 1 },
      { currency: 'EUR' },
      { observed: '2026-06-02' },
      { item: 'card' },
    ])
      expect(faults({}, over)).toEqual([]);
  });
});
