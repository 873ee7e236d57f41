import { describe, expect, it } from 'vitest';
import {
  circuitNote,
  hasRoom,
  limitWatts,
  rigLink,
  rigPower,
  rigTraits,
} from '../../../src/catalog/rig-figures.ts';
import type { Device } from '../../../src/schema/device.ts';
import type { Host, RigRecipe } from '../../../src/schema/system.ts';

const host = (over: object = {}) =>
  ({
    load_w: 100,
    idle_w: 60,
    psu_w: 1000,
    slots: [16, 8, 4],
    pcie_generation: 4,
    traits: [],
    ...over,
  }) as unknown as Host;
const card = (power: object = {}, links: object = {}) => ({ power, links }) as unknown as Device;

describe('the supply of a host', () => {
  it('carries nine tenths of its rating', () => {
    expect([hasRoom(host(), 800), hasRoom(host(), 801)]).toEqual([true, false]);
  });
  it('bears what the cards draw, idle where every card says so', () => {
    const cards = [{ gpu: card({ limit_w: 300, idle_w: 20 }), count: 2 }];
    expect(limitWatts(cards)).toBe(600);
    expect(rigPower(host(), cards)).toEqual({ idle_w: 100, load_w: 700, max_w: 700 });
    expect(rigPower(host(), [{ gpu: card({ limit_w: 300, load_w: 250 }), count: 2 }])).toEqual({
      idle_least_w: 60,
      load_w: 600,
      max_w: 700,
    });
    expect(rigPower(host(), [{ gpu: card({ limit_w: 300, load_w: 320 }), count: 1 }])).toEqual({
      idle_least_w: 60,
      load_w: 420,
      max_w: 420,
    });
    const mixed = rigPower(host(), [...cards, { gpu: card({ limit_w: 100 }), count: 1 }]);
    expect(mixed).toMatchObject({ idle_least_w: 100 });
    expect(mixed).not.toHaveProperty('idle_w');
  });
  it('may need more than a 15 A circuit', () => {
    expect(circuitNote(1440)).toEqual([]);
    expect(circuitNote(1440.6)[0]).toContain('About 1441 W sustained');
    expect(circuitNote(1500)[0]).toContain('1440 W continuously');
  });
});

describe('the link between cards', () => {
  const four = card({}, { pcie_generation: 4, pcie_lanes: 16 });
  it('is as fast as the narrowest slot and the older side', () => {
    expect(rigLink(undefined, host(), four, 1, 1)).toBeUndefined();
    expect(rigLink(undefined, host(), four, 2, 2)).toEqual({ kind: 'pcie', gb_s: 15.8, rdma: false });
    expect(rigLink(undefined, host(), four, 3, 3)?.gb_s).toBe(7.9);
    expect(rigLink(undefined, host({ slots: [16, 16] }), four, 2, 2)?.gb_s).toBe(31.5);
    expect(
      rigLink(undefined, host({ slots: [16, 16] }), card({}, { pcie_generation: 3, pcie_lanes: 8 }), 2, 2)
        ?.gb_s,
    ).toBe(7.9);
    expect(rigLink(undefined, host({ slots: [16, 16], pcie_generation: 5 }), card(), 2, 2)?.gb_s).toBe(63);
    expect(rigLink(undefined, host({ pcie_generation: 9 }), card(), 2, 2)).toEqual({
      kind: 'pcie',
      rdma: false,
    });
    expect(rigLink('oculink' as never, host(), four, 2, 2)?.kind).toBe('oculink');
  });
  it('is half of what vendors print of NVLink, where that is wanted', () => {
    expect(rigLink('nvlink', host(), card({}, { nvlink_gb_s: 112 }), 2, 2)).toEqual({
      kind: 'nvlink',
      gb_s: 56,
      rdma: false,
    });
    expect(rigLink('nvlink', host(), card(), 2, 2)).toEqual({ kind: 'nvlink', rdma: false });
    expect(
      rigLink(undefined, host(), card({}, { nvlink_gb_s: 112, pcie_generation: 4, pcie_lanes: 16 }), 2, 2)
        ?.kind,
    ).toBe('pcie');
  });
});

describe('the traits of a build', () => {
  const recipe = (...traits: string[]) => ({ traits }) as unknown as RigRecipe;
  it('are those of recipe and host, loud with three cards of 300 W', () => {
    const quiet = host({ traits: ['quiet'] });
    expect(rigTraits(recipe(), quiet, 2, 400)).toEqual(['quiet']);
    expect(rigTraits(recipe(), quiet, 3, 299)).toEqual(['quiet']);
    expect(rigTraits(recipe(), quiet, 3, 300)).toEqual(['loud']);
    expect(rigTraits(recipe('loud'), host({ traits: ['silent'] }), 1, 1)).toEqual(['loud']);
  });
});
