import { describe, expect, it } from 'vitest';
import { takenForAnother } from '../../src/cli/named/taken-for.ts';
import { builtInCatalog } from '../../src/package/load-catalog.ts';
import { advise } from './world.ts';

const catalog = builtInCatalog();
const said = (own: string, chips = true) => takenForAnother([own], catalog, { chips });

describe('what something owned is taken for, where its name says more or less', () => {
  it.each([
    [
      'MacBook Pro M1 16GB',
      '"MacBook Pro M1 16GB" is none of the machines we know: taken for MacBook Air M1 16GB, which has that chip.',
    ],
    [
      'MacBook Air M3 16GB',
      '"MacBook Air M3 16GB" is none of the machines we know: taken for another with Apple M3 (10-core GPU) and 16 GB.',
    ],
    [
      'Core i5-14600 32GB',
      '"Core i5-14600 32GB" is none of the processors we know: taken for Core i5-14600K with 32 GB.',
    ],
    ['Mac mini M4', 'Taken for Mac mini M4 16GB; if yours has other memory, say so: "Mac mini M4 24GB".'],
    [
      'Strix Halo',
      'Taken for Ryzen AI Max+ 395 with 32 GB; if yours has other memory, say so: "Strix Halo 64GB".',
    ],
    [
      'MacBook Pro M1 + 16GB',
      '"MacBook Pro M1 16GB" is none of the machines we know: taken for MacBook Air M1 16GB, which has that chip.',
    ],
    ['HP Omen', 'Taken for HP Omen Max 16, RTX 5080.'],
    [
      '2x RTX 4060 Ti',
      'Taken for GeForce RTX 4060 Ti 16GB; if yours has other memory, say so: "RTX 4060 Ti 8GB".',
    ],
    [
      'RTX 3060 + 32GB',
      'Taken for GeForce RTX 3060 12GB; if yours has other memory, say so: "RTX 3060 8GB".',
    ],
    ['RTX 2060', 'Taken for GeForce RTX 2060 with 6 GB; if yours has other memory, say so: "RTX 2060 12GB".'],
  ])('%s', (name, line) => {
    expect(said(name)).toEqual([line]);
  });
  it.each([
    'macbook-air-m1-8',
    'framework-desktop-128',
    'DGX Spark',
    'Mac mini M4 24GB',
    'Framework Desktop 128',
    'MacBook Pro 14 M3 Pro 18GB',
    'Zotac 5090',
    'RTX 3090 + 64GB',
    'RTX 4060 Ti 8GB',
    'rtx-3080-laptop',
    'RTX 4090',
    '2x RTX 3090',
    'pc 64GB',
    'Ryzen 9 7950X 64GB',
  ])('nothing of %s', (name) => {
    expect(said(name)).toEqual([]);
  });
  it('an estimate says itself what memory it takes a chip with', () => {
    expect(said('Strix Halo', false)).toEqual([]);
    expect(said('Mac mini M4', false)).toHaveLength(1);
  });
  it('stands beside the answer and the estimate', async () => {
    const own = await advise(['-w', 'chat', '--own', 'Mac mini M2', '-f', 'plain']);
    expect(own.stderr).toContain('Taken for Mac mini M2 16GB');
    const on = await advise(['estimate', '--on', 'Mac mini M2', '-m', 'qwen3-8b', '-f', 'plain']);
    expect(on.stderr).toContain('Taken for Mac mini M2 16GB');
  });
});
