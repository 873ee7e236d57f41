import { describe, expect, it } from 'vitest';
import { detailsOf } from '../../../../src/recommend/details/details.ts';
import { ownPcs, plainBuild } from '../../../../src/recommend/owned/own-pc.ts';
import { needsSupply, upgradeOf } from '../../../../src/recommend/owned/own-pc-upgrade.ts';
import { ownedSystems } from '../../../../src/recommend/owned/owned-systems.ts';
import { makePriceBook } from '../../../../src/recommend/prices/price-book.ts';
import { priceLines } from '../../../../src/report/answer/lines.ts';
import { factsOf } from '../../../fixtures/facts-of.ts';
import { answer, deviceOf, offer, outs, systemOf, TODAY } from '../../../fixtures/mini-catalog.ts';
import { miniPcs, PC_PRICES } from '../../../fixtures/mini-pcs.ts';

const build = (id: string) => {
  const found = plainBuild(systemOf(id, miniPcs), miniPcs);
  if (!found) throw new Error(`${id} goes into no everyday PC`);
  return found;
};
const book = (owned: string[], stated: Record<string, number> = {}, catalog = miniPcs) =>
  makePriceBook(catalog, { asOf: TODAY, condition: 'new', stated, owned });
const ways = (id: string, owned: string[]) => book(owned).ways(systemOf(id, miniPcs));
const usd = (...items: string[]) => items.reduce((sum, item) => sum + (PC_PRICES[item] ?? 0), 0);
const CARD_24 = 1600;
const CARD_16 = 650;

