import { describe, expect, it } from 'vitest';
import { architectureFaults, checkArchitecture } from '../../../../src/catalog/checks/architecture.ts';
import { checkClaims } from '../../../../src/catalog/checks/claims.ts';
import type { Check } from '../../../../src/catalog/checks/complaints.ts';
import { collectComplaints, exists, near } from '../../../../src/catalog/checks/complaints.ts';
import { checkDates, before as isBefore } from '../../../../src/catalog/checks/dates.ts';
import { checkFigures } from '../../../../src/catalog/checks/figures.ts';
import { checkNames } from '../../../../src/catalog/checks/names.ts';
import { checkOffers } from '../../../../src/catalog/checks/offers.ts';
import { checkReferences } from '../../../../src/catalog/checks/references.ts';
import { checkRows } from '../../../../src/catalog/checks/rows.ts';
import { checkSources, unusedSources } from '../../../../src/catalog/checks/sources.ts';
import { pickClaim } from '../../../../src/catalog/claims.ts';
import type { Collections } from '../../../../src/catalog/collections.ts';
import type { Claim } from '../../../../src/schema/claim.ts';
import type { LayerGroup } from '../../../../src/schema/model.ts';

const TODAY = '2026-11-20';

/** A catalogue of nothing but what a test puts into it. */
const data = (over: object = {}): Collections =>
  ({
    sources: {},
    devices: {},
    hand_written: {},
    systems: {},
    hosts: {},
    parts: {},
    recipes: [],
    models: {},
    diffusion: {},
    tensor_types: {},
    quants: {},
    engines: {},
    memory_rules: [],
    offers: [],
    sizes: [],
    measurements: [],
    workloads: {},
    rules: {},
    scoring: {},
    misnomers: {},
    unread: new Set<string>(),
    places: new Map(),
    row_places: { prices: [], sizes: [], measurements: [] },
    broken: { rows: [], profiles: [] },
    ...over,
  }) as unknown as Collections;

const rowPlace = (line: number) => ({ file: 'p.csv', line, columnOf: (column: string) => column.length });

/** As if everything stood in a file at hand, nobody knows where. */
const EVERYWHERE = { has: () => true, get: () => undefined };

/** What a check says: place, path, message and hint. */
function said(check: Check, over: object): string[] {
  const list: string[] = [];
  check(
    data(over),
    {
      at: (key, path, message, hint) =>
        list.push(`${key} ${path.map(String).join('.')}: ${message}${hint ? ` ${hint}` : ''}`),
      row: (folder, index, column, message, hint) =>
        list.push(`${folder}[${index}] ${column}: ${message}${hint ? ` ${hint}` : ''}`),
      cell: ({ file, line }, column, message) => list.push(`${file}:${line} ${column}: ${message}`),
    },
    TODAY,
  );
  return list;
}

