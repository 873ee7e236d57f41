import { describe, expect, it } from 'vitest';
import { depthCurve } from '../../../../src/recommend/details/depth-curve.ts';
import { lessKept, usableMemory } from '../../../../src/recommend/setups/usable-memory.ts';
import type { Answers } from '../../../../src/schema/answers.ts';
import { type GbAsSold, gibAsSold } from '../../../../src/units/units.ts';
import { answer, mini, systemOf, withSystem, work } from '../../../fixtures/mini-catalog.ts';

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

describe('memory beside something that is kept there', () => {
  const two = usableMemory(systemOf('tower-2x24'), 'linux', null, mini);
  const one = two?.per_device_gib ?? 0;

  it('is less by as much, on all devices alike', () => {
    const left = two && lessKept(two, 8);
    expect(left?.total_gib).toBeCloseTo(2 * one - 8, 9);
    expect(left?.per_device_gib).toBeCloseTo(one - 4, 9);
    expect(left?.each_gib).toEqual([left?.per_device_gib]);
  });
  it('leaves one card whole for work that one does, as long as the others hold the rest', () => {
    expect(two && lessKept(two, 8).alone_gib).toBe(one);
    expect(two && lessKept(two, one + 5).alone_gib).toBeCloseTo(one - 5, 9);
  });
  it('is never below nothing', () => {
    const left = two && lessKept(two, 1000);
    expect([left?.total_gib, left?.per_device_gib, left?.alone_gib]).toEqual([0, 0, 0]);
  });
  it('decides what runs, and is told with the fit', () => {
    const towerWith = (kept: Partial<Answers>) =>
      answer({ models: ['dense-32b'], ...kept }).ranked.find((r) => r.system.id === 'tower-1x24');
    const alone = towerWith({});
    expect(alone?.fit?.kept_free_gib).toBeUndefined();
    const beside = towerWith({ keep_free_gib: gibAsSold(1 as GbAsSold) });
    expect(beside?.fit?.kept_free_gib).toBe(1);
    expect(beside?.fit?.usable_gib).toBeCloseTo((alone?.fit?.usable_gib ?? 0) - 1, 3);
    expect(towerWith({ keep_free_gib: gibAsSold(20 as GbAsSold) })).toBeUndefined();
  });
  it('is gone for further users, and for a longer context, too', () => {
    const with_ = (kept: Partial<Answers>) => {
      const d = answer({ ...work('serving'), models: ['dense-32b'], ...kept });
      const row = d.ranked.find((r) => r.system.id === 'box-cuda');
      const curve = row && depthCurve(row, systemOf('box-cuda'), d, mini);
      return {
        users: row?.workloads[0]?.serving?.engines[0]?.most_users ?? 0,
        deepest: curve?.points.at(-1)?.depth ?? 0,
      };
    };
    const [alone, beside] = [with_({}), with_({ keep_free_gib: gibAsSold(90 as GbAsSold) })];
    expect(beside.users).toBeGreaterThan(0);
    expect(beside.users).toBeLessThan(alone.users);
    expect(beside.deepest).toBeGreaterThan(0);
    expect(beside.deepest).toBeLessThan(alone.deepest);
  });
  it.each(['image', 'finetune'] as const)('keeps machines out that hold no %s work beside it', (id) => {
    const ranked = (kept: Partial<Answers>) =>
      answer({ ...work(id), ...kept }).ranked.map((r) => r.system.id);
    expect(ranked({})).toContain('tower-1x24');
    expect(ranked({ keep_free_gib: gibAsSold(23 as GbAsSold) })).not.toContain('tower-1x24');
    expect(ranked({ keep_free_gib: gibAsSold(23 as GbAsSold) })).toContain('box-cuda');
  });
});
