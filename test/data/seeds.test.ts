import { describe, expect, it } from 'vitest';
import { machineId } from '../../src/answers/machine-id.ts';
import { isOnSale, startOf } from '../../src/recommend/availability.ts';
import { makePriceBook } from '../../src/recommend/prices/price-book.ts';
import type { Condition } from '../../src/schema/vocabulary.ts';
import { CATALOG } from '../fixtures/built-in-data.ts';

/**
 * Every machine that the founding articles compare, by the name they use: what it is here, and a day on which a buyer
 * could have had it at a known price. June 2026 where it was sold then, else its own time.
 */
const SEEDS: readonly (readonly [name: string, id: string, asOf: string, condition: Condition])[] = [
  ['NVIDIA DGX Spark', 'dgx-spark', '2026-06-30', 'new'],
  ['DGX Spark', 'dgx-spark', '2025-12-31', 'new'],
  ['2x DGX Spark', 'dgx-spark-x2', '2026-06-30', 'new'],
  ['AMD Ryzen AI Halo', 'amd-ryzen-ai-halo', '2026-06-30', 'new'],
  ['HP Z2 Mini G1a', 'hp-z2-mini-g1a', '2026-06-30', 'new'],
  ['Framework Desktop 128 GB', 'framework-desktop-128', '2026-06-30', 'new'],
  ['GMKtec EVO-X2', 'gmktec-evo-x2-128', '2026-06-30', 'new'],
  ['Mac Studio M4 Max', 'mac-studio-m4-max-36', '2026-06-30', 'new'],
  ['Mac Studio M4 Max 128GB', 'mac-studio-m4-max-128', '2025-05-08', 'new'],
  ['Mac Studio M4 Max 128GB', 'mac-studio-m4-max-128', '2026-11-20', 'used'],
  ['Mac Studio M3 Ultra', 'mac-studio-m3-ultra-96', '2026-06-30', 'new'],
  ['Mac Studio M3 Ultra 512GB', 'mac-studio-m3-ultra-512', '2025-05-08', 'new'],
  ['Mac Studio M3 Ultra 512GB', 'mac-studio-m3-ultra-512', '2026-11-20', 'used'],
  ['Mac mini M4 Pro', 'mac-mini-m4-pro-24', '2026-06-30', 'new'],
  ['RTX 5090 build', 'rig-1x5090', '2026-06-30', 'new'],
  ['used RTX 3090', 'rig-1x3090', '2026-06-30', 'used'],
  ['used RTX 3090 x2', 'rig-2x3090', '2026-06-30', 'used'],
  ['used RTX 3090 x3', 'rig-3x3090', '2026-06-30', 'used'],
  ['Threadripper PRO 7995WX + Radeon PRO W7900', 'rig-w7900-7995wx', '2025-10-31', 'new'],
  ['Threadripper PRO 7995WX + Radeon PRO W7900 x4', 'rig-w7900-7995wx-x4', '2025-10-31', 'new'],
  ['4x Radeon PRO W7900, Threadripper PRO workstation', 'rig-w7900-trpro-x4', '2026-06-30', 'new'],
  ['rig-1x-rtx-6000-ada', 'rig-1x-rtx-6000-ada', '2026-06-30', 'new'],
  ['rig-1x-radeon-pro-w7900', 'rig-1x-radeon-pro-w7900', '2026-06-30', 'new'],
  ['Minisforum AI X1 Pro', 'minisforum-ai-x1-pro-370', '2026-06-30', 'new'],
  ['GEEKOM A9 Max', 'geekom-a9-max', '2026-06-30', 'new'],
  ['Beelink SER9', 'beelink-ser9', '2026-06-30', 'new'],
  ['DGX Station', 'dgx-station-gb300', '2026-06-30', 'new'],
  ['hybrid: DGX Spark + Mac Studio M3 Ultra', 'hybrid-spark-mac-studio', '2026-02-15', 'new'],
];

describe('the machines of the founding articles', () => {
  it.each(SEEDS)('%s is %s', (name, id) => {
    expect(machineId(name, CATALOG, 'seed')).toEqual({ kind: 'system', id });
  });

  it.each(SEEDS)('%s (%s) has a trustworthy price on %s, %s', (_name, id, asOf, condition) => {
    const system = CATALOG.systems[id];
    if (!system) throw new Error(`no system ${id}`);
    expect(system.generic).toBe(false);
    expect((startOf(system, CATALOG) ?? '9999') <= asOf, 'released by then').toBe(true);
    if (condition === 'new') expect(isOnSale(system, asOf)).toBe(true);
    const quote = makePriceBook(CATALOG, { asOf, condition, stated: {} }).quote(system);
    expect(quote?.value).toBeGreaterThan(500);
    expect(quote?.observed).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(CATALOG.sources[quote?.source ?? '']).toBeDefined();
  });

  it.each([
    ['RTX 6000 Ada', 'rtx-6000-ada'],
    ['Radeon PRO W7900', 'radeon-pro-w7900'],
    ['RTX 5090', 'rtx-5090'],
    ['RTX 3090', 'rtx-3090'],
  ])('%s is a card', (name, id) => {
    expect(machineId(name, CATALOG, 'seed')).toEqual({ kind: 'device', id });
  });
});

describe('machines that were never sold', () => {
  it.each([
    ['Mac Studio M4 Ultra', 'M4 Ultra', 'mac-studio-m3-ultra-96'],
    ['m4 ultra', 'Ultras are', 'apple-m3-ultra-80'],
    ['Mac mini M4 Max', 'ended at the M4 Pro', 'mac-mini-m4-pro-64'],
    ['DGX Spark 256GB', '128 GB', 'dgx-spark-x2'],
    ['RTX 5080 Super', 'No Super', 'rtx-5080'],
    ['RTX 5090 24GB', 'laptop chip', 'rtx-5090-laptop'],
    ['Beelink SER9 Max', '780M', 'mini-pc-780m-32'],
  ])('%s is refused with the truth', (name, truth, meant) => {
    const refused = () => machineId(name, CATALOG, '--own');
    expect(refused).toThrow(truth);
    expect(refused).toThrow(
      expect.objectContaining({ exitCode: 2, hint: expect.stringContaining(`"${meant}"`) }),
    );
  });

  it('does not stand in the way of what exists', () => {
    for (const system of Object.values(CATALOG.systems))
      for (const name of [system.id, system.name, ...system.aliases])
        expect(machineId(name, CATALOG, 'name')).toEqual({ kind: 'system', id: system.id });
    for (const device of Object.values(CATALOG.devices))
      expect(['system', 'device']).toContain(machineId(device.name, CATALOG, 'name').kind);
  });
});