describe('architectures', () => {
  const full = { kind: 'full', count: 4, heads: 8, kv_heads: 2, head_dim: 64 } as unknown as LayerGroup;
  const faults = (a: object) =>
    architectureFaults({ architecture: { layers: 4, attention: [full], ...a } as never });

  it('have nothing to say where they add up', () => {
    expect(faults({})).toEqual([]);
    expect(architectureFaults({ architecture: undefined })).toEqual([]);
    expect(faults({ layers: 6, ffn_only_layers: 2 })).toEqual([]);
    expect(faults({ attention: [full, { ...full, count: 9, parallel: true }] })).toEqual([]);
    expect(faults({ ffn_groups: [{ count: 1 }, { count: 3 }] })).toEqual([]);
    expect(faults({ moe: { experts: 8, active: 8 } })).toEqual([]);
  });
  it('say what does not', () => {
    expect(faults({ layers: 5 })).toEqual([
      { path: ['layers'], message: 'is 5, but the groups of layers add up to 4' },
    ]);
    expect(faults({ ffn_groups: [{ count: 3 }] })).toEqual([
      { path: ['ffn_groups'], message: 'cover 3 of 4 layers' },
    ]);
    expect(faults({ moe: { experts: 8, active: 9 } })).toEqual([
      { path: ['moe', 'active'], message: '9 of 8 experts cannot be active' },
    ]);
    expect(
      faults({
        attention: [
          { ...full, count: 2 },
          { ...full, count: 2, kv_heads: 3 },
        ],
      }),
    ).toEqual([{ path: ['attention', 1, 'kv_heads'], message: '8 heads do not divide by 3' }]);
  });
  it.each<[LayerGroup['kind'], string]>([
    ['full', 'heads, kv_heads, head_dim'],
    ['sliding', 'heads, kv_heads, head_dim, window'],
    ['mla', 'heads, v_head_dim, kv_lora_rank, rope_dim, qk_nope_dim'],
    ['linear', 'mixer, state_bytes'],
    ['compressed', 'heads, head_dim, window, q_lora_rank, o_lora_rank, o_groups'],
  ])('need their dimensions: %s layers %s', (kind, dimensions) => {
    expect(faults({ attention: [{ kind, count: 4 }] })).toEqual([
      { path: ['attention', 0], message: `${kind} layers need ${dimensions}` },
    ]);
  });
  it('are told at their model, with active parameters above the total', () => {
    const model = { params_active_b: 8, params_total_b: 7, architecture: { layers: 5, attention: [full] } };
    expect(said(checkArchitecture, { models: { m: model } })).toEqual([
      'models/m params_active_b: 8 is more than the total, 7',
      'models/m architecture.layers: is 5, but the groups of layers add up to 4',
    ]);
    const alike = { params_active_b: 7.0005, params_total_b: 7 };
    expect(said(checkArchitecture, { models: { m: alike } })).toEqual([]);
  });
});

describe('claims', () => {
  const claim = (over: Partial<Claim> = {}): Claim =>
    ({ field: 'memory.gb', value: 24, kind: 'vendor', date: '2026-01-01', ...over }) as Claim;
  const device = (claims: Claim[], gb: unknown = 24) => ({
    devices: { d: { memory: { gb }, list: [1], claims } },
  });

  it('are settled by choice, then by kind, then by day', () => {
    const [measured, vendor, later] = [
      claim({ kind: 'measured', value: 1 }),
      claim({ value: 2 }),
      claim({ value: 3, date: '2026-02-01' }),
    ];
    expect(pickClaim([vendor, measured])).toBe(measured);
    expect(pickClaim([vendor, later])).toBe(later);
    expect(pickClaim([later, vendor])).toBe(later);
    expect(pickClaim([measured, { ...vendor, chosen: true }])?.value).toBe(2);
    expect(pickClaim([])).toBeUndefined();
  });
  it('agree with the figure in the file', () => {
    expect(said(checkClaims, device([claim(), claim({ value: 20, kind: 'forum' })]))).toEqual([]);
    expect(said(checkClaims, device([claim({ value: 32, kind: 'measured' }), claim()]))).toEqual([
      'devices/d memory.gb: is 24, but the claims\' rule picks 32 (measured, 2026-01-01) State the picked value, or mark another claim "chosen: true" with a note.',
    ]);
    expect(said(checkClaims, device([claim({ field: 'list.0', value: 1 })]))).toEqual([]);
  });
  it('are about a figure that is stated', () => {
    for (const field of ['memory.tb', 'memory', 'memory.gb.x', 'nothing.at.all'])
      expect(said(checkClaims, device([claim(), claim({ field })]))).toEqual([
        `devices/d claims.1.field: "${field}" is no figure of this file Name the dotted path of a figure that is stated here.`,
      ]);
    expect(said(checkClaims, device([claim({ value: null as never })], null))).toEqual([]);
  });
  it('are chosen once, and with a reason', () => {
    const chosen = claim({ chosen: true, note: 'seen' });
    expect(said(checkClaims, device([chosen, claim({ value: 32, kind: 'measured' })]))).toEqual([]);
    expect(said(checkClaims, device([chosen, chosen]))).toEqual([
      'devices/d claims.0.field: two claims on "memory.gb" are chosen Choose one.',
    ]);
    expect(said(checkClaims, device([claim(), claim({ chosen: true })]))).toEqual([
      'devices/d claims.1.chosen: a choice against the rule needs a note Say why.',
    ]);
  });
  it('are checked in every kind of file', () => {
    const thing = { gb: 1, claims: [claim({ field: 'gb', value: 2 })] };
    const things = {
      devices: { a: thing },
      hand_written: { b: thing },
      models: { c: thing },
      diffusion: { e: thing },
    };
    expect(said(checkClaims, things).map((s) => s.split(' ')[0])).toEqual([
      'devices/a',
      'systems/b',
      'models/c',
      'models/e',
    ]);
  });
});

