import { describe, expect, it } from 'vitest';
import { chipInside } from '../../../src/answers/chip-inside.ts';
import { ownedIds } from '../../../src/answers/owned-ids.ts';
import { builtInCatalog } from '../../../src/package/load-catalog.ts';
import { UsageError } from '../../../src/schema/errors.ts';
import { ownedAnswer, ownedIdsOf, ownedThing } from '../../../src/schema/owned.ts';
import { mini } from '../../fixtures/mini-catalog.ts';

describe('what somebody owns, as typed', () => {
  it.each(['pc', 'PC', ' my pc ', 'a gaming PC', 'desktop PC', 'tower'])(
    '%j is a PC without a card',
    (raw) => {
      expect(ownedIds(raw, mini, 'own')).toEqual(['pc']);
    },
  );
  it('else is a machine or cards', () => {
    expect(ownedIds('2x card-24', mini, 'own')).toEqual(['card-24', 'card-24']);
    expect(() => ownedIds('pc of a friend', mini, 'own')).toThrow('no machine, card or chip is called');
  });
});

function refusal(refused: () => unknown): UsageError {
  try {
    refused();
  } catch (error) {
    if (error instanceof UsageError) return error;
  }
  throw new Error('it was not refused');
}

describe('the memory of what has none of its own, as typed', () => {
  const catalog = builtInCatalog();
  const own = (raw: string) => ownedIds(raw, catalog, '--own');
  it.each([
    ['Ryzen 9 7950X', ['ryzen-9-7950x']],
    ['Ryzen 9 7950X 64GB', ['ryzen-9-7950x 64GB']],
    ['AMD Ryzen 9 7950X (64 GB)', ['ryzen-9-7950x 64GB']],
    ['ryzen-9-7950x-64gb', ['ryzen-9-7950x 64GB']],
    ['Ryzen 9 7950X with 2x32GB DDR5-6000', ['ryzen-9-7950x 64GB']],
    ['EPYC 9354P 1.5TB', ['epyc-9354p 1536GB']],
    // A chip with graphics that comes in no machine we know; four digits and a letter are a name.
    ['Ryzen 7 5700G', ['ryzen-7-5700g-ddr4']],
    ['Ryzen 7 5700G 32g', ['ryzen-7-5700g-ddr4 32GB']],
    ['pc 64GB', ['pc 64GB']],
    ['my gaming PC with 64 GB RAM', ['pc 64GB']],
    ['64GB of RAM', ['pc 64GB']],
    ['RTX 3090 + 64GB', ['rtx-3090', 'pc 64GB']],
    ['RTX 3090 with 64GB RAM', ['rtx-3090', 'pc 64GB']],
    ['RTX 3060 12GB + 32 GB', ['rtx-3060-12', 'pc 32GB']],
    ['Ryzen 9 7950X 64GB + RTX 3090', ['ryzen-9-7950x 64GB', 'rtx-3090']],
    // Sold with that much, in a machine that we do not know; memory that is plugged in may be any.
    ['MacBook Air M3 16GB', ['apple-m3-10 16GB']],
    ['MacBook Pro 14" M3 Pro 36GB', ['apple-m3-pro-18 36GB']],
    ['Ryzen 7 7840HS 64GB', ['ryzen-7-7840hs-ddr5 64GB']],
    // Letters that change clocks or sockets.
    ['Core i5-14600 32GB', ['core-i5-14600k 32GB']],
    ['Intel Core i9-13900T', ['core-i9-13900']],
    ['EPYC 7302', ['epyc-7302p']],
    // Nor does it take "Core" to say so.
    ['i9-9900KS 32GB', ['core-i9-9900 32GB']],
    ['i7-2600K', ['core-i7-2600']],
    // The machine around a processor changes nothing about it; of a card it would.
    ['ThinkPad T480 i5-8250U 16GB', ['core-i5-8250u 16GB']],
    ['Dell XPS 15 9500 Core i7-10750H 32GB', ['core-i7-10750h 32GB']],
    ['MacBook Pro 2019 i9-9880H 16GB', ['core-i9-9880h 16GB']],
    // Beside one thing that is sold in sizes it is that thing's.
    ['Ryzen 7 8700G + 64GB', ['ryzen-7-8700g-ddr5 64GB']],
    ['DGX Spark + 128GB', ['dgx-spark']],
    ['pc + 64GB', ['pc 64GB']],
    // Chips of laptops alone stand in a laptop, with no slot for a card.
    ['RTX 4060 laptop + 32GB', ['rtx-4060-laptop 32GB']],
    ['RTX 4060 laptop with 32GB RAM', ['rtx-4060-laptop 32GB']],
    ['i7-13700H + RTX 4060 laptop + 32GB', ['core-i7-13700h 32GB', 'rtx-4060-laptop']],
    ['RTX 4060 laptop + RTX 3090 + 64GB', ['rtx-4060-laptop', 'rtx-3090', 'pc 64GB']],
    ['RTX 4060 laptop + pc + 64GB', ['rtx-4060-laptop', 'pc', 'pc 64GB']],
  ])('%s', (raw, answers) => {
    expect(own(raw)).toEqual(answers);
    // As the printed command says it again.
    expect(answers.flatMap(own)).toEqual(answers);
  });
  it.each([
    ['RTX 3060 12GB', ['rtx-3060-12']],
    ['RTX 4090 48GB', ['rtx-4090-48-mod']],
    ['M4 Pro 24GB', ['mac-mini-m4-pro-24']],
    ['Framework Desktop 128GB', ['framework-desktop-128']],
    ['Framework Desktop 128', ['framework-desktop-128']],
    ['M2 Ultra 192', ['mac-studio-m2-ultra-192']],
    ['M2 Ultra 76', ['apple-m2-ultra-76']],
  ])('%s: a size that belongs to the name stays there', (raw, ids) => {
    expect(own(raw)).toEqual(ids);
  });
  it('a card of a size that nobody sells, and no size at all, are refused', () => {
    expect(() => own('RTX 3090 64GB')).toThrow('we know no such card with 64 GB');
    expect(() => own('pc 0GB')).toThrow('0 GB is no memory of a computer');
    expect(() => own('64GB')).toThrow('what has that memory was not said');
    expect(() => own('128GB')).toThrow('what has that memory was not said');
    expect(() => own('DGX Spark + 96GB')).toThrow('what has that memory was not said');
    expect(own('DGX Spark + 64GB RAM')).toEqual(['dgx-spark', 'pc 64GB']);
    expect(() => own('RTX 4060 laptop 32GB')).toThrow('we know no such card with 32 GB');
  });
  it('processors of laptops, and numbers that several have, are no sisters', () => {
    for (const raw of ['Core i9-12900HX', 'Ryzen 9 5900H', 'Ryzen 5 3600U', 'Core i7-99999'])
      expect(() => own(raw)).toThrow('no machine, card or chip is called');
    // With a K and with an X: which of the two is not said.
    const { 'core-i9-10900': _, ...devices } = catalog.devices;
    expect(() => ownedIds('i9-10900F', { ...catalog, devices }, '--own')).toThrow('no machine, card or chip');
    expect(own('Core i7-8700T')).toEqual(['core-i7-8700']);
  });
  it('a card behind the name of a machine may be that for laptops or that for desktops', () => {
    for (const raw of ['Lenovo Legion 5 Pro RTX 3060', 'iPad Pro M4', 'XPS 15 9500', 'ThinkPad T480'])
      expect(chipInside(raw, catalog)).toBeNull();
    expect(chipInside('HP Spectre i7-1165G7', catalog)).toBe('core-i7-1165g7-ddr4');
  });
  it('a name that leaves the chip open asks for it, whatever else is said', () => {
    const open = Object.entries(catalog.misnomers).filter(([, { undecided }]) => undecided);
    expect(open.length).toBeGreaterThan(30);
    for (const [, { meant }] of open)
      expect(meant.every((id) => Object.hasOwn(catalog.devices, id))).toBe(true);
    // A name in five: each takes a search among all names.
    for (const [name] of open.filter((_, i) => i % 5 === 0)) {
      const { message, hint } = refusal(() => own(name));
      expect(message).toContain(`"${name}" does not say which chip is meant`);
      const [, proposed = ''] = /--own "(.*)"/.exec(hint ?? '') ?? [];
      expect(own(proposed)).toHaveLength(1);
    }
    expect(() => own('MacBook Pro 2018 16GB')).toThrow('does not say which chip is meant');
    expect(() => own('MacBook Pro 16-inch 2019')).toThrow('does not say which chip is meant');
    expect(own('MacBook Air M2 2022')).toEqual(['apple-m2-10']);
  });
  it('is read from an answer and written into one', () => {
    for (const thing of [
      { id: 'pc', memory_gb: 64 },
      { id: 'rtx-3090', memory_gb: null },
    ])
      expect(ownedThing(ownedAnswer(thing))).toEqual(thing);
    expect(ownedIdsOf(['rtx-3090', 'pc 64GB'])).toEqual(['rtx-3090', 'pc']);
  });
});
