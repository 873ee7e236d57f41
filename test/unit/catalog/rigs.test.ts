import { describe, expect, it } from 'vitest';
import { expandRigs } from '../../../src/catalog/rigs.ts';
import { type Device, deviceSchema } from '../../../src/schema/device.ts';
import {
  type Host,
  hostSchema,
  type RigRecipe,
  rigRecipeSchema,
  type System,
  systemSchema,
} from '../../../src/schema/system.ts';

const card = (id: string, over: Record<string, unknown> = {}): Device => ({
  id,
  ...deviceSchema.parse({
    name: id.toUpperCase(),
    vendor: 'nvidia',
    kind: 'gpu',
    family: 'test',
    released: '2020-09-24',
    memory: { capacity_gb: 24, kind: 'vram', bandwidth_gb_s: 936 },
    backends: [{ backend: 'cuda', os: ['linux', 'windows'] }],
    power: { limit_w: 350, idle_w: 18 },
    links: { pcie_generation: 4, pcie_lanes: 16, nvlink_gb_s: 112.5 },
    sources: { default: ['s'] },
    ...over,
  }),
});
const cpu = (id: string): Device => ({
  id,
  ...deviceSchema.parse({
    name: 'Some CPU',
    vendor: 'amd',
    kind: 'cpu',
    family: 'zen',
    memory: { kind: 'host' },
    sources: { default: ['s'] },
  }),
});
const host = (id: string, over: Record<string, unknown> = {}): Host => ({
  id,
  ...hostSchema.parse({
    name: id,
    cpu_device: 'cpu',
    ram_gb: 64,
    ram_bandwidth_gb_s: 89.6,
    slots: [16],
    pcie_generation: 5,
    psu_w: 1000,
    load_w: 100,
    idle_w: 50,
    form_class: 'tower',
    setup: 'assemble',
    os: ['linux', 'windows'],
    parts: [{ item: 'board', count: 1 }],
    sources: { default: ['h'] },
    ...over,
  }),
});
const recipe = (over: Record<string, unknown>): RigRecipe =>
  rigRecipeSchema.parse({ card: 'a', counts: [1], hosts: ['single'], source: 'r', ...over });

const hosts = {
  single: host('single'),
  pair: host('pair', { slots: [8, 8], psu_w: 1200, load_w: 120 }),
  frame: host('frame', {
    slots: [16, 16, 16, 16],
    pcie_generation: 4,
    psu_w: 2400,
    load_w: 200,
    form_class: 'open-frame',
    os: ['linux'],
  }),
};
const devices = { cpu: cpu('cpu'), a: card('a') };
const expand = (over: Record<string, unknown>, more: Record<string, Device> = {}) =>
  expandRigs([recipe(over)], hosts, { ...devices, ...more });
const only = (over: Record<string, unknown>, more: Record<string, Device> = {}): System => {
  const { systems, problems } = expand(over, more);
  expect(problems).toEqual([]);
  expect(systems).toHaveLength(1);
  return systems[0] as System;
};