describe('dates', () => {
  it('compare by what both state', () => {
    expect(isBefore('2026', '2026-03')).toBe(false);
    expect(isBefore('2026-03', '2026')).toBe(false);
    expect(isBefore('2025', '2026-03')).toBe(true);
    expect(isBefore('2026-02-28', '2026-03')).toBe(true);
    expect(isBefore('2026-03-01', '2026-03-01')).toBe(false);
    expect(isBefore(undefined, '2026')).toBe(false);
    expect(isBefore('2026', undefined)).toBe(false);
  });
  it('are not in the future, of whatever they are', () => {
    const tomorrow = '2026-11-21';
    const thing = {
      released: tomorrow,
      announced: tomorrow,
      ended: tomorrow,
      quality: { date: tomorrow },
      claims: [{ date: TODAY }, { date: tomorrow }],
    };
    const of = (key: string) => [
      `${key} released: 2026-11-21 is in the future Leave it out until it is released; \`announced\` takes its place.`,
      `${key} announced: 2026-11-21 is in the future`,
      `${key} ended: 2026-11-21 is in the future Leave it out until the last day has come.`,
      `${key} quality.date: 2026-11-21 is in the future`,
      `${key} claims.1.date: 2026-11-21 is in the future`,
    ];
    expect(said(checkDates, { places: EVERYWHERE, devices: { x: thing } })).toEqual(of('devices/x'));
    expect(said(checkDates, { places: EVERYWHERE, hand_written: { x: thing } })).toEqual(of('systems/x'));
    expect(said(checkDates, { places: EVERYWHERE, hosts: { x: thing } })).toEqual(of('hosts/x'));
    expect(said(checkDates, { places: EVERYWHERE, models: { x: thing }, diffusion: { y: {} } })).toEqual(
      of('models/x'),
    );
    expect(said(checkDates, { places: EVERYWHERE, diffusion: { y: thing } })).toEqual(of('models/y'));
    expect(
      said(checkDates, { places: EVERYWHERE, sources: { s: { date: tomorrow }, t: { date: TODAY }, u: {} } }),
    ).toEqual(['sources/s date: 2026-11-21 is in the future']);
  });
  it('run forwards', () => {
    const system = (announced?: string, released?: string, ended?: string) =>
      said(checkDates, { places: EVERYWHERE, hand_written: { x: { announced, released, ended } } });
    expect(system('2026-01', '2026-02', '2026-03')).toEqual([]);
    expect(system('2026-02', '2026-02', '2026-02')).toEqual([]);
    expect(system('2026-03', '2026-02')).toEqual([
      'systems/x announced: announced on 2026-03, after its release on 2026-02',
    ]);
    expect(system(undefined, '2026-02', '2026-01')).toEqual([
      'systems/x ended: ended on 2026-01, before its release on 2026-02',
    ]);
  });
});

