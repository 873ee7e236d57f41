import { describe, expect, it } from 'vitest';
import { oneOfAlike, takenForOne } from '../../../src/answers/alike-machines.ts';
import { machineId } from '../../../src/answers/machine-id.ts';
import { systemsNamed } from '../../../src/answers/machine-names.ts';
import { ownedIds } from '../../../src/answers/owned-ids.ts';
import { builtInCatalog } from '../../../src/package/load-catalog.ts';
import type { System } from '../../../src/schema/system.ts';

const catalog = builtInCatalog();
const LAPTOP = 'MacBook Pro M5 Max 128GB';

describe('a name that several machines have', () => {
  it('is taken for one of them where it is owned and they differ in nothing but size and price, and that is said', () => {
    const ids = systemsNamed(LAPTOP, catalog);
    expect(ids.length).toBeGreaterThan(1);
    expect(ownedIds(LAPTOP, catalog, '--own')).toEqual([ids[0]]);
    expect(takenForOne([LAPTOP, 'rtx-3090'], catalog)).toEqual([
      'Taken for MacBook Pro 14 M5 Max 128GB; others of that name are the same here.',
    ]);
    expect(takenForOne(['rtx-3090, MacBook Pro 16 M5 Max 128GB'], catalog)).toEqual([]);
  });
  it('is asked for again where it is to be bought, since prices differ', () => {
    expect(() => machineId(LAPTOP, catalog, 'explain')).toThrow('stands for 2 machines');
  });
  it('is asked for again where memory, chip, bandwidth of the host or usable memory differ', () => {
    expect(() => ownedIds('MacBook Pro M5 Max', catalog, '--own')).toThrow('machines');
    const [id = '', other = ''] = systemsNamed(LAPTOP, catalog);
    const system = catalog.systems[other] as System;
    const unlike = (change: Partial<System>) =>
      oneOfAlike([id, other], {
        ...catalog,
        systems: { ...catalog.systems, [other]: { ...system, ...change } },
      });
    expect(unlike({})).toBe(id);
    expect(unlike({ memory_gb: 64 })).toBeNull();
    expect(unlike({ devices: [{ device: 'apple-m5-max-32', count: 1 }] })).toBeNull();
    expect(unlike({ host: { ...system.host, ram_bandwidth_gb_s: 1 } })).toBeNull();
    expect(unlike({ usable_memory: [{ os: 'macos', gib: 1, source: 'own-notes' }] })).toBeNull();
  });
});