describe('the PC of somebody who owns a card', () => {
  it('is the plainest tower around it, or around as many as there are', () => {
    const hostsOf = (...own: string[]) => ownPcs(own, miniPcs).map((pc) => pc.host.id);
    expect(hostsOf('card-24')).toEqual(['one']);
    expect(hostsOf('card-24', 'card-24')).toEqual(['one', 'two']);
    expect(hostsOf('card-16', 'card-24')).toEqual(['old', 'one']);
    expect(hostsOf('pc-2x24')).toEqual(['two']);
  });
  it('is the plainest of all towers around one of a card that we put into towers by twos only', () => {
    const { 'pc-1x24': _, ...systems } = miniPcs.systems;
    const world = { ...miniPcs, systems };
    const [pc, ...others] = ownPcs(['card-24'], world);
    expect(others).toEqual([]);
    expect(pc).toMatchObject({ host: { id: 'old' }, cards: [{ item: 'card-24', count: 1 }] });
    expect(pc?.cards_w).toBe(world.devices['card-24']?.power.limit_w);
    const [way] = book(['card-24'], {}, world).ways(systemOf('pc-1x16', world));
    expect(way?.price).toMatchObject({ in_own_pc: true, value: CARD_16, cards_come_out: ['Card 24'] });
    // A third has no slot there; and what we put into servers alone, or say stands elsewhere, is in no tower.
    expect(ownPcs(['card-24', 'card-24', 'card-24'], world).map((p) => p.host.id)).toEqual(['old', 'two']);
    const { 'pc-2x24': __, ...elsewhere } = systems;
    const inServers = Object.values(elsewhere).map((s) => [
      s.id,
      s.devices.some((d) => d.device === 'card-24') ? { ...s, kind: 'server' as const } : s,
    ]);
    expect(ownPcs(['card-24'], { ...world, systems: Object.fromEntries(inServers) })).toEqual([]);
    // What goes into a workstation does into a PC.
    expect(ownPcs(['card-24'], { ...world, systems: elsewhere }).map((p) => p.host.id)).toEqual(['old']);
    const nowhere = Object.values(systems).filter((s) => s.devices.every((d) => d.device !== 'card-24'));
    const bare = { ...world, systems: Object.fromEntries(nowhere.map((s) => [s.id, s])) };
    expect(ownPcs(['card-24'], bare).map((p) => p.host.id)).toEqual(['old']);
    const inLaptop = { ...deviceOf('card-24', miniPcs), stands_in: 'laptop' as const };
    expect(ownPcs(['card-24'], { ...bare, devices: { ...bare.devices, 'card-24': inLaptop } })).toEqual([]);
  });
  it('is the plainest of all towers where only a PC is owned, and takes a card for its price and a larger supply', () => {
    const [pc, ...others] = ownPcs(['pc'], miniPcs);
    expect(others).toEqual([]);
    expect(pc).toMatchObject({ host: { id: 'old' }, cards: [], cards_w: 0 });
    const [way] = ways('pc-1x24', ['pc']);
    expect(way?.price).toMatchObject({ in_own_pc: true, value: CARD_24 + usd('psu-850') });
    expect(way?.price).not.toHaveProperty('cards_come_out');
    expect(way?.system.name).toMatch(/ in your PC$/);
    const d = answer({ own: ['pc'] }, miniPcs);
    expect(d.alternatives.some((a) => a.kind === 'own' && a.is_the_answer)).toBe(false);
    expect(d.ranked.find((r) => r.system.id === 'pc-1x24')?.price_usd?.value).toBe(way?.price.value);
  });
  it('is the plainest of all towers where only its processor is said, whose memory nobody knows', () => {
    const chip = {
      ...miniPcs.devices['soc-cuda'],
      ...{ id: 'chip', name: 'Chip 9', kind: 'cpu', stands_in: 'pc' },
      ...{ memory: { kind: 'host', bandwidth_gb_s: 80 } },
    };
    const withChip = { ...miniPcs, devices: { ...miniPcs.devices, chip } } as unknown as typeof miniPcs;
    expect(ownPcs(['chip'], withChip)).toEqual(ownPcs(['pc'], miniPcs));
    const asServer = { ...chip, stands_in: 'server' };
    const withServer = { ...miniPcs, devices: { chip: asServer } } as unknown as typeof miniPcs;
    expect(ownPcs(['chip'], withServer)).toEqual([]);
    const d = answer({ own: ['chip'] }, withChip);
    const told = d.ranked[0]?.reasons.map((r) => r.text).join(' ');
    expect(told).toContain('How much memory goes with your Chip 9 was not said');
    expect(JSON.stringify(d)).not.toMatch(/does not do this work|points more than your/);
  });
  describe('with the memory that its owner says', () => {
    const chip = {
      ...miniPcs.devices['soc-cuda'],
      ...{ id: 'chip', name: 'Chip 9', kind: 'cpu', stands_in: 'pc' },
      ...{ memory: { kind: 'host', bandwidth_gb_s: 83 } },
    };
    const world = {
      ...miniPcs,
      devices: { ...miniPcs.devices, chip },
    } as unknown as typeof miniPcs;
    const hosts = (...own: string[]) => ownedSystems(own, world).map((s) => [s.name, s.memory_gb, s.host]);
    it('is a machine of its own where it is a processor alone', () => {
      expect(hosts('chip 48GB')).toEqual([['Chip 9 48GB', 48, undefined]]);
      expect(ownedSystems(['chip', 'pc 48GB'], world)[0]?.memory_gb).toBe(48);
    });
    it('stands beside the cards that are owned, at the speed of the processor where that is said', () => {
      const [usual] = ownedSystems(['card-24'], world);
      expect(ownedSystems(['card-24', 'pc'], world)).toEqual([usual]);
      expect(ownedSystems(['card-24', 'pc 96GB'], world)).toEqual([
        { ...usual, host: { ...usual?.host, ram_gb: 96 } },
      ]);
      expect(ownedSystems(['card-24', 'chip 96GB'], world)).toEqual([
        { ...usual, host: { device: 'chip', ram_gb: 96, ram_bandwidth_gb_s: 83 } },
      ]);
      const [rig] = ownedSystems(['pc-2x24', 'chip 96GB'], world);
      expect([rig?.name, rig?.host?.ram_gb]).toEqual(['2x Card 24', 96]);
      expect(ownedSystems(['box-cuda', 'pc 96GB'], world)).toEqual(ownedSystems(['box-cuda'], world));
    });
    it('is what a card that is bought finds there, or what is bought for it', () => {
      const waysWith = (own: string) => book([own], {}, world).ways(systemOf('pc-1x16', world));
      const [more, ...others] = waysWith('pc 128GB');
      expect(others).toEqual([]);
      expect(more?.price).toMatchObject({
        value: CARD_16,
        owned: expect.arrayContaining(['128 GB of memory']),
      });
      expect(more?.system.host).toMatchObject({ ram_gb: 128, ram_bandwidth_gb_s: 50 });
      const [less, built] = waysWith('pc 16GB');
      expect(less?.system.host?.ram_gb).toBe(16);
      expect(built?.system.host?.ram_gb).toBe(32);
      expect(built?.price.value).toBe(CARD_16 + usd('ram-a'));
    });
    it('is told as the thing that was not said, and how to say it', () => {
      const told = answer({ own: ['chip'] }, world)
        .ranked[0]?.reasons.map((r) => r.text)
        .join(' ');
      expect(told).toContain('say it as in --own "chip 64GB"');
      const said = answer({ own: ['chip 64GB'] }, world);
      expect(JSON.stringify(said)).not.toContain('was not said');
      expect(said.command).toContain("--own 'chip 64GB'");
    });
  });
  it('is nobody knows what for a chip, a box or a rig that is no everyday PC', () => {
    expect(ownPcs(['soc-cuda', 'box-cuda', 'tower-1x24', 'no-such-thing'], miniPcs)).toEqual([]);
    expect(plainBuild(systemOf('tower-1x24', miniPcs), miniPcs)).toBeNull();
  });
});