describe('figures', () => {
  const box = (
    over: object = {},
    devices: object = { card: { power: {}, memory: { kind: 'vram', capacity_gb: 24 } } },
  ) =>
    said(checkFigures, {
      devices,
      hand_written: {
        x: {
          power: {},
          devices: [{ device: 'card', count: 1 }],
          memory_gb: 24,
          traits: [],
          form: {},
          os: ['linux'],
          usable_memory: [],
          ...over,
        },
      },
    });

  it('agree in a plain machine', () => expect(box()).toEqual([]));
  it('idle below the limit', () => {
    const power = (idle_w?: number, limit_w?: number) =>
      said(checkFigures, { devices: { d: { power: { idle_w, limit_w } } } });
    expect(power(21, 20)).toEqual(['devices/d power.idle_w: idles at 21 W, above its limit of 20 W']);
    expect([power(20, 20), power(21), power(undefined, 20)]).toEqual([[], [], []]);
  });
  it('take more power under load', () => {
    expect(box({ power: { idle_w: 10, load_w: 10, max_w: 10 } })).toEqual([]);
    expect(box({ power: { idle_w: 30, load_w: 20, max_w: 25 } })).toEqual([
      'systems/x power.idle_w: idle_w is 30, above load_w, 20',
      'systems/x power.idle_w: idle_w is 30, above max_w, 25',
    ]);
    expect(box({ power: { load_w: 30, max_w: 25 } })).toEqual([
      'systems/x power.load_w: load_w is 30, above max_w, 25',
    ]);
  });
  it('call a machine by one word of noise, and one that its measurement bears out', () => {
    const noise = (traits: string[], noise_dba?: number) =>
      box({ traits: ['turnkey', ...traits], form: { noise_dba } });
    expect(noise(['silent', 'quiet'])).toEqual(['systems/x traits.2: is called both silent and quiet']);
    expect(noise(['silent'], 30)).toEqual([]);
    expect(noise(['silent'], 31)).toEqual(['systems/x traits.1: is called silent at 31 dB(A)']);
    expect(noise(['quiet'], 40)).toEqual([]);
    expect(noise(['quiet'], 41)).toEqual(['systems/x traits.1: is called quiet at 41 dB(A)']);
    expect(noise(['loud'], 90)).toEqual([]);
    expect(noise([], 90)).toEqual([]);
    expect(noise(['silent'])).toEqual([]);
  });
  it('count the memory of the cards', () => {
    expect(box({ memory_gb: 48 })).toEqual(['systems/x memory_gb: is 48, but its devices have 24 GB']);
    expect(box({ memory_gb: 48, devices: [{ device: 'card', count: 2 }] })).toEqual([]);
    expect(box({ memory_gb: 48, devices: [{ device: 'unknown', count: 1 }] })).toEqual([]);
    expect(box({ memory_gb: 48 }, { card: { power: {}, memory: { kind: 'vram' } } })).toEqual([]);
    const host = { power: {}, memory: { kind: 'host', capacity_gb: 1 } };
    const card = { power: {}, memory: { kind: 'vram', capacity_gb: 24 } };
    expect(
      box(
        {
          memory_gb: 99,
          devices: [
            { device: 'card', count: 1 },
            { device: 'host', count: 1 },
          ],
        },
        { card, host },
      ),
    ).toEqual([]);
  });
  it('name a size that the chip is sold with, each', () => {
    const chip = { card: { power: {}, memory: { kind: 'unified', sizes_gb: [64, 128] } } };
    expect(box({ memory_gb: 128 }, chip)).toEqual([]);
    expect(box({ memory_gb: 256, devices: [{ device: 'card', count: 2 }] }, chip)).toEqual([]);
    expect(box({ memory_gb: 96 }, chip)).toEqual([
      'systems/x memory_gb: 96 GB is no size that card is sold with: 64, 128',
    ]);
    expect(box({ memory_gb: 96 }, { card: { power: {}, memory: { kind: 'unified' } } })).toEqual([]);
  });
  it('leave usable what there is, on a system it runs', () => {
    expect(box({ usable_memory: [{ os: 'linux', gib: 24 }] })).toEqual([]);
    expect(box({ usable_memory: [{ os: 'linux', gib: 25 }] })).toEqual([
      'systems/x usable_memory.0.gib: 25 GiB are usable of 24 GB',
    ]);
    expect(box({ os: ['linux', 'windows'], usable_memory: [{ os: 'macos', gib: 1 }] })).toEqual([
      'systems/x usable_memory.0.os: "macos" is not among its systems: linux, windows',
    ]);
  });
});

