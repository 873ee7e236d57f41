import { describe, expect, it } from 'vitest';
import { likelyMeant } from '../../../../src/catalog/names/likely-meant.ts';

const things = [
  { id: 'box-a-64', name: 'Acme Desk Box A 64GB', released: '2024' },
  { id: 'box-b-64', name: 'Acme Desk Box B 64GB', released: '2026' },
  { id: 'card-9000', name: 'Acme Card 9000', aliases: ['thunder'] },
  { id: 'card-9000-ti', name: 'Acme Card 9000 Ti' },
  { id: 'mo-8b', name: 'Mo 8B' },
  { id: 'far-from-mo-8b-distilled', name: 'Far from Mo 8B, distilled' },
  { id: 'q4', name: 'Q4' },
];

describe('what was likely meant', () => {
  it.each([
    ['crad-9000', ['card-9000', 'card-9000-ti']],
    ['CARD 900', ['card-9000', 'card-9000-ti']],
    ['card_9000it', ['card-9000-ti', 'card-9000']],
    ['thundr', ['card-9000']],
    ['9000', ['card-9000', 'card-9000-ti']],
    ['mo8', ['mo-8b', 'far-from-mo-8b-distilled']],
    ['mo8b', ['mo-8b']],
  ])('%s', (raw, ids) => expect(likelyMeant(raw, things)).toEqual(ids));
  it('is nothing where the word is longer than any name', () => {
    expect(likelyMeant(`box-a-64${'x'.repeat(142)}`, things)).toContain('box-a-64');
    expect(likelyMeant(`box-a-64${'x'.repeat(143)}`, things)).toEqual([]);
  });

  it('of a size of a family that is written with a slip: as if it were without, the newest first', () => {
    const family = [
      { id: 'bigga-2-70b', released: '2023' },
      { id: 'bigga-3.3-70b', released: '2025' },
      { id: 'other-bigga-70b', released: '2026' },
      { id: 'bigno-3-8b', released: '2024' },
    ];
    for (const raw of ['biga 70b', 'bigga 70b', 'bigha-70b'])
      expect(likelyMeant(raw, family)).toEqual(['bigga-3.3-70b', 'bigga-2-70b']);
    expect(likelyMeant('bogo 8b', family)[0]).not.toBe('bigga-2-70b');
  });

  it('knows the beginning of a long name, with and without its maker, and puts the newest first', () => {
    expect(likelyMeant('desk boks', things)).toEqual(['box-b-64', 'box-a-64']);
    expect(likelyMeant('amce desk box', things)).toEqual(['box-b-64', 'box-a-64']);
  });

  describe('of a family', () => {
    const family = [
      { id: 'ra-3-8b', released: '2024' },
      { id: 'ra-3.1-8b', released: '2025' },
      { id: 'ra-3.3-70b', released: '2026' },
      { id: 'ra-30b', released: '2023' },
      { id: 'lo-2-8b', released: '2024' },
      { id: 'lo-2-70b', released: '2024-02' },
      { id: 'lo-2-9b', released: '2023' },
      { id: 'lo-2.3-70b', released: '2025' },
      { id: 'lo-2.3-derived-49b', released: '2026' },
      { id: 'gp-os-20b', released: '2025' },
      { id: 'gp-os-120b', released: '2026' },
    ];
    it.each([
      ['ra3', ['ra-3-8b', 'ra-3.3-70b', 'ra-3.1-8b']],
      ['ra 3.1', ['ra-3.1-8b']],
      ['lo2', ['lo-2-70b', 'lo-2-8b', 'lo-2.3-70b']],
      ['gp os', ['gp-os-120b', 'gp-os-20b']],
      ['GP_OS', ['gp-os-120b', 'gp-os-20b']],
      ['ra 8b', ['ra-3.1-8b', 'ra-3-8b']],
      ['ra30b', ['ra-30b']],
      ['70b', ['ra-3.3-70b', 'lo-2.3-70b', 'lo-2-70b']],
      ['lo 70b', ['lo-2.3-70b', 'lo-2-70b']],
      ['lo derived 49b', ['lo-2.3-derived-49b']],
    ])('%s: its own, then its later generations', (raw, ids) =>
      expect(likelyMeant(raw, family)).toEqual(ids),
    );
  });

  it('says nothing rather than something nobody meant', () => {
    expect(likelyMeant('zzzzzz', things)).toEqual([]);
    expect(likelyMeant('xx', things)).toEqual([]);
    expect(likelyMeant('', things)).toEqual([]);
    expect(likelyMeant('??', [{ id: 'box' }, { id: 'tree', name: '木' }])).toEqual([]);
    expect(likelyMeant('card', [])).toEqual([]);
  });

  it('falls back on a long common beginning', () => {
    expect(likelyMeant('card-ninethousand', things)).toEqual([]);
    expect(likelyMeant('far-from-anything', things)).toEqual(['far-from-mo-8b-distilled']);
    expect(likelyMeant(' Far-from-anything ', things)).toEqual(['far-from-mo-8b-distilled']);
    const far = ['far-from-dddd', 'far-from-ccc', 'far-from-e', 'far-from-bb', 'far-away'].map((id) => ({
      id,
    }));
    expect(likelyMeant('far-from-anything', far)).toEqual(['far-from-e', 'far-from-bb', 'far-from-ccc']);
  });

  it('names last of a family what bears the name of another, too', () => {
    const two = [
      { id: 'ra-3.3-lo-49b', released: '2026' },
      { id: 'ra-3.3-70b', released: '2025' },
      { id: 'ra-3.1-8b', released: '2024' },
      { id: 'lo-2-8b', released: '2024' },
    ];
    expect(likelyMeant('ra', two)).toEqual(['ra-3.3-70b', 'ra-3.1-8b', 'ra-3.3-lo-49b']);
  });

  it('names the newest of a whole family', () => {
    const family = [
      { id: 'zed-7b', name: 'Zed 7B', released: '2023' },
      { id: 'zed3-70b', name: 'Zed3 70B', released: '2025' },
      { id: 'zed-2-13b', name: 'Zed 2 13B', released: '2024' },
      { id: 'zed4-moe', name: 'Zed4 MoE', released: '2026' },
    ];
    expect(likelyMeant('Zed', family)).toEqual(['zed4-moe', 'zed3-70b', 'zed-2-13b']);
  });

  it('names of a family without such a number the newest without further words, unless a letter was missed', () => {
    const family = [
      { id: 'zed-j-6b', released: '2021' },
      { id: 'zed-os-20b', released: '2025' },
      { id: 'zed3-2b', released: '2024' },
      { id: 'zedq', released: '2020' },
    ];
    expect(likelyMeant('zed9', family)).toEqual(['zed3-2b', 'zed-os-20b', 'zed-j-6b']);
    expect(likelyMeant('Zed-9', family)).toEqual(['zed3-2b', 'zed-os-20b', 'zed-j-6b']);
    expect(likelyMeant('zed12', family)).toEqual(['zed3-2b', 'zed-os-20b', 'zed-j-6b']);
    for (const more of ['zed9xyzw', '12zed9']) expect(likelyMeant(more, family)).toEqual([]);
    expect(likelyMeant('card9001', things)).toEqual(['card-9000', 'card-9000-ti']);
    // One off the other name of a box, which is not the plainest of its family.
    const slip = [{ id: 'zed-20b' }, { id: 'zed-big-box', aliases: ['zed8'] }];
    expect(likelyMeant('zed9', slip)).toEqual(['zed-big-box', 'zed-20b']);
    expect(likelyMeant('zed999', slip)).toEqual(['zed-20b', 'zed-big-box']);
    // Sizes are no words.
    const sizes = [
      { id: 'zed-7b-2k', released: '2020' },
      { id: 'zed-os', released: '2026' },
    ];
    expect(likelyMeant('zed999', sizes)).toEqual(['zed-7b-2k', 'zed-os']);
    const many = ['a', 'b', 'c', 'd'].map((word) => ({ id: `zed-${word}-8b` }));
    expect(likelyMeant('zed999', many)).toHaveLength(3);
  });

  it('takes of several names of a thing the one that is nearest as a whole', () => {
    const two = [
      { id: 'bc-de-9000-yy', name: 'Bc De 9000 Yy' },
      { id: 'acme-long-id-9000', name: 'X9000' },
    ];
    expect(likelyMeant('9000', two)).toEqual(['acme-long-id-9000', 'bc-de-9000-yy']);
    expect(likelyMeant('thun der', [{ id: 'acme-thunder' }, { id: 'thunders' }])).toEqual([
      'thunders',
      'acme-thunder',
    ]);
  });

  it('puts what is seldom asked for behind the others, which keep a family to themselves', () => {
    const shelf = [
      { id: 'zed-notes-2026', aside: true, released: '2026' },
      { id: 'zed-box', released: '2024' },
      { id: 'yon-notes', aside: true },
      { id: 'yam-bax', aside: true },
      { id: 'yam-bix' },
      { id: 'box-xia' },
      { id: 'xia-notes-2025', aside: true },
    ];
    expect(likelyMeant('zed', shelf)).toEqual(['zed-box']);
    expect(likelyMeant('yon', shelf)).toEqual(['yon-notes']);
    expect(likelyMeant('yam-box', shelf)).toEqual(['yam-bix', 'yam-bax']);
    expect(likelyMeant('xia', shelf)).toEqual(['box-xia', 'xia-notes-2025']);
  });

  it('gives no more than it is asked for', () => {
    expect(likelyMeant('9000', things, 1)).toEqual(['card-9000']);
  });
});