describe('the power supply of that PC', () => {
  const laidOut = (psu_w: number, cards_w: number) => ({ host: { psu_w }, cards_w });
  it.each([
    ['170 W for 200 W, whose build has 850 W for 650 W', 850, 200, 650, 170, true],
    ['320 W for 300 W: it bore more before', 850, 300, 650, 320, false],
    ['350 W for 360 W, both built with 850 W', 850, 360, 850, 350, false],
    ['350 W for 575 W, built with 1,000 W', 1000, 575, 850, 350, true],
    ['350 W for twice that, built with 1,200 W', 1200, 700, 850, 350, true],
    ['575 W for 350 W: the smaller one is never bought', 850, 350, 1000, 575, false],
  ])('%s', (_, rig_psu_w, rig_w, pc_psu_w, pc_w, bought) => {
    expect(needsSupply(laidOut(rig_psu_w, rig_w), laidOut(pc_psu_w, pc_w))).toBe(bought);
  });
});

describe('an upgrade of that PC', () => {
  const added = (rig: string, pc: string, memory: 'as built' | 'as there') =>
    upgradeOf(build(rig), build(pc), memory, miniPcs.parts).add.map((p) => p.item);

  it('is the card, and the supply where it draws more than the old one', () => {
    expect(added('pc-1x24', 'pc-1x16', 'as there')).toEqual(['card-24', 'psu-850']);
    expect(added('pc-1x16', 'pc-1x24', 'as built')).toEqual(['card-16']);
  });
  it('is a platform of another socket where its memory is to be as fast, too', () => {
    const platform = ['cpu-b', 'board-b', 'ram-b32'];
    expect(added('pc-1x24', 'pc-1x16', 'as built')).toEqual(['card-24', ...platform, 'psu-850']);
  });
  it('to two cards takes a board, a case and a supply for two; the processor and its memory stay', () => {
    const two = ['board-b2', 'psu-1200', 'case-large'];
    expect(added('pc-2x24', 'pc-1x24', 'as there')).toEqual(['card-24', ...two]);
    expect(added('pc-2x24', 'pc-1x24', 'as built')).toEqual(['card-24', two[0], 'ram-b64', two[1], two[2]]);
  });
  it('to two cards takes all but the disk where the processor does not fit that board', () => {
    const all = ['cpu-b2', 'board-b2', 'ram-b64', 'psu-1200', 'case-large', 'cooler'];
    expect(added('pc-2x24', 'pc-1x16', 'as there')).toEqual(['card-24', ...all]);
  });
});

