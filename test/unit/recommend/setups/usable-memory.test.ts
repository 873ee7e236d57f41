import { describe, expect, it } from 'vitest';
import { usableMemory } from '../../../../src/recommend/setups/usable-memory.ts';
import { answer, mini, systemOf, withSystem } from '../../../fixtures/mini-catalog.ts';

const usable = (id: string, os: 'linux' | 'windows' | 'macos') => usableMemory(systemOf(id), os, null, mini);

describe('memory that engines can use', () => {
  it("is the machine's own figure where it has one, per operating system", () => {
    expect(usable('box-amd', 'linux')?.total_gib).toBe(110);
    expect(usable('box-amd', 'windows')?.total_gib).toBe(96);
  });
  it('follows the platform rule where it has none, and is never all of it', () => {
    const mac = usable('mac-64', 'macos')?.total_gib ?? 0;
    expect(mac).toBeGreaterThan(40);
    expect(mac).toBeLessThan(64);
    const card = usable('tower-1x24', 'linux')?.total_gib ?? 0;
    expect(card).toBeGreaterThan(22);
    expect(card).toBeLessThan(24);
  });
  it('is less under Windows, whose desktop lives on the card', () => {
    expect(usable('tower-1x24', 'windows')?.total_gib).toBeLessThan(
      usable('tower-1x24', 'linux')?.total_gib ?? 0,
    );
  });
  it('adds up over cards and nodes and says what one of them has', () => {
    const one = usable('tower-1x24', 'linux');
    const two = usable('tower-2x24', 'linux');
    expect(two?.total_gib).toBeCloseTo(2 * (one?.total_gib ?? 0), 6);
    expect(two?.per_device_gib).toBe(one?.per_device_gib);
    expect(two?.devices).toBe(2);
    expect(usable('pair-cuda', 'linux')?.per_device_gib).toBe(115);
  });
  it('of joined machines is that of the very machines: twins of one chip may leave less of it', () => {
    const tight = {
      ...systemOf('box-cuda'),
      id: 'box-tight',
      usable_memory: [{ os: 'linux' as const, gib: 60, source: 'made-up' }],
    };
    const pairOf = (item: string) => ({
      ...systemOf('pair-cuda'),
      id: `pair-of-${item}`,
      usable_memory: [],
      parts: [{ item, count: 2 }],
    });
    const catalog = [tight, pairOf('box-cuda'), pairOf('box-tight')].reduce(withSystem, mini);
    const prices = { 'pair-of-box-cuda': 6000, 'pair-of-box-tight': 6000 };
    const { ranked } = answer({ models: ['moe-30b-a3b'], prices_usd: prices }, catalog);
    const gib = (id: string) => ranked.find((r) => r.system.id === id)?.fit?.usable_gib ?? 0;
    expect(gib('pair-of-box-cuda')).toBeGreaterThan(200);
    expect(gib('pair-of-box-tight')).toBeCloseTo((gib('pair-of-box-cuda') * 60) / 115, 6);
  });
  it('is unknown where no rule matches', () => {
    const nothing = { ...mini, memory_rules: [] };
    expect(usableMemory(systemOf('mac-64'), 'macos', null, nothing)).toBeNull();
  });
});
