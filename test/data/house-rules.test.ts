import { describe, expect, it } from 'vitest';
import { flowFaults, HOUSE_CHECKS } from '../../src/build/house-rules.ts';
import { collectComplaints } from '../../src/catalog/checks/complaints.ts';
import { unusedSources } from '../../src/catalog/checks/sources.ts';
import { type Collections, collect } from '../../src/catalog/collections.ts';
import { crossCheck } from '../../src/catalog/cross-check.ts';
import { parseFiles } from '../../src/catalog/files/parse-files.ts';
import { readFolder } from '../../src/catalog/files/read-folder.ts';
import { CATALOG, DATA } from '../fixtures/built-in-data.ts';

/** Complaints as `file:line:column path: message`. */
function said(all: Collections): string[] {
  const { complaints, problems } = collectComplaints(all);
  for (const check of HOUSE_CHECKS) check(all, complaints, '2026-11-20');
  return problems.map((p) => `${p.file}:${p.line}:${p.column} ${p.path}: ${p.message}`);
}
const faults = (files: Readonly<Record<string, string>>): string[] => {
  const raw = Object.entries(files).map(([path, text]) => ({ path, shown: path, text }));
  return said(collect(parseFiles(raw), { sources: DATA.sources }));
};
const prices = (...rows: string[]) => ({
  'prices/p.csv': ['item,config,kind,amount,currency,region,observed,trust,source,note', ...rows].join('\n'),
});
const row = (item: string, day: string, source: string): string =>
  `${item},,used,100,USD,US,${day},ok,${source},`;

describe('the shipped data', () => {
  it('keep to the rules of the house', () => {
    expect(said(DATA)).toEqual([]);
    expect(readFolder('data', 'data').files.flatMap(flowFaults)).toEqual([]);
  });
  it('call nothing a machine for departments that one person carries or puts on a desk', () => {
    const small = ['box', 'mac', 'mini-pc', 'laptop'];
    const meant = Object.values(CATALOG.systems).filter((s) => s.traits.includes('enterprise'));
    expect(meant.filter((s) => small.includes(s.kind)).map((s) => s.id)).toEqual([]);
    expect(meant).not.toEqual([]);
  });
  it('put into an everyday PC, too, each card that goes into a used workstation alone', () => {
    const single = Object.values(CATALOG.systems).filter(
      (s) => s.kind === 'rig' && s.devices.length === 1 && s.devices[0]?.count === 1,
    );
    const cardsOf = (builds: typeof single) => [...new Set(builds.map((s) => s.devices[0]?.device))].sort();
    const reused = cardsOf(single.filter((s) => s.parts.some((p) => p.item === 'workstation-used-z440')));
    const everyday = cardsOf(single.filter((s) => s.traits.includes('everyday-pc')));
    expect(reused.filter((card) => !everyday.includes(card))).toEqual([]);
    expect(reused).toContain('tesla-p40');
  });
  it('have a source for users that nobody has to cite', () => {
    expect(DATA.sources['own-notes']).toBeDefined();
    expect(unusedSources(DATA)).not.toContain('own-notes');
  });
});

describe('a rule of the house', () => {
  it.each([
    ['os: [linux]', ['x:1:5 several things on one line']],
    ['a:\n  - b: {c: 1}', ['x:2:8 several things on one line']],
    ['a: []\nb: {}\nc: "[x]"\n# d: [e]', []],
  ])('one thing a line: %j', (text, expected) => {
    const found = flowFaults({ path: 'rules/x.yaml', shown: 'x', text });
    expect(found.map((p) => `${p.file}:${p.line}:${p.column} ${p.message}`)).toEqual(expected);
    expect(flowFaults({ path: 'calibration/x.yaml', shown: 'x', text })).toEqual([]);
  });

  it('prices by item, then day', () => {
    const s = 'gpupoet-gpu-data';
    expect(
      faults(prices(row('b', '2024-01-01', s), row('b', '2024-01-02', s), row('c', '2023-01-01', s))),
    ).toEqual([]);
    expect(
      faults(prices(row('b', '2024-01-02', s), row('b', '2024-01-01', s), row('a', '2024-01-01', s))),
    ).toEqual([
      'prices/p.csv:3:20 observed: b of 2024-01-01 stands below b of 2024-01-02',
      'prices/p.csv:4:1 item: a of 2024-01-01 stands below b of 2024-01-01',
    ]);
  });

  it('no figure of somebody\u2019s own', () => {
    expect(faults(prices(row('b', '2024-01-01', 'own-notes')))).toEqual([
      'prices/p.csv:2:34 source: "own-notes" is for folders of users',
    ]);
    const text =
      'name: C\nvendor: nvidia\nkind: gpu\nfamily: f\nmemory:\n  kind: vram\nsources:\n  default:\n    - own-notes\n';
    expect(faults({ 'devices/c.yaml': text })).toEqual([
      'devices/c.yaml:9:7 sources.default.0: "own-notes" is for folders of users',
    ]);
  });

  it('no price seen after its source was written', () => {
    const of = (day: string, written: string) =>
      faults({
        ...prices(row('b', day, 's')),
        'sources/s.yaml': `s:\n  title: Some list\n  date: ${written}\n  kind: forum\n`,
      });
    expect(of('2026-04-22', '2026-04-22')).toEqual([]);
    expect(of('2026-04-30', '2026-04')).toEqual([]);
    expect(of('2026-04-23', '2026-04-22')).toEqual([
      'prices/p.csv:2:20 observed: b was seen on 2026-04-23 in a source of 2026-04-22',
    ]);
    expect(of('2026-05-01', '2026-04')).toEqual([
      'prices/p.csv:2:20 observed: b was seen on 2026-05-01 in a source of 2026-04',
    ]);
  });

  it('machines that differ by their maker alone share a group', () => {
    const machine = (vendor: string, more: string) =>
      `name: M of ${vendor}\nvendor: ${vendor}\nkind: laptop\n${more}devices:\n  - device: c\n    count: 1\nmemory_gb: 24\nos:\n  - linux\nform:\n  class: laptop\nsetup: install\nupgrade: none\nsources:\n  default:\n    - gpupoet-gpu-data\n`;
    const of = (a: string, b: string, maker = 'B') =>
      faults({ 'systems/a.yaml': machine('A', a), 'systems/b.yaml': machine(maker, b) });
    expect(of('group: c-24\n', 'group: c-24\n')).toEqual([]);
    expect(of('', '', 'A')).toEqual([]);
    expect(of('generic: true\n', '')).toEqual([]);
    expect(of('group: c-24\n', '')).toEqual([
      expect.stringContaining('group: is missing, and that of a with the same chip and memory c-24'),
    ]);
    expect(of('', '')).toHaveLength(1);
  });

  it('is none of a folder of somebody\u2019s own', () => {
    const files = prices(
      row('rtx-3090', '2026-11-20', 'own-notes'),
      row('rtx-3090', '2026-11-19', 'own-notes'),
    );
    const raw = Object.entries(files).map(([path, text]) => ({ path, shown: path, text }));
    const all = collect(parseFiles(raw), DATA);
    expect([...all.problems, ...crossCheck(all, '2026-11-20')]).toEqual([]);
  });
});