describe('names', () => {
  const named = (name: string, ...aliases: string[]) => ({ name, aliases, family: 'one' });
  const places = new Map([
    ['devices/b', {}],
    ['models/b', {}],
  ]);
  it('lead to one thing of its kind, however they are spaced', () => {
    expect(
      said(checkNames, { places, devices: { a: named('RTX 1'), b: named('Other', 'x', 'rtx-1') } }),
    ).toEqual(['devices/b aliases.1: "rtx-1" already names "a" A name must lead to one thing.']);
    expect(said(checkNames, { places, devices: { a: named('RTX 1'), b: named('rtx 1') } })).toEqual([
      'devices/b name: "rtx 1" already names "a" A name must lead to one thing.',
    ]);
    expect(
      said(checkNames, { places, models: { a: named('M') }, diffusion: { b: named('m') } }),
    ).toHaveLength(1);
    expect(said(checkNames, { devices: { a: named('A', 'a', 'A') } })).toEqual([]);
    expect(said(checkNames, { devices: { a: named('X') }, systems: { b: named('X') } })).toEqual([]);
  });
  it('are complained about where somebody wrote them', () => {
    const first = new Map([['devices/a', {}]]);
    expect(said(checkNames, { places: first, devices: { a: named('X'), b: named('x') } })).toEqual([
      'devices/a aliases: "x" already names "b" A name must lead to one thing.',
    ]);
    expect(said(checkNames, { devices: { a: named('X'), b: named('x') } })).toEqual([
      'rigs.yaml rigs: "x" already names "a" A name must lead to one thing.',
    ]);
  });
  it('of formats may differ between engines, not in one', () => {
    const quant = (name: string, ...engines: string[]) => ({ name, aliases: ['4bit'], engines });
    expect(said(checkNames, { quants: { a: quant('A', 'mlx'), b: quant('B', 'vllm') } })).toEqual([]);
    expect(said(checkNames, { quants: { a: quant('A', 'mlx', 'vllm'), b: quant('B', 'vllm') } })).toEqual([
      'quants.yaml quants.b.aliases.0: "4bit" already names "a" on vllm',
    ]);
  });
  it('that are misnomers name nothing', () => {
    const misnomers = { 'rtx 1': { meant: [] }, 'rtx 2': { meant: [] } };
    expect(said(checkNames, { misnomers, devices: { a: named('RTX-1') } })).toEqual([
      'misnomers.yaml misnomers.rtx 1: is a name of "a" Something is called that.',
    ]);
  });
});