describe('expandRigs', () => {
  it('puts two cards into the first host with two slots and adds the figures up', () => {
    const rig = only({ counts: [2], hosts: ['single', 'pair', 'frame'] });
    expect(rig.id).toBe('rig-2x-a');
    expect(rig.name).toBe('2x A, pair');
    expect(rig.devices).toEqual([{ device: 'a', count: 2 }]);
    expect(rig.memory_gb).toBe(48);
    expect(rig.host).toEqual({ cpu: 'Some CPU', device: 'cpu', ram_gb: 64, ram_bandwidth_gb_s: 89.6 });
    expect(rig.power).toEqual({ idle_w: 86, load_w: 820, max_w: 820 });
    expect(rig.parts).toEqual([
      { item: 'a', count: 2 },
      { item: 'board', count: 1 },
    ]);
    expect(rig.sources).toEqual({ default: ['r'] });
  });

  it('puts unlike cards side by side: both draw power, take a slot and are on the bill', () => {
    const other = card('b', {
      memory: { capacity_gb: 12, kind: 'vram', bandwidth_gb_s: 360 },
      power: { limit_w: 170, idle_w: 12 },
    });
    const rig = only({ beside: [{ card: 'b' }], hosts: ['single', 'pair'] }, { b: other });
    expect(rig.id).toBe('rig-1x-a-1x-b');
    expect(rig.name).toBe('1x A + 1x B, pair');
    expect(rig.devices).toEqual([
      { device: 'a', count: 1 },
      { device: 'b', count: 1 },
    ]);
    expect(rig.memory_gb).toBe(36);
    expect(rig.power).toEqual({ idle_w: 80, load_w: 640, max_w: 640 });
    expect(rig.parts.slice(0, 2)).toEqual([
      { item: 'a', count: 1 },
      { item: 'b', count: 1 },
    ]);
  });

  it('makes systems that pass the schema of hand-written ones', () => {
    const { id: _, ...profile } = only({ counts: [2], hosts: ['pair'], traits: ['loud'] });
    expect(systemSchema.safeParse(profile).error).toBeUndefined();
  });

  it('plans for 90 % of the supply: 2 x 350 + 120 W needs more than 900 W', () => {
    const tight = { ...hosts, weak: host('weak', { slots: [8, 8], psu_w: 900, load_w: 120 }) };
    const { systems } = expandRigs([recipe({ counts: [2], hosts: ['weak', 'pair'] })], tight, devices);
    expect(systems[0]?.name).toBe('2x A, pair');
    // 820 W is exactly 90 % of 911.1 W.
    const enough = { ...tight, weak: host('weak', { slots: [8, 8], psu_w: 912, load_w: 120 }) };
    const exact = expandRigs([recipe({ counts: [2], hosts: ['weak', 'pair'] })], enough, devices);
    expect(exact.systems[0]?.name).toBe('2x A, weak');
  });

  it('warns of a 120 V / 15 A circuit above 1,440 W sustained and not at it', () => {
    const four = only({ counts: [4], hosts: ['frame'] });
    expect(four.power.load_w).toBe(1600);
    expect(four.notes.join(' ')).toContain('1600 W');
    const at = only({ counts: [4], hosts: ['frame'] }, { a: card('a', { power: { limit_w: 310 } }) });
    expect(at.power.load_w).toBe(1440);
    expect(at.notes).toEqual([]);
  });

  it('states the slowest slot in use: PCIe 4.0 x8 is 15.8 GB/s one way', () => {
    expect(only({ counts: [2], hosts: ['pair'] }).link).toEqual({ kind: 'pcie', gb_s: 15.8, rdma: false });
    expect(only({ counts: [1] }).link).toBeUndefined();
  });

  it('states the slower link of unlike cards, whichever comes first', () => {
    const b = card('b', { links: { pcie_generation: 3, pcie_lanes: 16 } });
    const slow = { kind: 'pcie', gb_s: 7.9, rdma: false };
    expect(only({ beside: [{ card: 'b' }], hosts: ['pair'] }, { b }).link).toEqual(slow);
    expect(only({ card: 'b', beside: [{ card: 'a' }], hosts: ['pair'] }, { b }).link).toEqual(slow);
  });

  it('halves NVLink, which vendors count in both directions', () => {
    expect(only({ counts: [2], hosts: ['pair'], link: 'nvlink' }).link).toEqual({
      kind: 'nvlink',
      gb_s: 56.25,
      rdma: false,
    });
  });

  it('counts a board with two GPUs as one slot, two devices and one priced item', () => {
    const rig = only({ card: 'board-of-two', gpu: 'a', gpus_per_card: 2, counts: [1], hosts: ['pair'] });
    expect(rig.devices).toEqual([{ device: 'a', count: 2 }]);
    expect(rig.memory_gb).toBe(48);
    expect(rig.parts[0]).toEqual({ item: 'board-of-two', count: 1 });
    expect(rig.power.load_w).toBe(820);
  });

  it('offers only what host and card both run', () => {
    expect(only({ counts: [1] }).os).toEqual(['linux', 'windows']);
    expect(only({ counts: [1], hosts: ['frame'] }).os).toEqual(['linux']);
    const linuxOnly = card('a', { backends: [{ backend: 'rocm', os: ['linux'] }] });
    expect(only({ counts: [1] }, { a: linuxOnly }).os).toEqual(['linux']);
  });

  it('knows idle power of the host alone when the card does not state it', () => {
    const silent = card('a', { power: { limit_w: 350 } });
    expect(only({ counts: [1] }, { a: silent }).power).toEqual({
      idle_least_w: 50,
      load_w: 450,
      max_w: 450,
    });
  });

  it('plans load with the measured draw and keeps the limit as the maximum', () => {
    const measured = card('a', { power: { limit_w: 350, load_w: 290, idle_w: 18 } });
    expect(only({ counts: [1] }, { a: measured }).power).toEqual({ idle_w: 68, load_w: 390, max_w: 450 });
  });

  it('is released when both halves are', () => {
    expect(only({ counts: [1] }).released).toBe('2020-09-24');
    const late = { single: host('single', { released: '2024-08' }) };
    expect(expandRigs([recipe({})], late, devices).systems[0]?.released).toBe('2024-08');
    const early = { single: host('single', { released: '2019' }) };
    expect(expandRigs([recipe({})], early, devices).systems[0]?.released).toBe('2020-09-24');
    const undated = { a: card('a', { released: undefined }) };
    expect(only({ counts: [1] }, undated)).not.toHaveProperty('released');
    expect(expandRigs([recipe({})], late, { ...devices, ...undated }).systems[0]?.released).toBe('2024-08');
  });

  it('calls three 350 W cards loud and takes the quiet back', () => {
    const calm: Record<string, Host> = { frame: { ...hosts.frame, traits: ['quiet', 'everyday-pc'] } };
    const loud = (n: number) =>
      expandRigs([recipe({ counts: [n], hosts: ['frame'] })], calm, devices).systems[0]?.traits;
    expect(loud(2)).toEqual(['quiet', 'everyday-pc']);
    expect(loud(3)).toEqual(['loud', 'everyday-pc']);
    const small = { ...devices, a: card('a', { power: { limit_w: 100 } }) };
    expect(expandRigs([recipe({ counts: [3], hosts: ['frame'] })], calm, small).systems[0]?.traits).toEqual([
      'quiet',
      'everyday-pc',
    ]);
  });

  it('needs tinkering for a passive card outside a rack', () => {
    expect(only({ traits: ['passive-card'] }).setup).toBe('tinker');
    const rack = { single: host('single', { form_class: 'rack', setup: 'install' }) };
    const server = expandRigs([recipe({ traits: ['passive-card'] })], rack, devices).systems[0];
    expect(server?.setup).toBe('install');
    expect(server?.kind).toBe('server');
  });

  it('says full upgrade only where one more card has a slot and power', () => {
    expect(only({ counts: [1], hosts: ['frame'] }).upgrade).toBe('full');
    expect(only({ counts: [4], hosts: ['frame'] }).upgrade).toBe('gpu');
    expect(only({ counts: [1], hosts: ['single'] }).upgrade).toBe('gpu');
    // 0.9 of 1,000 W carry 100 and two cards of 350, not of 400.
    const roomy = { wide: host('wide', { slots: [16, 16], psu_w: 1000 }) };
    const upgrade = (limit_w: number) =>
      expandRigs([recipe({ hosts: ['wide'] })], roomy, { ...devices, a: card('a', { power: { limit_w } }) })
        .systems[0]?.upgrade;
    expect([upgrade(350), upgrade(400), upgrade(401)]).toEqual(['full', 'full', 'gpu']);
  });

  it('counts both GPUs of a board before it promises that another one fits', () => {
    // 0.9 of 1,200 W carry 120 and two boards of twice 240.
    const upgrade = (limit_w: number) =>
      only(
        { card: 'board-of-two', gpu: 'a', gpus_per_card: 2, hosts: ['pair'] },
        { a: card('a', { power: { limit_w } }) },
      ).upgrade;
    expect([upgrade(240), upgrade(241)]).toEqual(['full', 'gpu']);
  });

  it('is a rig of its own names, but a server in a rack', () => {
    const { kind, aliases, generic } = only({ aliases: { '1': ['my pc'], '2': ['my pair'] } });
    expect({ kind, aliases, generic }).toEqual({ kind: 'rig', aliases: ['my pc'], generic: false });
    expect(only({}).aliases).toEqual([]);
  });

  it('uses the named id where an offer for the whole build has one', () => {
    expect(only({ counts: [1], ids: { '1': 'my-build' } }).id).toBe('my-build');
  });

  it.each([
    [{ card: 'nope' }, 'no device "nope"'],
    [{ beside: [{ card: 'nope' }], hosts: ['pair'] }, 'no device "nope"'],
    [{ hosts: ['single', 'gone'] }, 'no host "gone"'],
    [{ counts: [5], hosts: ['single', 'pair', 'frame'] }, 'no host of its recipe has 5 slots'],
  ])('reports %j', (over, message) => {
    const { systems, problems } = expand(over);
    expect(systems).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ recipe: 0, message: expect.stringContaining(message) });
  });

  it('leaves out without a word what needs something that could not be read', () => {
    const over = { card: 'a', gpu: 'a', beside: [{ card: 'b' }], hosts: ['single', 'pair'], counts: [1, 2] };
    for (const id of ['a', 'b', 'pair'])
      expect(expandRigs([recipe(over)], hosts, devices, new Set([id]))).toEqual({
        systems: [],
        problems: [],
        skipped: ['rig-1x-a-1x-b', 'rig-2x-a-1x-b'],
      });
    const board = recipe({ card: 'board-of-two', gpu: 'a', gpus_per_card: 2, hosts: ['pair'] });
    expect(expandRigs([board], hosts, devices, new Set(['a'])).skipped).toEqual(['rig-1x-board-of-two']);
    expect(expandRigs([board], hosts, devices, new Set(['b'])).systems).toHaveLength(1);
  });

  it('reports a card whose power or memory is unknown rather than guessing', () => {
    expect(expand({}, { a: card('a', { power: {} }) }).problems[0]?.message).toContain(
      'a states no power limit',
    );
    const b = card('b', { power: {} });
    const beside = expand({ beside: [{ card: 'b', count: 1 }] }, { a: card('a'), b });
    expect(beside.problems[0]?.message).toContain('b states no power limit');
    const bare = card('a', { memory: { kind: 'vram' } });
    expect(expand({}, { a: bare }).problems[0]?.message).toContain('no memory capacity');
  });

  it('reports a card and hosts without a common operating system, and an id made twice', () => {
    const mac = card('a', { backends: [{ backend: 'metal', os: ['macos'] }] });
    expect(expand({}, { a: mac }).problems[0]?.message).toContain('share no operating system');
    const b = card('b', { power: { limit_w: 200 }, backends: mac.backends });
    const beside = expand({ beside: [{ card: 'b' }], hosts: ['pair'] }, { b });
    expect(beside.problems[0]?.message).toContain('a and b and');
    const twice = expandRigs([recipe({}), recipe({})], hosts, devices);
    expect(twice.systems).toHaveLength(1);
    expect(twice.problems).toEqual([{ recipe: 1, message: 'rig-1x-a: a second recipe makes the same id' }]);
  });
});

it('runs an operating system where some backend of every card does', () => {
  const mixed = card('a', {
    backends: [
      { backend: 'cuda', os: ['linux', 'windows'] },
      { backend: 'vulkan', os: ['linux'] },
    ],
  });
  const one = expandRigs([recipe({})], hosts, { ...devices, a: mixed }).systems[0];
  expect(one?.os).toEqual(['linux', 'windows']);
});
