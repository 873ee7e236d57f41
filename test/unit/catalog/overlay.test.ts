import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkFolder, isBuiltIn } from '../../../src/catalog/check-folder.ts';
import { collect } from '../../../src/catalog/collections.ts';
import { compile } from '../../../src/catalog/compile.ts';
import { parseFiles } from '../../../src/catalog/files/parse-files.ts';
import { readFolder } from '../../../src/catalog/files/read-folder.ts';
import { overlayFolder } from '../../../src/catalog/overlay.ts';
import { DataError, UsageError } from '../../../src/schema/errors.ts';
import { folderWith } from '../../fixtures/folder-with.ts';
import { DEVICE, MINE, raw, SOURCE } from './a-folder.ts';

describe('an overlay', () => {
  /** The shipped judgement over one card: an overlay is checked together with what lies below. */
  const judgement = readFolder('data', 'data').files.filter((f) =>
    /^(?:scoring\.yaml|sources\/)/.test(f.path),
  );
  const base = compile(
    collect(parseFiles([...judgement, raw('devices/card.yaml', DEVICE), raw('sources/x.yaml', SOURCE)])),
  );
  const TODAY = '2026-11-20';
  it('changes what it names and nothing else, and leaves the catalogue as it was', () => {
    const before = JSON.stringify(base);
    const root = folderWith({
      'devices/card.yaml': 'memory:\n  capacity_gb: 48\n',
      'devices/mine.yaml': MINE,
    });
    const laid = overlayFolder(base, root, TODAY);
    expect(laid.devices['card']).toMatchObject({ id: 'card', name: 'Card', memory: { capacity_gb: 48 } });
    expect(Object.keys(laid.devices)).toEqual(['card', 'mine']);
    expect(laid.sources).toEqual(base.sources);
    expect(checkFolder(base, root, TODAY, [])).toEqual({ problems: [], notes: [] });
    expect(JSON.stringify(base)).toBe(before);
  });
  it('with faults is refused with all of them', () => {
    const root = folderWith({
      'devices/mine.yaml': MINE.replace('[s]', '[none]'),
      'devices/card.yaml': 'memry: 3\n',
    });
    expect(() => overlayFolder(base, root, TODAY)).toThrow(DataError);
    expect(checkFolder(base, root, TODAY, []).problems.map((p) => p.message)).toEqual([
      'unknown key "memry"',
      'no source "none"',
    ]);
  });
  it('may lie on a catalogue that is newer than the clock', () => {
    const root = folderWith({ 'devices/mine.yaml': MINE.replace('kind: gpu', 'kind: gpu\nreleased: 2026') });
    expect(checkFolder(base, root, '2019-01-01', []).problems.map((p) => `${p.path} ${p.message}`)).toEqual([
      'released 2026 is in the future',
    ]);
  });
  it('has its rows and what they name told together', () => {
    const header = 'item,config,kind,amount,currency,region,observed,trust,source,note';
    const text = `${header}\ncart,,street,"1,9o9",USD,US,2026-11-20,ok,z,\n`;
    const root = folderWith({ 'prices/mine.csv': text });
    expect(
      checkFolder(base, root, TODAY, [])
        .problems.map((p) => `${p.line} ${p.path}`)
        .sort(),
    ).toEqual(['2 amount', '2 item', '2 source']);
  });
  it('has prices in other currencies noted, not refused', () => {
    const header = 'item,config,kind,amount,currency,region,observed,trust,source,note';
    const rows = ['EUR', 'USD', 'GBP'].map((c) => `card,,used,100,${c},DE,2026-11-20,ok,s,`);
    const root = folderWith({ 'prices/mine.csv': [header, ...rows].join('\n') });
    const { problems, notes } = checkFolder(base, root, TODAY, []);
    expect(problems).toEqual([]);
    expect(notes.map((n) => `${n.line}:${n.column} ${n.message}`)).toEqual([
      '2:16 2 prices are in EUR, GBP: shown, never used as a price',
    ]);
  });
  it('is the whole folder: its inside and an empty one are told once', () => {
    const root = folderWith({ 'devices/a.yaml': MINE, 'devices/b.yaml': MINE });
    const { problems } = checkFolder(base, join(root, 'devices'), TODAY, []);
    expect(problems.map((p) => p.message)).toEqual(['this is the inside of devices/']);
    const empty = folderWith({ 'devices/a.txt': '' });
    expect(checkFolder(base, empty, TODAY, []).problems.map((p) => p.message)).toEqual([
      'holds no YAML or CSV file',
    ]);
    expect(overlayFolder(base, empty, TODAY).devices).toEqual(base.devices);
  });
  it('is a folder', () => {
    expect(() => overlayFolder(base, '/no/such/folder', TODAY)).toThrow(UsageError);
    expect(() => checkFolder(base, '/no/such/folder', TODAY, [])).toThrow(
      'data check: "/no/such/folder" is not a folder',
    );
    expect(() => overlayFolder(base, '/no/such/folder', TODAY, [], 'ADVISE_DATA')).toThrow(
      'ADVISE_DATA: "/no/such/folder" is not a folder',
    );
    const root = folderWith({ 'x.yaml': '' });
    expect(() => overlayFolder(base, join(root, 'x.yaml'), TODAY)).toThrow(
      expect.objectContaining({ code: 'no_data_folder' }),
    );
  });
  it('is another folder than the one that ships', () => {
    expect(isBuiltIn('data')).toBe(true);
    expect(isBuiltIn(join('test', '..', 'data'))).toBe(true);
    expect(isBuiltIn('/no/such/folder')).toBe(false);
    const root = folderWith({ 'x.yaml': '' });
    expect(isBuiltIn(root)).toBe(false);
  });
  it('goes through further checks when asked', () => {
    const root = folderWith({ 'devices/mine.yaml': MINE });
    const found = checkFolder(base, root, TODAY, [
      (_, complain, today) => complain.at('devices/mine', ['name'], `seen ${today}`),
    ]).problems;
    expect(found.map((p) => `${p.line}:${p.column} ${p.message}`)).toEqual(['1:7 seen 2026-11-20']);
  });
});