describe('prices', () => {
  const offer = (over: object = {}) => ({
    item: 'box',
    config: '',
    kind: 'street',
    amount: 100,
    currency: 'USD',
    observed: '2026-06-01',
    source: 's',
    trust: 'ok',
    ...over,
  });
  const offers = (...list: object[]) => ({
    sources: { s: {} },
    systems: { box: { released: '2026-03-01', announced: '2026-01-01', ended: '2026-09-01' } },
    devices: { card: { released: '2026-02-01' } },
    parts: { ram: {} },
    models: { llm: {} },
    offers: list.map((over) => offer(over)),
  });
  const faults = (...list: object[]) =>
    [checkRows, checkOffers].flatMap((check) => said(check, offers(...list)));

  it('are of something that exists, in a kind that it has', () => {
    expect(faults({}, { item: 'card' }, { item: 'ram' })).toEqual([]);
    expect(
      faults(
        { item: 'cloud:card', kind: 'cloud-hourly' },
        { item: 'api:llm', kind: 'api-input' },
        { item: 'api:llm', kind: 'api-output' },
      ),
    ).toEqual([]);
    expect(faults({ item: 'electricity:de', kind: 'electricity' })).toEqual([]);
    expect(faults({ item: 'bax' })).toEqual(['prices[0] item: no such item "bax" Did you mean "box"?']);
    expect(faults({ item: 'cloud:box', kind: 'cloud-hourly' })).toEqual([
      'prices[0] item: no such item "cloud:box"',
    ]);
    expect(faults({}, { item: 'box', kind: 'cloud-hourly' })).toEqual([
      'prices[1] kind: cloud-hourly is no price of "box" Known: list, street, used.',
    ]);
    expect(faults({ item: 'strange:x' })).toEqual([
      'prices[0] kind: street is no price of "strange:x" Known: undefined.',
    ]);
    expect(said(checkRows, { ...offers({ item: 'gone' }), unread: new Set(['gone']) })).toEqual([]);
  });
  it('have a source and a day that has been', () => {
    expect(faults({ source: 'z' })).toEqual([
      'prices[0] source: no source "z" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
    ]);
    expect(faults({ item: 'card', observed: TODAY })).toEqual([]);
    expect(faults({ item: 'card', observed: '2026-11-21' })).toEqual([
      'prices[0] observed: 2026-11-21 is in the future',
    ]);
  });
  it('of used goods are called used', () => {
    for (const config of ['used, 128 GB', 'second-hand', 'Second hand', 'refurbished', 'pre-owned'])
      expect(faults({ config })).toEqual([
        `prices[0] kind: "${config}" is street, the price of new goods Its kind is "used".`,
      ]);
    expect(faults({ config: 'used', kind: 'used' }, { config: 'unused' })).toEqual([]);
    expect(faults({ config: 'used', trust: 'doubtful' })).toEqual([]);
  });
  it('lie within the time of sale', () => {
    expect(faults({ observed: '2026-03-01' }, { observed: '2026-09-01' })).toEqual([]);
    expect(faults({ observed: '2026-02-28' })).toEqual([
      'prices[0] observed: box was not released before 2026-03-01 Correct the release, or mark the price doubtful.',
    ]);
    expect(faults({ kind: 'list', observed: '2026-01-01' })).toEqual([]);
    expect(faults({ kind: 'list', observed: '2025-12-31' })).toEqual([
      'prices[0] observed: box was not announced before 2026-01-01 Correct the release, or mark the price doubtful.',
    ]);
    expect(faults({ item: 'card', kind: 'list', observed: '2026-01-31' })).toEqual([
      'prices[0] observed: card was not released before 2026-02-01 Correct the release, or mark the price doubtful.',
    ]);
    expect(faults({ observed: '2025-01-01', trust: 'doubtful' })).toEqual([]);
    expect(faults({ observed: '2026-09-02' })).toEqual([
      'prices[0] kind: box ended on 2026-09-01 and has a street price of 2026-09-02 Mark it doubtful, or correct the end date.',
    ]);
    expect(
      faults({ observed: '2026-09-02', kind: 'used' }, { item: 'card', observed: '2026-09-02' }),
    ).toEqual([]);
  });
  it('are said once', () => {
    expect(faults({}, {})).toEqual([
      'prices[1] item: the same price from the same source is there twice Keep one row.',
    ]);
    for (const over of [
      { config: 'x' },
      { kind: 'list' },
      { amount: 1 },
      { currency: 'EUR' },
      { observed: '2026-06-02' },
      { item: 'card' },
    ])
      expect(faults({}, over)).toEqual([]);
  });
});

