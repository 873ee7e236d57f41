import { describe, expect, it } from 'vitest';
import { parseFiles } from '../../../../src/catalog/files/parse-files.ts';
import { DEVICE, raw, SOURCE, shown } from '../a-folder.ts';

describe('the files of a folder', () => {
  const parse = (files: Record<string, string>, base?: (folder: string, id: string) => object | undefined) =>
    parseFiles(
      Object.entries(files).map(([path, text]) => raw(path, text)),
      base,
    );
  const faults = (files: Record<string, string>) => parse(files).problems.map((p) => `${p.file} ${shown(p)}`);

  it('become things by their names, with their places', () => {
    const data = parse({
      'devices/card.yaml': DEVICE,
      'sources/a.yaml': SOURCE,
      'calibration/text.yaml': 'x: 1\n',
      'parts.yaml': 'parts: {}\n',
    });
    expect(data.problems).toEqual([]);
    expect(data.profiles.devices['card']).toMatchObject({ name: 'Card', vendor: 'nvidia' });
    expect(data.sources['s']).toMatchObject({ title: 'T' });
    expect(data.calibration).toEqual({ text: { x: 1 } });
    expect(data.singles['parts.yaml']).toEqual({ parts: {} });
    expect([...data.places.keys()]).toEqual(['devices/card', 'sources/s', 'parts.yaml']);
    expect(data.places.get('devices/card')?.file).toBe('my/devices/card.yaml');
    expect(data.places.get('devices/card')?.locate(['memory', 'capacity_gb'])).toEqual({
      line: 7,
      column: 16,
    });
    expect(data.places.get('sources/s')?.locate(['date'])).toEqual({ line: 3, column: 9 });
    expect([...data.unread]).toEqual([]);
  });
  it('may end in yml', () =>
    expect(Object.keys(parse({ 'devices/card.yml': DEVICE }).profiles.devices)).toEqual(['card']));

  it('have ids that are ids, each once', () => {
    expect(faults({ 'devices/My Card.yaml': DEVICE })).toEqual([
      'my/devices/My Card.yaml 1:1 : "My Card" cannot be an id A file name is lower-case letters, digits, ".", "_" and "-".',
    ]);
    expect(faults({ 'devices/card.yaml': DEVICE, 'devices/card.yml': DEVICE })).toEqual([
      'my/devices/card.yml 1:1 : "card" is defined twice Keep one of the files.',
    ]);
    expect(faults({ 'sources/a.yaml': SOURCE, 'sources/b.yaml': SOURCE })).toEqual([
      'my/sources/b.yaml 1:1 s: source "s" is defined twice Keep one of them.',
    ]);
  });
  it('of no kind are faults with the nearest kind, but for raw evidence and reports', () => {
    expect(faults({ 'device/card.yaml': DEVICE })).toEqual([
      'my/device/card.yaml 0:0 : belongs to no kind of data Did you mean "devices/"?',
    ]);
    expect(faults({ 'part.yaml': '' })).toEqual([
      'my/part.yaml 0:0 : belongs to no kind of data Did you mean "parts.yaml"?',
    ]);
    expect(faults({ 'zzzzzzzzzzzz.yaml': '' })[0]).toContain('Known: quants.yaml,');
    expect(faults({ 'zzzzzzzzzzzz.yaml': '' })[0]).toContain('devices/,');
    expect(faults({ 'zzzzzzzzzzzz.yaml': '' })[0]).toContain('prices/,');
    expect(faults({ 'zzzzzzzzzzzz.yaml': '' })[0]).toContain('sources/.');
    expect(faults({ 'devices/card.csv': '' })).toEqual([
      'my/devices/card.csv 0:0 : belongs to no kind of data Files in devices/ end in .yaml.',
    ]);
    expect(faults({ 'prices/x.yaml': '' })).toEqual([
      'my/prices/x.yaml 0:0 : belongs to no kind of data Files in prices/ are tables: give it a name that ends in .csv.',
    ]);
    for (const inherited of ['constructor/x.yaml', 'toString/x.csv', 'valueOf'])
      expect(faults({ [inherited]: '' })[0]).toContain('belongs to no kind of data Known: quants.yaml,');
    expect(faults({ 'sources/a.yaml': SOURCE.replace(/^\w+:/, 'constructor:') })).toEqual([]);
    expect(faults({ 'parts.yaml/x.yaml': 'parts: {}' })).toHaveLength(1);
    expect(faults({ 'measurements-raw/x.csv': '', 'import/the-report.yaml': '' })).toEqual([]);
    expect(faults({ 'measurements-raw.yaml': '' })).toHaveLength(1);
  });
  it('with faults define words that nobody else is blamed for', () => {
    const data = parse({
      'devices/card.yaml': 'name: 3\n',
      'parts.yaml': 'parts:\n  ram-64: {nmae: x}\n  "quoted": {}\n',
      'prices/p.csv': 'item\nx\n',
    });
    expect(data.unread).toContain('card');
    expect(data.unread).toContain('ram-64');
    expect(data.unread).toContain('quoted');
    expect(data.unread).not.toContain('item');
    expect(data.problems.some((p) => p.path === 'name')).toBe(true);
    expect(data.places.has('devices/card')).toBe(true);
  });
  it('say what they are instead of what they should be', () => {
    const hint = '`advise help data` says what a file holds.';
    expect(faults({ 'devices/a.yaml': '# later\n', 'devices/b.yaml': 'hello\n' })).toEqual([
      `my/devices/a.yaml 1:1 : the file is empty ${hint}`,
      `my/devices/b.yaml 1:1 : the file holds no "key: value" lines ${hint}`,
    ]);
    expect(faults({ 'devices/c.yaml': '\uFFFD\uFFFD' })).toEqual([
      `my/devices/c.yaml 1:1 : the file is no text in UTF-8 ${hint}`,
    ]);
    expect(faults({ 'devices/d.yaml': 'name: X\nkind: gpu\n' })).toContain(
      'my/devices/d.yaml 1:1 vendor: "vendor" is missing (one of nvidia, amd, apple, intel, tenstorrent, qualcomm, ampere, other)',
    );
    const misplaced = faults({ 'systems/e.yaml': 'devices:\n  - device: a\n   count: 1\n' });
    expect(misplaced).toHaveLength(1);
    expect(misplaced[0]).toContain('count the blanks before this one');
  });
  it('of prices say what the price of a new thing is called', () => {
    const header = 'item,config,kind,amount,currency,region,observed,trust,source,note\n';
    expect(faults({ 'prices/p.csv': `${header}x,,new,1,USD,US,2026-01-01,ok,s,\n` })[0]).toContain(
      'The price of a new one is "street"',
    );
  });
  it('lie over a catalogue field by field', () => {
    const below = {
      name: 'Card',
      vendor: 'nvidia',
      kind: 'gpu',
      family: 'f',
      memory: { kind: 'vram', capacity_gb: 24 },
      sources: { default: ['s'] },
    };
    const data = parse({ 'devices/card.yaml': 'memory:\n  capacity_gb: 48\n' }, (folder, id) =>
      folder === 'devices' && id === 'card' ? below : undefined,
    );
    expect(data.problems).toEqual([]);
    expect(data.profiles.devices['card']?.memory).toMatchObject({ kind: 'vram', capacity_gb: 48 });
    expect(parse({ 'devices/card.yaml': '3\n' }, () => below).problems).not.toEqual([]);
    expect(parse({ 'devices/card.yaml': '[1]\n' }, () => below).problems).not.toEqual([]);
  });
  it('of tables know the place of every row', () => {
    const csv =
      'item,config,kind,amount,currency,region,observed,trust,source,note\ncard,,street,100,USD,us,2026-01-02,ok,s,\ncard,,street,bad,USD,us,2026-01-02,ok,s,\ncard,,used,50,USD,us,2026-01-03,ok,s,\n';
    const data = parse({ 'prices/p.csv': csv });
    expect(data.tables.prices.map((o) => o.amount)).toEqual([100, 50]);
    expect(data.row_places.prices.map((p) => [p.file, p.line, p.columnOf('kind')])).toEqual([
      ['my/prices/p.csv', 2, 7],
      ['my/prices/p.csv', 4, 7],
    ]);
    expect(data.problems.map((p) => `${p.line}:${p.column}`)).toEqual(['3:14']);
  });
});
