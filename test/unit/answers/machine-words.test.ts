import { describe, expect, it } from 'vitest';
import { machineWords } from '../../../src/answers/machine-words.ts';
import { builtInCatalog } from '../../../src/package/load-catalog.ts';
import { isAmong, leftOutBy } from '../../../src/schema/called.ts';
import type { System } from '../../../src/schema/system.ts';

const catalog = builtInCatalog();
const words = (raw: string) => machineWords(raw, catalog, '--not');
const onSale = Object.values(catalog.systems);
const only = (raw: string) => onSale.filter((s) => isAmong(s, { only: words(raw) }, catalog));
const left = (raw: string) => onSale.filter((s) => leftOutBy(s, { not: words(raw) }, catalog) !== null);
const makers = (systems: readonly System[]) =>
  new Set(systems.flatMap((s) => s.devices.map((d) => catalog.devices[d.device]?.vendor)));

describe('what --not and --only name', () => {
  it.each([
    ['NVIDIA', ['nvidia']],
    ['Macs', ['apple']],
    ['Laptops', ['laptop']],
    ['Mini PC', ['mini-pc']],
    ['asus', ['asus']],
    ['tiny corp', ['tiny corp']],
    ['RTX 3090', ['rtx-3090']],
    ['rtx-4090', ['rtx-4090']],
    ['dgx-spark', ['dgx-spark']],
    ['MacBooks', ['macbook']],
    ['geforce', ['geforce']],
    ['the cloud', ['cloud']],
    ['APIs', ['cloud']],
    ['renting', ['cloud']],
  ])('%s', (raw, meant) => {
    expect(words(raw)).toEqual(meant);
    for (const word of meant) expect(words(word)).toEqual(meant);
  });
  it.each([
    ['2x 3090', { 'rtx-3090': 2 }],
    ['dual RTX 5090', { 'rtx-5090': 2 }],
    ['2x dgx spark', { gb10: 2 }],
    ['2 DGX Sparks', { gb10: 2 }],
    ['3090 + 3060', { 'rtx-3090': 1, 'rtx-3060-12': 1 }],
  ])('%s: what is put together from just that', (raw, chips) => {
    const meant = words(raw);
    expect(meant.length).toBeGreaterThan(0);
    for (const id of meant) {
      const devices = catalog.systems[id]?.devices ?? [];
      expect(Object.fromEntries(devices.map((d) => [d.device, d.count]))).toEqual(chips);
      expect(words(id)).toEqual([id]);
    }
    const among = onSale.filter((s) => isAmong(s, { only: meant }, catalog));
    expect(among.map((s) => s.id)).toEqual(expect.arrayContaining(meant));
    expect(among.length).toBeLessThan(10);
  });
  it('the cloud is no machine: it leaves none out, and cannot be wanted alone', () => {
    expect(left('cloud')).toEqual([]);
    expect(() => machineWords('cloud', catalog, '--only')).toThrow('no maker, kind of machine');
  });
  it('a chip without its cores is all its versions', () => {
    expect(words('M4 Max').length).toBeGreaterThan(1);
    expect(words('M4 Max 40-core')).toHaveLength(1);
  });
  it.each([
    ['nvidea', 'Did you mean "nvidia"'],
    ['a toaster', 'Kinds: box, mac'],
    ['', 'Kinds'],
    ['tower', 'said with "--form"'],
    ['used', 'said with "--condition"'],
    ['Windows', 'said with "--os"'],
  ])('"%s" is nobody', (raw, hint) => {
    expect(() => words(raw)).toThrow(expect.objectContaining({ hint: expect.stringContaining(hint) }));
  });
});

describe('who is meant', () => {
  it('a maker is that of the chips and that of the machine, not that of the processor beside a card', () => {
    expect(makers(only('nvidia'))).toEqual(new Set(['nvidia']));
    expect(makers(onSale.filter((s) => !left('nvidia').includes(s))).has('nvidia')).toBe(false);
    expect(makers(left('amd'))).toContain('amd');
    expect(only('asus').every((s) => s.vendor === 'ASUS')).toBe(true);
    // A Ryzen beside a card computes nothing.
    expect(left('amd').map((s) => s.id)).not.toContain('rig-1x-rtx-4060-ti-16');
  });
  it('where unlike machines stand together, one of them is enough to leave it out and not enough to take it in', () => {
    const mixed = onSale.filter((s) => makers([s]).size > 1);
    expect(mixed.length).toBeGreaterThan(0);
    for (const s of mixed) {
      expect(only('apple')).not.toContain(s);
      expect(left([...makers([s])][0] ?? '')).toContain(s);
    }
  });
  it('a cluster is what its nodes are', () => {
    expect(left('dgx-spark').map((s) => s.id)).toContain('dgx-spark-x2');
    expect(only('dgx-spark').map((s) => s.id)).toContain('dgx-spark-x2');
    expect(left('dgx-spark').map((s) => s.id)).not.toContain('asus-ascent-gx10');
  });
  it('an id is that chip and none whose name begins like it', () => {
    expect(left('rtx-4090').every((s) => s.devices.some((d) => d.device === 'rtx-4090'))).toBe(true);
  });
});