describe('references', () => {
  const system = (over: object) => ({
    hand_written: { x: { devices: [], parts: [], succeeds: [], ...over } },
    devices: { card: {} },
    systems: { x: {}, old: {} },
    parts: { ram: {} },
  });
  it('of a system resolve', () => {
    const good = {
      devices: [{ device: 'card' }],
      parts: [{ item: 'ram' }, { item: 'card' }, { item: 'old' }],
      succeeds: ['old'],
      host: { device: 'card' },
    };
    expect(said(checkReferences, system(good))).toEqual([]);
    const bad = {
      devices: [{ device: 'cart' }],
      parts: [{ item: 'rim' }],
      succeeds: ['older'],
      host: { device: 'none' },
    };
    expect(said(checkReferences, system(bad))).toEqual([
      'systems/x devices.0.device: no device "cart" Did you mean "card"?',
      'systems/x parts.0.item: no system, device or part "rim" Did you mean "ram"?',
      'systems/x succeeds.0: no system "older" Did you mean "old"?',
      'systems/x host.device: no device "none"',
    ]);
  });
  it('of a profile with other faults are told with them', () => {
    const profiles = [
      { folder: 'systems', key: 'systems/x', fields: { devices: [{ device: 'cart' }], sources: ['t'] } },
      { folder: 'hosts', key: 'hosts/h', fields: {} },
    ];
    const broken = { broken: { rows: [], profiles } };
    expect(said(checkReferences, broken)).toEqual(['systems/x devices.0.device: no device "cart"']);
    expect(said(checkSources, broken)).toEqual([
      'systems/x sources.0: no source "t" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
    ]);
  });
  it('of hosts and misnomers resolve', () => {
    const hosts = { h: { cpu_device: 'cpu', parts: [{ item: 'ram' }] } };
    expect(said(checkReferences, { hosts, devices: { cpu: {} }, parts: { ram: {} } })).toEqual([]);
    expect(said(checkReferences, { hosts })).toEqual([
      'hosts/h cpu_device: no device "cpu"',
      'hosts/h parts.0.item: no device or part "ram"',
    ]);
    const misnomers = { m: { meant: ['a', 'b', 'c', 'd', 'e'] } };
    expect(
      said(checkReferences, {
        misnomers,
        models: { a: {} },
        diffusion: { b: {} },
        systems: { c: {} },
        devices: { d: {} },
      }),
    ).toEqual(['misnomers.yaml misnomers.m.meant.4: no model, system or device "e"']);
  });
  it('of formats, engines and workloads resolve', () => {
    const mixture = { default: 't9', roles: { head: 't8' }, raises: [{ type: 't1' }, { type: 't7' }] };
    expect(
      said(checkReferences, {
        tensor_types: { t1: { fallback: 't1' }, t2: { fallback: 'zz' } },
        quants: {
          q: { id: 'q', name: 'Q Four', aliases: ['QF'], mixture },
          p: { id: 'p', name: 'P', aliases: [] },
        },
        engines: { e: { usual_quants: ['q', 'Q FOUR', 'qf', 'nothing'] }, f: {} },
        workloads: { w: { defaults: { model: { value: 'nobody' } } }, v: { defaults: {} } },
      }).map((s) => s.split(' Did')[0]),
    ).toEqual([
      'quants.yaml tensor_types.t2.fallback: no tensor type "zz"',
      'quants.yaml quants.q.mixture.default: no tensor type "t9"',
      'quants.yaml quants.q.mixture.roles.head: no tensor type "t8"',
      'quants.yaml quants.q.mixture.raises.1.type: no tensor type "t7"',
      'engines.yaml engines.e.usual_quants.3: no quant "nothing"',
      'workloads/w defaults.model.value: no model "nobody"',
    ]);
  });
});

describe('rows of tables', () => {
  it('name what exists, and days that have been', () => {
    const known = {
      devices: { card: {} },
      models: { llm: {} },
      diffusion: { sd: {} },
      quants: { q4: {} },
      sources: { s: {} },
    };
    const good = { device: 'card', model: 'llm', quant: 'q4', source: 's', date: TODAY };
    expect(
      said(checkRows, {
        ...known,
        sizes: [
          { model: 'llm', source: 's' },
          { model: 'sd', source: 's' },
          { model: 'llx', source: 't' },
        ],
        measurements: [
          good,
          { ...good, host: 'card' },
          { device: 'x', host: 'y', model: 'sd', quant: 'z', source: 'w', date: '2026-11-21' },
        ],
      }).map((s) => s.split(' Did')[0]),
    ).toEqual([
      'sizes[2] model: no model "llx"',
      'sizes[2] source: no source "t" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'measurements[2] device: no device "x"',
      'measurements[2] host: no device "y"',
      'measurements[2] model: no model "sd"',
      'measurements[2] quant: no quant "z"',
      'measurements[2] source: no source "w" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'measurements[2] date: 2026-11-21 is in the future',
    ]);
    expect(said(checkRows, { ...known, sizes: [{ model: 'llx', source: 's' }] })[0]).toContain(
      'Did you mean "llm"?',
    );
  });
  it('with a fault of their own are checked in the cells that can be read', () => {
    const broken = {
      profiles: [],
      rows: [
        { folder: 'prices', place: rowPlace(2), cells: { item: 'bax', source: 's' } },
        { folder: 'sizes', place: rowPlace(3), cells: { source: 't' } },
      ],
    };
    expect(said(checkRows, { broken, devices: { box: {} }, sources: { s: {} } })).toEqual([
      'p.csv:2 item: no such item "bax"',
      'p.csv:3 source: no source "t"',
    ]);
  });
});

