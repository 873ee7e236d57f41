import { describe, expect, it } from 'vitest';
import { ownedIds } from '../../../src/answers/owned-ids.ts';
import { ownedAnswers, ownedSaid } from '../../../src/answers/owned-said.ts';
import { builtInCatalog } from '../../../src/package/load-catalog.ts';

const catalog = builtInCatalog();
const own = (raw: string) => ownedAnswers([raw], catalog, '--own');

describe('what somebody owns, told in a sentence', () => {
  it.each([
    ['gaming PC with an RTX 3060 and 16 GB of RAM', ['rtx-3060-12', 'pc 16GB']],
    ['gaming pc with a 4070', ['rtx-4070']],
    ['gaming PC (RTX 4070, 32GB RAM)', ['rtx-4070', 'pc 32GB']],
    ['RTX 3090 and RTX 3060', ['rtx-3090', 'rtx-3060-12']],
    ['ryzen 7 5800x, rtx 3070, 32gb', ['ryzen-7-5800x', 'rtx-3070', 'pc 32GB']],
    // Read as one name, what follows "with" was a remark: the card was lost.
    ['Ryzen 7 5800X with RTX 3070 and 32GB RAM', ['ryzen-7-5800x', 'rtx-3070', 'pc 32GB']],
    ['dual 3090 and a threadripper 3960x', ['rtx-3090', 'rtx-3090', 'threadripper-3960x']],
    ['I have a gaming laptop with an RTX 4070', ['rtx-4070-laptop']],
    ['laptop with rtx 4060 and 16gb ram', ['rtx-4060-laptop 16GB']],
    ['my old pc with 16gb', ['pc 16GB']],
    // Nothing but blanks between the things, their maker's words left out.
    ['gaming PC i7-12700K 64GB DDR5 RTX 4070', ['core-i7-12700k 64GB', 'rtx-4070']],
    ['2x RTX 3090 and 128GB of RAM', ['rig-2x3090', 'pc 128GB']],
    ['Ryzen 5800X3D 4090 64GB', ['ryzen-7-5800x3d', 'rtx-4090', 'pc 64GB']],
    ['RX 6700 XT / Ryzen 5 3600 / 16GB', ['rx-6700-xt', 'ryzen-5-3600 16GB']],
    ['MacBook Pro with M4 Max and 64GB', ['macbook-pro-16-m4-max-64']],
    // The size of a disk is no memory.
    ['gaming laptop i7-13700H RTX 4060 16GB 1TB SSD', ['core-i7-13700h 16GB', 'rtx-4060-laptop']],
    ['rtx 3060 12gb, ryzen 5 5600, 32GB, 1TB NVMe', ['rtx-3060-12', 'ryzen-5-5600 32GB']],
    ['pc with 1TB SSD', ['pc']],
    ['RTX 3090 + 2 TB NVMe SSD', ['rtx-3090']],
    ['a 500GB HDD, a 3090 and a 1TB SSD', ['rtx-3090']],
    ['Mac mini M4 16GB 512GB SSD', ['mac-mini-m4-16']],
    // A size that the card has is its own.
    ['a 3090 with 24gb', ['rtx-3090']],
    ['my Mac mini M4 with 16GB', ['mac-mini-m4-16']],
  ])('%s', (raw, ids) => expect(own(raw)).toEqual(ids));

  it.each([
    ['RTX 3090, pc 64GB', ['rtx-3090', 'pc 64GB']],
    ['RTX 3060 12GB + 32 GB', ['rtx-3060-12', 'pc 32GB']],
    ['Ryzen AI Max+ 395 128GB', ownedIds('Ryzen AI Max+ 395 128GB', catalog, '--own')],
    ['Acer Predator Helios 16 AI, RTX 5090', ['acer-helios-16-5090']],
  ])('leaves %s to be read as it was', (raw, ids) => expect(own(raw)).toEqual(ids));

  it.each(['RTX 4070 Ultra 32GB', 'MacBook Pro M9 Max', 'with and of'])('refuses %s as a whole', (raw) =>
    expect(() => own(raw)).toThrow(`"${raw}"`),
  );

  it.each(['none', 'No', 'nothing', '-', 'no, none'])('%j is nothing', (raw) =>
    expect(ownedSaid([raw], catalog)).toEqual([]),
  );

  it('names the part of a sentence that nothing is called', () => {
    expect(() => own('3090 and a unicorn')).toThrow('is called "unicorn"');
    expect(() => own('a unicorn and a griffin')).toThrow('"a unicorn and a griffin"');
  });

  it.each(['1TB SSD', '2 TB NVMe, 8TB HDD'])('does not take %j for nothing', (raw) =>
    expect(() => own(raw)).toThrow('no machine, card or chip is called'),
  );

  it.each(['laptop', 'a gaming laptop', 'my laptop 16GB'])('asks what computes in %j', (raw) =>
    expect(() => own(raw)).toThrow('which processor or card computes in'),
  );
});