describe('what a rig costs the owner of a card', () => {
  it('is what has to be added, in the cheapest way first', () => {
    const [lean, built] = ways('pc-1x24', ['card-16']);
    expect(lean?.price).toMatchObject({ value: CARD_24 + usd('psu-850'), in_own_pc: true });
    expect(lean?.system).toMatchObject({ name: '1x Card 24 in your PC', host: { ram_bandwidth_gb_s: 50 } });
    expect(lean?.price.owned).toEqual(['processor', 'board', '32 GB of memory', 'SSD', 'case']);
    expect(built?.price.value).toBe(CARD_24 + usd('psu-850', 'cpu-b', 'board-b', 'ram-b32'));
    expect(built?.system.host?.ram_bandwidth_gb_s).toBe(80);
  });
  it('counts the card that stays in at nothing', () => {
    const [lean] = ways('pc-2x24', ['card-24']);
    expect(lean?.price.value).toBe(CARD_24 + usd('board-b2', 'case-large', 'psu-1200'));
    expect(lean?.price.owned).toEqual(['Card 24', 'processor', '32 GB of memory', 'SSD']);
    expect(lean?.price.parts.map((p) => [p.item, p.count])[0]).toEqual(['card-24', 1]);
  });
  it('says which of the cards stay in, and which come out', () => {
    const cards = (rig: string, ...own: string[]) => {
      const price = ways(rig, own)[0]?.price;
      return [price?.cards_stay, price?.cards_come_out];
    };
    expect(cards('pc-2x24', 'card-24')).toEqual([['Card 24'], undefined]);
    expect(cards('pc-1x24', 'card-16')).toEqual([undefined, ['Card 16']]);
    expect(cards('pc-1x24', 'card-16', 'card-16')).toEqual([undefined, ['2x Card 16']]);
    const told = (price: object) =>
      priceLines({ price_usd: { ...ways('pc-1x24', ['card-16'])[0]?.price, ...price } } as never);
    expect(told({})).toContain('Your Card 16 leaves the PC; what selling it brings is not counted');
    expect(told({ cards_come_out: ['4x Card 16'] })).toContain(
      'Your 4x Card 16 leave the PC; what selling them brings is not counted',
    );
    expect(told({ cards_stay: ['2x Card 24'], cards_come_out: [] })).toContain(
      'Your 2x Card 24 stay in the PC',
    );
  });
  it('is the least that any of several PCs asks for', () => {
    expect(ways('pc-1x24', ['card-16', 'card-16'])[0]?.price.value).toBe(CARD_24);
    expect(ways('pc-2x16', ['card-16', 'card-24'])[0]?.price.value).toBe(
      CARD_16 + usd('board-b2', 'case-large', 'psu-1200'),
    );
  });
  it('is nothing for what is there, which is not on sale then', () => {
    expect(ways('pc-1x24', ['card-24'])[0]?.price.value).toBe(0);
    const d = answer({ own: ['card-24'], models: ['moe-30b-a3b'] }, miniPcs);
    expect(outs(d)['pc-1x24']).toBe('owned');
    expect(d.ranked.map((r) => r.system.name)).toContain('1x Card 16 in your PC');
  });
  it('is never more than for somebody who owns nothing', () => {
    const whole = book([], { 'pc-1x24': 400 }).quote(systemOf('pc-1x24', miniPcs))?.value;
    expect(whole).toBe(400);
    expect(book(['card-16'], { 'pc-1x24': 400 }).quote(systemOf('pc-1x24', miniPcs))?.value).toBe(400);
  });
});

describe('what goes into that PC', () => {
  const d = answer({ own: ['card-24'], models: ['moe-30b-a3b'] }, miniPcs);
  const row = d.ranked.find((r) => r.system.id === 'pc-1x16');
  it('is told as such, and rules can ask for it', () => {
    expect(row?.price_usd).toMatchObject({ value: CARD_16, in_own_pc: true });
    expect(factsOf('pc-1x16', row?.price_usd ?? null, d.answers, miniPcs)).toMatchObject({
      'candidate.in_own_pc': true,
      'candidate.whole_price': false,
    });
  });
  it('has the price history of what is bought', () => {
    const later = { ...miniPcs, offers: [...miniPcs.offers, offer('card-16', 700, '2026-11-10')] };
    const then = answer({ own: ['card-24'], models: ['moe-30b-a3b'] }, later);
    const rows = then.ranked.filter((r) => r.system.id === 'pc-1x16');
    expect(detailsOf(then, rows, later).price_history[0]?.points.map((p) => [p.day, p.usd])).toEqual([
      ['2026-11-01', CARD_16],
      ['2026-11-10', 700],
      [TODAY, 700],
    ]);
  });
});

describe('the better of two ways', () => {
  const boughtFor = (id: string, model: string) =>
    answer({ own: ['card-24'], models: [model] }, miniPcs)
      .ranked.find((r) => r.system.id === id)
      ?.price_usd?.parts.map((p) => p.item);

  it('makes do with the memory of the PC where the cards hold the model', () => {
    expect(boughtFor('pc-2x24', 'dense-32b')).toEqual(['card-24', 'board-b2', 'psu-1200', 'case-large']);
  });
  it('buys more where the model fits only so', () => {
    expect(boughtFor('pc-2x16', 'moe-120b-a5b')).toContain('ram-b64');
  });
});