describe('sources', () => {
  const cites = {
    sources: { default: ['a', 'x'], power: ['b'] },
    price: { source: 'y' },
    list: [{ source: 'c' }, { sources: 'z' }],
  };
  const known = { a: {}, b: {}, c: {}, unused: {} };
  const found = (over: object) =>
    said(checkSources, { sources: known, ...over }).map((s) => s.split(' Did')[0]);

  it('are defined somewhere, however deep they are named', () => {
    expect(found({ devices: { d: cites } })).toEqual([
      'devices/d sources.default.1: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'devices/d price.source: no source "y" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'devices/d list.1.sources: no source "z" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
    ]);
  });
  it('are looked for in every file but the examples of rules', () => {
    const one = { t: { sources: ['x'], examples: { source: 'x', sources: ['x'] } } };
    const keys = found({
      hand_written: one,
      hosts: one,
      models: one,
      diffusion: { u: { source: 'x' } },
      rules: one,
      workloads: one,
      quants: one,
      engines: one,
      memory_rules: [{ source: 'x' }],
      recipes: [{ sources: ['x'] }],
      scoring: { weights: { source: 'x' } },
    });
    expect(keys).toEqual([
      'systems/t sources.0: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'hosts/t sources.0: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'models/t sources.0: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'models/u source: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'rules/t sources.0: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'workloads/t sources.0: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'quants.yaml quants.t.sources.0: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'engines.yaml engines.t.sources.0: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'platforms.yaml rules.0.source: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'rigs.yaml rigs.0.sources.0: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'scoring.yaml weights.source: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
    ]);
  });
  it('that nobody cites are found, in order', () => {
    const all = data({
      sources: { d1: {}, o1: {}, s1: {}, m1: {}, zz: {}, also: {}, aa: {} },
      devices: { d: { source: 'd1' } },
      offers: [{ source: 'o1' }],
      sizes: [{ source: 's1' }],
      measurements: [{ source: 'm1' }],
    });
    expect(unusedSources(all, ['also'])).toEqual(['zz', 'aa']);
    expect(unusedSources(all)).toEqual(['zz', 'also', 'aa']);
  });
});

describe('complaints', () => {
  const place = {
    file: 'my/devices/a.yaml',
    locate: (path: readonly PropertyKey[]) => ({ line: path.length, column: 7 }),
  };
  it('stand where the thing was written, with the path and a hint', () => {
    const { complaints, problems } = collectComplaints(data({ places: new Map([['devices/a', place]]) }));
    complaints.at('devices/a', ['power', 'idle_w'], 'bad', 'Mend it.');
    complaints.at('devices/b', ['x', 0], 'worse');
    expect(problems).toEqual([
      {
        file: 'my/devices/a.yaml',
        line: 2,
        column: 7,
        path: 'power.idle_w',
        message: 'bad',
        hint: 'Mend it.',
      },
      { file: 'devices/b', line: 0, column: 0, path: 'x.0', message: 'worse' },
    ]);
  });
  it('are mute about rows of the catalogue below', () => {
    const all = data({
      offers: [{}, {}, {}],
      sizes: [{}],
      row_places: { prices: [rowPlace(2), rowPlace(3)], sizes: [rowPlace(9)], measurements: [] },
    });
    const { complaints, problems } = collectComplaints(all);
    complaints.row('prices', 0, 'kind', 'below');
    complaints.row('prices', 1, 'kind', 'first');
    complaints.row('prices', 2, 'observed', 'second', 'Hint.');
    complaints.row('sizes', 0, 'gb', 'size');
    expect(problems).toEqual([
      { file: 'p.csv', line: 2, column: 4, path: 'kind', message: 'first' },
      { file: 'p.csv', line: 3, column: 8, path: 'observed', message: 'second', hint: 'Hint.' },
      { file: 'p.csv', line: 9, column: 2, path: 'gb', message: 'size' },
    ]);
  });
  it('know what would exist but for its own faults, and what was meant', () => {
    const all = data({ unread: new Set(['broken']) });
    expect([
      exists(all, { a: 1 }, 'a'),
      exists(all, {}, 'broken'),
      exists(all, {}, 'b'),
      exists(all, {}, 'toString'),
    ]).toEqual([true, true, false, false]);
    expect(near('rtx', ['rtc', 'none'])).toBe('Did you mean "rtc"?');
    expect(near('rtx', ['completely'])).toBeUndefined();
  });
});
